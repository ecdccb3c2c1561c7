"""A few choices on one line, one of them taken: with the arrows, by its number, or by mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from advisor.files.clean_text import whole_number


class ChoiceRow(Widget, can_focus=True):
    """A label and its choices on one line, or under the label where they do not fit next to it.

    Args:
        column: Where the choices begin.
    """

    DEFAULT_CSS = """
    ChoiceRow { height: auto; width: 1fr; color: $text; }
    ChoiceRow:focus { background: $panel; }
    """
    BINDINGS = [
        Binding("right", "move(1)", "Choose", key_display="← →"),
        Binding("space", "keep", "Choose the first", show=False),
        Binding("left", "move(-1)", "Choose the one before", show=False),
    ]

    chosen: reactive[str] = reactive("")

    @dataclass
    class Changed(Message):
        """Another choice was taken."""

        row: "ChoiceRow"

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        id: str,
        column: int = 16,
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.choices = tuple(choices)
        self.chosen = chosen
        self._column = column

    def _parts(self, width: int) -> list[tuple[int, int, str, str]]:
        """Return each choice with its line and column, laid out in a width."""
        texts = [f"{'●' if value == self.chosen else '○'} {label}" for value, label in self.choices]
        widest = max((cell_len(text) for text in texts), default=0)
        column = max(self._column, cell_len(self.label) + 2)
        is_beside = column + widest <= width
        indent = len(self.label) - len(self.label.lstrip()) + 3
        begin, y = (column, 0) if is_beside else (indent, int(bool(self.label)))
        x, found = begin, []
        for (value, _), text in zip(self.choices, texts, strict=True):
            if x + cell_len(text) > width and x > begin:
                x, y = begin, y + 1
            found.append((x, y, value, text))
            x += cell_len(text) + 3
        return found

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max((y for _, y, _, _ in self._parts(width)), default=0) + 1

    def render(self) -> Content:
        # In the text, since a background alone does not show under NO_COLOR.
        mark = "›" if self.has_focus else " "
        lines = [Content.styled(f"{mark}{self.label}", "$quiet")]
        for x, y, value, text in self._parts(self.size.width):
            if y == len(lines):
                lines.append(Content(""))
            gap = " " * (x - lines[y].cell_length)
            lines[y] = lines[y] + Content.assemble(
                gap, (text, "bold" if value == self.chosen else "")
            )
        return Content("\n").join(lines)

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

    def action_keep(self) -> None:
        """Take the first choice if there is none yet; the arrows have taken what is marked."""
        if not self.chosen:
            self.action_move(1)

    def take(self, value: str) -> None:
        """Take a choice."""
        self.chosen = value
        self.post_message(self.Changed(self))
