"""Whose answer the keys are for, and what a note would go with."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from advisor.report.writers.cells import shortened

_GAP = 3


class TurnLine(Widget, can_focus=False):
    """One line with two ends; the note on the right gives way."""

    DEFAULT_CSS = "TurnLine { height: 1; padding: 0 1; color: $text; }"

    texts: reactive[tuple[str, str]] = reactive(("", ""))
    """What is on the left, and the note."""

    def render(self) -> Content:
        width = self.size.width
        turn, note = self.texts
        turn = shortened(turn, width)
        room = width - cell_len(turn) - _GAP
        # Of a note, fewer columns than these say nothing.
        note = shortened(note, room) if room > 12 else ""
        gap = " " * (width - cell_len(turn) - cell_len(note))
        return Content.assemble((turn, "bold"), gap, (note, "$quiet"))
