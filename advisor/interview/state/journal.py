"""One interview on disk: its journal after each answer, and its file when it is saved."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from advisor.files import disk
from advisor.files.atomic import real_path, write_atomically
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.interview.state.partnership_file import file_lock, is_on_disk, new_content
from advisor.interview.state.refusals import FileChanged, InUse, JournalGone
from advisor.interview.state.state_folder import private_folder
from advisor.interview.state.unsaved import UnsavedInterview, as_text, read_journal
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened
from advisor.scenario.saving import Successors, scenario_json
from advisor.scenario.scenario import Scenario


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
        draft: The note that waits for an answer.
        parked: Ids of the questions to come back to.
        successors: The ids that what is gone from the rules may bear now.
    """

    file: Path | None = None
    original: bytes | None = None
    unsaved: bool = False
    fault: OSError | None = None
    saved_at: dt.datetime | None = None
    in_file: Scenario | None = None
    set_up: SetUp | None = None
    draft: NoteDraft = NO_DRAFT
    parked: frozenset[str] = frozenset()
    successors: Successors = field(default_factory=dict)
    _id: str | None = None
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

    def resume(self, unsaved: UnsavedInterview, rulebook: Rulebook) -> Opened:
        """Continue an unsaved interview in its own journal, and return what it says by now.

        Raises:
            InUse: Another window continues it.
            JournalGone: Another window has saved or discarded it.
            Faults: This rulebook cannot read it.
            OSError: It cannot be locked or read.
        """
        with self._reopened(unsaved) as latest:
            opened = latest.opened_with(rulebook)
        # A question that lost a level is among the changes too, and is still asked under its id.
        parked = latest.parked & rulebook.questions.keys()
        now = (self.successors.get(question, ()) for question in latest.parked - parked)
        self.draft, self.parked = latest.draft, parked.union(*now)
        self.set_up = latest.given
        return opened

    def resume_set_up(self, unsaved: UnsavedInterview) -> SetUp:
        """Continue a set-up in its own journal, and return how far it has come by now.

        Raises:
            InUse: Another window continues it.
            JournalGone: Another window has discarded it, or come to its end.
            OSError: It cannot be locked or read.
        """
        with self._reopened(unsaved) as latest:
            # Only the list knows that a journal of version 0.1 has a set-up.
            known = unsaved.set_up if latest.text == unsaved.text else None
            if (found := latest.set_up or known) is None:
                raise JournalGone(unsaved.name)
        self.set_up = found
        return found

    @contextlib.contextmanager
    def _reopened(self, unsaved: UnsavedInterview) -> Iterator[UnsavedInterview]:
        """Lock a journal, give what is in it by now, and continue it unless the block fails."""
        lock = disk.lock(unsaved.lock)
        if lock is None:
            raise InUse(unsaved.name)
        try:
            # Another window may have added answers, and closed, since this one was listed.
            latest = read_journal(unsaved.path)
            if latest is None:
                raise JournalGone(unsaved.name)
            latest.refuse_unreadable()
            yield latest
        except BaseException:
            lock.release()
            raise
        self._lock, self._path = lock, unsaved.path
        # What the file was then: had it changed since, saving would have to say so.
        self.original = self._comments = latest.original
        # What is in it is in no file yet, though nothing is added.
        self.unsaved = True

    def record(self, scenario: Scenario, parked: Iterable[str] = ()) -> None:
        """Write the journal, complete and at once, readable by nobody else.

        Args:
            scenario: What was said.
            parked: Ids of the questions to come back to.

        Raises:
            OSError: It cannot be written; ``fault`` tells so until it can.
        """
        self.parked = frozenset(parked)
        # All of it after each answer, not a line more in a log: a journal is then never half an
        # answer. That takes 1.1 ms (median of 20 writes of a shipped partnership, local disk).
        self._write(
            name=scenario.partnership,
            text=scenario_json(scenario.identified(self._id) if self._id else scenario),
            parked=sorted(self.parked),
            draft=asdict(self.draft),
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
        if not overwrite and disk.read_or_none(self.file) != self.original:
            raise FileChanged(str(self.file))
        # Kept here, not in the session: an undo would go back to before there was an id.
        identified = scenario.identified(self._id)
        data = new_content(self._comments, identified, self.successors)
        write_atomically(self.file, data)
        self.original, self._comments, self._id = data, data, identified.id
        self.saved_at, self.in_file = dt.datetime.now().astimezone(), scenario
        # In this order, so that a crash in between offers the answers twice rather than never.
        if is_on_disk(self.file) and not self.draft:
            self.delete()
            return
        # Again, since the journal says what the file was: resumed with the old content, it would
        # take our own save for a change by someone else.
        with contextlib.suppress(OSError):
            self.record(scenario, self.parked)
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
            with contextlib.suppress(OSError):
                disk.delete(self._path)
        self.close()

    def close(self) -> None:
        """Leave the journal on disk, to be resumed later."""
        if self._lock is not None:
            self._lock.release()
        self._path = self._lock = None
        self.draft = NO_DRAFT
        self.unsaved, self.fault = False, None
