"""A page of advice as a screen reader reads it: a heading or a sentence a line, in one column."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from advisor.report import blocks
from advisor.report.form_blocks import Blanks, TickBoxes
from advisor.report.writers.terminal import blocks_in_lines


def page_lines(page: blocks.Page) -> Iterator[str]:
    """Yield a page line by line, without rules, columns or signs."""
    yield page.title
    yield from filter(None, (page.heading_line, *page.about, page.aside))
    for block in page.opening:
        yield from _block(block)
    for section in page.sections:
        yield from section_lines(section)
    yield from filter(None, (page.closing,))


def section_lines(section: blocks.Section) -> Iterator[str]:
    """Yield a section after an empty line."""
    yield ""
    # A colon says what a heading's size says: what follows belongs to it.
    yield f"{section.title}: {section.lead}".rstrip()
    for block in blocks_in_lines(section):
        yield from _block(block)


def _block(block: blocks.Block) -> Iterator[str]:
    match block:
        case blocks.Item():
            yield from item_lines(block)
        case blocks.Points():
            yield from (line for point in block.points for line in point_lines(point))
        case blocks.Paragraph():
            yield block.text
        case blocks.Table():
            for row in block.rows:
                yield from _row_of_table(block.headings, row)
        case blocks.Ledger():
            for entry in block.entries:
                yield entry.head
                yield from (f"{who}: {what}" for who, what in entry.said)
        case blocks.Chart():
            yield from _chart(block)
        case blocks.Note():
            yield from block.texts
        case Blanks() | TickBoxes():
            raise AssertionError("advice has nothing to fill in")
        case _:
            assert_never(block)


def point_lines(point: blocks.Point) -> Iterator[str]:
    """Yield one line of a list and the text under it."""
    yield f"{point.marker}. {point.text}" if point.marker.isdecimal() else point.text
    yield from filter(None, (point.under,))


def item_lines(item: blocks.Item) -> Iterator[str]:
    """Yield a titled part of a section."""
    # The word of a mark: its sign would be read as "exclamation mark" or left out.
    words = (f"{item.number}." if item.number else "", f"{item.mark.word}:" if item.mark else "")
    title = " ".join((*filter(None, words), item.title))
    yield f"{title} ({item.aside})" if item.aside else title
    for row in item.rows:
        yield from _row(row)


def _row(row: blocks.Row) -> Iterator[str]:
    label = f"{row.label}: " if row.label else ""
    for line in row.lines:
        yield f"{label}{line.head if isinstance(line, blocks.Group) else line}"
        yield from line.lines if isinstance(line, blocks.Group) else ()
        label = ""


def _row_of_table(headings: Iterable[str], row: Iterable[str]) -> Iterator[str]:
    """Yield one line: each cell after its heading, and a number before what it counts."""
    cells = [
        f"{cell}." if cell.isdecimal() and not heading else f"{heading}: {cell}".removeprefix(": ")
        for heading, cell in zip(headings, row, strict=True)
        if cell.strip()
    ]
    sentences = [cell if cell.endswith((".", "?", "!")) else f"{cell}." for cell in cells]
    yield " ".join(sentences)


def _chart(chart: blocks.Chart) -> Iterator[str]:
    yield from filter(None, (chart.title,))
    for bar in chart.bars:
        counts = (f"{one.word} {n}" for one, n in zip(chart.series, bar.counts, strict=True))
        yield f"{bar.title}: {', '.join(counts)}, of {bar.of}"
    yield from chart.more
