"""``advisor interview``: asks a leadership team about its partnership, and keeps what it says."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.files.faults import Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.interview.plain.line_interview import LineInterview
    from advisor.interview.state.unsaved import UnsavedInterview


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
    from advisor.interview.plain.line_input import Stopped, standard_input_lines, write_utf8
    from advisor.interview.plain.line_interview import LineInterview
    from advisor.interview.state.preferences import load_preferences, save_preferences
    from advisor.interview.state.refusals import Refusal, why_refused
    from advisor.interview.state.room import Room
    from advisor.interview.state.state_folder import check_state_folder, state_folder

    check_state_folder()
    room = Room(rulebook_from(rules_folder))
    write_utf8()
    talk = LineInterview(room, standard_input_lines(), sys.stdout)
    with closing(room):
        try:
            _open(talk, file)
        except OSError as error:
            raise Faults([Fault(str(state_folder()), 0, why_refused(error))]) from None
        except Refusal as error:
            raise click.UsageError(f"{error} {why_refused(error)}") from None
        except Stopped:
            if room.journal.unsaved:
                talk.say(talk.leave_set_up())
        else:
            talk.run()
            if room.journal.file is not None:
                save_preferences(load_preferences().with_file(room.journal.file))
        # Input may end at any question. The journal has the answers, unless writing it failed.
        return Exit.CANNOT if room.journal.is_lost or talk.was_refused else Exit.DONE


def _open(talk: LineInterview, file: Path | None) -> None:
    """Open what is to continue: an unsaved interview, the file or a new partnership."""
    from advisor.interview.plain.set_up_lines import begin
    from advisor.interview.state.session import Session
    from advisor.interview.texts import stage_not_given, what_moved

    room, journal, begun = talk.room, talk.room.journal, None
    opened = room.read_file(file) if file is not None else None
    unsaved = _wanted(talk, file)
    if unsaved is not None and unsaved.set_up is not None:
        begun, opened = journal.resume_set_up(unsaved), None
    elif unsaved is not None:
        opened = journal.resume(unsaved, room.rulebook)
    if opened is None:
        if file is None and begun is None:
            talk.say_all(_begun_before())
        room.open(Session.begin(begin(talk, begun)), is_new=True)
        return
    talk.say_all(filter(None, [what_moved(opened.moved)]))
    if opened.scenario.stage is None and unsaved is None:
        talk.say(stage_not_given(room.rulebook))
    room.open(Session.begin(opened.scenario, journal.parked))


def _begun_before() -> Iterator[str]:
    """Yield the files that were opened last, and how to go on with one; the screen lists them."""
    from advisor.interview.state.preferences import load_preferences
    from advisor.interview.state.recent_work import MOST_OFFERED

    if files := [name for name in load_preferences().files if Path(name).is_file()]:
        how = "To go on with one of these, type :stop, then advisor interview and its path:"
        yield f"This begins a new partnership. {how}"
        yield from files[:MOST_OFFERED]


def _wanted(talk: LineInterview, file: Path | None) -> UnsavedInterview | None:
    """Return the unsaved interview that the room wants back, if any."""
    from advisor.files.atomic import real_path
    from advisor.interview.state.unsaved import unsaved_interviews

    for unsaved in unsaved_interviews(talk.rulebook):
        # One that cannot be read is only named: to offer it could only fail.
        if unsaved.fault and unsaved.file in {None, real_path(file) if file else None}:
            talk.say(f"{unsaved.name} was left unsaved at {unsaved.at:%d %B %Y, %H:%M}.")
            talk.say(f"It is kept in {unsaved.path}, but cannot be resumed: {unsaved.fault}.")
        elif unsaved.file == (real_path(file) if file else None):
            left = f"{unsaved.name} was left unsaved"
            if unsaved.set_up is not None:
                left = f"The set-up of {unsaved.name} was left half way"
            talk.say(f"{left} at {unsaved.at:%d %B %Y, %H:%M}.")
            if unsaved.scenario is None and unsaved.set_up is None:
                talk.say("The last start ended while it was reading this one.")
            if talk.is_agreed("Go on with it?"):
                return unsaved
    return None
