"""The first screen: begin, go on, open, look at an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key

from advisor.files.clean_text import whole_number
from advisor.interview.dialogs.dialog import plain
from advisor.interview.messages import Picked
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.widgets.choices import Choice, Choices
from advisor.report.phrases import PRIVACY_NOTICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.interview.state.recent_work import RecentWork

_ALWAYS = (
    Choice("n", "New", "a partnership that is not in a file yet"),
    Choice("o", "Open", "a partnership file"),
    Choice("e", "Example", "look at one that is filled in; nothing is saved"),
    Choice("h", "Help", "what this is and how a meeting uses it"),
    Choice("q", "Leave"),
)


class StartScreen(InterviewScreen[None]):
    """Offers what can be done first."""

    HELP = (
        "The advisor asks a leadership team about a partnership between schools, and answers with "
        "what to put in place, what to find out, the risks and the first steps, each with its "
        "source. Press the key of a line, or move with the arrows and press Enter. What was left "
        "unsaved stands first, then the files opened last."
    )
    BINDINGS = [
        Binding("n", "take('n')", "New"),
        Binding("o", "take('o')", "Open"),
        Binding("e", "take('e')", "Example"),
        Binding("h", "take('h')", "Help", show=False),
        Binding("q", "take('q')", "Leave", show=False),
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
        if self.interview.known is not None:
            self.show_known(self.interview.known)

    def show_known(self, known: RecentWork) -> None:
        """Show what was left unsaved and what was opened last, before the rest."""
        left = [
            Choice(f"{n}", f"Go on with {one.name}", one.says) for n, one in enumerate(known.all, 1)
        ]
        self.query_one(Choices).offer([*left, *_ALWAYS], at=0)

    def on_key(self, event: Key) -> None:
        if event.character is not None and whole_number(event.character) is not None:
            event.stop()
            self.action_take(event.character)

    @on(Picked)
    def take(self, message: Picked) -> None:
        """Do what was picked."""
        self.action_take(message.key)

    def action_take(self, key: str) -> None:
        """Do what a key stands for."""
        known: Sequence[object] = self.interview.known.all if self.interview.known else ()
        place = whole_number(key)
        if place is not None and 1 <= place <= len(known):
            self.interview.go_on_with(place - 1)
        elif key in {"n", "o", "e"}:
            self.interview.start({"n": "new", "o": "open", "e": "example"}[key])
        elif key == "h":
            self.interview.action_help()
        elif key == "q":
            self.interview.action_leave()
