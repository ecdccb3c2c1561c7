"""One interview on disk: its journal after each answer, and its file when it is saved."""

import contextlib
import datetime as dt
import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from advisor.files import disk
from advisor.files.atomic import real_path, write_atomically
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.refusals import FileChanged, InUse, JournalGone
from advisor.interview.state.state_folder import private_folder
from advisor.interview.state.unsaved import Resumed, UnsavedInterview, as_text, read_journal
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.saving import Successors, saved, scenario_json
from advisor.scenario.scenario import Scenario

T = TypeVar("T")


@dataclass
class Journal:
    """Writes one interview's journal and file.

    Attributes:
        file: The file to save to, if there is one yet.
        original: Its content when it was read or last written, or None.
        unsaved: Whether something was said that is not in the file.
        fault: Why the journal could not be written the last time, or None.
        saved_at: When the file was last written here.
        in_file: What it then said.
        set_up: What the set-up was given; of it, each journal keeps what no file has.
        draft: What was begun and belongs to no answer yet, by names that the caller chooses.
        successors: The ids that what is gone from the rules may bear now.
    """

    file: Path | None = None
    original: bytes | None = None
    unsaved: bool = False
    fault: OSError | None = None
    saved_at: dt.datetime | None = None
    in_file: Scenario | None = None
    set_up: SetUp | None = None
    draft: Mapping[str, str] = field(default_factory=dict)
    successors: Successors = field(default_factory=dict)
    _id: str | None = None
    _parked: frozenset[str] = frozenset()
    _comments: bytes | None = None
    _path: Path | None = None
    _lock: disk.Lock | None = None
    _file_lock: disk.Lock | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the journal has what was said last."""
        return self.fault is None and self._path is not None and self._path.exists()

    @property
    def is_lost(self) -> bool:
        """Whether something was said that is neither in the file nor in the journal."""
        return self.unsaved and not self.is_kept

    def lock_file(self, file: Path, original: bytes | None) -> None:
        """Make ``file`` the one to save to, and keep other windows out of it.

        Raises:
            InUse: Another window has it open; the file chosen before stays.
            OSError: It cannot be locked.
        """
        # The lock is in our own state folder: the file's folder may be a read-only share. So it
        # stops a second window of the same user, not a colleague: that is what save() checks for.
        # A hard link is another file: saving gives this name new content, and the other keeps its
        # own, so two windows on two names lose nothing.
        try:
            lock = disk.lock(file_lock(file))
            if lock is None:
                raise InUse(str(file))
        except OSError:
            # With no room for a lock there may be room for the file, in another place.
            if not self.is_lost:
                raise
            lock = None
        # Only now: had the new file been in use, we would have lost the old one as well.
        self.unlock_file()
        self._file_lock, self.file, self.original = lock, file, original
        # Saved under another name, a partnership takes the comments of its old file along.
        self._comments = self._comments if original is None else original

    def unlock_file(self) -> None:
        """Let other windows open the file."""
        if self._file_lock is not None:
            self._file_lock.release()
            self._file_lock = None

    def resume(self, unsaved: UnsavedInterview, rulebook: Rulebook) -> Resumed:
        """Continue an unsaved interview in its own journal, and return what is in it by now.

        Raises:
            InUse: Another window continues it.
            JournalGone: Another window has saved or discarded it.
            Faults: This rulebook cannot read it.
            OSError: It cannot be locked or read.
        """
        # Given as a function: where these rules refuse what they read, the lock is released again.
        latest, opened = self._reopen(unsaved, lambda latest: latest.opened_with(rulebook))
        # A question that lost a level is among the changes too, and is still asked under its id.
        parked = latest.parked & rulebook.questions.keys()
        now = (self.successors.get(question, ()) for question in latest.parked - parked)
        self.draft, self._parked = latest.draft, parked.union(*now)
        self.set_up = latest.given
        return Resumed(opened.scenario, self._parked, latest.draft, opened.moved)

    def resume_set_up(self, unsaved: UnsavedInterview) -> SetUp:
        """Continue a set-up in its own journal, and return how far it has come by now.

        Raises:
            InUse: Another window continues it.
            JournalGone: Another window has discarded it, or come to its end.
            OSError: It cannot be locked or read.
        """

        def read(latest: UnsavedInterview) -> SetUp:
            # Only the list knows that a journal of version 0.1 has a set-up.
            known = unsaved.set_up if latest.text == unsaved.text else None
            if (found := latest.set_up or known) is None:
                raise JournalGone(unsaved.name)
            return found

        self.set_up = self._reopen(unsaved, read)[1]
        return self.set_up

    def _reopen(
        self, unsaved: UnsavedInterview, read: Callable[[UnsavedInterview], T]
    ) -> tuple[UnsavedInterview, T]:
        """Lock a journal, and return what is in it by now, and what is read of that."""
        lock = disk.lock(unsaved.lock)
        if lock is None:
            raise InUse(unsaved.name)
        try:
            # Another window may have added answers, and closed, since this one was listed.
            latest = read_journal(unsaved.path)
            if latest is None:
                raise JournalGone(unsaved.name)
            latest.refuse_unreadable()
            found = read(latest)
        except BaseException:
            lock.release()
            raise
        self._lock, self._path = lock, unsaved.path
        # What the file was then: had it changed since, saving would have to say so.
        self.original = self._comments = latest.original
        # What is in it is in no file yet, though nothing is added.
        self.unsaved = True
        return latest, found

    def record(self, scenario: Scenario, parked: Iterable[str] = ()) -> None:
        """Write the journal, complete and at once, readable by nobody else.

        Args:
            scenario: What was said.
            parked: Ids of the questions to come back to.

        Raises:
            OSError: It cannot be written; ``fault`` tells so until it can.
        """
        self._parked = frozenset(parked)
        # All of it after each answer, not a line more in a log: a journal is then never half an
        # answer. That takes 1.1 ms (median of 20 writes of a shipped partnership, local disk).
        self._write(
            name=scenario.partnership,
            text=scenario_json(scenario.identified(self._id) if self._id else scenario),
            parked=sorted(self._parked),
            draft=dict(self.draft),
            given=self.set_up and self.set_up.unfiled.model_dump_json(exclude_none=True),
        )

    def record_set_up(self, set_up: SetUp) -> None:
        """Write how far a set-up has come.

        Raises:
            OSError: It cannot be written; ``fault`` tells so until it can.
        """
        self.set_up = set_up
        text = set_up.model_dump_json(exclude_none=True)
        self._write(name=set_up.name, text="", parked=[], set_up=text)

    def _write(self, **record: object) -> None:
        self.unsaved = True
        try:
            self._open()
            assert self._path is not None
            # The real path: the next start may have another working folder, or the file by a link.
            file = str(real_path(self.file)) if self.file else None
            text = as_text(original=self.original, file=file, **record)
            write_atomically(self._path, text, mode=0o600)
        except OSError as error:
            self.fault = error
            raise
        self.fault = None

    def _open(self) -> None:
        """Take a name for the journal, and lock it before anything is written there."""
        if self._path is None:
            # A name at random: two windows may begin partnerships of the same name.
            path = private_folder("journals") / f"{uuid.uuid4().hex}.json"
            self._lock = disk.lock(path.with_suffix(".lock"))
            self._path = path

    def save(self, scenario: Scenario, *, overwrite: bool = False) -> None:
        """Write the file, then delete the journal, unless it has a draft as well.

        A partnership without an id gets one, which stays through undo and another save.

        Raises:
            FileChanged: Someone else changed the file, and ``overwrite`` is False.
            OSError: The file cannot be written; the journal stays.
            ValueError: No file has been chosen.
        """
        if self.file is None:
            raise ValueError("no file to save to")
        # By its bytes, not its time: a copy or a sync may keep the time of another content.
        if not overwrite and _read_or_none(self.file) != self.original:
            raise FileChanged(str(self.file))
        # Kept here, not in the session: an undo would go back to before there was an id.
        identified = scenario.identified(self._id)
        before = _as_lines(self._comments)
        data = saved(identified, before, self.successors).encode("utf-8")
        # Else a comparison of the old file and the new one shows every line as changed.
        if _ends_lines_as_windows(self._comments):
            data = data.replace(b"\n", b"\r\n")
        write_atomically(self.file, data)
        self.original, self._comments, self._id = data, data, identified.id
        self.saved_at, self.in_file = dt.datetime.now().astimezone(), scenario
        # In this order, so that a crash in between offers the answers twice rather than never.
        if _is_on_disk(self.file) and not self.draft:
            self.delete()
            return
        # Again, since the journal says what the file was: resumed with the old content, it would
        # take our own save for a change by someone else.
        with contextlib.suppress(OSError):
            self.record(scenario, self._parked)
        self.unsaved = bool(self.draft)

    def saves_to(self, file: Path) -> bool:
        """Return whether this is the file to save to, whatever it is called here."""
        return self.file is not None and real_path(self.file) == real_path(file)

    def save_to(self, file: Path, scenario: Scenario, *, overwrite: bool = False) -> None:
        """Save to a file, and make that the one to save to.

        Raises:
            InUse: Another window has it open.
            FileChanged: It was made or changed meanwhile, and ``overwrite`` is False.
            OSError: It cannot be written; the file chosen before stays.
        """
        if self.saves_to(file):
            self.save(scenario, overwrite=overwrite)
            return
        # Put aside, since lock_file() would release it: the old file stays locked until the new one
        # is written, or it could be lost to another window.
        before = self._file_lock, self.file, self.original
        self._file_lock = None
        try:
            self.lock_file(file, None)
            self.save(scenario, overwrite=overwrite)
        except BaseException:
            self.unlock_file()
            self._file_lock, self.file, self.original = before
            raise
        if before[0] is not None:
            before[0].release()

    def delete(self) -> None:
        """Delete the journal: its answers are saved, or were discarded.

        One that cannot be deleted is offered once more, which loses nothing.
        """
        if self._path is not None:
            _delete_quietly(self._path)
        self.close()

    def close(self) -> None:
        """Leave the journal on disk, to be resumed later."""
        if self._lock is not None:
            self._lock.release()
        self._path = self._lock = None
        self.draft = {}
        self.unsaved, self.fault = False, None


def file_lock(file: Path) -> Path:
    """Return what is locked while a file is open in a window."""
    # A hash, since a path may be longer than a file name. Of the real path, so that a link and its
    # target share a lock.
    name = hashlib.sha256(os.fsencode(real_path(file))).hexdigest()[:32]
    return private_folder("locks") / f"{name}.lock"


def _delete_quietly(path: Path) -> None:
    try:
        disk.delete(path)
    except OSError:
        return


def _read_or_none(file: Path) -> bytes | None:
    try:
        return disk.read(file)
    except FileNotFoundError:
        return None


def _is_on_disk(file: Path) -> bool:
    """Return whether a file that was just written would be there after a power cut."""
    try:
        disk.sync_folder(real_path(file).parent)
    except OSError:
        return False
    return True


def _as_lines(data: bytes | None) -> str | None:
    """Return the text of a partnership file, in which every line ends in a line feed."""
    if data is None:
        return None
    # Only comments and order come from it: a byte that is not UTF-8 is no reason not to save.
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _ends_lines_as_windows(data: bytes | None) -> bool:
    # More than half: a file that two editors have written may have both.
    return data is not None and data.count(b"\r\n") * 2 > data.count(b"\n")
