"""``advisor interview``: asks a leadership team about its partnership, and keeps what it says."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.files.clean_text import clean_text
from advisor.files.faults import Fault, Faults

if TYPE_CHECKING:
    from advisor.interview.plain.line_saving import LineSaving
    from advisor.interview.state.room import Room
    from advisor.interview.state.session import Session
    from advisor.interview.state.unsaved import UnsavedInterview
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.moved_entry import MovedEntry


@click.command(short_help="Ask about a partnership, on the screen or line by line.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--plain/--screen",
    default=None,
    help="Ask line by line, for pipes and screen readers, or on a screen. Without either: line by "
    "line if ACCESSIBLE is set in the environment, else on a screen.",
)
@rules_option
def interview(file: Path | None, plain: bool | None, rules_folder: Path | None) -> int:
    """Ask about the partnership in FILE, or about a new one, and save the answers.

    Each answer goes into a journal at once; the next start offers what was not saved.
    """
    return ask(file, rules_folder, plain=plain)


def ask(file: Path | None, rules_folder: Path | None, *, plain: bool | None = None) -> int:
    """Run the interview; where nobody chose how, as the environment has it."""
    if plain is None:
        # Other command lines read it so too: gh takes these words, in this case, for "not set".
        plain = os.environ.get("ACCESSIBLE", "").lower() not in {"", "0", "false", "no"}
    return _line_by_line(file, rules_folder) if plain else _on_screen(file, rules_folder)


def _on_screen(file: Path | None, rules_folder: Path | None) -> int:
    """Run the interview on the terminal's screen.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    # stderr too: that is where Textual draws (8.2.8).
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        says = "the screen needs a terminal; use advisor interview --plain, or advisor assess FILE"
        raise click.UsageError(says)
    # Such a terminal, as in an editor, would show the escape codes as letters.
    if os.environ.get("TERM") == "dumb":
        raise click.UsageError("this terminal cannot draw; use advisor interview --plain")
    from advisor.interview.launch import Failed, run
    from advisor.interview.state.state_folder import check_state_folder

    check_state_folder()
    try:
        return run(lambda: rulebook_from(rules_folder), file)
    except Failed as failed:
        click.echo(f"advisor: {failed}", err=True)
        return Exit.BUG


def _line_by_line(file: Path | None, rules_folder: Path | None) -> int:
    from advisor.interview.plain.line_input import standard_input_lines, write_utf8
    from advisor.interview.plain.line_interview import LineInterview
    from advisor.interview.plain.line_saving import LineSaving
    from advisor.interview.state.refusals import Refusal, why_refused
    from advisor.interview.state.room import Room
    from advisor.interview.state.state_folder import check_state_folder, state_folder

    check_state_folder()
    room = Room(rulebook_from(rules_folder))
    write_utf8()
    saving = LineSaving(room, _say)
    try:
        room.session = _opened(file, room, saving)
    except OSError as error:
        raise Faults([Fault(str(state_folder()), 0, why_refused(error))]) from None
    except Refusal as error:
        raise click.UsageError(f"{error} {why_refused(error)}") from None
    except EOFError:
        if room.journal.unsaved:
            _say(saving.leave_set_up())
        # Input may end at any question. The journal has the answers, unless writing it failed.
        code = Exit.CANNOT if room.journal.is_lost else Exit.DONE
        room.close()
        return code
    try:
        interview = LineInterview(room, standard_input_lines(), sys.stdout)
        interview.run()
        failed = room.journal.is_lost or interview.saving.was_refused
        return Exit.CANNOT if failed else Exit.DONE
    finally:
        room.close()


def _opened(file: Path | None, room: Room, saving: LineSaving) -> Session:
    """Return what to continue: an unsaved interview, the file or a new partnership."""
    from advisor.interview.plain.set_up_lines import begin
    from advisor.interview.state.file_names import is_there, path_fault
    from advisor.interview.state.new_partnership import SetUpRecorder
    from advisor.interview.state.partnership_file import read_partnership
    from advisor.interview.state.session import Session
    from advisor.interview.texts import stage_not_given

    rulebook, journal, today = room.rulebook, room.journal, dt.datetime.now().astimezone().date()
    opened = begun = None
    if file is not None:
        data = None
        if is_there(file):
            data, opened = read_partnership(file, rulebook)
        elif unfit := path_fault(str(file)):
            raise click.UsageError(unfit)
        # Before anything is asked: otherwise two windows could each collect answers for one file.
        journal.lock_file(file, data)
    if unsaved := _wanted(file, rulebook):
        if unsaved.set_up is None:
            found = journal.resume(unsaved, rulebook)
            _say_what_moved(found.moved)
            return Session(found.scenario, parked=journal.parked, today=today)
        begun, opened = journal.resume_set_up(unsaved), None
    if opened is None:
        set_up = SetUpRecorder(saving.record_set_up, begun)
        room.session = Session(begin(rulebook, _say, _ask, set_up), today=today)
        saving.record()
        return room.session
    _say_what_moved(opened.moved)
    if opened.scenario.stage is None:
        _say(stage_not_given(rulebook))
    return Session(opened.scenario, today=today)


def _say_what_moved(moved: tuple[MovedEntry, ...]) -> None:
    from advisor.interview.texts import what_moved

    if says := what_moved(moved):
        _say(says)


def _wanted(file: Path | None, rulebook: Rulebook) -> UnsavedInterview | None:
    """Return the unsaved interview that the room wants back, if any."""
    from advisor.files.atomic import real_path
    from advisor.interview.state.unsaved import unsaved_interviews

    for unsaved in unsaved_interviews(rulebook):
        # One that cannot be read is only named: to offer it could only fail.
        if unsaved.fault and unsaved.file in {None, real_path(file) if file else None}:
            _say(f"{unsaved.name} was left unsaved at {unsaved.at:%d %B %Y, %H:%M}.")
            _say(f"It is kept in {unsaved.path}, but cannot be resumed: {unsaved.fault}.")
        elif unsaved.file == (real_path(file) if file else None):
            left = f"{unsaved.name} was left unsaved"
            if unsaved.set_up is not None:
                left = f"The set-up of {unsaved.name} was left half way"
            _say(f"{left} at {unsaved.at:%d %B %Y, %H:%M}.")
            if unsaved.scenario is None and unsaved.set_up is None:
                _say("The last start ended while it was reading this one.")
            if _wants():
                return unsaved
    return None


def _wants() -> bool:
    while True:
        _say("Go on with it? (y or n)")
        word = _ask().lower()
        if word in {"y", "yes", "n", "no"}:
            return word.startswith("y")
        if word in {"stop", "quit"}:
            raise EOFError
        _say("Type y or n; stop leaves it as it is.")


def _say(text: str) -> None:
    # Here once for every line: many repeat what somebody has typed, before a model has cleaned it.
    click.echo(clean_text(text))


def _ask() -> str:
    from advisor.interview.plain.line_input import PROMPT, read_line, standard_input_lines

    line = read_line(standard_input_lines(), lambda: click.echo(PROMPT, nl=False), _say)
    if line is None:
        raise EOFError
    return line
