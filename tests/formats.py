"""The formats that tests loop over: the names in the tables of the product."""

from advisor.batch.formats import SCORE_FORMATS as SCORE_ROWS
from advisor.files.formats import format_named
from advisor.report.formats import PAGE_FORMATS
from advisor.report.formats import SHEET_FORMATS as SHEET_ROWS
from advisor.report.sheet import Sheet

FORMATS = tuple(row.name for row in PAGE_FORMATS)
SHEET_FORMATS = tuple(row.name for row in SHEET_ROWS)
SCORE_FORMATS = tuple(row.name for row in SCORE_ROWS)


def render_sheet(sheet: Sheet, name: str, width: int = 80) -> str:
    """Return a sheet in the format of this name."""
    write = format_named(name, SHEET_ROWS).sheet
    assert write
    return write(sheet, width)
