"""What the program keeps about a partnership file, and its removal."""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from advisor.files import disk
from advisor.files.atomic import real_path, temporary_files
from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.state.partnership_file import file_lock
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.refusals import InUse
from advisor.interview.state.save_status import changed_answers
from advisor.interview.state.state_folder import state_folder
from advisor.interview.state.unsaved import (
    UnsavedInterview,
    delete_journal,
    journals,
    lock_as_listed,
    read_journal,
)
from advisor.report.phrases import plural
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario


@dataclass(frozen=True)
class KeptThing:
    """One thing that the program stores.

    Attributes:
        says: What it is.
        is_only_copy: Whether it has what is nowhere else.
        journal: The journal that it is, if it is one.
        path: The file that it is, if it is another one.
    """

    says: str
    is_only_copy: bool = False
    journal: UnsavedInterview | None = None
    path: Path | None = None


def kept_about(file: Path, rulebook: Rulebook) -> tuple[KeptThing, ...]:
    """Return what the program stores about a file, which may be gone."""
    target = real_path(file)
    read = [one for one in map(read_journal, journals()) if one is not None]
    found = [_journal(one, target, rulebook) for one in read if one.file == target]
    if str(target) in load_preferences().files:
        found.append(KeptThing("an entry in the list of files opened last"))
    # What a killed process left of this file; the name is cut as it was when it was written.
    start = f".{target.name[:40]}."
    left = [path for path in temporary_files(target.parent) if path.name.startswith(start)]
    # Of a journal too. It may be cut off, so nothing says whose it was, and the next write would
    # delete it in any case.
    left += temporary_files(state_folder() / "journals") + temporary_files(state_folder())
    found += [
        KeptThing(f"a temporary file, {one_line(path.name)}", path=path)
        for path in filter(_is_left_over, left)
    ]
    return tuple(found)


def may_be_about(file: Path) -> tuple[str, ...]:
    """Return what may be about a file as well; only its owner can tell, and delete that."""
    target = real_path(file)
    older = re.compile(rf"{re.escape(f'.{target.name[:40]}.')}[a-z0-9_]{{8}}")
    beside = sorted(target.parent.glob(".*")) if target.parent.is_dir() else []
    found = [path for path in beside if older.fullmatch(path.name) and path.is_file()]
    says = [f"{one_line(str(path))}, if version 0.1 of the program was killed" for path in found]
    read = [one for one in map(read_journal, journals()) if one is not None]
    says += [f"{one_line(str(one.path))}: {one.fault}" for one in read if one.fault]
    return tuple(says)


def forget(file: Path, things: tuple[KeptThing, ...]) -> None:
    """Delete what the program stores about a file.

    Raises:
        InUse: A window has the file, or one of the journals, open; nothing is deleted.
        JournalChanged: A journal has more by now than was listed; nothing is deleted.
        OSError: Something cannot be deleted.
    """
    journals = [thing.journal for thing in things if thing.journal]
    with ExitStack() as stack:
        # Without the folder nothing can be locked, and locking would make it just to delete in it.
        if state_folder().is_dir():
            lock = disk.lock(file_lock(file))
            if lock is None:
                raise InUse(str(file))
            stack.callback(lock.release)
        # All are locked before the first one goes: a refusal must leave everything as it was.
        for journal in journals:
            stack.callback(lock_as_listed(journal).release)
        for journal in journals:
            delete_journal(journal)
        for path in (thing.path for thing in things if thing.path):
            disk.delete(path)
        # Last: if a deletion fails, the file is still in the list for another try.
        before = load_preferences()
        if (after := before.without_file(file)) != before:
            save_preferences(after)


def _is_left_over(path: Path) -> bool:
    with disk.left_over(path) as is_left:
        return is_left


def _journal(unsaved: UnsavedInterview, target: Path, rulebook: Rulebook) -> KeptThing:
    """Describe a journal by how much of it the file does not hold."""
    at = f"{unsaved.at.day} {unsaved.at:%B %Y, %H:%M}"
    if unsaved.set_up is not None:
        says = f"a journal of {at}, with a set-up left half way"
        return KeptThing(says, is_only_copy=True, journal=unsaved)
    try:
        kept = unsaved.opened_with(rulebook).scenario
    except Faults:
        says = f"a journal of {at}, which these rules cannot read"
        return KeptThing(says, is_only_copy=True, journal=unsaved)
    saved = _in_file(target, rulebook)
    # The file may have got its id after the journal was written.
    is_saved = saved is not None and saved == (kept.identified(saved.id) if saved.id else kept)
    if is_saved and not unsaved.draft:
        return KeptThing(f"a journal of {at}; all of it is in the file", journal=unsaved)
    number = changed_answers(saved or kept.model_copy(update=_NO_ANSWERS), kept)
    says = f"a journal of {at}, with {plural(number, 'answer')} in no file"
    return KeptThing(says, is_only_copy=True, journal=unsaved)


# What is compared with a journal whose file is gone or cannot be read: every answer is then in no
# file.
_NO_ANSWERS: dict[str, object] = {"answers": {}, "partners": ()}


def _in_file(target: Path, rulebook: Rulebook) -> Scenario | None:
    try:
        return load_scenario(target, rulebook)
    except Faults:
        return None
