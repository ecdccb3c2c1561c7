"""Write a page as GitHub-flavoured Markdown, with every text escaped."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from advisor.report import blocks
from advisor.report.form_blocks import NOTE, Blank, Blanks, Choice, TickBoxes
from advisor.report.writers.bars import chart_table

# GitHub reads more than Markdown: $ begins a formula, ~ strikes out, & an HTML entity. It makes
# links of bare addresses too, which a backslash in them prevents.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~&$]")
_LINK = re.compile(r"(?i)(www)(\.)|(https?|ftp|mailto|xmpp)(:)")
_LINE = "_" * 30
"""Underscores between spaces are read as themselves."""
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)]))(.?)")


def markdown(page: blocks.Page) -> str:
    """Return the page as Markdown."""
    parts = [
        *_heading(page),
        *_blocks(page.opening),
        *(part for section in page.sections for part in _section(section)),
        *([escaped(page.closing)] if page.closing else []),
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text of one line in which nothing is read as Markdown, HTML or a link."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    return _AT_START.sub(_start, _LINK.sub(r"\1\3\\\2\4", text))


def _start(found: re.Match[str]) -> str:
    """Return the start of a line so that it begins no list and underlines no heading."""
    first, after = found.groups()
    return f"{first}\\{after}" if first.isdecimal() else f"\\{first}{after}"


def _heading(page: blocks.Page) -> Iterator[str]:
    about = f": {escaped(page.heading)}" if page.heading else ""
    yield f"# {escaped(page.title)}{about}"
    # A backslash at the end of a line is a line break; two spaces, the other way, are lost where an
    # editor strips them.
    yield "\\\n".join(map(escaped, filter(None, (page.decision, *page.about, page.aside))))


def _section(section: blocks.Section) -> Iterator[str]:
    level = "###" if section.joins else "##"
    yield f"{level} {escaped(section.title)}"
    if section.lead:
        yield escaped(blocks.sentence(section.lead))
    yield from _blocks(section.blocks)


def _blocks(of: Iterable[blocks.Block]) -> Iterator[str]:
    """Yield blocks as parts of the page; items that follow each other are one list."""
    for is_item, together in groupby(of, lambda block: isinstance(block, blocks.Item)):
        parts = (part for block in together for part in _block(block))
        yield from ["\n".join(parts)] if is_item else parts


def _block(block: blocks.Block) -> Iterator[str]:
    match block:
        case blocks.Item():
            yield from _item(block)
        case blocks.Points():
            yield "\n".join(map(_point, block.points))
        case blocks.Paragraph():
            strong = "**" * isinstance(block.text, blocks.Strong)
            yield f"{'- ' * bool(block.indent)}{strong}{escaped(block.text)}{strong}"
        case blocks.Table():
            yield _table(block.headings, block.rows)
        case blocks.Ledger():
            rows = ((entry.head, *said) for entry in block.entries for said in entry.said)
            yield _table(block.headings, rows)
        case blocks.Chart():
            yield from _chart(block)
        case blocks.Note():
            yield from map(escaped, block.texts)
        case Blanks():
            yield from map(_blank, block.blanks)
        case TickBoxes():
            yield from _tick_boxes(block)
        case _:
            assert_never(block)


def _point(point: blocks.Point) -> str:
    """Return a point as a list item; a number is escaped, so that Markdown does not renumber it."""
    marker = escaped(f"{point.label} ") if point.marker.isdecimal() else ""
    strong = "**" * isinstance(point.text, blocks.Strong)
    under = f"\\\n  {escaped(point.under)}" if point.under else ""
    return f"- {marker}{strong}{escaped(point.text)}{strong}{under}"


def _chart(chart: blocks.Chart) -> Iterator[str]:
    """Yield a chart as the table of its numbers."""
    if chart.bars:
        if chart.title:
            yield f"### {escaped(chart.title)}"
        numbers = chart_table(chart)
        yield _table(numbers.headings, numbers.rows)
    yield from map(escaped, chart.more)


def _item(item: blocks.Item) -> Iterator[str]:
    """Yield an item as part of a list, its parts as a list in it."""
    number = escaped(f"{item.label} ") if item.number else ""
    mark = f"{escaped(item.mark.text)} " if item.mark else ""
    aside = f" ({escaped(item.aside)})" if item.aside else ""
    yield f"- {number}{mark}**{escaped(item.title)}**{aside}"
    for row in item.rows:
        yield from _row(row)


def _row(row: blocks.Row) -> Iterator[str]:
    label = f"**{escaped(row.label)}:**" if row.label else ""
    if label and len(row.lines) == 1 and isinstance(row.lines[0], str):
        yield f"  - {label} {escaped(row.lines[0])}"
        return
    if label:
        yield f"  - {label}"
    yield from _nested(row.lines, "    " if label else "  ")


def _nested(lines: Iterable[str | blocks.Group], indent: str) -> Iterator[str]:
    for line in lines:
        if isinstance(line, str):
            yield f"{indent}- {escaped(line)}"
        else:
            yield f"{indent}- {escaped(line.head)}"
            yield from _nested(line.lines, indent + "  ")


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [escaped(heading) for heading in headings]
    # A cell has no line breaks: texts of the models are on one line, or are put on one before.
    lines = [heads, ["---"] * len(heads), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _blank(blank: Blank) -> str:
    if not blank.choices:
        return f"**{escaped(blank.label)}:** {_LINE}"
    boxes = (f"- [ ] {escaped(choice)}" for choice in blank.choices)
    return "\n".join([f"**{escaped(blank.label)}:**\n", *boxes])


def _tick_boxes(question: TickBoxes) -> Iterator[str]:
    yield f"### {question.number}. {escaped(question.asks)}"
    yield escaped(question.small)
    for remark in question.remarks:
        yield f"**{escaped(remark)}**"
    if question.only_if:
        first, *rest = question.only_if
        lines = [f"**Only if:** {escaped(first[1])}"]
        lines += [f"{'  ' * (depth - 1)}- {escaped(line)}" for depth, line in rest]
        yield "\n".join(lines)
    yield "\n".join(f"- **{label}:** {escaped(text)}" for label, text in question.about)
    if question.number_of:
        yield f"{_LINE} {escaped(question.number_of)}"
    yield "\n".join(map(_choice, question.choices))
    yield f"**{NOTE}:** {_LINE}"


def _choice(choice: Choice) -> str:
    line = f" {_LINE}" if choice.to_write else ""
    return f"- [ ] {escaped(choice.key)} {escaped(choice.says)}{line}"
