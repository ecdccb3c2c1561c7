"""Write a page as PDF on A4, tagged for screen readers (PDF/UA-1).

Typst lays it out. It gets the texts as data, which its template never reads as markup.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

from advisor.files.faults import Fault, Faults
from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.report.blocks import (
    Block,
    Chart,
    Group,
    Item,
    Ledger,
    Mark,
    Note,
    Page,
    Paragraph,
    Point,
    Points,
    Section,
    Small,
    Strong,
    Table,
    sentence,
)
from advisor.report.form_blocks import NOTE, Blanks, TickBoxes
from advisor.report.writers.cells import brief_name
from advisor.report.writers.chart_table import chart_table

_Data = dict[str, Any]
_NO_LETTER = re.compile(r'the text `"(.+)"` could not be displayed')


def pdf(page: Page) -> bytes:
    """Return the page as a PDF file.

    Raises:
        Faults: Typst is not installed, or no font has one of the letters.
    """
    typst = optional("typst", DOCUMENTS)
    sheet = json.dumps(_page(page), ensure_ascii=False)
    # The fonts that Typst carries first: the same page on every machine. A Chinese name needs one
    # of the machine's own.
    missing = None
    for only_ours in (True, False):
        try:
            return bytes(
                typst.compile(
                    _template(),
                    format="pdf",
                    pdf_standards=["ua-1"],
                    sys_inputs={"page": sheet},
                    ignore_system_fonts=only_ours,
                )
            )
        except typst.TypstError as error:
            missing = _NO_LETTER.search(str(error))
            if not missing:
                raise
    letters = missing[1] if missing else ""
    says = f"no font on this machine has {letters!r}, which a PDF needs; write HTML or Word"
    raise Faults([Fault("PDF", 0, says)])


@cache
def _template() -> bytes:
    return files("advisor.report").joinpath("templates/page.typ").read_bytes()


def _page(page: Page) -> _Data:
    kind = "form" if page.is_form else "brief" if page.is_brief else "report"
    return {
        "kind": kind,
        "window": f"{page.title}: {brief_name(page.heading)}" if page.heading else page.title,
        "aside": page.aside,
        "heading": page.heading or page.title,
        "over": page.title if page.heading else "",
        "asks": sentence(page.asks),
        "about": page.about,
        "opening": [_block(block) for block in page.opening],
        "sections": [_section(section) for section in page.sections],
        "closing": page.closing,
        "footer": page.footer,
        "is_wide": page.is_wide,
    }


def _section(section: Section) -> _Data:
    return {
        "title": section.title,
        "lead": section.lead if section.goes_on else sentence(section.lead),
        "goes_on": section.goes_on,
        "tone": section.tone,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> _Data:
    """Return a block as data, with the name of the template's function that lays it out."""
    match block:
        case Item():
            number = f"{block.number}." if block.number.isdecimal() else block.number
            rows = [{"label": row.label, "lines": _lines(row.lines)} for row in block.rows]
            return {
                "is": "item",
                "number": number,
                "mark": _mark(block.mark),
                "title": block.title,
                "aside": block.aside,
                "rows": rows,
            }
        case Points():
            return {"is": "points", "points": [_point(point) for point in block.points]}
        case Paragraph():
            return {"is": "paragraph", "text": _text(block.text), "indent": block.indent}
        case Table():
            return _table(block)
        case Ledger():
            entries = [{"head": entry.head, "said": entry.said} for entry in block.entries]
            return {"is": "ledger", "headings": block.headings, "entries": entries}
        case Chart():
            table = _table(chart_table(block)) if block.bars else None
            return {"is": "chart", "title": block.title, "table": table, "more": block.more}
        case Note():
            return {"is": "note", "texts": block.texts}
        case Blanks():
            blanks = [{"label": one.label, "choices": one.choices} for one in block.blanks]
            return {"is": "blanks", "blanks": blanks}
        case TickBoxes():
            return _tick_boxes(block)
        case _:
            assert_never(block)


def _mark(mark: Mark | None) -> _Data | None:
    return {"text": mark.text, "tone": mark.tone} if mark else None


def _text(text: str) -> _Data:
    style = "strong" if isinstance(text, Strong) else "small" if isinstance(text, Small) else ""
    return {"text": text, "style": style}


def _lines(lines: Iterable[str | Group]) -> list[_Data]:
    return [
        {"text": line, "under": ()}
        if isinstance(line, str)
        else {"text": line.head, "under": line.lines}
        for line in lines
    ]


def _point(point: Point) -> _Data:
    marker = f"{point.marker}." if point.marker.isdecimal() else point.marker
    return {"marker": marker, "text": _text(point.text), "under": point.under}


def _table(table: Table) -> _Data:
    """Return a table, with the width of each column: by its content, or as much as is left."""
    wide = table.wraps - table.narrow or {len(table.headings) - 1}
    return {
        "is": "table",
        "headings": table.headings,
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "wide": [n in wide for n in range(len(table.headings))],
        "narrow": [n in table.narrow for n in range(len(table.headings))],
        "right": [n in table.right for n in range(len(table.headings))],
    }


def _tick_boxes(question: TickBoxes) -> _Data:
    return {
        "is": "tick-boxes",
        "asks": f"{question.number}. {question.asks}",
        "small": question.small,
        "remarks": question.remarks,
        "only_if": [{"depth": depth, "text": line} for depth, line in question.only_if],
        "about": question.about,
        "number_of": question.number_of,
        "choices": [
            {"text": f"{one.key}  {one.says}", "to_write": one.to_write} for one in question.choices
        ],
        "note": NOTE,
    }
