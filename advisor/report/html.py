"""Writes the page as one HTML file that needs nothing else, for the screen and for A4 paper."""

from collections.abc import Iterable, Iterator
from html import escape

from advisor.report.blocks import (
    NOT_COVERED,
    Extract,
    FindingLine,
    FirstScreen,
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
from advisor.report.html_parts import document, element, paragraph, stylesheet
from advisor.report.lines import brief_name, brief_partners

Cell = str | Mark


def html(page: Page | Extract) -> str:
    """Return the page as an HTML document."""
    title = f"{page.title}: {brief_name(page.partnership)}"
    first = _first(page.first) if isinstance(page, Page) else _heading(page)
    body = [
        *first,
        contents_html((s.id, s.title) for s in page.sections),
        *map(section_html, page.sections),
    ]
    return document(title, stylesheet("page.css"), body)


def _heading(extract: Extract) -> Iterator[str]:
    yield '<header class="first">'
    yield paragraph(extract.title)
    yield element("h1", escape(brief_name(extract.partnership)))
    yield from map(paragraph, extract.about)
    yield "</header>"


def mark_html(mark: Mark) -> str:
    """Return a rating with its symbol, which is not read aloud since the word says it."""
    symbol = element("span", escape(mark.symbol), aria_hidden="true")
    word = escape(mark.word)
    text = f"{symbol} {word}" if mark.symbol.startswith("[") else f"{word} {symbol}"
    return element("span", text.strip(), class_=f"mark {mark.tone}")


def _first(screen: FirstScreen) -> Iterator[str]:
    """Yield the first screen, long names shortened."""
    yield '<header class="first">'
    over = (element("span", escape(text)) for text in (screen.title, screen.dated))
    yield element("p", "".join(over), class_="over")
    yield element("h1", escape(brief_name(screen.partnership)))
    yield paragraph(brief_partners(screen.partners))
    yield paragraph(screen.kinds)
    yield element("p", element("strong", escape(screen.decision)))
    yield _verdict(screen)
    yield element("h2", "Held by")
    held = [f"{element('strong', line.verb)} {escape(line.text)}" for line in screen.held_first]
    yield (
        element("ol", "".join(element("li", line) for line in held))
        if held
        else paragraph("Nothing.")
    )
    yield from (paragraph(text) for text in (screen.held_besides, screen.settled) if text)
    yield from _first_tables(screen)
    if screen.uncovered:
        what = escape(", ".join(screen.uncovered))
        below = element("a", "see below", href="#not-covered")
        yield element("p", f"{element('strong', NOT_COVERED)}: {what} - {below}.")
    yield "</header>"


def _verdict(screen: FirstScreen) -> str:
    rating = f"{mark_html(screen.verdict)}: {escape(screen.sentence)}"
    scale = (
        element("li", escape(f"[{screen.verdict.word}]"), aria_current="true")
        if here
        else element("li", escape(word))
        for word, here in screen.scale
    )
    inner = (
        element("p", rating, class_="rating"),
        element("ol", "".join(scale), class_="scale", aria_label="From stop to go ahead"),
        paragraph(screen.outlook),
    )
    return element("div", "".join(inner), class_=f"verdict {screen.verdict.tone}")


def _first_tables(screen: FirstScreen) -> Iterator[str]:
    if screen.findings:
        yield element("h2", escape(screen.findings_title))
        yield _table(("How grave", "What", "Said by"), map(_finding, screen.findings))
    if screen.steps:
        yield element("h2", escape(screen.steps_title))
        yield _table(("What", "Who", "By"), ((s.do, brief_name(s.who), s.by) for s in screen.steps))


def _finding(line: FindingLine) -> tuple[Cell, ...]:
    return line.mark, line.text, ", ".join(map(brief_name, line.said_by))


def contents_html(parts: Iterable[tuple[str, str]]) -> str:
    """Return links to parts of the page, of which each has an id and a title."""
    links = (element("a", escape(title), href=f"#{id_}") for id_, title in parts)
    return element(
        "nav",
        element("ul", "".join(element("li", link) for link in links)),
        aria_label="Contents",
    )


def section_html(section: Section) -> str:
    """Return a section as an HTML section."""
    blocks = (element("h2", escape(section.title)), *map(_block, section.blocks))
    return element("section", "\n".join(blocks), id=section.id)


def _block(block: Item | Paragraph | Table | Ledger) -> str:
    match block:
        case Item():
            return _item(block)
        case Paragraph():
            return paragraph(block.text)
        case Table():
            return _table(block.headings, block.rows)
        case Ledger():
            return _ledger(block)


def _item(item: Item) -> str:
    number = (
        f"{escape(item.number)}{'.' if item.number.isdecimal() else ''} " if item.number else ""
    )
    mark = f"{mark_html(item.mark)} " if item.mark else ""
    parts = [element("h3", f"{number}{mark}{escape(item.title)}")]
    if item.aside:
        parts.append(paragraph(item.aside, "aside"))
    parts += (line for row in item.rows if not row.label for line in _lines(row.lines))
    if rows := "".join(_row(row) for row in item.rows if row.label):
        parts.append(element("dl", rows))
    return element("article", "".join(parts))


def _row(row: Row) -> str:
    return element("dt", escape(row.label)) + element("dd", "".join(_lines(row.lines)))


def _lines(lines: Iterable[str | Group]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, str):
            yield paragraph(line)
        else:
            under = "".join(element("li", escape(text)) for text in line.lines)
            yield paragraph(line.head) + element("ul", under)


def _table(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    head = "".join(element("th", escape(heading), scope="col") for heading in headings)
    body = (element("tr", "".join(element("td", _cell(cell)) for cell in row)) for row in rows)
    return element("table", f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>")


def _cell(cell: Cell) -> str:
    return mark_html(cell) if isinstance(cell, Mark) else escape(cell)


def _ledger(ledger: Ledger) -> str:
    head = "".join(element("th", escape(heading), scope="col") for heading in ledger.headings)
    groups = []
    for entry in ledger.entries:
        first = element("th", escape(entry.head), scope="rowgroup", rowspan=str(len(entry.said)))
        rows = [
            element("td", escape(who)) + element("td", escape(what)) for who, what in entry.said
        ]
        rows[0] = first + rows[0]
        groups.append(element("tbody", "".join(element("tr", row) for row in rows)))
    return element("table", f"<thead><tr>{head}</tr></thead>{''.join(groups)}")
