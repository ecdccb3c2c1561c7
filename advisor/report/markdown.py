"""Writes the page as GitHub-flavoured Markdown, in which every text comes out as itself."""

import re
from collections.abc import Iterable, Iterator

from advisor.report.blocks import (
    NOT_COVERED,
    Extract,
    FirstScreen,
    Group,
    Item,
    Ledger,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
)
from advisor.report.lines import brief_name, brief_partners

_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~&$]")
_LINK = re.compile(r"(?i)(www)(\.)|(https?|ftp|mailto|xmpp)(:)")
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)]))(.?)")


def markdown(page: Page | Extract) -> str:
    """Return the page as Markdown."""
    first = _first(page.first) if isinstance(page, Page) else _heading(page)
    parts = [*first, *(part for s in page.sections for part in _section(s))]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text of one line in which nothing is read as Markdown, HTML or a link."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    return _AT_START.sub(_start, _LINK.sub(r"\1\3\\\2\4", text))


def _start(found: re.Match[str]) -> str:
    """Return the start of a line so that it begins no list and underlines no heading."""
    first, after = found.groups()
    return f"{first}\\{after}" if first.isdecimal() else f"\\{first}{after}"


def _heading(extract: Extract) -> Iterator[str]:
    yield f"# {escaped(extract.title)}: {escaped(brief_name(extract.partnership))}"
    yield "\\\n".join(map(escaped, extract.about))


def _first(screen: FirstScreen) -> Iterator[str]:
    yield f"# {escaped(screen.title)}: {escaped(brief_name(screen.partnership))}"
    about = (brief_partners(screen.partners), screen.kinds, screen.dated)
    yield "\\\n".join(map(escaped, about))
    yield escaped(screen.decision)
    yield f"## {escaped(screen.verdict.text)}: {escaped(screen.sentence)}"
    words = (f"[{screen.verdict.word}]" if here else word for word, here in screen.scale)
    yield " · ".join(map(escaped, words))
    yield escaped(screen.outlook)
    yield "### Held by"
    held = [f"- **{line.verb}** {escaped(line.text)}" for line in screen.held_first]
    besides = [f"- {screen.held_besides}"] if screen.held_besides else []
    yield "\n".join([*held, *besides]) or "Nothing."
    if screen.settled:
        yield escaped(screen.settled)
    yield from _first_tables(screen)
    if screen.uncovered:
        yield f"**{NOT_COVERED}:** {escaped(', '.join(screen.uncovered))} - see below."


def _first_tables(screen: FirstScreen) -> Iterator[str]:
    if screen.findings:
        yield f"### {escaped(screen.findings_title)}"
        said = (", ".join(map(brief_name, line.said_by)) for line in screen.findings)
        yield _table(
            ("How grave", "What", "Said by"),
            (
                (line.mark.text.strip(), line.text, who)
                for line, who in zip(screen.findings, said, strict=True)
            ),
        )
    if screen.steps:
        yield f"### {escaped(screen.steps_title)}"
        yield _table(("What", "Who", "By"), ((s.do, brief_name(s.who), s.by) for s in screen.steps))


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    items: list[str] = []
    for block in section.blocks:
        if isinstance(block, Item):
            items.append("\n".join(_item(block)))
            continue
        if items:
            yield "\n".join(items)
            items = []
        match block:
            case Paragraph():
                yield escaped(block.text)
            case Table():
                yield _table(block.headings, block.rows)
            case Ledger():
                rows = ((entry.head, *said) for entry in block.entries for said in entry.said)
                yield _table(block.headings, rows)
    if items:
        yield "\n".join(items)


def _item(item: Item) -> Iterator[str]:
    """Yield an item as part of a list, its parts as a list in it."""
    number = (
        f"{escaped(item.number)}\\. " if item.number.isdecimal() else f"{escaped(item.number)} "
    )
    mark = f"{escaped(item.mark.text)} " if item.mark else ""
    aside = f" ({escaped(item.aside)})" if item.aside else ""
    yield f"- {number.lstrip()}{mark}**{escaped(item.title)}**{aside}"
    for row in item.rows:
        yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    label = f"**{escaped(row.label)}:**" if row.label else ""
    if label and len(row.lines) == 1 and isinstance(row.lines[0], str):
        yield f"  - {label} {escaped(row.lines[0])}"
        return
    if label:
        yield f"  - {label}"
    yield from _nested(row.lines, "    " if label else "  ")


def _nested(lines: Iterable[str | Group], indent: str) -> Iterator[str]:
    for line in lines:
        if isinstance(line, str):
            yield f"{indent}- {escaped(line)}"
        else:
            yield f"{indent}- {escaped(line.head)}"
            yield from _nested(line.lines, indent + "  ")


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [escaped(heading) for heading in headings]
    lines = [heads, ["---"] * len(heads), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
