"""What every dialog has in common: its page, its buttons, its fault line, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from advisor.interview.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.interview.app import InterviewApp

Outcome = TypeVar("Outcome")


class OfInterview:
    """What a screen and a dialog share: the app by its own type, and what is typed in them."""

    @property
    def interview(self) -> InterviewApp:
        """The app that the screen belongs to."""
        return cast("InterviewApp", cast("Widget", self).app)

    def has_unkept_text(self) -> bool:
        """Return whether something is typed that leaving would lose."""
        return False

    async def may_discard(self) -> bool:
        """Return whether what was typed may be lost, asking if anything was."""
        from advisor.interview.dialogs.prompts import confirmation

        if not self.has_unkept_text():
            return True
        asks = confirmation("Discard what you typed?", "Discard it", "Go on typing")
        return await self.interview.push_screen_wait(asks) == "y"


class Dialog(OfInterview, ModalScreen[Outcome], Generic[Outcome]):
    """A question of the program's own, in front of the screen.

    Escape leaves everything as it was. It asks first where something was typed.
    """

    # A dialog does not see the keys of the app.
    BINDINGS = [Binding("escape", "leave", "Cancel"), Binding("f1", "app.help", "Help")]
    CSS_PATH = "dialogs.tcss"
    HELP = ""
    CAN_SCROLL = False
    """Whether the page of the dialog takes the keys that scroll it."""
    _given: tuple[str, ...] = ()

    def __init__(
        self, title: str, says: str = "", buttons: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.title_text, self.says, self.buttons = title, says, buttons or {}

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", can_focus=self.CAN_SCROLL):
            yield plain(self.title_text, id="dialog-title")
            if self.says:
                yield plain(self.says, id="dialog-says")
            yield from self.parts()
            if self.buttons:
                yield plain("", id="fault")
                with Vertical(classes="buttons"):
                    for name, label in self.buttons.items():
                        yield Button(label, id=name)
        yield KeyBar()

    def parts(self) -> ComposeResult:
        """Yield what stands between what is asked and the buttons."""
        yield from ()

    def show_fault(self, fault: str) -> None:
        """Say what is wrong with what was typed, or that nothing is."""
        self.query_one("#fault", Static).update(Content(fault and f"[!] {fault}"))

    def on_mount(self) -> None:
        self._given = self._given or self._typed()

    def _typed(self) -> tuple[str, ...]:
        """Return what every field holds."""
        areas = (area.text for area in self.query(TextArea))
        return (*areas, *(field.value for field in self.query(Input)))

    def has_unkept_text(self) -> bool:
        return self._typed() != self._given

    @work
    async def action_leave(self) -> None:
        """Dismiss without an outcome."""
        if await self.may_discard():
            self.dismiss(None)


def plain(text: str, **of: Any) -> Static:
    """Return a text as a widget; nothing in it is markup."""
    return Static(Content(text), markup=False, **of)
