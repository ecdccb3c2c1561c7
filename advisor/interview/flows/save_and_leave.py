"""Saving, and leaving: what is asked on the way out, and that nothing is lost by it."""

from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import Choose, confirmation, show_message
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.choice import Choice
from advisor.interview.state.file_names import path_fault, slug, typed_path
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.refusals import FileChanged, InUse, why_refused
from advisor.interview.state.room import Room
from advisor.interview.state.save_status import lost

_OFFERED = "what was said here is kept, and offered next time"


async def save(room: Room, app: App[Any]) -> bool:
    """Save what was said to its file, asking for one if it has none; return whether it is saved."""
    if room.session is None:
        return False
    if room.is_example:
        show_message(app, "This is an example; nothing of it is saved.")
        return False
    if room.journal.file is None:
        return await save_as(room, app)
    try:
        return _write(room, app)
    except FileChanged:
        return await _save_elsewhere(room, app)


async def save_as(room: Room, app: App[Any]) -> bool:
    """Save under another name, and use that file from now on; return whether it is saved."""
    if room.session is None or room.is_example:
        return False
    name = await _ask_name(app, f"{slug(room.session.scenario.partnership)}.yaml")
    return name is not None and await _save_to(room, app, name)


async def _save_to(room: Room, app: App[Any], name: Path) -> bool:
    try:
        return _write(room, app, name)
    except FileChanged:
        return await _save_elsewhere(room, app)


def _write(room: Room, app: App[Any], name: Path | None = None, *, overwrite: bool = False) -> bool:
    """Write the file, or a new one, and say whether that could be done.

    Raises:
        FileChanged: The file is not what it was.
    """
    journal, session = room.journal, room.session
    # Never over a file that this interview has not read.
    if name is not None and name.exists() and not journal.saves_to(name):
        show_message(app, f"{name} is there already; choose another name.")
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
        show_message(app, f"{file} {why_refused(error)}.")
        return False
    except OSError as error:
        show_message(app, f"{file} cannot be written: {error.strerror or error}.")
        report_save_status(room, app)
        return False
    save_preferences(load_preferences().with_file(file))
    report_save_status(room, app)
    return True


def report_save_status(room: Room, app: App[Any]) -> None:
    """Say where the answers are, after one more try to write the journal if they are nowhere."""
    if room.journal.is_lost:
        room.record()
    if room.status:
        show_message(app, room.status, bad=room.journal.is_lost)


async def _ask_name(app: App[Any], given: str) -> Path | None:
    says = f"In {one_line(str(Path.cwd()))}, unless you type another folder."
    line = await app.push_screen_wait(AskLine("Save to which file?", says, given, path_fault))
    return typed_path(line) if line else None


async def _save_elsewhere(room: Room, app: App[Any]) -> bool:
    """Ask what to do where someone else changed the file meanwhile."""
    file = room.journal.file
    assert file is not None
    choices = [
        Choice("1", "Save under another name", "both stay as they are"),
        Choice("2", "Write over it", "what the other person changed is lost"),
        Choice("3", "Not now", "nothing is written" if room.journal.is_lost else _OFFERED),
    ]
    asks = f"{file.name} was changed by someone else"
    dialog = Choose(asks, choices, "since you opened it.", confirm=True)
    key = await app.push_screen_wait(dialog)
    if key == "1":
        name = await _ask_name(app, f"{file.stem}-ours.yaml")
        return name is not None and _write(room, app, name)
    return key == "2" and _write(room, app, overwrite=True)


async def answers_are_safe(room: Room, app: App[Any], *, leaving: bool = True) -> bool:
    """Offer another place if the last answers are neither in the file nor in the journal.

    Args:
        room: The interview.
        app: What asks.
        leaving: Whether the room is about to leave it; otherwise it may also go on for now.

    Returns:
        Whether the interview may be left: every answer is in a file or a journal, or given up.
    """
    while room.journal.is_lost and room.session is not None:
        # The disk may have room again: then there is nothing to ask.
        room.record()
        if not room.journal.is_lost:
            break
        choices = [
            Choice("s", "Save to another file", "in another place"),
            Choice("t", "Try again", "once there is room, or the right to write"),
            Choice("x", "Leave without them", "the last answers are then lost")
            if leaving
            else Choice("x", "Go on for now", "they are in this window only"),
        ]
        asks = Choose(f"{lost(room.journal)}.", choices, confirm=True)
        key = await app.push_screen_wait(asks)
        if key == "x":
            return True
        if key is None:
            return False
        if key == "s":
            await save_as(room, app)
    return True


async def may_leave(room: Room, app: App[Any]) -> bool:
    """Return whether to leave the partnership, asking where something is not saved."""
    if not await answers_are_safe(room, app):
        return False
    journal = room.journal
    if not journal.unsaved:
        return True
    if room.session is None:
        return await _may_leave_set_up(room, app)
    # Given up a moment ago: "Save before you leave?" would ask the same again.
    if journal.is_lost:
        return True
    # The name is in the choice that Enter takes, so the same one is written.
    name = None if journal.file else _free(Path(f"{slug(room.session.scenario.partnership)}.yaml"))
    choices = [
        Choice("y", "Save and leave", one_line(str(journal.file or name))),
        Choice("n", "Leave without saving", _OFFERED),
    ]
    asks = Choose("Save before you leave?", choices, confirm=True)
    key = await app.push_screen_wait(asks)
    if key == "y":
        return await (_save_to(room, app, name) if name else save(room, app))
    return key == "n"


async def _may_leave_set_up(room: Room, app: App[Any]) -> bool:
    lost_ = "What you gave cannot be kept: the journal cannot be written."
    is_kept = room.journal.is_kept
    says = "What you gave is kept, and the next start goes on from here." if is_kept else lost_
    asks = confirmation("Leave the set-up?", "Leave", "Go on with it", says)
    if await app.push_screen_wait(asks) != "y":
        return False
    room.farewell = "The set-up is kept, and offered next time." if is_kept else lost_
    return True


def _free(file: Path) -> Path:
    """Return a name like this that no file has."""
    number, free = 2, file
    while free.exists():
        free = file.with_name(f"{file.stem}-{number}{file.suffix}")
        number += 1
    return free
