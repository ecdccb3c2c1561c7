"""A question of the program's own in front of a screen, and the simplest of them: choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from advisor.files.clean_text import one_line
from advisor.interview.messages import Picked
from advisor.interview.state.choice import Choice
from advisor.interview.widgets.choices import Choices
from advisor.interview.widgets.key_bar import KeyBar

Outcome = TypeVar("Outcome")
# With fewer lines, a frame and a title leave a field and a list no room.
_TINY = 14


class TypedScreen(Screen[Outcome], Generic[Outcome]):
    """A screen in which something may be typed that leaving would lose."""

    def has_unkept_text(self) -> bool:
        """Return whether something is typed that leaving would lose."""
        return False

    async def may_discard(self) -> bool:
        """Return whether what was typed may be lost, asking if anything was."""
        return not self.has_unkept_text() or await confirmed(
            self.app, "Discard what you typed?", "Discard it", "Go on typing"
        )


class Dialog(TypedScreen[Outcome], ModalScreen[Outcome], Generic[Outcome]):
    """A question of the program's own, in front of the screen.

    Escape leaves everything as it was. It asks first where something was typed.
    """

    # A dialog does not see the keys of the app.
    BINDINGS = [
        Binding("escape", "leave", "Cancel"),
        Binding("question_mark,f1", "app.help", "Help"),
    ]
    CSS_PATH = "dialogs.tcss"
    CAN_SCROLL = False
    """Whether the page of the dialog takes the keys that scroll it."""
    LIST_SCROLLS = False
    """Whether a list in it scrolls, under what stays in view, and not all of it."""
    _given: tuple[str, ...] = ()

    def __init__(
        self, title: str, says: str = "", buttons: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.title_text, self.says, self.buttons = title, says, buttons or {}

    def compose(self) -> ComposeResult:
        scroll = VerticalScroll(id="dialog", can_focus=self.CAN_SCROLL)
        with Vertical(id="dialog") if self.LIST_SCROLLS else scroll:
            yield plain(self.title_text, id="dialog-title")
            if self.says:
                yield plain(self.says, id="dialog-says")
            yield from self.parts()
            if self.buttons:
                yield plain("", id="fault")
                with Horizontal(classes="buttons"):
                    for name, label in self.buttons.items():
                        yield Button(label, id=name)
        yield KeyBar()

    def on_resize(self) -> None:
        self.set_class(self.size.height < _TINY, "-tiny")
        # What is typed into stays in view, however long the question above it is.
        if isinstance(self.focused, Input | TextArea):
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        # Before it knows how high all is, Textual would scroll to the first field, and so put the
        # title, and what the field asks for, out of view; see on_resize.
        is_first = self.focused is None and isinstance(widget, Input | TextArea)
        super().set_focus(widget, scroll_visible and not is_first, from_app_focus)

    def parts(self) -> ComposeResult:
        """Yield the widgets between the question and the buttons."""
        yield from ()

    def show_fault(self, fault: str) -> None:
        """Say what is wrong with what was typed, or that nothing is."""
        self.query_one("#fault", Static).update(Content(fault and f"[!] {fault}"))

    def on_mount(self) -> None:
        # A note that somebody began before the box opened counts as typed: see AskNote.
        self._given = self._given or self._typed()

    def _typed(self) -> tuple[str, ...]:
        """Return what is in every field."""
        areas = (area.text for area in self.query(TextArea))
        return (*areas, *(field.value for field in self.query(Input)))

    def has_unkept_text(self) -> bool:
        return self._typed() != self._given

    # A worker, since Textual lets nothing else wait for a screen: the loop would wait for itself.
    @work
    async def action_leave(self) -> None:
        """Dismiss without an outcome."""
        if await self.may_discard():
            self.dismiss(None)


class Choose(Dialog[str | None]):
    """Choose one of several; the outcome is its key.

    Args:
        confirm: Whether only Enter decides. A choice's key then moves the mark to it, so that
            somebody who types without looking decides nothing.
    """

    HELP = "Press the key of a choice, or move with the arrows and press Enter."
    BINDINGS = [Binding("enter", "take", "Choose")]

    def __init__(
        self, title: str, choices: Sequence[Choice], says: str = "", *, confirm: bool = False
    ) -> None:
        super().__init__(title, says)
        self.choices, self.confirm = tuple(choices), confirm

    def parts(self) -> ComposeResult:
        yield Choices(self.choices, at=0)
        if self.confirm:
            yield plain("A key marks its line; Enter takes it.", classes="quiet")

    def on_mount(self) -> None:
        self.query_one(Choices).focus()

    def on_key(self, event: Key) -> None:
        # A key that Textual simulates has a name and no character.
        known = [choice.key for choice in self.choices]
        key = event.character if event.character in known else event.key
        if key not in known:
            return
        event.stop()
        if self.confirm:
            self.query_one(Choices).mark(known.index(key))
        else:
            self.dismiss(key)

    def action_take(self) -> None:
        """Take what is chosen already."""
        self.dismiss(next((choice.key for choice in self.choices if choice.chosen), None))

    @on(Picked)
    def take(self, message: Picked) -> None:
        """Take what was picked by mouse or arrow."""
        self.dismiss(message.key)


async def confirmed(app: App[Any], title: str, yes: str, no: str, says: str = "") -> bool:
    """Ask whether to change or lose something; the mark begins at ``no``."""
    choices = [Choice("n", no), Choice("y", yes)]
    return await app.push_screen_wait(Choose(title, choices, says, confirm=True)) == "y"


def plain(text: str, **of: Any) -> Static:
    """Return a text as a widget; nothing in it is markup."""
    return Static(Content(text), markup=False, **of)


def show_message(app: App[Any], text: str) -> None:
    """Say on the message line what was done; what went wrong needs a dialog (see ``warn``)."""
    app.notify(one_line(text), markup=False)
