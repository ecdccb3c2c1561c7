"""Word and PDF: whole, sound, and nothing that people write is acted on."""

import datetime as dt
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import docx
import pytest
from jinja2 import Environment, PackageLoader
from pypdf import PdfReader

from advisor.files.faults import Faults
from advisor.report.blocks import (
    Block,
    Group,
    Item,
    Ledger,
    Page,
    Paragraph,
    Points,
    Section,
    Table,
)
from advisor.report.page import Extent
from advisor.report.page_formats import Advice
from advisor.report.writers.pdf import pdf
from advisor.report.writers.word import word
from tests.report.hostile import squeezed
from tests.report.test_formats import assessed
from tests.report.test_hostile_text import assessed as assessed_with_private_notes
from tests.report.test_hostile_text import check_shown, spoilt
from tests.report.word_checker import faults_in, text_of
from tests.shipped import SCENARIO_NAMES, shipped_rulebook

EXTENTS: tuple[Extent, ...] = ("brief", "full")


@cache
def page_of(name: str, extent: Extent) -> Page:
    made_on = dt.date(2026, 11, 29)
    return Advice(assessed(name), shipped_rulebook(), extent=extent, made_on=made_on).page()


def texts(page: Page) -> Iterator[str]:
    """Yield every text of a page of advice."""
    yield from (page.title, page.aside, page.heading, page.decision, *page.about)
    yield page.closing
    yield page.footer
    for section in page.sections:
        yield from (section.title, section.lead_in_heading, section.lead_below)
        yield from (text for block in section.blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Item):
        yield from (block.title, block.aside)
        for row in block.rows:
            yield row.label
            for line in row.lines:
                yield from (line.head, *line.lines) if isinstance(line, Group) else (line,)
    elif isinstance(block, Points):
        yield from (text for point in block.points for text in (point.text, point.under))
    elif isinstance(block, Table):
        yield from (cell for row in (block.headings, *block.rows) for cell in row)
    elif isinstance(block, Ledger):
        yield from block.headings
        yield from (
            text for one in block.entries for said in one.said for text in (one.head, *said)
        )
    else:
        assert isinstance(block, Paragraph), block
        yield block.text


def read_pdf(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    # At the foot of each sheet stand lines of their own, between two halves of a paragraph.
    return "\n".join(page.extract_text() for page in reader.pages)


def without(text: str, footer: str) -> str:
    return squeezed(text).replace(squeezed(footer), "")


def test_both_templates_lay_out_every_block() -> None:
    templates = Environment(loader=PackageLoader("advisor.report"), autoescape=True)
    macros = templates.get_template("blocks.html.j2").module
    typst = files("advisor.report").joinpath("templates/page.typ").read_text(encoding="utf-8")
    for block in get_args(Block):
        assert hasattr(macros, block.__name__), block
        assert f'it.is == "{block.__name__}"' in typst, block


@pytest.mark.parametrize("extent", EXTENTS)
def test_every_text_is_in_word_and_in_a_sound_file(extent: Extent) -> None:
    missing = {}
    # A full report is five times as long, and made of the same blocks.
    for name in SCENARIO_NAMES if extent == "brief" else SCENARIO_NAMES[::3]:
        page = page_of(name, extent)
        written = word(page)
        assert faults_in(written) == [], name
        shown = squeezed(text_of(written))
        missing[name] = [text for text in texts(page) if squeezed(text) not in shown]
    assert not any(missing.values()), missing


def test_a_word_file_is_the_same_twice_and_names_nobody() -> None:
    page = page_of("keen-heads-no-time", "full")
    written = word(page)
    properties = docx.Document(io.BytesIO(written)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert written == word(page)


def test_a_brief_is_two_sides_of_tagged_pdf_with_every_word() -> None:
    missing, sides = {}, {}
    for name in SCENARIO_NAMES:
        page = page_of(name, "brief")
        written = pdf(page)
        reader = PdfReader(io.BytesIO(written))
        sides[name] = len(reader.pages)
        root: Any = reader.root_object
        assert root["/MarkInfo"]["/Marked"], name
        assert root["/Lang"] == "en-GB", name
        assert b"pdfuaid" in root["/Metadata"].get_object().get_data(), name
        shown = without(read_pdf(written), page.footer)
        hidden = (text for text in texts(page) if squeezed(text) not in shown)
        # A paragraph that goes on overleaf has the number of the sheet between its halves.
        missing[name] = [text for text in hidden if text != page.footer and not over(text, shown)]
        assert squeezed(page.footer) in squeezed(read_pdf(written))
    assert not any(missing.values()), missing
    assert max(sides.values()) <= 2, sides


def over(text: str, shown: str) -> bool:
    """Whether a text is there in two halves."""
    words = squeezed(text)
    return any(words[:n] in shown and words[n:] in shown for n in range(1, len(words)))


def test_a_full_report_is_a_pdf_with_every_section() -> None:
    for name in SCENARIO_NAMES[:3]:
        page = page_of(name, "full")
        shown = without(read_pdf(pdf(page)), page.footer)
        assert all(squeezed(section.title) in shown for section in page.sections), name


HOSTILE = (
    "#set text(red) $x$ *b* _i_ `c` @r <l> [m] \\u{41} // c",
    "<w:t>x</w:t> & ]]> &amp; {{partnership}} =1+1",
    "Tŷ Gwyn, Ysgol Ŵyl, Szkoła Łódź ąęńśźż",
    "a\u202eb\u200bc \u0301 e\u0301",
    "x" * 300,
)


def test_what_people_write_is_shown_as_it_is() -> None:
    scenario = spoilt(HOSTILE)
    assessment = assessed_with_private_notes(scenario)
    for extent in EXTENTS:
        page = Advice(assessment, shipped_rulebook(), extent=extent).page()
        written = word(page)
        assert faults_in(written) == []
        shown = squeezed(text_of(written))
        assert all(squeezed(text) in shown for text in texts(page))
        assert pdf(page)
    check_shown(text_of(written), scenario)


def test_letters_that_no_font_has_are_named() -> None:
    page = Page("T", (Section("s", "S", (Paragraph("a \U00100000 b"),)),), "H")
    with pytest.raises(Faults, match="no font on this machine"):
        pdf(page)


def template(folder: Path, *cells: str, body: str = "") -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Harbour Trust: {{title}}"
    table = document.add_table(1, len(cells) or 1)
    for cell, text in zip(table.rows[0].cells, cells, strict=False):
        cell.text = text
    document.add_paragraph("Before")
    document.add_paragraph(body)
    document.add_paragraph("After")
    file = folder / "trust.docx"
    document.save(str(file))
    return file


def test_a_template_keeps_its_own_text_and_gets_the_page_at_its_field(tmp_path: Path) -> None:
    page = page_of("keen-heads-no-time", "brief")
    file = template(tmp_path, "{{partnership}}", "{{answers}}", body="{{advice}}")
    written = word(page, file)
    assert faults_in(written) == []
    text = text_of(written)
    assert "Harbour Trust: Partnership brief" in text
    assert "{{" not in text
    body = docx.Document(io.BytesIO(written))
    paragraphs = [paragraph.text for paragraph in body.paragraphs]
    assert (paragraphs[0], paragraphs[-1]) == ("Before", "After")
    assert [cell.text for cell in body.tables[0].rows[0].cells] == [page.heading, page.aside]
    shown = squeezed(text)
    assert all(squeezed(said) in shown for said in texts(page))


def test_every_fault_of_a_template_has_its_place(tmp_path: Path) -> None:
    file = template(tmp_path, "fine", "{{partnershp}}", "{{title", body="so: {{advice}}")
    document = docx.Document(str(file))
    style = document.styles["Heading 2"]
    style.element.getparent().remove(style.element)
    document.save(str(file))
    with pytest.raises(Faults) as caught:
        word(page_of("keen-heads-no-time", "brief"), file)
    says = sorted(str(fault).removeprefix(f"{file}: ") for fault in caught.value.faults)
    assert [one.partition(":")[0] for one in says] == [
        'has no style "Heading 2"; add it in Word',
        "paragraph 2",
        "table 1, row 1, cell 2",
        "table 1, row 1, cell 3",
    ]
    assert "partnership" in says[2]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip", None])
def test_what_is_no_template_is_said(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "t.docx"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(Faults, match=r"t\.docx: (is no Word document|cannot be read)"):
        word(page_of("keen-heads-no-time", "brief"), file)
