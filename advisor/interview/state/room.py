"""The state of one interview, with its journal and its adviser; nothing here draws anything."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from advisor.files.clean_text import one_line
from advisor.files.faults import Fault, Faults
from advisor.interview.state.adviser import Adviser
from advisor.interview.state.asking_order import AskingOrder, NextStep
from advisor.interview.state.cursor import Trail
from advisor.interview.state.delicate import (
    closed_answers,
    closed_questions,
    partners_may_see,
)
from advisor.interview.state.file_names import cannot_write, is_there, path_fault, shown_path
from advisor.interview.state.journal import Journal
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.interview.state.pace import Pace
from advisor.interview.state.partnership_file import read_partnership
from advisor.interview.state.recent_work import RecentWork, recent_work
from advisor.interview.state.refusals import InUse, why_refused
from advisor.interview.state.save_status import lost, parked_status, save_mark, save_status
from advisor.interview.state.session import Session
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened

EXAMPLE = "EXAMPLE"
WHAT_IF = "WHAT IF"


class Room:
    """What the room has said, tries out and has agreed to see.

    Attributes:
        asking: What is asked next; ``next_question`` asks it.
        trail: The questions that the room has been to.
        session: What has been said; None until there is a partnership.
        trial: What is tried out in a what-if; while there is one, it is what changes.
        pace: How long an answer takes in this meeting.
        is_example: Whether it is a shipped partnership that is tried out.
        is_live: Whether the verdict so far is shown after each answer; off, so as not to lead.
        agreed_to_show: Ids of the closed questions that the room agreed to see in the advice.
        agreed_to_leave: The contradictions that the room has seen, and leaves as they are.
        shows_map: Whether the map of the questions is shown: hidden, where the screen is wide.
        recent: What can be resumed.
        farewell: What to say in the terminal once the screen has gone.
        has_told_private: Whether the room was told that its file has private notes.
        set_up: How far the set-up of a new partnership has come, where one is under way.
        on_lost: Called after a change that was saved nowhere, with whether it is the first.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.adviser = Adviser(rulebook)
        self.asking = AskingOrder(rulebook)
        self.shows_map = False
        self.recent: RecentWork | None = None
        self.farewell = ""
        self.on_lost: Callable[[bool], None] = lambda _: None
        self._begin()

    def _begin(self) -> None:
        """Take over nothing: what one room has agreed to see is no consent of the next."""
        self.asking.reset()
        self.trail = Trail()
        self.journal = Journal(successors=self.rulebook.changes.successors)
        self.pace = Pace()
        self.session: Session | None = None
        self.trial: Session | None = None
        self._example: Session | None = None
        self.is_example = False
        self.is_live = False
        self.agreed_to_show: frozenset[str] = frozenset()
        self.agreed_to_leave: frozenset[tuple[str, str, str | None]] = frozenset()
        self.has_told_private = False
        self.set_up: SetUp | None = None

    @property
    def current(self) -> Session:
        """What the screens show and change: the what-if if there is one, else what was said."""
        current = self.trial or self.session
        assert current is not None
        return current

    @property
    def trial_title(self) -> str:
        """The warning in the head line while answers are only tried out; else nothing."""
        if self.trial is None:
            return ""
        return EXAMPLE if self.is_example else WHAT_IF

    @property
    def title(self) -> str:
        """The partnership, and whether it is only tried out."""
        name = self.current.scenario.partnership
        return f"{self.trial_title}  {name}" if self.trial_title else name

    @property
    def status(self) -> str:
        """Where the answers are: in the file, in the journal, or nowhere."""
        if self.session is None or self.is_example:
            return ""
        says = save_status(self.journal, self.session.scenario)
        parked = parked_status(self.journal, len(self.session.parked))
        return f"{says} {parked}".strip()

    @property
    def save_mark(self) -> str:
        """Whether the file has the answers, for the head line."""
        return "○ nothing is kept" if self.trial is not None else save_mark(self.journal)

    def read_file(self, file: Path) -> Opened | None:
        """Lock a file, and return what it says; None where it is still to be written.

        Raises:
            Faults: It cannot be read, or cannot be written.
            InUse: Another window has it open.
            OSError: It cannot be locked.
        """
        data = opened = None
        if is_there(file):
            data, opened = read_partnership(file, self.rulebook)
        elif unfit := path_fault(str(file)):
            raise Faults([Fault(str(file), 0, f"cannot be used: {unfit}")])
        # Before anything is asked: otherwise two windows could each collect answers for one file.
        self.journal.lock_file(file, data)
        return opened

    def open(self, session: Session, *, is_new: bool = False) -> None:
        """Begin with a partnership; a new one is in the journal from the start."""
        # First none, or change() would find nothing changed if this one equals the last.
        self.session = None
        if is_new:
            self.change(session)
        else:
            self.session = session

    def open_example(self, session: Session) -> None:
        """Begin with a shipped partnership; there is no journal under it."""
        self.session = self.trial = session
        self.is_example = True

    def change(self, session: Session) -> None:
        """Go on from another session, and write it to the journal unless it is only tried out."""
        if self.trial is not None:
            self.trial = session
            return
        before, self.session = self.session, session
        # Which delicate questions are open is in no journal: the next meeting begins with them
        # closed. So opening one writes nothing.
        if before and (before.scenario, before.parked) == (session.scenario, session.parked):
            return
        # Before it is written: only the first failure asks at once for another place.
        was_lost = self.journal.is_lost
        self.record()
        if self.journal.is_lost:
            self.on_lost(not was_lost)

    def save_to(self, file: Path, *, overwrite: bool = False) -> str:
        """Write the file of the partnership, or another one, and return why it is not written.

        Raises:
            FileChanged: Someone else changed the file, or made it; ``overwrite`` is False.
        """
        # Never what is tried out.
        assert self.session is not None
        try:
            self.journal.save_to(file, self.session.scenario, overwrite=overwrite)
        except InUse as error:
            return f"{one_line(shown_path(file))} {why_refused(error)}. Choose another name."
        except OSError as error:
            # One more try to write the journal, so that the answers are somewhere.
            if self.journal.is_lost:
                self.record()
            return f"{cannot_write(file, error)} {self.status}"
        return ""

    def record(self) -> None:
        """Write the journal; whether that went well, the journal knows."""
        if self.session is not None:
            with contextlib.suppress(OSError):
                self.journal.record(self.session.scenario, self.session.parked)

    def record_set_up(self, set_up: SetUp) -> str:
        """Write how far the set-up has come; return once why it is nowhere if that fails."""
        was_lost, self.set_up = self.journal.is_lost, set_up
        with contextlib.suppress(OSError):
            self.journal.record_set_up(set_up)
        return f"{lost(self.journal)}." if self.journal.is_lost and not was_lost else ""

    def next_question(self, after: str | None = None) -> NextStep:
        """Return what to ask next. Screen and lines both ask this, so they ask alike.

        Call it as a question is left, never while somebody is at it: an answer changes the order.
        The step has one of three meanings:

        - ``question``: ask it, of each partner that has no answer yet.
        - ``is_settled``: say that nothing left would change the verdict, and offer to finish (read
          back), ``asking.talk`` and ``asking.go_on``. It comes once each time that is reached.
        - neither: the short form, or everything, is done. Offer what ``asking.remaining`` has
          left, each part by ``asking.take_up``, or read back.

        Args:
            after: The question that is left. If it is still open it comes again after all others.
                None asks for the first one, as a partnership is opened.
        """
        if after is None:
            # Out of its journal comes an interview that was under way when its window went.
            goes_on = self.journal.unsaved and self.current.scenario.has_answers
            return NextStep(self.asking.first(self.current, goes_on=goes_on))
        return self.asking.after(self.current, after)

    def open_delicate(self) -> None:
        """Open every delicate question that has an answer to the room."""
        session = self.current
        for question in closed_answers(self.rulebook, session):
            session = session.open(question)
        self.change(session)

    def close_delicate(self) -> None:
        """Close every delicate question again."""
        self.change(self.current.close(*self.current.opened))

    @property
    def _closed(self) -> frozenset[str]:
        return frozenset(closed_questions(self.rulebook, self.current))

    @property
    def may_show_advice(self) -> bool:
        """Whether nobody need be asked before the advice is on the screen."""
        # Asked again once another delicate question is closed: nobody has agreed to show that one.
        in_company = partners_may_see(self.current.scenario) and not self.is_example
        return not in_company or self._closed <= self.agreed_to_show

    def agree_to_show(self) -> None:
        """Keep that this room agrees to see in the advice what is closed now."""
        self.agreed_to_show |= self._closed

    def try_out(self) -> None:
        """Begin a what-if; what was said before it cannot be undone in it."""
        # An example is tried out already: then the what-if is about that.
        self._example, self.trial = self.trial, replace(self.current, past=(), future=())

    @property
    def before_trial(self) -> Session:
        """What a what-if is compared with."""
        before = self._example or self.session
        assert before is not None
        return before

    def end_trial(self) -> None:
        """Discard what was tried out."""
        self.trial, self._example = self._example, None

    def keep_trial(self) -> None:
        """Make what was tried out what is said; one undo takes it back."""
        tried = self.current
        self.end_trial()
        kept = self.current.update(tried.scenario)
        self.change(replace(kept, parked=tried.parked, opened=tried.opened))

    @property
    def note_draft(self) -> NoteDraft:
        """The note that the journal kept for the next answer."""
        return NO_DRAFT if self.trial else self.journal.draft

    def find_recent(self) -> RecentWork:
        """Look for what can be resumed."""
        self.recent = recent_work(self.rulebook)
        return self.recent

    def close(self) -> None:
        """Close the partnership; what is not saved stays in its journal, and is offered."""
        # Before the journal goes, which knows it. Where there is nothing to say, the words about an
        # earlier partnership stay.
        self.farewell = self.status or self.farewell
        self.journal.close()
        self.journal.unlock_file()
        self._begin()
