"""The formats that tests loop over: the names in the tables of the product."""

from collections.abc import Collection

from advisor.batch.data_formats import SCORE_FORMATS as SCORE_ROWS
from advisor.files.file_format import format_named
from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import Page
from advisor.report.page import Extent
from advisor.report.page_formats import PAGE_FORMATS, Advice
from advisor.report.page_formats import SHEET_FORMATS as SHEET_ROWS
from advisor.rulebook.rulebook import Rulebook

FORMATS = tuple(row.name for row in PAGE_FORMATS if not row.is_binary)
"""The formats that are text; tests of Word and PDF read those back themselves."""
SHEET_FORMATS = tuple(row.name for row in SHEET_ROWS if not row.is_binary)
SCORE_FORMATS = tuple(row.name for row in SCORE_ROWS)


def render_sheet(sheet: Page, name: str, width: int = 80) -> str:
    """Return a sheet in the format of this name."""
    text = format_named(name, SHEET_ROWS).page(sheet, width)
    assert isinstance(text, str)
    return text


def render(
    assessment: Assessment,
    rulebook: Rulebook,
    name: str,
    *,
    width: int = 80,
    colour: bool = False,
    extent: Extent = "brief",
    frameworks: Collection[str] = (),
) -> str:
    """Return an assessment in the text format of this name; see ``Advice``."""
    advice = Advice(assessment, rulebook, width, colour, extent, frameworks)
    text = format_named(name, PAGE_FORMATS).advice(advice)
    assert isinstance(text, str), f"{name} is no text"
    return text
