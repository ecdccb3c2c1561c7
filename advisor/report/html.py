"""Writes the page as one HTML file that needs nothing else, for the screen and for A4 paper."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from advisor.report.blocks import (
    NOT_COVERED,
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
from advisor.report.lines import brief_name, brief_partners

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
Cell = str | Mark


def html(page: Page) -> str:
    """Return the page as an HTML document."""
    title = escape(f"{page.first.title}: {brief_name(page.first.partnership)}")
    body = [*_first(page.first), _contents(page.sections), *map(_section, page.sections)]
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{stylesheet()}</style>",
    )
    opening = ("<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>")
    return "\n".join([*opening, "<main>", *body, "</main>", "</body>", "</html>"]) + "\n"


@cache
def stylesheet() -> str:
    """Return the stylesheet of the page."""
    return files("advisor.report").joinpath("page.css").read_text(encoding="utf-8")


def _element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element around what is HTML already; a final underscore in a name is dropped."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{given}>{inner}</{tag}>"


def _p(text: str, class_: str = "") -> str:
    return _element("p", escape(text), **({"class_": class_} if class_ else {}))


def _mark(mark: Mark) -> str:
    """Return a rating with its symbol, which is not read aloud since the word says it."""
    symbol = _element("span", escape(mark.symbol), aria_hidden="true")
    word = escape(mark.word)
    text = f"{symbol} {word}" if mark.symbol.startswith("[") else f"{word} {symbol}"
    return _element("span", text.strip(), class_=f"mark {mark.tone}")


def _first(screen: FirstScreen) -> Iterator[str]:
    """Yield the first screen, long names shortened."""
    yield '<header class="first">'
    over = (_element("span", escape(text)) for text in (screen.title, screen.dated))
    yield _element("p", "".join(over), class_="over")
    yield _element("h1", escape(brief_name(screen.partnership)))
    yield _p(brief_partners(screen.partners))
    yield _p(screen.kinds)
    yield _element("p", _element("strong", escape(screen.decision)))
    yield _verdict(screen)
    yield _element("h2", "Held by")
    held = [f"{_element('strong', line.verb)} {escape(line.text)}" for line in screen.held_first]
    yield _element("ol", "".join(_element("li", line) for line in held)) if held else _p("Nothing.")
    yield from (_p(text) for text in (screen.held_besides, screen.settled) if text)
    yield from _first_tables(screen)
    if screen.uncovered:
        what = escape(", ".join(screen.uncovered))
        below = _element("a", "see below", href="#not-covered")
        yield _element("p", f"{_element('strong', NOT_COVERED)}: {what} - {below}.")
    yield "</header>"


def _verdict(screen: FirstScreen) -> str:
    rating = f"{_mark(screen.verdict)}: {escape(screen.sentence)}"
    scale = (
        _element("li", escape(f"[{screen.verdict.word}]"), aria_current="true")
        if here
        else _element("li", escape(word))
        for word, here in screen.scale
    )
    inner = (
        _element("p", rating, class_="rating"),
        _element("ol", "".join(scale), class_="scale", aria_label="From stop to go ahead"),
        _p(screen.outlook),
    )
    return _element("div", "".join(inner), class_=f"verdict {screen.verdict.tone}")


def _first_tables(screen: FirstScreen) -> Iterator[str]:
    if screen.findings:
        yield _element("h2", escape(screen.findings_title))
        yield _table(("How grave", "What", "Said by"), map(_finding, screen.findings))
    if screen.steps:
        yield _element("h2", escape(screen.steps_title))
        yield _table(("What", "Who", "By"), ((s.do, brief_name(s.who), s.by) for s in screen.steps))


def _finding(line: FindingLine) -> tuple[Cell, ...]:
    return line.mark, line.text, ", ".join(map(brief_name, line.said_by))


def _contents(sections: Iterable[Section]) -> str:
    links = (_element("a", escape(s.title), href=f"#{s.id}") for s in sections)
    return _element(
        "nav",
        _element("ul", "".join(_element("li", link) for link in links)),
        aria_label="Contents",
    )


def _section(section: Section) -> str:
    blocks = (_element("h2", escape(section.title)), *map(_block, section.blocks))
    return _element("section", "\n".join(blocks), id=section.id)


def _block(block: Item | Paragraph | Table | Ledger) -> str:
    match block:
        case Item():
            return _item(block)
        case Paragraph():
            return _p(block.text)
        case Table():
            return _table(block.headings, block.rows)
        case Ledger():
            return _ledger(block)


def _item(item: Item) -> str:
    number = (
        f"{escape(item.number)}{'.' if item.number.isdecimal() else ''} " if item.number else ""
    )
    mark = f"{_mark(item.mark)} " if item.mark else ""
    parts = [_element("h3", f"{number}{mark}{escape(item.title)}")]
    if item.aside:
        parts.append(_p(item.aside, "aside"))
    parts += (line for row in item.rows if not row.label for line in _lines(row.lines))
    if rows := "".join(_row(row) for row in item.rows if row.label):
        parts.append(_element("dl", rows))
    return _element("article", "".join(parts))


def _row(row: Row) -> str:
    return _element("dt", escape(row.label)) + _element("dd", "".join(_lines(row.lines)))


def _lines(lines: Iterable[str | Group]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, str):
            yield _p(line)
        else:
            under = "".join(_element("li", escape(text)) for text in line.lines)
            yield _p(line.head) + _element("ul", under)


def _table(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    head = "".join(_element("th", escape(heading), scope="col") for heading in headings)
    body = (_element("tr", "".join(_element("td", _cell(cell)) for cell in row)) for row in rows)
    return _element("table", f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>")


def _cell(cell: Cell) -> str:
    return _mark(cell) if isinstance(cell, Mark) else escape(cell)


def _ledger(ledger: Ledger) -> str:
    head = "".join(_element("th", escape(heading), scope="col") for heading in ledger.headings)
    groups = []
    for entry in ledger.entries:
        first = _element("th", escape(entry.head), scope="rowgroup", rowspan=str(len(entry.said)))
        rows = [
            _element("td", escape(who)) + _element("td", escape(what)) for who, what in entry.said
        ]
        rows[0] = first + rows[0]
        groups.append(_element("tbody", "".join(_element("tr", row) for row in rows)))
    return _element("table", f"<thead><tr>{head}</tr></thead>{''.join(groups)}")
