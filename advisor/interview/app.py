"""The interview as a terminal app: it opens every screen, and does what they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding

from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.clean_exit import CANNOT
from advisor.interview.looks import LooksApp
from advisor.interview.screens.interview_screen import FullScreen, InterviewScreen
from advisor.interview.screens.start import StartScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.screen import Screen

    from advisor.interview.messages import OpenScreen, Visit
    from advisor.interview.state.room import Room
    from advisor.rulebook.rulebook import Rulebook

# In seconds. The first frame goes out before a thread takes its share of the interpreter.
_FIRST_FRAME = 0.03


# Modules that only later screens need are imported in functions. The first screen takes 160 ms of
# CPU time to import; the menu, the questions and the result would add 270 (Textual 8.2.8).
class InterviewApp(LooksApp):
    """One interview on the screen.

    Args:
        load: Reads the rulebook, in a thread, once the first screen is painted.
        file: The partnership file to open.
    """

    # A default screen's own stylesheet would not be read.
    CSS_PATH = ["interview.tcss", "screens/start.tcss"]
    TITLE = "Partnership advisor"
    # The menu is our own: see CommandMenu.
    ENABLE_COMMAND_PALETTE = False
    # Beside the panel of what is known (32 columns), 110 leave 78 for the question. Below 22 lines
    # the style sheet of the questions leaves out the bar, and most empty lines.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-medium"), (38, "-tall")]
    BINDINGS: ClassVar = [
        # Only a binding with priority works behind a dialog: Textual looks no further for others.
        Binding("ctrl+q", "app.quit", "Leave", show=False, priority=True),
        Binding("question_mark,f1", "app.help", "Help"),
        Binding("colon,ctrl+p", "app.menu", "Menu"),
        Binding("ctrl+t", "next_theme", "Light, dark, high contrast", show=False),
        Binding("ctrl+l", "large", "Large spacing on or off", show=False),
    ]

    def __init__(self, load: Callable[[], Rulebook], file: Path | None = None) -> None:
        super().__init__()
        self._load = load
        self._file = file
        # What was chosen on the first screen before the rulebook was loaded; it is begun then.
        self._wanted = ""
        self._room: Room | None = None
        self._said = ""

    @property
    def room(self) -> Room:
        """The interview, once the rulebook is loaded."""
        assert self._room is not None
        return self._room

    @property
    def is_ready(self) -> bool:
        """Whether the rulebook is loaded, and what can be resumed is listed."""
        return self._room is not None and self._room.recent is not None

    @property
    def farewell(self) -> str:
        """What to say in the terminal once the screen has gone."""
        return self._room.farewell if self._room else ""

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen."""
        self._start = StartScreen(self._file.name if self._file else "")
        return self._start

    def on_mount(self) -> None:
        self.take_signals()
        self.set_timer(_FIRST_FRAME, self._load_rulebook)

    def on_unmount(self) -> None:
        if self._room is not None:
            self._room.close()

    @work(thread=True)
    def _load_rulebook(self) -> None:
        from advisor.interview.state.room import Room

        try:
            room = Room(self._load())
        except Faults as faults:
            self.call_later(self.give_up, faults)
        else:
            self.call_later(self._enter, room)

    def _enter(self, room: Room) -> None:
        """Begin what was asked for while the rulebook was loaded."""
        # Ctrl+Q may come while the rules are loaded: a file opened then is locked for nothing.
        if self.is_leaving:
            return
        self._room = room
        room.on_lost = self._answers_lost
        if self._file is not None:
            from advisor.interview.flows.open_partnership import open_named_at_start

            self._open(open_named_at_start(room, self, self._file))
        elif self._wanted:
            self.action_begin(self._wanted)
        self._show_recent()

    @property
    def holds_keys(self) -> bool:
        """Whether what is typed is meant for a screen or a dialog that is still coming up."""
        # An app that is closing has no screen; keys held until there is one would hold it up.
        if not self.screen_stack:
            return False
        screen = self.screen
        if not screen.is_mounted or (isinstance(screen, InterviewScreen) and not screen.is_shown):
            return True
        # A file was named, or something was chosen here: a key that is let through before a dialog
        # or a question covers this screen would choose a second time.
        is_awaited = self._room is None and bool(self._wanted or self._file)
        return screen is self._start and (is_awaited or self.is_under_way("flow"))

    def _show_recent(self) -> None:
        """Show on the first screen what can be resumed."""
        before, recent = self.room.recent, self.room.find_recent()
        # Offering the same again would move the arrow from where somebody has put it.
        if recent != before:
            self._start.show_recent(recent)

    def action_begin(self, how: str) -> None:
        """Begin a new partnership, a file or an example, once the rules are loaded."""
        if self._room is None:
            self._wanted = how
            return
        from advisor.interview.flows.open_partnership import FLOWS

        self._open(FLOWS[how](self._room, self))

    def action_resume(self, index: int) -> None:
        """Resume a recent interview, by its place in the list."""
        from advisor.interview.flows.open_partnership import resume

        assert self.room.recent is not None
        self._open(resume(self.room, self, self.room.recent.all[index]))

    def _open(self, steps: Coroutine[Any, Any, bool]) -> None:
        self.flow(self._ask_about(steps))

    async def _ask_about(self, steps: Coroutine[Any, Any, bool]) -> None:
        """Ask about the partnership that some steps open, if they open one."""
        from advisor.interview.screens.questions import QuestionsScreen

        self._said = ""
        try:
            is_open = await steps
        except Faults as faults:
            self.give_up(faults)
            return
        if not is_open:
            # What was given of a set-up is in the journal, and is offered.
            self._close_partnership()
            return
        await self.push_screen(QuestionsScreen(self.room))
        if self.room.is_example:
            from advisor.interview.screens.result import ResultScreen
            from advisor.interview.texts import EXAMPLE_SHOWN

            await self.push_screen(ResultScreen(self.room))
            self._said = EXAMPLE_SHOWN
        # What was said meanwhile was said on the first screen, which is behind it now.
        if self._said:
            self.notify(self._said)

    def _close_partnership(self) -> None:
        self._start.stop_waiting()
        self.room.close()
        self._show_recent()

    def _answers_lost(self, is_first: bool) -> None:
        if is_first:
            from advisor.interview.flows.save_and_leave import answers_are_safe

            self.flow(answers_are_safe(self.room, self, leaving=False), "save")
        else:
            # The line says by itself that the answers are nowhere (InterviewScreen.say).
            self.notify("")

    def on_open_screen(self, message: OpenScreen) -> None:
        self.push_screen(message.screen, message.then)

    def on_visit(self, message: Visit) -> None:
        self.action_visit(message.question, message.partner)

    def action_visit(self, question: str, partner: str | None = None) -> None:
        """Open a question, and the answer of a partner to it."""
        from advisor.interview.screens.questions import QuestionsScreen

        if isinstance(self.screen, QuestionsScreen):
            self.screen.go_to(question)
        else:
            self.push_screen(QuestionsScreen(self.room, question, partner))

    def action_leave_partnership(self) -> None:
        """Go back to the first screen, as one leaves the program."""
        self.flow(self._leave_partnership(), "leave")

    async def _leave_partnership(self) -> None:
        # Who left something unsaved finds it on the first screen.
        if not await self._may_leave():
            return
        # Asked first: closing the partnership gives the room a new journal.
        is_unsaved = self.room.journal.unsaved
        self.pop_screen()
        self._close_partnership()
        if is_unsaved:
            self.notify(one_line(self.farewell))

    async def _may_leave(self) -> bool:
        """Return whether to leave, asking where something is typed or not saved."""
        from advisor.interview.dialogs.dialog import TypedScreen
        from advisor.interview.flows.save_and_leave import may_leave

        # Every screen, not the one on top alone: a number may be typed under a dialog.
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TypedScreen) and not await screen.may_discard():
                return False
        return self._room is None or await may_leave(self._room, self)

    def action_help(self) -> None:
        """Show what the focused part and the screen are for, and every key that works here."""
        from advisor.interview.dialogs.help import help_page

        screen = self.screen
        cursor = screen.cursor if isinstance(screen, InterviewScreen) else None
        in_meeting = self._room is not None and self._room.session is not None
        self.push_screen(help_page(screen, cursor, in_meeting=in_meeting))

    def notify(self, message: str, **_: object) -> None:
        """Say something on the message line; nothing in it is markup."""
        self._said = message
        screens = [one for one in self.screen_stack if isinstance(one, FullScreen)]
        if screens:
            screens[-1].say(message)

    @work
    async def action_menu(self) -> None:
        """Show everything that can be done here."""
        from advisor.interview.dialogs.command_menu import CommandMenu
        from advisor.interview.menu import commands

        command = await self.push_screen_wait(CommandMenu(commands(self.screen)))
        if command is not None:
            await command.run()

    async def action_quit(self) -> None:
        """Leave, after asking whether to save if something is not saved."""
        self.flow(self._leave(), "leave")

    async def _leave(self) -> None:
        """Leave, if the room agrees; the exit code says whether something was given up."""
        if await self._may_leave():
            is_lost = self._room is not None and self._room.journal.is_lost
            self.exit(return_code=CANNOT if is_lost else 0)
