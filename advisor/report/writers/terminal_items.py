"""Lay out items and their labelled rows for a terminal."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from advisor.report.blocks import Group, Item, Mark, Row, Tone
from advisor.report.writers.cells import hanging, padded, styled, wrapped

# By name: a terminal shows its own shade, which its owner can read.
STYLES: dict[Tone, str] = {
    "stop": "bold red",
    "caution": "bold magenta",
    "small": "bold cyan",
    "good": "bold green",
    "plain": "bold",
}
# A longer label goes on a line of its own: it would push the texts of the whole section right.
WIDEST_LABEL = 16
_EDGE = 2


def label_room_of(items: Iterable[Item]) -> int:
    """Return the width of the column of labels that items in one section share."""
    sizes = (cell_len(row.label) for item in items for row in item.rows)
    return max((size for size in sizes if size <= WIDEST_LABEL), default=0)


def item_lines(item: Item, width: int, label_room: int) -> Iterator[Text]:
    """Yield an item, its labels in a column of so many cells."""
    yield from _title(f"{item.number}  " if item.number else "", item.mark, item.title, width)
    if item.aside:
        yield from hanging(" " * _EDGE, f"({item.aside})", width, _EDGE)
    for row in item.rows:
        yield from row_lines(row, width, label_room)


def rows_lines(rows: Iterable[Row], width: int) -> Iterator[Text]:
    """Yield labelled rows in lines no wider than ``width`` cells."""
    rows = list(rows)
    label_room = label_room_of([Item("", rows=tuple(rows))])
    for row in rows:
        yield from row_lines(row, width, label_room)


def _title(number: str, mark: Mark | None, title: str, width: int) -> Iterator[Text]:
    """Yield a title after its number and its mark, further lines indented."""
    begin = number + (f"{mark.text}  " if mark else "")
    indent = cell_len(begin)
    for place, line in enumerate(wrapped(title, width - indent)):
        if place:
            yield styled(" " * indent, (line, "bold"))
        elif mark:
            yield styled((number, "bold"), (mark.text, STYLES[mark.tone]), "  ", (line, "bold"))
        else:
            yield styled((begin + line, "bold"))


def row_lines(row: Row, width: int, label_room: int) -> Iterator[Text]:
    """Yield one labelled row, its label in a column of so many cells."""
    indent = _EDGE + label_room + 2 if row.label else _EDGE
    first = " " * _EDGE + row.label
    if cell_len(row.label) > WIDEST_LABEL:
        yield from hanging(" " * _EDGE, f"{row.label}:", width, _EDGE)
        first = ""
    for line in row.lines:
        for text, deeper in _flat(line):
            begin = padded(first, indent) + deeper
            yield from hanging(begin, text, width, indent + len(deeper))
            first = ""


def _flat(line: str | Group) -> Iterator[tuple[str, str]]:
    """Yield each line with what it begins with."""
    if isinstance(line, str):
        yield line, ""
    else:
        yield line.head, ""
        yield from ((under, "- ") for under in line.lines)
