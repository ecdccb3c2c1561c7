"""Writes a sheet in the format that is asked for."""

from typing import Literal, get_args

from advisor.report.sheet import Sheet

SheetFormat = Literal["text", "markdown", "html"]
SHEET_FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)


def render_sheet(sheet: Sheet, format: SheetFormat, width: int = 80) -> str:  # noqa: A002
    """Return a sheet in a format, ending in one line end; ``width`` is that of text."""
    match format:
        case "text":
            from advisor.report.sheet_text import sheet_text

            return sheet_text(sheet, width)
        case "markdown":
            from advisor.report.sheet_markdown import sheet_markdown

            return sheet_markdown(sheet)
        case "html":
            from advisor.report.sheet_html import sheet_html

            return sheet_html(sheet)
