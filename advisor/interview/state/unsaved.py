"""Interviews that ended before their answers were saved, as their journals hold them.

Nothing here moves or deletes a journal: whatever ends the program while it reads, the journal is
where it was, and the next start offers it.
"""

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from advisor.files import disk
from advisor.files.clean_text import one_line
from advisor.files.faults import Fault, Faults
from advisor.interview.state.new_partnership import SetUp, begun_by_0_1
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.interview.state.refusals import InUse, JournalChanged
from advisor.interview.state.state_folder import refuse_shared, state_folder
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened, open_scenario
from advisor.scenario.scenario import Scenario

# Version 0.1 moved a journal to ".tried" while it read it, and left it there if it was killed.
_ENDINGS = ("*.json", "*.tried")


@dataclass(frozen=True)
class UnsavedInterview:
    """An interview whose journal has what is in no file.

    Attributes:
        path: Its journal.
        file: The file it belongs to, if it had one.
        at: When its last answer was given.
        name: The partnership.
        scenario: What was said. None if the last start ended while it read this: then it is read
            only when somebody asks for it.
        original: The content of the file when it was opened.
        parked: Ids of the questions to come back to.
        draft: The note that waits for an answer.
        fault: Why it cannot be read as it is, or nothing. It is offered all the same: other rules
            may read it, and its owner should know.
        set_up: How far the set-up has come; None once there is something to ask about.
        given: What the set-up was given and no file has, once there is.
        text: What was said, as it is in the journal.
        content: All of the journal.
    """

    path: Path
    file: Path | None
    at: dt.datetime
    name: str
    scenario: Scenario | None = None
    original: bytes | None = None
    parked: frozenset[str] = frozenset()
    draft: NoteDraft = NO_DRAFT
    fault: str = ""
    set_up: SetUp | None = None
    given: SetUp | None = None
    text: bytes = field(default=b"", repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def lock(self) -> Path:
        """The file that is locked while a window has it open."""
        return self.path.with_suffix(".lock")

    @property
    def mark(self) -> Path:
        """A file that is there while the journal is read, and after a start that ended then."""
        return self.path.with_suffix(".reading")

    def opened_with(self, rulebook: Rulebook) -> Opened:
        """Return what was said, and what of it has moved to other names.

        Raises:
            Faults: This rulebook cannot read it, though another may; or nothing can.
        """
        self.refuse_unreadable()
        # It cannot be made in a folder that is read-only, and is there already after a kill.
        with contextlib.suppress(OSError):
            os.close(disk.create(self.mark))
        try:
            opened = open_scenario(self.text, "journal", rulebook)
        except Exception:
            self._unmark()
            raise
        # After a kill, a crash of the interpreter or Ctrl+C the mark stays.
        self._unmark()
        return opened

    def refuse_unreadable(self) -> None:
        """Refuse an unreadable journal.

        Raises:
            Faults: It is one.
        """
        if self.fault:
            raise Faults([Fault(str(self.path), 0, self.fault)])

    def _unmark(self) -> None:
        with contextlib.suppress(OSError):
            disk.delete(self.mark)


def discard(unsaved: UnsavedInterview) -> None:
    """Delete the journal of an interview whose answers nobody wants.

    Raises:
        InUse: Another window has it open.
        JournalChanged: It has more by now than the room was shown.
        OSError: It cannot be deleted, and is offered again.
    """
    lock = lock_as_listed(unsaved)
    try:
        delete_journal(unsaved)
    finally:
        lock.release()


def lock_as_listed(unsaved: UnsavedInterview) -> disk.Lock:
    """Lock a journal that has not changed since it was listed.

    Raises:
        InUse: Another window has it open.
        JournalChanged: Another window has written it since, or deleted it.
        OSError: It cannot be locked.
    """
    lock = disk.lock(unsaved.lock)
    if lock is None:
        raise InUse(unsaved.name)
    try:
        if disk.read_or_none(unsaved.path) != unsaved.content:
            raise JournalChanged(unsaved.name)
    except BaseException:
        lock.release()
        raise
    return lock


def delete_journal(unsaved: UnsavedInterview) -> None:
    """Delete a journal that is locked.

    Raises:
        OSError: It cannot be deleted, and is offered again.
    """
    # The journal first: a mark without a journal does no harm.
    disk.delete(unsaved.path)
    with contextlib.suppress(OSError):
        disk.delete(unsaved.mark)


def unsaved_interviews(rulebook: Rulebook) -> tuple[UnsavedInterview, ...]:
    """Return what ended unsaved, is not open and is worth offering, newest first."""
    found = (_read_if_closed(path, rulebook) for path in journals())
    # A set-up with nothing but a name is offered nowhere: a list of them hides the rest.
    known = [
        one
        for one in found
        if one is not None and (one.set_up is None or one.set_up.is_worth_offering)
    ]
    return tuple(sorted(known, key=lambda one: one.at, reverse=True))


def journals() -> list[Path]:
    """Return every journal, readable or not."""
    folder = state_folder() / "journals"
    try:
        refuse_shared(state_folder())
        return sorted(path for ending in _ENDINGS for path in folder.glob(ending))
    except OSError:
        # The command refuses such a folder before it asks anything (check_state_folder).
        return []


def _read_if_closed(path: Path, rulebook: Rulebook) -> UnsavedInterview | None:
    """Return what is in a journal, or why that cannot be read; None if it is open or gone."""
    with _closed(path) as is_closed:
        found = read_journal(path) if is_closed else None
        if found is None or found.fault or found.set_up is not None or found.mark.exists():
            return found
        try:
            scenario = found.opened_with(rulebook).scenario
        except Faults as faults:
            return replace(found, fault=f"these rules cannot read it ({faults.faults[0].says})")
        # A file that was read, a parked question or a note that waits comes after a set-up.
        is_asked = found.original is not None or found.parked or found.draft
        set_up = None if is_asked else begun_by_0_1(scenario)
        return replace(found, scenario=scenario, set_up=set_up)


@contextlib.contextmanager
def _closed(path: Path) -> Iterator[bool]:
    """Give whether no window has a journal open, and keep it so to the end of the block."""
    try:
        lock = disk.lock(path.with_suffix(".lock"))
    except OSError:
        # In a folder that cannot be written it can be read all the same.
        yield True
        return
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def read_journal(path: Path) -> UnsavedInterview | None:
    """Return what is in a journal, without reading what was said; None if it is gone."""
    try:
        content = disk.read_or_none(path)
    except OSError as error:
        return _unreadable(path, f"it cannot be read ({error.strerror or error})")
    if content is None:
        return None
    try:
        return _parsed(path, content)
    # Valid JSON may still be of other types, lack a key or be nested too deep. An exception that is
    # missing here would keep the program from starting while the journal is there.
    except (Faults, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _unreadable(path, "it is damaged", content)


def _unreadable(path: Path, fault: str, content: bytes = b"") -> UnsavedInterview:
    """Return an unreadable journal, known by its path only."""
    name = one_line(f"The journal {path.name}")
    return UnsavedInterview(path, None, _written(path), name, fault=fault, content=content)


def _parsed(path: Path, content: bytes) -> UnsavedInterview:
    record = json.loads(content)
    original, set_up, given = record["original"], record.get("set_up"), record.get("given")
    return UnsavedInterview(
        path=path,
        file=Path(record["file"]) if record["file"] else None,
        at=_local(record["at"], path),
        name=one_line(str(record.get("name") or "An interview")),
        original=None if original is None else original.encode("utf-8", "surrogateescape"),
        parked=frozenset(map(str, record["parked"])),
        draft=NoteDraft.from_journal(record.get("draft", {})),
        set_up=SetUp.parse(set_up) if set_up else None,
        given=SetUp.parse(given) if given else None,
        text=record["text"].encode("utf-8", "replace"),
        content=content,
    )


def _local(at: str, path: Path) -> dt.datetime:
    """Return a time of this place; a clock that was wrong is no reason to lose an interview."""
    try:
        return dt.datetime.fromisoformat(at).astimezone()
    except (ValueError, ArithmeticError):
        return _written(path)


def _written(path: Path) -> dt.datetime:
    try:
        at = path.stat().st_mtime
    except OSError:
        at = 0
    return dt.datetime.fromtimestamp(at, tz=dt.UTC).astimezone()


def as_text(*, original: bytes | None, **record: Any) -> bytes:
    """Return the content of a journal; what is not UTF-8 in a file comes back as it was."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    # A byte that is not UTF-8 becomes half a surrogate pair. JSON escapes that in ASCII; with
    # ensure_ascii=False it could not be encoded.
    text = None if original is None else original.decode("utf-8", "surrogateescape")
    return json.dumps({"at": at, "original": text, **record}).encode("ascii")
