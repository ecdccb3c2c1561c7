"""A list on a page of fields: its entries, and a last line that adds one."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class EntryList(OptionList):
    """Entries to open; its arrows go on to the fields around it at its ends."""

    BINDINGS = [Binding("enter", "select", "Add or change")]

    def __init__(self, add: str, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self.add = add

    def show_entries(self, lines: Sequence[Content]) -> None:
        """Rewrite the list."""
        # The last option is what adds an entry.
        at, before, entries = self.highlighted, self.option_count - 1, len(lines)
        self.clear_options().add_options([*lines, Option(f"+ {self.add}", id="add")])
        if self.has_focus:
            # Where something was added, the mark is on what adds the next.
            is_more = at is None or entries > before
            self.highlighted = entries if is_more else min(at or 0, entries)

    def on_focus(self) -> None:
        if self.highlighted is None:
            self.highlighted = self.option_count - 1

    def on_blur(self) -> None:
        # A mark that is only bold would look the same as one that has the keys.
        self.highlighted = None

    def action_cursor_down(self) -> None:
        """Go down, and from the last entry on to the next field."""
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up, and from the first entry back to the field before."""
        if not self.highlighted:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()
