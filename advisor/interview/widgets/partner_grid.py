"""The partners of a question one under the other, their answers as numbered levels across."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from advisor.interview.messages import PartnerPicked
from advisor.interview.state.choice import GridRow
from advisor.report.writers.cells import padded, shortened

# "[1] ": three columns that can be clicked, and a gap.
_CELL = 4
# A choice. With eight keys it leaves about eight columns of 80 for the answer in words.
_LONGEST_NAME = 34


class PartnerGrid(Widget, can_focus=True):
    """Partners down, keys across; a click on a key gives that partner's answer."""

    DEFAULT_CSS = "PartnerGrid { height: auto; width: 1fr; color: $text; }"
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("left", "across(-1)", "Left", show=False),
        Binding("right", "across(1)", "Right", show=False),
        Binding("enter", "take", "Choose"),
    ]

    rows: tuple[GridRow, ...] = ()
    keys: tuple[str, ...] = ()
    alike = False
    row = 0
    column = -1

    def offer(self, rows: Sequence[GridRow], keys: Sequence[str], *, row: int, alike: bool) -> None:
        """Show partners and the keys of their answers; with ``alike``, all are current."""
        height = len(rows) != len(self.rows)
        self.rows, self.keys, self.alike = tuple(rows), tuple(keys), alike
        self.row, self.column = row, -1
        # A layout only where the height changes: the width is always all there is.
        self.refresh(layout=height)

    def show_row(self) -> None:
        """Scroll to the current partner."""
        if isinstance(self.parent, VerticalScroll):
            row = Region(0, self.virtual_region.y + self.row, 1, 1)
            self.parent.scroll_to_region(row, animate=False)

    @property
    def _name_room(self) -> int:
        across = _CELL * len(self.keys) + 4
        longest = max((cell_len(row.name) for row in self.rows), default=0)
        return max(8, min(longest, _LONGEST_NAME, self.size.width - across))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows)

    def render(self) -> Content:
        return Content("\n").join(self._line(number) for number in range(len(self.rows)))

    def _line(self, number: int) -> Content:
        row, room = self.rows[number], self._name_room
        here = self.alike or number == self.row
        name = padded(shortened(row.name, room), room)
        parts: list[tuple[str, str]] = [
            (f"{'›' if here else ' '} {name}  ", "bold" if here else "")
        ]
        for place, key in enumerate(self.keys):
            text = f"[{key}]" if key == row.chosen else f" {key} "
            at = number == self.row and place == self.column
            style = "bold" if key == row.chosen else "$quiet"
            parts.append((f"{text} ", "bold reverse" if at else style))
        left = self.size.width - room - 4 - _CELL * len(self.keys)
        # With six columns or fewer there is room for no word, and an ellipsis says nothing.
        if left > 6:
            parts.append((shortened(row.says, left), "$quiet"))
        return Content.assemble(*parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Before the arrows are at a key, Enter is left to the screen.
        return action != "take" or self.column >= 0

    def action_move(self, by: int) -> None:
        """Go to another partner."""
        if self.rows:
            self.post_message(PartnerPicked((self.row + by) % len(self.rows)))

    def action_across(self, by: int) -> None:
        """Go to another key."""
        if self.keys:
            self.column = (max(self.column, -1 if by > 0 else 0) + by) % len(self.keys)
            self.refresh()
            self.refresh_bindings()

    def action_take(self) -> None:
        """Answer with the current key."""
        self.post_message(PartnerPicked(self.row, self.keys[self.column]))

    def on_click(self, event: events.Click) -> None:
        if not 0 <= event.y < len(self.rows):
            return
        place, within = divmod(event.x - self._name_room - 4, _CELL)
        on_key = 0 <= place < len(self.keys) and within < _CELL - 1
        self.post_message(PartnerPicked(event.y, self.keys[place] if on_key else None))
