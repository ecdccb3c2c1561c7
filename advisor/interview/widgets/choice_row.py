"""A few choices on one line, one of them taken: by its number, with the arrows, or by mouse."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from advisor.files.clean_text import whole_number


class ChoiceRow(Widget, can_focus=True):
    """A label and its choices on one line."""

    DEFAULT_CSS = """
    ChoiceRow { height: auto; width: 1fr; color: $text; }
    ChoiceRow:focus { background: $panel; }
    """
    BINDINGS = [
        Binding("left", "move(-1)", "Before", show=False),
        Binding("right,space", "move(1)", "Next", show=False),
    ]

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], chosen: str, id: str
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.choices = tuple(choices)
        self.chosen = chosen

    def _parts(self, width: int) -> list[tuple[int, int, str, str]]:
        """Return each choice with its line and column, laid out in a width."""
        # 16 columns for the label, as in render(): a click is found by these numbers.
        x, y = 16, 0
        found = []
        for number, (value, label) in enumerate(self.choices, 1):
            text = f"{number} {label}"
            if x + cell_len(text) + 3 > width and x > 16:
                x, y = 16, y + 1
            found.append((x, y, value, text))
            x += cell_len(text) + 4
        return found

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max((y for _, y, _, _ in self._parts(width)), default=0) + 1

    def render(self) -> Content:
        lines: dict[int, list[tuple[str, str]]] = {}
        # In the text, since a background alone does not show under NO_COLOR.
        mark = "›" if self.has_focus else " "
        for _, y, value, text in self._parts(self.size.width):
            begin = f"{mark}{self.label}" if y == 0 else ""
            parts = lines.setdefault(y, [(f"{begin:16}", "$quiet")])
            taken = value == self.chosen
            parts.append((f"[{text}]  " if taken else f" {text}   ", "bold" if taken else ""))
        return Content("\n").join(Content.assemble(*parts) for parts in lines.values())

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        number = whole_number(event.character or "")
        if number is not None and 1 <= number <= len(self.choices):
            event.stop()
            self.take(self.choices[number - 1][0])

    def on_click(self, event: events.Click) -> None:
        for x, y, value, text in self._parts(self.size.width):
            if event.y == y and x <= event.x < x + cell_len(text) + 2:
                self.take(value)

    def action_move(self, by: int) -> None:
        """Take the next choice, or the one before."""
        values = [value for value, _ in self.choices]
        # With nothing taken yet, right begins at the first and left at the last.
        at = values.index(self.chosen) if self.chosen in values else min(0, -by)
        self.take(values[(at + by) % len(values)])

    def take(self, value: str) -> None:
        """Take a choice."""
        self.chosen = value
        self.refresh()
