"""What every screen of the interview has in common: its head line and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from advisor.interview.dialogs.dialog import OfInterview, Outcome
from advisor.interview.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from advisor.interview.state.session import Session
    from advisor.rulebook.rulebook import Rulebook


class InterviewScreen(OfInterview, Screen[Outcome], Generic[Outcome]):
    """A whole screen: a head line, a body, the keys."""

    HELP = ""
    """What the screen is for, for F1."""
    is_shown: bool = True
    """Whether a key would find what it is meant for; a screen may come up in several steps."""

    @property
    def rules(self) -> Rulebook:
        """The rulebook."""
        return self.interview.book

    @property
    def session(self) -> Session:
        """What has been said, or is tried out."""
        return self.interview.current

    def compose(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield what stands between the head line and the keys."""
        yield from ()

    def head(self, left: str, right: str = "") -> None:
        """Write the head line."""
        line = self.query_one("#head", Static)
        line.update(Content.assemble((left, "bold"), f"   {right}" if right else ""))
