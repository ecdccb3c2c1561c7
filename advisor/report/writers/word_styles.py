"""What a Word document is made of besides its text: sheet, styles, contents, footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.report.blocks import Section, Table, Tone

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

COLOURS: dict[Tone, str] = {
    "stop": "A4161A",
    "caution": "7A3E00",
    "small": "004B8D",
    "good": "0B5D2A",
    "plain": "1B1D21",
}
"""The colours of the web page on white: each has a contrast of 7 to 1 or more."""
STYLES = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Normal",
    "List",
    "List Bullet",
    "List Bullet 2",
    "List Continue",
    "Intense Quote",
    "Table Grid",
)
"""The styles that we use, by the names that Word gives them in English."""


def empty_document() -> Document:
    """Return a document without text on A4, in our styles."""
    import docx

    document = docx.Document()
    _set_up_sheet(document)
    _set_up_styles(document)
    return document


def _set_up_sheet(document: Document) -> None:
    from docx.shared import Mm

    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(19)
    sheet.top_margin = sheet.bottom_margin = Mm(17)


def _set_up_styles(document: Document) -> None:
    """Give the styles of an empty document one font, dark colours and little space."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    dark = RGBColor.from_string(COLOURS["plain"])
    sizes = {"Title": 18, "Heading 1": 13, "Heading 2": 11, "Subtitle": 10}
    for name in STYLES:
        if name == "Table Grid":
            continue
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A theme font would be taken before the one that is named.
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
            fonts.set(qn(f"w:{kind}"), "Calibri")
        style.font.size = Pt(sizes.get(name, 10.5))
        style.font.color.rgb = dark
        style.font.italic = False
        spacing = style.paragraph_format
        spacing.space_before = Pt(8 if name.startswith("Heading") else 0)
        spacing.space_after = Pt(3)
        spacing.line_spacing = 1.0
    for close in document.styles.element.findall(f".//{qn('w:contextualSpacing')}"):
        # It takes the space from between the points of a list, but not from under their notes.
        close.getparent().remove(close)
    spacing = document.styles["List"].paragraph_format
    spacing.left_indent, spacing.first_line_indent = Mm(7), Mm(-7)
    spacing.tab_stops.add_tab_stop(Mm(7))
    document.styles["List Continue"].paragraph_format.left_indent = Mm(7)
    quote = document.styles["Intense Quote"].paragraph_format
    quote.left_indent = quote.right_indent = Mm(7)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def add_contents(entries: Sequence[tuple[Paragraph, Section]]) -> None:
    """Write a contents field, with its result: Word shows that until somebody updates the field.

    It has no page numbers, which only Word can know.
    """
    for number, (paragraph, section) in enumerate(entries):
        if number == 0:
            _begin_field(paragraph, r' TOC \o "1-1" \n \h \z ')
        paragraph.add_run(section.title)
    if entries:
        _end_field(entries[-1][0])


def add_footer(document: Document, text: str) -> None:
    """Write a text and the number of the sheet at the foot, after what a template has there."""
    footer = document.sections[0].footer
    paragraph = footer.paragraphs[0]
    if paragraph.text:
        paragraph = footer.add_paragraph()
    paragraph.add_run(f"{text}  ·  page ")
    _begin_field(paragraph, " PAGE ")
    paragraph.add_run("1")
    _end_field(paragraph)


def _begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Add the beginning of a field; the runs after it are its result, up to its end."""
    _add_run(paragraph, '<w:fldChar w:fldCharType="begin"/>')
    _add_run(paragraph, f'<w:instrText xml:space="preserve">{instruction}</w:instrText>')
    _add_run(paragraph, '<w:fldChar w:fldCharType="separate"/>')


def _end_field(paragraph: Paragraph) -> None:
    _add_run(paragraph, '<w:fldChar w:fldCharType="end"/>')


def _add_run(paragraph: Paragraph, content: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{content}</w:r>"))


def room_of(document: Document) -> int:
    """Return the width of the text, in millimetres."""
    from docx.shared import Length

    sheet = document.sections[-1]
    sides = (sheet.page_width, sheet.left_margin, sheet.right_margin)
    width, left, right = (Length(side or 0) for side in sides)
    return int(Length(width - left - right).mm)


def turn(document: Document) -> None:
    """Lay the sheets on their side."""
    from docx.enum.section import WD_ORIENT

    sheet = document.sections[-1]
    sheet.page_width, sheet.page_height = sheet.page_height, sheet.page_width
    sheet.orientation = WD_ORIENT.LANDSCAPE


def narrow_table(made: WordTable, table: Table, room: int) -> None:
    """Set the widths of a table's columns, repeat its headings, and keep each row together."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    count = len(table.headings)
    wide = table.wraps - table.narrow or {count - 1}
    small = {n: 28 if n in table.narrow else 8 + 2 * _most(table, n) for n in range(count)}
    small = {n: min(mm, 45) for n, mm in small.items() if n not in wide}
    rest = max((room - sum(small.values())) // max(len(wide), 1), 20)
    made.autofit = False
    for number, column in enumerate(made.columns):
        column.width = Mm(small.get(number, rest))
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for number, cell in enumerate(row.cells):
            cell.width = Mm(small.get(number, rest))
            if number in table.right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in made.rows[0].cells:
        # Else the headings may be alone at the foot of a sheet.
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _most(table: Table, column: int) -> int:
    return max(len(row[column]) for row in (table.headings, *table.rows))
