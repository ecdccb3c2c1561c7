"""A list to add to and remove from; each change is recorded at once."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import Dialog, confirmation

T = TypeVar("T")


class ListDialog(Dialog[tuple[T, ...] | None], Generic[T]):
    """A list of things of one sort.

    Args:
        things: What is on it.
        keep: Called with what is on it, now and after each change.
    """

    def __init__(
        self,
        title: str,
        says: str,
        button: str,
        things: tuple[T, ...],
        keep: Callable[[tuple[T, ...]], None],
    ) -> None:
        super().__init__(title, says, {"add": button, "done": "Done"})
        self.things, self.keep = things, keep

    @abstractmethod
    def line(self, thing: T) -> Content:
        """Return what the list shows of a thing."""

    @abstractmethod
    def named(self, thing: T) -> str:
        """Return what is removed with a thing, as a question names it."""

    def parts(self) -> ComposeResult:
        yield OptionList(markup=False)

    def show_things(self, at: int = 0) -> None:
        """Rewrite the list, and record what is on it."""
        self.keep(self.things)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self.line(thing)) for thing in self.things])
        if self.things:
            options.highlighted = min(at, len(self.things) - 1)

    @abstractmethod
    def action_add(self) -> object:
        """Add something."""

    @work
    async def action_remove(self) -> None:
        """Remove what is marked, asking first."""
        at = self.query_one(OptionList).highlighted
        if not self.things or at is None:
            return
        asks = f"Remove {self.named(self.things[at])}?"
        if await self.app.push_screen_wait(confirmation(asks, "Remove", "Leave it")) == "y":
            # By its place: two dates can be equal.
            self.things = (*self.things[:at], *self.things[at + 1 :])
            self.show_things(at)

    @on(Button.Pressed)
    def press(self, event: Button.Pressed) -> None:
        """Do what the key of a button does."""
        if event.button.id == "add":
            self.action_add()
        else:
            self.action_done()

    def action_done(self) -> None:
        """Go on with what is on the list."""
        self.dismiss(self.things)
