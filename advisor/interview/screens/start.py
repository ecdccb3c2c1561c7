"""The first screen: begin, resume, open, look at an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key

from advisor.files.clean_text import whole_number
from advisor.interview.dialogs.dialog import plain
from advisor.interview.messages import Picked, Resume
from advisor.interview.screens.interview_screen import FullScreen
from advisor.interview.state.choice import Choice
from advisor.interview.widgets.choices import Choices
from advisor.report.privacy_notice import PRIVACY_NOTICE

if TYPE_CHECKING:
    from advisor.interview.state.recent_work import RecentWork

_ALWAYS = (
    Choice("n", "New", "a partnership that is not in a file yet"),
    Choice("o", "Open", "a partnership file"),
    Choice("e", "Example", "look at one that is filled in; nothing is saved"),
    Choice("h", "Help", "what this is and how a meeting uses it"),
    Choice("q", "Leave"),
)


class StartScreen(FullScreen):
    """Offers what can be done first."""

    HELP = (
        "The advisor asks a leadership team about a partnership between schools, and answers with "
        "what to put in place, what to find out, the risks and the first steps, each with its "
        "source. Press the key of a line, or move with the arrows and press Enter. What was left "
        "unsaved comes first, then the files opened last."
    )
    BINDINGS = [
        Binding("n", "app.begin('new')", "New"),
        Binding("o", "app.begin('open')", "Open"),
        Binding("e", "app.begin('example')", "Example"),
        Binding("h", "app.help", "Help", show=False),
        Binding("q", "app.leave", "Leave", show=False),
    ]

    def body(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield plain("The partnership advisor", id="name")
            yield plain(
                "Asks about a partnership between schools, and says what to put in place first.",
                classes="quiet",
            )
            yield Choices(_ALWAYS, at=0)
            yield plain(PRIVACY_NOTICE, id="candour", classes="quiet")

    def on_mount(self) -> None:
        self.head("Partnership advisor")
        self.query_one(Choices).focus()

    def show_recent(self, recent: RecentWork) -> None:
        """Show what was left unsaved and what was opened last, before the rest."""
        resumed = [
            Choice(f"{n}", f"Go on with {entry.name}", entry.says)
            for n, entry in enumerate(recent.all, 1)
        ]
        self.query_one(Choices).offer([*resumed, *_ALWAYS], at=0)

    def on_key(self, event: Key) -> None:
        # Not bindings: how many there are is known only once the journals are read.
        number = whole_number(event.character or "")
        if number is not None:
            event.stop()
            self.post_message(Resume(number - 1))

    @on(Picked)
    def take(self, message: Picked) -> None:
        """Do what the key of a line does."""
        # So a click, Enter and the key itself take one way, and wait for what a key waits for.
        self.app.simulate_key(message.key)
