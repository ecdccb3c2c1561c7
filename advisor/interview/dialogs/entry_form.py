"""One entry of a list as a few fields: a partner, or a day."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import on
from textual.binding import Binding
from textual.widgets import Button, Input

from advisor.interview.dialogs.dialog import Dialog
from advisor.interview.widgets.choice_row import ChoiceRow

T = TypeVar("T")


class Removed:
    """The outcome of a form whose entry is to go."""


class EntryForm(Dialog["T | Removed | None"], Generic[T]):
    """Fields for one entry. Enter keeps it, and where something is missing goes there.

    Args:
        is_there: Whether the entry is on the list already, and can be removed.
    """

    HELP = (
        "Tab and the arrows up and down go from line to line; left and right choose on a line. "
        "Enter keeps it all. Where something is missing, it goes there and says what."
    )
    BINDINGS = [
        Binding("enter", "keep", "Keep"),
        # With priority: on a small screen the dialog scrolls, and would take the arrows for that.
        Binding("down", "app.focus_next", "Next line", key_display="tab", priority=True),
        Binding("up", "app.focus_previous", "Line before", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, *, is_there: bool) -> None:
        buttons = {"keep": "Keep"} | ({"remove": "Remove"} if is_there else {})
        super().__init__(title, buttons=buttons)

    def faults(self) -> dict[str, str]:
        """Return what is wrong, by the field that it is wrong with."""
        raise NotImplementedError

    def entry(self) -> T:
        """Return the entry, once nothing is wrong."""
        raise NotImplementedError

    @property
    def given(self) -> dict[str, str]:
        """What each field has, by its id."""
        rows = {row.id or "": row.chosen for row in self.query(ChoiceRow)}
        return rows | {field.id or "": field.value.strip() for field in self.query(Input)}

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def look_again(self) -> None:
        """Let go of a fault once something is changed; Enter looks again."""
        self.show_fault("")

    @on(Input.Submitted)
    def submit(self) -> None:
        """Do what Enter does elsewhere, also where a form means more by it."""
        self.action_keep()

    def action_keep(self) -> None:
        """Take the entry, or go to what is wrong and say so."""
        if not (faults := self.faults()):
            self.dismiss(self.entry())
            return
        field, says = next(iter(faults.items()))
        self.show_fault(says)
        self.query_one(f"#{field}").focus()

    @on(Button.Pressed)
    def press(self, event: Button.Pressed) -> None:
        """Keep it or have it removed."""
        if event.button.id == "remove":
            self.dismiss(Removed())
        else:
            self.action_keep()
