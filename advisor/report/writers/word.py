"""Write a page as a Word document: real headings, lists and tables, in named styles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.report import blocks
from advisor.report.form_blocks import NOTE, Blanks, TickBoxes
from advisor.report.writers.bars import chart_table
from advisor.report.writers.cells import window_title
from advisor.report.writers.word_file import as_file
from advisor.report.writers.word_keys import mark_row, offer
from advisor.report.writers.word_styles import (
    COLOURS,
    STYLES,
    add_contents,
    add_footer,
    empty_document,
    narrow_table,
    room_of,
    turn,
)
from advisor.report.writers.word_template import fill_in, opened_template

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_BOX = "☐"
_TO_WRITE = "_" * 30


def word(page: blocks.Page, template: Path | None = None) -> bytes:
    """Return the page as a .docx file.

    Args:
        page: What to write.
        template: A .docx file whose styles, header and footer are taken; see ``word_template``.

    Raises:
        Faults: python-docx is not installed, or the template cannot be used.
    """
    optional("docx", DOCUMENTS)
    document = empty_document() if template is None else opened_template(template)
    made, _, _ = page.footer.partition(";")
    values = {"partnership": page.heading, "title": page.title, "answers": page.aside, "made": made}
    place = fill_in(document, values) if template else None
    body = document.element.body
    before = len(body)
    _Writer(document, is_wide=page.is_wide).page(page)
    if place is not None:
        # The last element of a body is its sheet; new ones come before it.
        for element in body[before - 1 : -1]:
            place._p.addprevious(element)
        body.remove(place._p)
    return as_file(document, window_title(page))


class _Writer:
    """Adds blocks at the end of a document."""

    def __init__(self, document: Document, *, is_wide: bool) -> None:
        self.document = document
        if is_wide:
            turn(document)
        self.room = room_of(document)
        # Looking a style up for each paragraph takes python-docx 85 % of the time of a page.
        self.style_ids = {name: document.styles[name].style_id for name in STYLES}
        self.after_table = False

    def page(self, page: blocks.Page) -> None:
        if page.heading:
            self.paragraph("  ·  ".join(filter(None, (page.title, page.aside))), "Subtitle")
        self.paragraph(page.heading or page.title, "Title")
        if page.asks:
            self.paragraph(blocks.Strong(page.decision))
        for text in page.about:
            self.paragraph(text)
        for block in page.opening:
            self.block(block)
        if page.kind == "report":
            self.empty_paragraph("Heading 1").add_run("Contents")
            add_contents([(self.empty_paragraph("List Continue"), s) for s in page.sections])
        for section in page.sections:
            self.section(section)
        if page.closing:
            self.paragraph(blocks.Small(page.closing))
        if self.after_table:
            # Word wants a paragraph at the end of a document.
            self.empty_paragraph("Normal")
        if page.footer:
            add_footer(self.document, page.footer)

    def section(self, section: blocks.Section) -> None:
        heading = self.empty_paragraph("Heading 1")
        _coloured(heading, section.title, section.tone)
        if section.lead_in_heading:
            heading.add_run(f": {section.lead_in_heading}").bold = False
        if section.lead_below:
            self.paragraph(section.lead_below)
        for block in section.blocks:
            self.block(block)

    def empty_paragraph(self, style: str) -> Paragraph:
        from docx.shared import Pt

        added = self.document.add_paragraph()
        added._p.style = self.style_ids[style]
        if self.after_table and not style.startswith("Heading"):
            added.paragraph_format.space_before = Pt(6)
        self.after_table = False
        return added

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        added = self.empty_paragraph(style)
        _styled(added, text)
        return added

    def heading(self, text: str, mark: blocks.Mark | None = None) -> None:
        heading = self.empty_paragraph("Heading 2")
        if mark:
            _coloured(heading, f"{mark.text} ", mark.tone)
        heading.add_run(text)

    def block(self, block: blocks.Block) -> None:
        match block:
            case blocks.Item():
                self.item(block)
            case blocks.Points():
                for point in block.points:
                    self.point(point)
            case blocks.Paragraph():
                self.paragraph(block.text, "List Continue" if block.indent else "Normal")
            case blocks.Table():
                self.table(block)
            case blocks.Ledger():
                self.ledger(block)
            case blocks.Chart():
                self.chart(block)
            case blocks.Note():
                for text in block.texts:
                    self.paragraph(text, "Intense Quote")
            case Blanks():
                self.blanks(block)
            case TickBoxes():
                self.tick_boxes(block)
            case _:
                assert_never(block)

    def blanks(self, blanks: Blanks) -> None:
        for blank in blanks.blanks:
            boxes = "   ".join(f"{_BOX} {choice}" for choice in blank.choices)
            self.labelled(blank.label, boxes or _TO_WRITE)

    def labelled(self, label: str, text: str) -> None:
        added = self.empty_paragraph("Normal")
        added.add_run(f"{label}: ").bold = True
        added.add_run(text)

    def item(self, item: blocks.Item) -> None:
        self.heading(f"{item.label} {item.title}".lstrip(), item.mark)
        if item.aside:
            self.paragraph(blocks.Small(item.aside))
        for row in item.rows:
            self.row(row)

    def row(self, row: blocks.Row) -> None:
        if row.label and len(row.lines) == 1 and isinstance(row.lines[0], str):
            self.labelled(row.label, row.lines[0])
            return
        if row.label:
            self.paragraph(blocks.Strong(f"{row.label}:"))
        for line in row.lines:
            if isinstance(line, blocks.Group):
                self.paragraph(line.head, "List Bullet")
                for text in line.lines:
                    self.paragraph(text, "List Bullet 2")
            else:
                self.paragraph(line, "List Bullet" if row.label else "Normal")

    def point(self, point: blocks.Point) -> None:
        # The number as text: Word's own numbering would begin again where a list is continued.
        added = self.empty_paragraph("List")
        added.add_run(f"{point.marker}\t")
        _styled(added, point.text)
        if point.under:
            added.paragraph_format.keep_with_next = True
            self.paragraph(point.under, "List Continue")

    def table(self, table: blocks.Table) -> None:
        if self.after_table:
            # Word makes one table of two that touch.
            self.empty_paragraph("Normal")
        made = self.document.add_table(1, len(table.headings), "Table Grid")
        _fill(made.rows[0].cells, table.headings, is_bold=True)
        chosen = {column for column, _ in table.choices}
        for number, row in enumerate(table.rows):
            cells = made.add_row().cells
            _fill(cells, ("" if column in chosen else text for column, text in enumerate(row)))
            for column, choices in table.choices:
                offer(cells[column], row[column], choices)
            if table.keys:
                mark_row(cells[0], table.keys[number], number)
        narrow_table(made, table, self.room)
        self.after_table = True

    def ledger(self, ledger: blocks.Ledger) -> None:
        rows = tuple((entry.head, *said) for entry in ledger.entries for said in entry.said)
        self.table(
            blocks.Table(ledger.headings, rows, wraps=frozenset({0, 2}), narrow=frozenset({1}))
        )

    def chart(self, chart: blocks.Chart) -> None:
        if chart.title:
            self.heading(chart.title)
        if chart.bars:
            self.table(chart_table(chart))
        for text in chart.more:
            self.paragraph(text)

    def tick_boxes(self, question: TickBoxes) -> None:
        self.heading(f"{question.number}. {question.asks}")
        self.paragraph(blocks.Small(question.small))
        for remark in question.remarks:
            self.paragraph(remark)
        for depth, line in question.only_if:
            self.paragraph(line, "List Continue" if depth else "Normal")
        for label, text in question.about:
            self.labelled(label, text)
        if question.number_of:
            self.paragraph(f"{_TO_WRITE} {question.number_of}")
        for choice in question.choices:
            line = f" {_TO_WRITE}" if choice.to_write else ""
            self.paragraph(f"{_BOX} {choice.key}  {choice.says}{line}", "List")
        self.labelled(NOTE, _TO_WRITE)


def _styled(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    if isinstance(text, blocks.Strong):
        run.bold = True
    elif isinstance(text, blocks.Small):
        from docx.shared import Pt

        run.font.size = Pt(9)


def _coloured(paragraph: Paragraph, text: str, tone: blocks.Tone) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    if tone != "plain":
        run.font.color.rgb = RGBColor.from_string(COLOURS[tone])


def _fill(cells: Iterable[Any], texts: Iterable[str], *, is_bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        _styled(cell.paragraphs[0], blocks.Strong(text) if is_bold else text)
