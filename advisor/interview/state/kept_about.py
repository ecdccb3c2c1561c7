"""What the program keeps about a partnership file, and its removal."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files import disk
from advisor.files.atomic import temporary_files
from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.state.journal import InUse, file_lock
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.state_folder import state_folder
from advisor.interview.state.unsaved import UnsavedInterview, discard, journals, read_journal
from advisor.interview.state.what_is_kept import changed_answers
from advisor.report.words import plural
from advisor.scenario.loading import load_scenario

if TYPE_CHECKING:
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.scenario import Scenario


@dataclass(frozen=True)
class KeptThing:
    """One thing that is kept.

    Attributes:
        says: What it is.
        is_only_copy: Whether it holds what is nowhere else.
        journal: The journal that it is, if it is one.
        path: The file that it is, if it is another one.
    """

    says: str
    is_only_copy: bool = False
    journal: UnsavedInterview | None = None
    path: Path | None = None


def kept_about(file: Path, rulebook: Rulebook) -> tuple[KeptThing, ...]:
    """Return what is kept about a file, which may be gone."""
    target = file.resolve()
    found = [_journal(one, target, rulebook) for one in _journals_of(target)]
    if str(target) in load_preferences().files:
        found.append(KeptThing("an entry in the list of files opened last"))
    # What a killed process left of this file; the name is cut as it was when it was written.
    start = f".{target.name[:40]}."
    for path in temporary_files(target.parent):
        with disk.left_over(path) as is_left:
            if is_left and path.name.startswith(start):
                found.append(KeptThing(f"a temporary file, {one_line(path.name)}", path=path))
    older = re.compile(rf"{re.escape(start)}[a-z0-9_]{{8}}")
    for path in target.parent.glob(".*") if target.parent.is_dir() else ():
        if older.fullmatch(path.name) and path.is_file():
            says = f"{one_line(path.name)}, which looks like a temporary file of version 0.1"
            found.append(KeptThing(says, is_only_copy=True, path=path))
    return tuple(found)


def forget(file: Path, things: tuple[KeptThing, ...]) -> None:
    """Delete what is kept about a file.

    Raises:
        InUse: A window has the file, or one of the journals, open; nothing is deleted.
        OSError: Something cannot be deleted.
    """
    with ExitStack() as stack:
        found = [thing.journal for thing in things if thing.journal]
        locks = [one.lock for one in found]
        if state_folder().is_dir():
            locks.append(file_lock(file))
        for path in locks:
            lock = disk.lock(path)
            if lock is None:
                raise InUse(str(file))
            stack.callback(lock.release)
        for thing in things:
            if thing.journal is not None:
                discard(thing.journal)
            elif thing.path is not None:
                disk.delete(thing.path)
        before = load_preferences()
        if (after := before.without_file(file)) != before:
            save_preferences(after)
        for path in locks:
            disk.delete(path)


def _journals_of(target: Path) -> list[UnsavedInterview]:
    read = (read_journal(path) for path in journals())
    return [one for one in read if one is not None and one.file == target]


def _journal(unsaved: UnsavedInterview, target: Path, rulebook: Rulebook) -> KeptThing:
    """Describe a journal by how much of it the file does not hold."""
    at = f"{unsaved.at.day} {unsaved.at:%B %Y, %H:%M}"
    if unsaved.set_up is not None:
        says = f"a journal of {at}, with a set-up left half way"
        return KeptThing(says, is_only_copy=True, journal=unsaved)
    try:
        kept = unsaved.scenario_for(rulebook)
    except Faults:
        says = f"a journal of {at}, which these rules cannot read"
        return KeptThing(says, is_only_copy=True, journal=unsaved)
    saved = _in_file(target, rulebook)
    if saved == kept and not unsaved.draft:
        return KeptThing(f"a journal of {at}; all of it is in the file", journal=unsaved)
    number = changed_answers(saved or kept.model_copy(update=_NO_ANSWERS), kept)
    says = f"a journal of {at}, with {plural(number, 'answer')} in no file"
    return KeptThing(says, is_only_copy=True, journal=unsaved)


_NO_ANSWERS: dict[str, object] = {"answers": {}, "partners": ()}


def _in_file(target: Path, rulebook: Rulebook) -> Scenario | None:
    try:
        return load_scenario(target, rulebook)
    except Faults:
        return None
