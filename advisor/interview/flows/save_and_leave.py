"""Saving, and leaving: what is asked on the way out, and that nothing is lost by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.clean_text import one_line
from advisor.interview.clean_exit import CANNOT
from advisor.interview.dialogs.dialog import OfInterview
from advisor.interview.dialogs.prompts import AskLine, Choose, confirmation
from advisor.interview.state.file_names import path_fault, slug, typed_path
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.refusals import FileChanged, InUse, why_refused
from advisor.interview.state.save_status import lost
from advisor.interview.widgets.choices import Choice

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp
    from advisor.interview.state.journal import Journal


_OFFERED = "what was said here is kept, and offered next time"


async def save(app: InterviewApp, name: Path | None = None) -> bool:
    """Save what was said to its file, asking for one if it has none; return whether it is saved."""
    journal, session = _of(app), app.session
    if session is None:
        return False
    if app.is_example:
        tell(app, "This is an example; nothing of it is kept.")
        return False
    if name is None and journal.file is None:
        name = await _ask_name(app, f"{slug(session.scenario.partnership)}.yaml")
        if name is None:
            return False
    try:
        return _written(app, name)
    except FileChanged:
        return await _save_beside(app)


async def save_as(app: InterviewApp) -> None:
    """Save under another name, and go on with that file."""
    if app.session is not None and not app.is_example:
        name = await _ask_name(app, f"{slug(app.session.scenario.partnership)}.yaml")
        if name is not None:
            await save(app, name)


def _written(app: InterviewApp, name: Path | None = None, *, overwrite: bool = False) -> bool:
    """Write the file, or a new one, and say whether that could be done.

    Raises:
        FileChanged: The file is not what it was.
    """
    journal, session = _of(app), app.session
    if name is not None and name.exists() and not journal.saves_to(name):
        tell(app, f"{name} is there already; choose another name.")
        return False
    file = name or journal.file
    assert session is not None
    assert file is not None
    try:
        if name is not None:
            journal.save_to(name, session.scenario)
        else:
            journal.save(session.scenario, overwrite=overwrite)
    except InUse as error:
        tell(app, f"{file} {why_refused(error)}.")
        return False
    except OSError as error:
        tell(app, f"{file} cannot be written: {error.strerror or error}.")
        report_save_status(app)
        return False
    save_preferences(load_preferences().with_file(file))
    report_save_status(app)
    return True


def report_save_status(app: InterviewApp) -> None:
    """Say where the answers are, once that is known."""
    if _of(app).is_lost:
        app.record_again()
    if says := app.save_status():
        tell(app, says, bad=_of(app).is_lost)


def tell(app: InterviewApp, text: str, *, bad: bool = True) -> None:
    """Say something in the corner of the screen."""
    app.notify(one_line(text), severity="error" if bad else "information", markup=False, timeout=8)


def _of(app: InterviewApp) -> Journal:
    assert app.journal is not None
    return app.journal


async def _ask_name(app: InterviewApp, given: str) -> Path | None:
    says = f"In {one_line(str(Path.cwd()))}, unless you type another folder."
    line = await app.push_screen_wait(AskLine("Save to which file?", says, given, path_fault))
    return typed_path(line) if line else None


async def _save_beside(app: InterviewApp) -> bool:
    """Ask what to do where someone else changed the file meanwhile."""
    journal = _of(app)
    assert journal.file is not None
    file = journal.file
    choices = [
        Choice("1", "Save under another name", "both stay as they are"),
        Choice("2", "Write over it", "what the other person changed is lost"),
        Choice("3", "Not now", "nothing is written" if journal.is_lost else _OFFERED),
    ]
    asks = f"{file.name} was changed by someone else"
    dialog = Choose(asks, choices, "since you opened it.", confirm=True)
    key = await app.push_screen_wait(dialog)
    if key == "1":
        name = await _ask_name(app, f"{file.stem}-ours.yaml")
        return name is not None and _written(app, name)
    return key == "2" and _written(app, overwrite=True)


async def answers_are_safe(app: InterviewApp, *, leaving: bool = True) -> bool:
    """Offer another place where the last answers are saved nowhere.

    Args:
        app: The interview.
        leaving: Whether the room is about to leave it; otherwise it may also go on for now.

    Returns:
        Whether the interview may be left: all is kept somewhere, or the room gives it up.
    """
    while app.journal is not None and app.journal.is_lost and app.session is not None:
        app.record_again()
        if not app.journal.is_lost:
            break
        choices = [
            Choice("s", "Save to another file", "in another place"),
            Choice("t", "Try again", "once there is room, or the right to write"),
            Choice("x", "Leave without them", "the last answers are then lost")
            if leaving
            else Choice("x", "Go on for now", "they are in this window only"),
        ]
        asks = Choose(f"{lost(app.journal)}.", choices, confirm=True)
        key = await app.push_screen_wait(asks)
        if key == "x":
            return True
        if key is None:
            return False
        if key == "s":
            await save_as(app)
    return True


async def leave(app: InterviewApp) -> None:
    """Leave, if the room agrees; the exit code tells whether something was given up."""
    if await may_leave(app):
        app.exit(return_code=CANNOT if app.journal and app.journal.is_lost else 0)


async def may_leave(app: InterviewApp) -> bool:
    """Return whether to leave the partnership, asking where something is typed or not saved."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, OfInterview) and not await screen.may_discard():
            return False
    if not await answers_are_safe(app):
        return False
    journal, session = app.journal, app.session
    if journal is None or not journal.unsaved:
        return True
    if session is None:
        return await _may_leave_set_up(app, is_kept=journal.is_kept)
    if journal.is_lost:
        return True
    file = journal.file or _free(Path(f"{slug(session.scenario.partnership)}.yaml"))
    choices = [
        Choice("y", "Save and leave", one_line(str(file))),
        Choice("n", "Leave without saving", _OFFERED),
    ]
    asks = Choose("Save before you leave?", choices, confirm=True)
    key = await app.push_screen_wait(asks)
    return key == "n" or (key == "y" and await save(app, None if journal.file else file))


async def _may_leave_set_up(app: InterviewApp, *, is_kept: bool) -> bool:
    kept = "What you gave is kept, and the next start goes on from here."
    lost = "What you gave cannot be kept: the journal cannot be written."
    says = kept if is_kept else lost
    asks = confirmation("Leave the set-up?", "Leave", "Go on with it", says)
    if await app.push_screen_wait(asks) != "y":
        return False
    app.farewell = "The set-up is kept, and offered next time." if is_kept else lost
    return True


def _free(file: Path) -> Path:
    """Return a name like this that no file has."""
    number, free = 2, file
    while free.exists():
        free = file.with_name(f"{file.stem}-{number}{file.suffix}")
        number += 1
    return free
