"""A trust's own Word template: its styles, header and footer, and the fields in its text.

A field is a name in two pairs of braces, such as ``{{partnership}}``; ``FIELDS`` has them all.
``{{advice}}``, alone in a paragraph of the body, says where the page goes; without it, the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.faults import Fault, Faults, nearest
from advisor.report.writers.word_file import reading
from advisor.report.writers.word_styles import STYLES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

FIELDS = ("partnership", "title", "answers", "made", "advice")
ADVICE = "{{advice}}"
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def opened_template(file: Path) -> Document:
    """Return a template as a document, once everything that it needs is there.

    Raises:
        Faults: It is no .docx file, lacks styles, or has fields that we do not know; each with its
            place, to the cell of a table.
    """
    import docx

    with reading(file, "is no Word document that can be read; save it as .docx"):
        document = docx.Document(BytesIO(file.read_bytes()))
    if faults := [Fault(str(file), 0, says) for says in _faults(document)]:
        raise Faults(faults)
    return document


def _faults(document: Document) -> Iterator[str]:
    """Yield which styles a template lacks, and what is wrong with its fields."""
    there = {style.name for style in document.styles}
    yield from (f'has no style "{style}"; add it in Word' for style in STYLES if style not in there)
    advice = 0
    for place, paragraph in _paragraphs(document):
        text = paragraph.text
        for field in _FIELD.findall(text):
            if field not in FIELDS:
                yield f"{place}: there is no field {field!r}{nearest(field, FIELDS)}"
        if "{{" in _FIELD.sub("", text):
            yield f"{place}: a field does not end in }}}}"
        if ADVICE in (closed_up := text.replace(" ", "")):
            advice += 1
            if not place.startswith("paragraph") or closed_up != ADVICE:
                yield f"{place}: {ADVICE} stands alone in a paragraph of the body"
    if advice > 1:
        yield f"has {ADVICE} {advice} times; keep one"


def fill_in(document: Document, values: Mapping[str, str]) -> Paragraph | None:
    """Put values into the fields of a document; return the paragraph that says where advice goes.

    A field takes the look of the run in which its paragraph begins: Word may cut one field into
    several runs.
    """
    found = None
    for _, paragraph in _paragraphs(document):
        text = paragraph.text
        if text.replace(" ", "") == ADVICE:
            found = paragraph
        elif _FIELD.search(text):
            runs = paragraph.runs
            runs[0].text = _FIELD.sub(lambda match: values[match[1]], text)
            for run in runs[1:]:
                run.text = ""
    return found


def _paragraphs(document: Document) -> Iterator[tuple[str, Paragraph]]:
    """Yield each paragraph with its place: body, tables, headers, footers."""
    for number, paragraph in enumerate(document.paragraphs, 1):
        yield f"paragraph {number}", paragraph
    for number, table in enumerate(document.tables, 1):
        yield from _in_cells(table, f"table {number}")
    for number, section in enumerate(document.sections, 1):
        for what, part in (("header", section.header), ("footer", section.footer)):
            place = f"{what} of section {number}"
            yield from ((place, paragraph) for paragraph in part.paragraphs)
            for table in part.tables:
                yield from _in_cells(table, place)


def _in_cells(table: Table, place: str) -> Iterator[tuple[str, Paragraph]]:
    for r, row in enumerate(table.rows, 1):
        for c, cell in enumerate(row.cells, 1):
            yield from ((f"{place}, row {r}, cell {c}", found) for found in cell.paragraphs)
