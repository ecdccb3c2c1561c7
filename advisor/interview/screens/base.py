"""What every screen of the interview has in common: its app, its head line, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from advisor.interview.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp
    from advisor.interview.session import Session
    from advisor.rulebook.rulebook import Rulebook

Outcome = TypeVar("Outcome")


class _OfInterview:
    """Gives a screen its app by its own type."""

    @property
    def interview(self) -> InterviewApp:
        """The app that the screen belongs to."""
        return cast("InterviewApp", cast("Widget", self).app)


class InterviewScreen(_OfInterview, Screen[Outcome], Generic[Outcome]):
    """A whole screen: a head line, a body, the keys."""

    HELP_TEXT = ""
    """What the screen is for, for F1."""

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


class Dialog(_OfInterview, ModalScreen[Outcome], Generic[Outcome]):
    """A question of the program's own, in front of the screen; Escape leaves it as it was."""

    # A dialog does not see the keys of the app.
    BINDINGS = [Binding("escape", "leave", "Cancel"), Binding("f1", "app.help", "Help")]
    CSS_PATH = "dialogs.tcss"
    HELP_TEXT = ""

    def action_leave(self) -> None:
        """Dismiss without an outcome."""
        self.dismiss(None)


def plain(text: str, **of: Any) -> Static:
    """Return a text as a widget; nothing in it is markup."""
    return Static(Content(text), markup=False, **of)
