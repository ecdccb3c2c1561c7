"""``advisor interview``: asks a leadership team about its partnership, and keeps what it says."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option, scenario_from

if TYPE_CHECKING:
    from advisor.interview.session import Session
    from advisor.interview.state.journal import Journal, UnsavedInterview
    from advisor.rulebook.rulebook import Rulebook


@click.command(short_help="Be asked about a partnership, on the screen or line by line.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Line by line, for pipes and screen readers.")
@rules_option
def interview(file: Path | None, plain: bool, rules_folder: Path | None) -> int:
    """Ask about the partnership in FILE, or about a new one, and save what is said.

    What is said is kept after each answer; what was not saved is offered the next time.
    """
    if plain:
        return _line_by_line(file, rules_folder)
    return on_screen(file, rules_folder)


def on_screen(file: Path | None, rules_folder: Path | None) -> int:
    """Run the interview on the terminal's screen.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        says = "the screen needs a terminal; use advisor interview --plain, or advisor assess FILE"
        raise click.UsageError(says)
    if os.environ.get("TERM") == "dumb":
        raise click.UsageError("this terminal cannot draw; use advisor interview --plain")
    from advisor.interview.running import Failed, run

    try:
        return run(lambda: rulebook_from(rules_folder), file)
    except Failed as failed:
        click.echo(f"advisor: {failed}", err=True)
        return Exit.BUG


def _line_by_line(file: Path | None, rules_folder: Path | None) -> int:
    from advisor.files.faults import Fault, Faults
    from advisor.interview.plain import PlainInterview
    from advisor.interview.state.journal import InUse, Journal, JournalGone
    from advisor.interview.state.state_folder import state_folder

    rulebook = rulebook_from(rules_folder)
    journal = Journal()
    try:
        session = _opened(file, rulebook, journal)
    except InUse as error:
        raise click.UsageError(f"{error} is open in another window") from None
    except JournalGone as error:
        raise click.UsageError(f"{error} was saved or dropped in another window") from None
    except OSError as error:
        says = f"cannot be written: {error.strerror or error}"
        raise Faults([Fault(str(state_folder()), 0, says)]) from None
    except EOFError:
        return Exit.DONE
    try:
        PlainInterview(rulebook, session, journal, sys.stdin, sys.stdout).run()
    finally:
        journal.close()
        journal.unlock_file()
    return Exit.DONE


def _opened(file: Path | None, rulebook: Rulebook, journal: Journal) -> Session:
    """Return what to go on with: what was left unsaved, the file, or a new partnership."""
    from advisor.interview.file_names import path_fault
    from advisor.interview.plain_start import begin
    from advisor.interview.session import Session

    today = dt.datetime.now().astimezone().date()
    scenario = None
    if file is not None:
        if file.exists():
            scenario = scenario_from(file, rulebook)
        elif unfit := path_fault(str(file)):
            raise click.UsageError(unfit)
        journal.lock_file(file, file.read_text(encoding="utf-8") if scenario else None)
    if left := _wanted(file, rulebook):
        return Session(journal.resume(left), parked=left.parked, today=today)
    if scenario is None:
        scenario = begin(rulebook, _say, _ask)
        journal.record(scenario)
    return Session(scenario, today=today)


def _wanted(file: Path | None, rulebook: Rulebook) -> UnsavedInterview | None:
    """Return the interview that was left unsaved and that the room wants back, if any."""
    from advisor.interview.state.journal import unsaved_interviews

    for left in unsaved_interviews(rulebook):
        if left.file == (file.resolve() if file else None):
            _say(f"{left.scenario.partnership} was left unsaved at {left.at:%d %B %Y, %H:%M}.")
            _say("Go on with it? (y or n)")
            if _ask().lower().startswith("y"):
                return left
    return None


def _say(text: str) -> None:
    click.echo(text)


def _ask() -> str:
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()
