"""Lay out a page for a terminal, line by line."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from rich.cells import cell_len
from rich.text import Text

from advisor.report import blocks
from advisor.report.form_blocks import Blanks, TickBoxes
from advisor.report.writers.cells import hanging, padded, styled, window_title, wrapped
from advisor.report.writers.terminal_form import blank_lines, tick_boxes_lines
from advisor.report.writers.terminal_items import STYLES, item_lines, label_room_of, row_lines

NARROWEST, WIDEST = 56, 200
POINT_INDENT = 3
_GAP = 2
_NARROWEST_COLUMN = 12
# With 12 cells 3 of the 28 shipped briefs are longer than 60 lines, with 24 there are 15.
_NARROW = 17
"""Cells of a narrow column: enough for "the people" and "Fri 12 September", not for a sentence."""


def fitting(width: int) -> int:
    """Return the width nearest to this one at which the page can be laid out."""
    return min(max(width, NARROWEST), WIDEST)


def page_text(page: blocks.Page, width: int) -> str:
    """Return the page as plain text."""
    return _plain(page_lines(page, width, rule="-"))


def page_rich(page: blocks.Page, width: int, *, colour: bool) -> str:
    """Return the page for a terminal, with its colours only if wanted."""
    return printed_lines(page_lines(page, width), fitting(width), colour=colour)


def blocks_rich(of: Iterable[blocks.Block], width: int, *, colour: bool) -> str:
    """Return blocks without a page for a terminal, with colours only if wanted."""
    lines = [line for block in of for line in _block(block, width, 0)]
    return printed_lines(lines, width, colour=colour)


def printed_lines(lines: list[Text], width: int, *, colour: bool) -> str:
    """Return lines that are laid out already, with colours only if wanted."""
    # No console of Rich is needed then, nor the time to import it.
    if not colour:
        return _plain(lines)
    from rich.console import Group

    from advisor.report.writers.printing import printed

    return printed(Group(*lines), width, colour=True)


def _plain(lines: Iterable[Text]) -> str:
    return "\n".join(line.plain for line in lines) + "\n"


def page_lines(page: blocks.Page, width: int, rule: str = "─") -> list[Text]:
    """Return the page in lines no wider than ``width`` cells, kept between 56 and 200."""
    width = fitting(width)
    lines = list(_heading(page, width, rule))
    for block in page.opening:
        lines += [Text(), *_block(block, width, 0)]
    for section in page.sections:
        if not (section.joins or (page.is_brief and section is page.sections[0])):
            lines.append(Text())
        if not (page.is_form or page.is_brief or section.joins):
            lines.append(styled(rule * width))
        lines += section_lines(section, width, is_brief=page.is_brief)
    if page.closing:
        lines += [] if page.is_brief else [Text()]
        lines += map(styled, wrapped(page.closing, width))
    return lines


def _heading(page: blocks.Page, width: int, rule: str) -> Iterator[Text]:
    if page.is_extract:
        yield from _bold(window_title(page), width)
    else:
        title = page.title.upper()
        gap = width - cell_len(title) - cell_len(page.aside)
        yield from (
            [styled((title, "bold"), " " * gap, page.aside)] if gap > 0 else _bold(title, width)
        )
        yield from _bold(page.heading_line, width) if page.heading_line else ()
    for text in page.about:
        yield from map(styled, wrapped(text, width))
    if page.is_brief:
        yield styled(rule * width)


def _bold(text: str, width: int) -> Iterator[Text]:
    yield from (styled((line, "bold")) for line in wrapped(text, width))


def section_lines(section: blocks.Section, width: int, *, is_brief: bool = False) -> Iterator[Text]:
    """Yield a section in lines no wider than ``width`` cells, without a blank line before it."""
    if not section.heads_table:
        yield from _section_title(section, width)
    shown = blocks_in_lines(section)
    items = [block for block in shown if isinstance(block, blocks.Item)]
    label_room = label_room_of(items)
    # A chart has its own blank lines, and its explanation belongs directly above it.
    has_charts = any(isinstance(block, blocks.Chart) for block in shown)
    for block in shown:
        is_first = block is shown[0]
        yield from [] if has_charts or is_brief or is_first else [Text()]
        lines = _block(block, width, label_room)
        if section.heads_table and is_first:
            # The title in place of the headings of the first columns, which are empty.
            title, headings = section.title.upper(), next(lines).plain.upper()
            if headings[: len(title) + 1].strip():
                # Long owners make the columns before theirs so narrow that the two would run on.
                yield styled((title, "bold"))
                title = ""
            yield styled((title + headings[len(title) :], "bold"))
        yield from lines


def blocks_in_lines(section: blocks.Section) -> tuple[blocks.Block, ...]:
    """Return the blocks as lines show them, where the title may be a table's first headings."""
    if not section.heads_table or not isinstance(table := section.blocks[0], blocks.Table):
        return section.blocks
    headings = ("",) * section.heads_table + table.headings[section.heads_table :]
    return (replace(table, headings=headings), *section.blocks[1:])


def _section_title(section: blocks.Section, width: int) -> Iterator[Text]:
    """Yield the title in bold capitals, and any text that continues the same paragraph."""
    title, style = section.title.upper(), STYLES[section.tone]
    left = len(title)
    for line in wrapped(f"{title}: {section.lead}" if section.lead else title, width):
        text = Text(line)
        # The title may go over several lines; the one letter more is the space at each break.
        text.stylize(style, 0, max(left, 0))
        left -= len(line) + 1
        yield text


def _block(block: blocks.Block, width: int, label_room: int) -> Iterator[Text]:
    match block:
        case blocks.Item():
            yield from item_lines(block, width, label_room)
        case blocks.Points():
            yield from (line for point in block.points for line in _point(point, width))
        case blocks.Paragraph():
            yield from hanging(
                " " * block.indent, block.text, width, block.indent, _style(block.text)
            )
        case blocks.Table():
            yield from _table(block, width)
        case blocks.Ledger():
            yield from _ledger(block, width)
        case blocks.Chart():
            # Only pages over many partnerships have one, and rich.console takes 5 ms to import.
            from advisor.report.writers.terminal_chart import chart_lines

            yield from chart_lines(block, width)
        case blocks.Note():
            for number, text in enumerate(block.texts):
                yield from ([Text()] if number else [])
                yield from map(styled, wrapped(text, width))
        case Blanks():
            yield from (line for blank in block.blanks for line in blank_lines(blank, width))
        case TickBoxes():
            yield from tick_boxes_lines(block, width)
        case _:
            assert_never(block)


def _point(point: blocks.Point, width: int) -> Iterator[Text]:
    marker = padded(point.marker, POINT_INDENT)
    yield from hanging(marker, point.text, width, POINT_INDENT, _style(point.text))
    if point.under:
        yield from hanging(" " * POINT_INDENT, point.under, width, POINT_INDENT)


def _style(text: str) -> str:
    if isinstance(text, blocks.Strong):
        return "bold"
    return "dim" if isinstance(text, blocks.Small) else ""


def _ledger(ledger: blocks.Ledger, width: int) -> Iterator[Text]:
    for entry in ledger.entries:
        yield from hanging("", entry.head, width, 0)
        for who, what in entry.said:
            yield from hanging("  - ", f"{who}: {what}", width, 4)


def _table(table: blocks.Table, width: int) -> Iterator[Text]:
    """Yield a table in columns if it fits, else row by row with its headings as labels."""
    columns = list(zip(table.headings, *table.rows, strict=True))
    most = [max(map(cell_len, column)) for column in columns]
    most = [min(c, _NARROW) if n in table.narrow else c for n, c in enumerate(most)]
    # Numbers are right-aligned, so one cell between their columns is enough to tell them apart.
    for gap in (_GAP, 1) if table.right else (_GAP,):
        room = width - gap * (len(most) - 1)
        rooms = _narrowed(most, table.wraps, room)
        if sum(rooms) <= room:
            for number, row in enumerate((table.headings, *table.rows)):
                yield from _columns(row, rooms, gap, table.right, "" if number else "bold")
            return
    label_room = max(map(cell_len, table.headings[1:]), default=0)
    for number, row in enumerate(table.rows):
        if number:
            yield Text()
        # Wrapping would strip leading blanks; in a row of marks, a blank is a mark.
        as_it_is = row[0].startswith(" ") and cell_len(row[0]) <= width
        yield from (
            [styled((row[0], "bold"))] if as_it_is else hanging("", row[0], width, 0, "bold")
        )
        for heading, cell in zip(table.headings[1:], row[1:], strict=True):
            if cell:
                yield from row_lines(blocks.Row(heading, (cell,)), width, label_room)


def _narrowed(rooms: list[int], wraps: Collection[int], room: int) -> list[int]:
    """Return the widths of columns that fit, narrowing the widest of the columns that wrap."""
    rooms = list(rooms)
    while sum(rooms) > room and wraps:
        widest = max(wraps, key=lambda column: rooms[column])
        # Below this, words are cut in two; then the rows are written one by one instead.
        if rooms[widest] <= _NARROWEST_COLUMN:
            break
        rooms[widest] -= 1
    return rooms


def _columns(
    row: Iterable[str], rooms: list[int], gap: int, right: Collection[int], style: str
) -> Iterator[Text]:
    cells = [
        [
            " " * (room - cell_len(line)) * (column in right) + line
            for line in (wrapped(cell, room) if cell_len(cell) > room else [cell])
        ]
        for column, (cell, room) in enumerate(zip(row, rooms, strict=True))
    ]
    styles = [style or _style(cell) for cell in row]
    for line in zip_longest(*cells, fillvalue=""):
        parts = [padded(part, room) for part, room in zip(line, rooms, strict=True)]
        if len(set(styles)) == 1:
            yield styled(((" " * gap).join(parts), styles[0]))
        else:
            yield styled(
                *((part + " " * gap, own) for part, own in zip(parts, styles, strict=True))
            )
