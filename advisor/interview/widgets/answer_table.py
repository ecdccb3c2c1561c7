"""The answers to a question down, the partners across: who said what, at one look."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from advisor.interview.messages import PartnerPicked, Picked
from advisor.interview.state.choice import Choice, GridRow
from advisor.report.writers.cells import padded, shortened, wrapped

# Before each text: the arrow, the key and two spaces.
_KEY = 5
# A choice. With fewer columns the sentences of four partners' questions take more lines than the
# rows of PartnerGrid with the sentences under them do; a name in fewer than 8 says little.
_LEAST_TEXT, _GOOD_TEXT = 36, 42
_LEAST_COLUMN, _MOST_COLUMN = 9, 16
# The arrow and a space.
_BEFORE_NAME = 2
# A third line for a name is worth its place where the terminal has lines to spare.
_NAME_LINES, _NAME_LINES_IF_TALL = 2, 3


def column_for(width: int, partners: int, longest_word: int = 0) -> int:
    """Return how wide each partner's column is; 0 if so many do not fit next to them.

    The sentences give way to a name whose longest word would be cut.
    """
    wanted = min(longest_word + _BEFORE_NAME, _MOST_COLUMN)
    for text, least in ((_GOOD_TEXT, max(wanted, _LEAST_COLUMN)), (_LEAST_TEXT, _LEAST_COLUMN)):
        column = min((width - _KEY - text) // partners, _MOST_COLUMN)
        if column >= least:
            return column
    return 0


class _Line(NamedTuple):
    """A line of the table: its text, and the index of the answer that it belongs to."""

    text: str
    answer: int
    is_first: bool


class AnswerTable(Widget, can_focus=True):
    """Answers down, partners across; a click on a cell gives that partner's answer."""

    DEFAULT_CSS = "AnswerTable { height: auto; width: 1fr; color: $text; }"
    BINDINGS = [
        Binding("left", "partner(-1)", "Partner before", show=False),
        Binding("right", "partner(1)", "Next partner", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("enter", "take", "Choose"),
    ]

    rows: tuple[GridRow, ...] = ()
    choices: tuple[Choice, ...] = ()
    alike = False
    row = 0
    at = -1

    def offer(
        self, rows: Sequence[GridRow], choices: Sequence[Choice], *, row: int, alike: bool
    ) -> None:
        """Show partners and the answers they may give; with ``alike``, all are current."""
        before = self.rows, self.choices
        self.rows, self.choices, self.alike = tuple(rows), tuple(choices), alike
        self.row, self.at = row, -1
        texts = [choice.says for choice in before[1]], [choice.says for choice in self.choices]
        is_other = texts[0] != texts[1] or len(before[0]) != len(self.rows)
        self.refresh(layout=is_other)

    def _column(self, width: int) -> int:
        longest = max((cell_len(word) for row in self.rows for word in row.name.split()), default=0)
        return column_for(width, max(len(self.rows), 1), longest) or _LEAST_COLUMN

    def _names(self, width: int) -> list[list[str]]:
        """Return the lines of each partner's name, the last one next to its answers."""
        room = self._column(width) - _BEFORE_NAME
        most = _NAME_LINES_IF_TALL if self.screen.has_class("-tall") else _NAME_LINES
        names = [_name_lines(row.name, room, most) for row in self.rows]
        height = max((len(lines) for lines in names), default=0)
        return [[*lines, *[""] * (height - len(lines))] for lines in names]

    def _lines(self, width: int) -> list[_Line]:
        room = width - _KEY - self._column(width) * len(self.rows) - 1
        return [
            _Line(text, number, is_first=n == 0)
            for number, choice in enumerate(self.choices)
            for n, text in enumerate(wrapped(choice.says, max(room, 8)))
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        names = self._names(width)
        return len(names[0] if names else ()) + len(self._lines(width))

    def render(self) -> Content:
        width = self.size.width
        names = zip(*self._names(width), strict=True)
        heads = [self._head(line, is_first=n == 0) for n, line in enumerate(names)]
        return Content("\n").join([*heads, *map(self._answer, self._lines(width))])

    def _is_current(self, row: int) -> bool:
        return self.alike or row == self.row

    def _head(self, names: tuple[str, ...], *, is_first: bool) -> Content:
        width, column = self.size.width, self._column(self.size.width)
        parts: list[tuple[str, str]] = [(" " * (width - column * len(names)), "")]
        for row, name in enumerate(names):
            here = self._is_current(row)
            begin = "› " if here and name and is_first else "  "
            parts.append((padded(f"{begin}{name}", column), "bold" if here else "$quiet"))
        return Content.assemble(*parts)

    def _answer(self, line: _Line) -> Content:
        width, column = self.size.width, self._column(self.size.width)
        choice = self.choices[line.answer]
        here = line.answer == self.at
        said = any(
            row.chosen == choice.key for n, row in enumerate(self.rows) if self._is_current(n)
        )
        begin = f"{'›' if here else ' '}{choice.key}   " if line.is_first else " " * _KEY
        room = width - _KEY - column * len(self.rows)
        parts: list[tuple[str, str]] = [
            (begin, "bold"),
            (padded(line.text, room), "bold" if said or here else ""),
        ]
        for number, row in enumerate(self.rows if line.is_first else ()):
            current = self._is_current(number)
            # A ring for what can be chosen now, which shows the column without any colour.
            mark = "●" if row.chosen == choice.key else "○" if current else "·"
            style = "bold reverse" if here and current else "bold" if current else "$quiet"
            parts += [("  ", ""), (mark, style), (" " * (column - 3), "")]
        return Content.assemble(*parts)

    def region_of(self, answer: int) -> Region:
        """Return where an answer is drawn in this widget."""
        names, lines = self._names(self.size.width), self._lines(self.size.width)
        found = [n for n, line in enumerate(lines) if line.answer == answer]
        return Region(0, len(names[0]) + found[0], self.size.width, len(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Before the arrow is at an answer, Enter is left to the screen.
        return action != "take" or self.at >= 0

    def action_partner(self, by: int) -> None:
        """Go to another partner."""
        if self.rows:
            self.post_message(PartnerPicked((self.row + by) % len(self.rows)))

    def action_move(self, by: int) -> None:
        """Go to another answer."""
        if not self.choices:
            return
        self.at = (max(self.at, 0 if by < 0 else -1) + by) % len(self.choices)
        self.refresh()
        self.refresh_bindings()
        if isinstance(self.parent, VerticalScroll):
            where = self.region_of(self.at).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(where, animate=False)

    def action_take(self) -> None:
        """Answer with the current line; for all, where the next answer is for all alike."""
        self.post_message(Picked(self.choices[self.at].key))

    def on_click(self, event: events.Click) -> None:
        width, column = self.size.width, self._column(self.size.width)
        names, lines = self._names(width), self._lines(width)
        start = width - column * len(self.rows)
        row = (event.x - start) // column if event.x >= start else self.row
        y = event.y - len(names[0] if names else ())
        if not 0 <= row < len(self.rows) or y >= len(lines):
            return
        # A click on a name goes to that partner.
        key = self.choices[lines[y].answer].key if y >= 0 else None
        if event.x >= start:
            self.post_message(PartnerPicked(row, key))
        elif key is not None:
            self.post_message(Picked(key))


def _name_lines(name: str, room: int, most: int) -> list[str]:
    """Return a name on so many lines at most, broken between words."""
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        # The last line takes whatever is left, and is cut.
        if lines and (cell_len(longer) <= room or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return [shortened(line, room) for line in lines]
