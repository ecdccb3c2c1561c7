"""Writes a sheet as one HTML file that needs nothing else, made to be printed on A4 paper."""

from collections.abc import Iterable, Iterator
from html import escape

from advisor.report.html_parts import document, element, paragraph, stylesheet
from advisor.report.sheet import NOTE, Blank, Choice, Sheet, SheetQuestion

_BOX = element("span", "", class_="box")
_LINE = element("span", "", class_="line")


def sheet_html(sheet: Sheet) -> str:
    """Return the sheet as an HTML document."""
    return document(sheet.title, stylesheet("sheet.css"), _body(sheet))


def _body(sheet: Sheet) -> Iterator[str]:
    yield "<header>"
    yield element("h1", escape(sheet.title))
    yield from map(paragraph, sheet.about)
    yield from map(_blank, sheet.blanks)
    yield element("div", "".join(map(paragraph, sheet.how)), class_="how")
    yield "</header>"
    for part in sheet.parts:
        questions = (_question(question) for question in part.questions)
        yield element("section", "\n".join([element("h2", escape(part.title)), *questions]))
    if not sheet.parts:
        yield paragraph("Nothing is asked on this sheet.")
    yield element("footer", paragraph(sheet.closing))


def _blank(blank: Blank) -> str:
    label = element("span", f"{escape(blank.label)}:", class_="label")
    boxes = (element("span", _BOX + escape(choice), class_="tick") for choice in blank.choices)
    return element("p", label + ("".join(boxes) or _LINE), class_="blank")


def _question(question: SheetQuestion) -> str:
    return element("article", "".join(_parts(question)))


def _parts(question: SheetQuestion) -> Iterator[str]:
    small = element("small", escape(question.small))
    yield element("h3", f"{question.number}. {escape(question.asks)} {small}")
    yield from (paragraph(remark, "remark") for remark in question.remarks)
    if question.only_if:
        yield _only_if(question.only_if)
    for label, text in question.about:
        yield element("p", f"{element('em', f'{escape(label)}:')} {escape(text)}", class_="about")
    if question.number_of:
        yield element("p", _LINE + escape(question.number_of), class_="number")
    yield element("ul", "".join(map(_choice, question.choices)))
    yield _blank(Blank(NOTE))


def _only_if(lines: Iterable[tuple[int, str]]) -> str:
    """Return a condition with a line for each of its parts, those of a part further in."""
    (_, first), *rest = lines
    head = element("p", f"{element('em', 'Only if:')} {escape(first)}", class_="about")
    return head + "".join(paragraph(f"{'– ' * depth}{line}", "about part") for depth, line in rest)


def _choice(choice: Choice) -> str:
    key = element("span", escape(choice.key), class_="key")
    says = element("span", escape(choice.says), class_="says")
    return element("li", _BOX + key + says + (_LINE if choice.to_write else ""))
