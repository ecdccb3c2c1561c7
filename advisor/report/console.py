"""Lays out the page for a terminal, line by line."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from advisor.report.blocks import (
    Extract,
    Group,
    Item,
    Ledger,
    Mark,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
)
from advisor.report.console_first import STYLES, first_lines
from advisor.report.lines import (
    ASCII,
    DRAWN,
    Ornaments,
    brief_name,
    hanging,
    padded,
    styled,
    wrapped,
)

NARROWEST, WIDEST = 56, 200
WIDEST_LABEL = 16
_EDGE = 2


def fitting(width: int) -> int:
    """Return the width nearest to this one at which the page can be laid out."""
    return min(max(width, NARROWEST), WIDEST)


def page_text(page: Page | Extract, width: int) -> str:
    """Return the page as plain text."""
    return _plain(page_lines(page, width, ASCII))


def page_rich(page: Page | Extract, width: int, *, colour: bool) -> str:
    """Return the page for a terminal, with its colours only if wanted."""
    lines = page_lines(page, width, DRAWN)
    if not colour:
        return _plain(lines)
    from rich.console import Group

    from advisor.report.printing import printed

    return printed(Group(*lines), fitting(width), colour=True)


def _plain(lines: Iterable[Text]) -> str:
    return "\n".join(line.plain for line in lines) + "\n"


def page_lines(page: Page | Extract, width: int, ornaments: Ornaments) -> list[Text]:
    """Return the page in lines of at most ``width`` cells, kept between 56 and 200."""
    width = fitting(width)
    if isinstance(page, Page):
        lines = first_lines(page.first, width, ornaments)
    else:
        lines = list(_heading(page, width))
    for section in page.sections:
        lines += [Text(), styled(ornaments.rule * width), *section_lines(section, width)]
    return lines


def _heading(extract: Extract, width: int) -> Iterator[Text]:
    title = f"{extract.title}: {brief_name(extract.partnership)}"
    yield from (styled((line, "bold")) for line in wrapped(title, width))
    for text in extract.about:
        yield from map(styled, wrapped(text, width))


def section_lines(section: Section, width: int) -> Iterator[Text]:
    """Yield a section in lines of at most ``width`` cells."""
    yield from (styled((line, "bold")) for line in wrapped(section.title.upper(), width))
    items = [block for block in section.blocks if isinstance(block, Item)]
    label_room = _label_room(items)
    for block in section.blocks:
        yield Text()
        match block:
            case Item():
                yield from _item(block, width, label_room)
            case Paragraph():
                yield from map(styled, wrapped(block.text, width))
            case Table():
                yield from _table(block, width)
            case Ledger():
                yield from _ledger(block, width)


def _label_room(items: Iterable[Item]) -> int:
    sizes = (cell_len(row.label) for item in items for row in item.rows)
    return max((size for size in sizes if size <= WIDEST_LABEL), default=0)


def _item(item: Item, width: int, label_room: int) -> Iterator[Text]:
    yield from _title(f"{item.number}  " if item.number else "", item.mark, item.title, width)
    if item.aside:
        yield from hanging(" " * _EDGE, f"({item.aside})", width, _EDGE)
    for row in item.rows:
        yield from _row(row, width, label_room)


def rows_lines(rows: Iterable[Row], width: int) -> Iterator[Text]:
    """Yield labelled rows in lines of at most ``width`` cells."""
    rows = list(rows)
    label_room = _label_room([Item("", rows=tuple(rows))])
    for row in rows:
        yield from _row(row, width, label_room)


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


def _row(row: Row, width: int, label_room: int) -> Iterator[Text]:
    indent = _EDGE + label_room + 2 if row.label else _EDGE
    first = " " * _EDGE + row.label
    if cell_len(row.label) > WIDEST_LABEL:
        yield from hanging("", f"{row.label}:", width, _EDGE)
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


def _ledger(ledger: Ledger, width: int) -> Iterator[Text]:
    for entry in ledger.entries:
        yield from hanging("", entry.head, width, 0)
        for who, what in entry.said:
            yield from hanging("  - ", f"{who}: {what}", width, 4)


def _table(table: Table, width: int) -> Iterator[Text]:
    """Yield a table in columns where it fits, else row by row with its headings as labels."""
    columns = list(zip(table.headings, *table.rows, strict=True))
    rooms = [max(map(cell_len, column)) for column in columns]
    if sum(rooms) + 2 * (len(rooms) - 1) <= width:
        for number, row in enumerate((table.headings, *table.rows)):
            cells = (padded(cell, room) for cell, room in zip(row, rooms, strict=True))
            yield styled(("  ".join(cells), "" if number else "bold"))
        return
    label_room = max(map(cell_len, table.headings[1:]))
    for number, row in enumerate(table.rows):
        if number:
            yield Text()
        yield from hanging("", row[0], width, 0, "bold")
        for heading, cell in zip(table.headings[1:], row[1:], strict=True):
            if cell:
                yield from _row(Row(heading, (cell,)), width, label_room)
