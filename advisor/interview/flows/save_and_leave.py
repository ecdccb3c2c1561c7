"""Saving, and leaving: what is asked on the way out, and that nothing is lost by it."""

from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.files.file_format import PARTNERSHIP_FILE, slug
from advisor.interview.dialogs.dialog import Choose, confirmed, show_message
from advisor.interview.flows.choose_file import proposed_path, write_to
from advisor.interview.state.choice import Choice
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.refusals import FileChanged
from advisor.interview.state.room import Room
from advisor.interview.state.save_status import NOTHING_TO_KEEP, lost, private_notes

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
    return await _save_to(room, app, room.journal.file)


async def save_as(room: Room, app: App[Any], given: str = "", fault: str = "") -> bool:
    """Save under another name, and use that file from now on; return whether it is saved.

    Args:
        room: The interview.
        app: What asks.
        given: The path to start from; by default that of the file.
        fault: Why another place is needed, if it is.
    """
    if room.session is None or room.is_example:
        return False
    journal, named = room.journal, f"{slug(room.session.scenario.partnership)}.yaml"
    proposed = given or (proposed_path(journal.file, named) if journal.file else named)

    def write(path: Path) -> str:
        try:
            return room.save_to(path, overwrite=not journal.saves_to(path))
        except FileChanged:
            return f"{one_line(path.name)} was changed by someone else. Choose another name."

    path = await write_to(
        app,
        "Save to which file?",
        proposed,
        PARTNERSHIP_FILE,
        write,
        is_own=journal.saves_to,
        fault=fault,
    )
    if path is not None:
        _report_saved(room, app)
    return path is not None


async def _save_to(room: Room, app: App[Any], file: Path, *, overwrite: bool = False) -> bool:
    """Save to a file, asking for another place if that cannot be done."""
    try:
        fault = room.save_to(file, overwrite=overwrite)
    except FileChanged:
        if file == room.journal.file:
            return await _save_elsewhere(room, app, file)
        fault = f"{one_line(str(file))} is there by now. Choose another name."
    if fault:
        given = "" if file == room.journal.file else str(file)
        return await save_as(room, app, given, fault)
    _report_saved(room, app)
    return True


def _report_saved(room: Room, app: App[Any]) -> None:
    """Say where the answers are; the first time, also that private notes are among them."""
    assert room.session is not None
    assert room.journal.file is not None
    save_preferences(load_preferences().with_file(room.journal.file))
    says = room.status
    if (notes := private_notes(room.session.scenario)) and not room.has_told_private:
        room.has_told_private = True
        has = "1 private note is" if notes == 1 else f"{notes} private notes are"
        says = f"{says} {has} in it too: whoever gets the file can read that."
    show_message(app, says)


async def _save_elsewhere(room: Room, app: App[Any], file: Path) -> bool:
    """Ask what to do where someone else changed the file meanwhile."""
    choices = [
        Choice("1", "Save under another name", "both stay as they are"),
        Choice("2", "Write over it", "what the other person changed is lost"),
        Choice("3", "Not now", "nothing is written" if room.journal.is_lost else _OFFERED),
    ]
    asks = f"{file.name} was changed by someone else"
    dialog = Choose(asks, choices, "since you opened it.", confirm=True)
    key = await app.push_screen_wait(dialog)
    if key == "1":
        name = f"{file.stem}-ours.yaml"
        return await save_as(room, app, proposed_path(file.with_name(name), name))
    return key == "2" and await _save_to(room, app, file, overwrite=True)


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
    is_offered = room.set_up is None or room.set_up.is_worth_offering
    says = "What you gave is kept, and the next start goes on from here." if is_kept else lost_
    if not is_offered:
        says = lost_ = f"{NOTHING_TO_KEEP}."
    if not await confirmed(app, "Leave the set-up?", "Leave", "Go on with it", says):
        return False
    if not is_offered:
        room.journal.delete()
    is_kept = is_kept and is_offered
    room.farewell = "The set-up is kept, and offered next time." if is_kept else lost_
    return True


def _free(file: Path) -> Path:
    """Return a name like this that no file has."""
    number, free = 2, file
    while free.exists():
        free = file.with_name(f"{file.stem}-{number}{file.suffix}")
        number += 1
    return free
