"""Keeps an interview: a journal after each answer, the file when it is saved, recovery."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from advisor.files.atomic import write_atomically
from advisor.files.faults import Faults
from advisor.interview.state.state_folder import private_folder, state_folder
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.loading import parse_scenario
from advisor.scenario.saving import as_json, saved
from advisor.scenario.scenario import Scenario


class FileChanged(Exception):
    """The named file is not what it was when it was read or last written."""


class JournalGone(Exception):
    """What was left was saved or dropped in another window."""


class InUse(Exception):
    """Another window has the same file open."""


@dataclass(frozen=True)
class UnsavedInterview:
    """An interview that ended without saving what its journal holds.

    Attributes:
        journal: Where it is kept.
        file: The file it belongs to, if it had one.
        at: When its last answer was given.
        scenario: What was said.
        original: The text of the file as it was when it was opened.
        parked: Ids of the questions that were set aside.
    """

    journal: Path
    file: Path | None
    at: dt.datetime
    scenario: Scenario
    original: str | None
    parked: frozenset[str] = frozenset()


@dataclass
class Journal:
    """Writes one interview's journal and file.

    Attributes:
        file: The named file, if there is one yet.
        original: Its text when it was read or last written, or None.
    """

    file: Path | None = None
    original: str | None = None
    _comments: str | None = None
    _journal: Path | None = None
    _lock: FileLock | None = None
    _journal_lock: FileLock | None = None
    unsaved: bool = False

    def lock_file(self, file: Path, original: str | None) -> None:
        """Take a file as the one to save to.

        Raises:
            InUse: Another window has it.
        """
        name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:32]
        lock = FileLock(private_folder("locks") / f"{name}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise InUse(str(file)) from None
        self.unlock_file()
        self._lock, self.file, self.original = lock, file, original
        self._comments = self._comments if original is None else original

    def unlock_file(self) -> None:
        """Let go of the file, for another window."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def resume(self, left: "UnsavedInterview") -> Scenario:
        """Go on with an interview that was left, in its own journal, and return what it says.

        Raises:
            InUse: Another window goes on with it.
            JournalGone: Another window has done with it.
        """
        lock = FileLock(left.journal.with_suffix(".lock"), timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise InUse(left.scenario.partnership) from None
        if not left.journal.exists():
            lock.release()
            raise JournalGone(left.scenario.partnership)
        self._journal_lock = lock
        self._journal = left.journal
        # What the file was then: had it changed since, saving would have to say so.
        self.original = self._comments = left.original
        self.unsaved = True
        return left.scenario

    def record(self, scenario: Scenario, parked: Iterable[str] = ()) -> None:
        """Write the journal, whole and at once, readable by nobody else.

        Args:
            scenario: What was said.
            parked: Ids of the questions that were set aside.

        Raises:
            OSError: It cannot be written.
        """
        if self._journal is None:
            folder = private_folder("journals")
            self._journal = folder / f"{uuid.uuid4().hex}.json"
            self._journal_lock = FileLock(self._journal.with_suffix(".lock"), timeout=0)
            self._journal_lock.acquire()
        record = {
            "file": str(self.file.resolve()) if self.file else None,
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "original": self.original,
            "text": as_json(scenario),
            "parked": sorted(parked),
        }
        data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        write_atomically(self._journal, data, mode=0o600)
        self.unsaved = True

    def save(self, scenario: Scenario, *, overwrite: bool = False) -> None:
        """Write the named file, and drop the journal once it is written.

        Raises:
            FileChanged: The file is not what it was; nothing was written.
            OSError: It cannot be written; the journal stands.
            ValueError: There is no named file.
        """
        if self.file is None:
            raise ValueError("there is no file to save to")
        if not overwrite and _text_of(self.file) != self.original:
            raise FileChanged(str(self.file))
        text = saved(scenario, self._comments)
        write_atomically(self.file, text.encode("utf-8"))
        self.original = self._comments = text
        self.delete()

    def detach_file(self) -> None:
        """Let go of a file that cannot be written; what was said stays in the journal."""
        self.unlock_file()
        self.file = self.original = None

    def delete(self) -> None:
        """Drop the journal: what it holds is saved, or not wanted."""
        if self._journal is not None:
            self._journal.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Leave the journal as it is, for another interview to take up."""
        if self._journal_lock is not None:
            self._journal_lock.release()
            Path(self._journal_lock.lock_file).unlink(missing_ok=True)
        self._journal = self._journal_lock = None
        self.unsaved = False


def discard(left: UnsavedInterview) -> None:
    """Drop what was left."""
    left.journal.unlink(missing_ok=True)
    left.journal.with_suffix(".lock").unlink(missing_ok=True)


def _text_of(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def unsaved_interviews(rulebook: Rulebook) -> tuple[UnsavedInterview, ...]:
    """Return the interviews that ended unsaved, newest first; those still open are left out.

    Each journal is moved aside before it is read, so that one that cannot be read is offered once.
    """
    found: list[UnsavedInterview] = []
    folder = state_folder() / "journals"
    for journal in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        lock = FileLock(journal.with_suffix(".lock"), timeout=0)
        try:
            lock.acquire()
        except Timeout:
            continue
        aside = journal.with_suffix(".tried")
        try:
            journal.replace(aside)
            left = _read_left(aside, journal, rulebook)
            aside.replace(journal)
            found.append(left)
        except Faults:
            # Another rulebook may read it.
            aside.replace(journal)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        finally:
            lock.release()
    return tuple(sorted(found, key=lambda left: left.at, reverse=True))


def _read_left(aside: Path, journal: Path, rulebook: Rulebook) -> UnsavedInterview:
    record = json.loads(aside.read_text(encoding="utf-8"))
    return UnsavedInterview(
        journal=journal,
        file=Path(record["file"]) if record["file"] else None,
        at=dt.datetime.fromisoformat(record["at"]).astimezone(),
        scenario=parse_scenario(record["text"].encode("utf-8"), "journal", rulebook),
        original=record["original"],
        parked=frozenset(map(str, record["parked"])),
    )
