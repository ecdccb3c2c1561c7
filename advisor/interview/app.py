"""The interview as a terminal app: one scenario that each answer replaces, and its screens."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding

from advisor.interview.advised import AdvisedApp
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.screens.start import StartScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.screen import Screen

    from advisor.interview.messages import RulebookRead
    from advisor.interview.state.journal import Journal
    from advisor.interview.state.new_partnership import SetUp
    from advisor.interview.state.recent_work import RecentWork
    from advisor.interview.state.session import Session
    from advisor.rulebook.rulebook import Rulebook

_FIRST_FRAME = 0.03


def _commands() -> type[Provider]:
    from advisor.interview.palette import Commands

    return Commands


class InterviewApp(AdvisedApp):
    """One interview on the screen.

    Args:
        load: Reads the rulebook, in a thread, once the first screen is painted.
        file: The partnership file to open.

    Attributes:
        session: What has been said; None until there is a partnership.
        trial: What is tried out in a what-if; while there is one, it is what changes.
        trial_says: What the head line says of the trial.
        is_example: Whether it is a shipped partnership that is tried out.
        farewell: What to say in the terminal once the screen has gone.
        is_live: Whether the verdict so far is told after each answer; off, so as not to lead.
        agreed_to_show: Ids of the closed questions that the room agreed to see in the advice.
        shows_known: Whether how much is known stands beside the question.
    """

    # A default screen's own stylesheet would not be read.
    CSS_PATH = ["interview.tcss", "screens/start.tcss"]
    TITLE = "Partnership advisor"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = frozenset([_commands])  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-medium"), (34, "-tall")]
    BINDINGS: ClassVar = [
        Binding("ctrl+q", "leave", "Leave", show=False, priority=True),
        Binding("f1,question_mark", "app.help", "Help", key_display="?"),
        Binding("colon,ctrl+p", "command_palette", "Menu"),
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("ctrl+t", "next_theme", "Light, dark, high contrast", show=False),
        Binding("ctrl+l", "large", "Large spacing on or off", show=False),
    ]

    def __init__(self, load: Callable[[], Rulebook], file: Path | None = None) -> None:
        super().__init__()
        self._load = load
        self.file = file
        self._wanted = ""
        self.farewell = ""
        self.rulebook: Rulebook | None = None
        self.session: Session | None = None
        self.trial: Session | None = None
        self.trial_says = ""
        self.is_example = False
        self.is_live = False
        self.agreed_to_show: frozenset[str] = frozenset()
        self.shows_known = False
        self.journal: Journal | None = None
        self.known: RecentWork | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the rulebook is loaded."""
        return self.rulebook is not None

    @property
    def book(self) -> Rulebook:
        """The rulebook, once it is loaded."""
        assert self.rulebook is not None
        return self.rulebook

    @property
    def current(self) -> Session:
        """What the screens show and change: the what-if where there is one, else what was said."""
        current = self.trial or self.session
        assert current is not None
        return current

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen."""
        return StartScreen()

    def on_mount(self) -> None:
        self.take_signals()
        # The first frame goes out before a thread takes its share of the interpreter.
        self.set_timer(_FIRST_FRAME, self._read_rulebook)

    def on_unmount(self) -> None:
        self.put_away()

    @work(thread=True, exit_on_error=False)
    def _read_rulebook(self) -> None:
        from advisor.files.faults import Faults
        from advisor.interview.messages import RulebookRead

        try:
            rulebook = self._load()
        except Faults as faults:
            self.call_from_thread(self.give_up, faults)
        except Exception as error:
            self.call_from_thread(self._handle_exception, error)
        else:
            self.post_message(RulebookRead(rulebook))

    def on_rulebook_read(self, message: RulebookRead) -> None:
        from advisor.interview.state.journal import Journal

        if self._exit:
            return
        self.rulebook = message.rulebook
        self.journal = Journal(successors=self.rulebook.changes.successors)
        self.prepare_adviser(message.rulebook)
        if self.file is not None:
            self.start("file")
        elif self._wanted:
            self.start(self._wanted)
        self.look_again()

    @property
    def holds_keys(self) -> bool:
        """Whether a partnership is being opened: what is typed meanwhile is meant for that."""
        if not self.screen_stack:
            return False
        screen = self.screen
        if not screen.is_mounted or (isinstance(screen, InterviewScreen) and not screen.is_shown):
            return True
        is_awaited = not self.is_ready and bool(self._wanted or self.file)
        return isinstance(self.screen, StartScreen) and (is_awaited or self.is_under_way("flow"))

    def look_again(self) -> None:
        """Look for what can be gone on with, and show it on the first screen."""
        from advisor.interview.state.recent_work import recent_work

        self.known = recent_work(self.book)
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.show_known(self.known)

    def start(self, how: str) -> None:
        """Begin with a partnership, once the rules are read: a new one, a file, an example."""
        if not self.is_ready:
            self._wanted = how
            return
        from advisor.interview.flows import open_partnership

        self.flow(open_partnership.FLOWS[how](self))

    def go_on_with(self, number: int) -> None:
        """Go on with one of those known."""
        from advisor.interview.flows import open_partnership

        assert self.known is not None
        self.flow(open_partnership.go_on(self, self.known.all[number]))

    def change(self, session: Session) -> None:
        """Go on from another session, and write it to the journal unless it is only tried out."""
        if self.trial is not None:
            self.trial = session
            return
        before, self.session = self.session, session
        assert self.journal is not None
        if before and (before.scenario, before.parked) == (session.scenario, session.parked):
            return
        was_lost = self.journal.is_lost
        self.record_again()
        if self.journal.is_lost and not was_lost:
            from advisor.interview.flows import save_and_leave

            self.flow(save_and_leave.answers_are_safe(self, leaving=False), "save")
        elif self.journal.is_lost:
            self.notify(self.save_status(), severity="error", markup=False, timeout=10)

    def record_again(self) -> None:
        """Write the journal; whether that went well, the journal knows."""
        if self.journal is not None and self.session is not None:
            with contextlib.suppress(OSError):
                self.journal.record(self.session.scenario, self.session.parked)

    def save_status(self) -> str:
        """Return where the answers are: in the file, in the journal, or nowhere."""
        from advisor.interview.state.save_status import save_status

        if self.journal is None or self.session is None or self.is_example:
            return ""
        return save_status(self.journal, self.session.scenario)

    def record_set_up(self, set_up: SetUp) -> None:
        """Write how far the set-up has come; say once that it is nowhere if that fails."""
        assert self.journal is not None
        was_lost = self.journal.is_lost
        with contextlib.suppress(OSError):
            self.journal.record_set_up(set_up)
        if self.journal.is_lost and not was_lost:
            from advisor.interview.flows.save_and_leave import tell
            from advisor.interview.state.save_status import lost

            tell(self, f"{lost(self.journal)}. At the end of the set-up you can save elsewhere.")

    def open_delicate(self) -> None:
        """Open every delicate question that has an answer to the room."""
        from advisor.interview.state.delicate import closed_answers

        session = self.current
        for question in closed_answers(self.book, session):
            session = session.open(question)
        self.change(session)

    def show_again(self) -> None:
        """Have the screen on top show what stands now."""
        if (show := getattr(self.screen, "on_screen_resume", None)) is not None:
            show()

    def visit(self, question: str) -> None:
        """Open a question, from wherever one is."""
        from advisor.interview.screens.questions import QuestionsScreen

        if isinstance(self.screen, QuestionsScreen):
            self.screen.go_to(question)
        else:
            self.push_screen(QuestionsScreen(question))

    def ask_questions(self) -> None:
        """Ask about the partnership; who leaves the questions finds it on the first screen."""
        from advisor.interview.screens.questions import QuestionsScreen

        self.push_screen(QuestionsScreen(), self._left_questions)

    def _left_questions(self, _: None) -> None:
        from advisor.interview.flows.save_and_leave import tell

        unsaved = self.journal is not None and self.journal.unsaved
        self.put_away()
        self.look_again()
        if unsaved:
            tell(self, self.farewell)

    def put_away(self) -> None:
        """Close the partnership; what is not saved stays in its journal, and is offered."""
        from advisor.interview.state.journal import Journal

        self.farewell = self.save_status() or self.farewell
        if self.journal is not None:
            self.journal.close()
            self.journal.unlock_file()
            self.journal = Journal(successors=self.book.changes.successors)
        self.session = self.trial = None
        self.trial_says, self.is_example, self.is_live = "", False, False
        self.agreed_to_show = frozenset()

    def action_help(self) -> None:
        """Show what the focused part and the screen are for, and every key that works here."""
        from advisor.interview.dialogs.help import help_page

        self.push_screen(help_page(self.screen, in_meeting=self.session is not None))

    def action_save(self) -> None:
        """Save to the file."""
        from advisor.interview.flows import save_and_leave

        if self.session is not None:
            self.flow(save_and_leave.save(self), "save")

    def action_leave(self) -> None:
        """Leave, asking at most whether to save."""
        from advisor.interview.flows import save_and_leave

        self.flow(save_and_leave.leave(self), "leave")

    async def action_quit(self) -> None:
        """Leave as ``action_leave`` does."""
        self.action_leave()
