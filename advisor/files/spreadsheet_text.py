"""Keeps a text from being run or broken by a spreadsheet; every writer of CSV and Excel uses it."""

import csv
import io
import re
from collections.abc import Iterable
from math import ceil

FORMULA_START = r"^ *[=+\-@\t\r\n]"
"""How a text begins that a spreadsheet might run when it opens a CSV file."""
_IS_FORMULA = re.compile(FORMULA_START).match

# A cell of a workbook says itself that it is a text; XlsxWriter must only not guess otherwise.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""The options of XlsxWriter with which every text is a text."""
_LINE_HEIGHT, _TALLEST = 15, 409
"""In points; Excel has no taller row."""
# Words wrap whole, so a line is rarely full: this much of it counts as used.
_FILLED = 0.85
MAX_CELL_UNITS = 32_767
"""How long a text in a cell can be, in the UTF-16 units that Excel counts."""
# XML has no way to write these two, and XlsxWriter does not leave them out.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def csv_line(cells: Iterable[object]) -> str:
    """Return a line of CSV in which no spreadsheet runs anything."""
    line = io.StringIO()
    # With this end of line every Python quotes a lone carriage return too.
    csv.writer(line, lineterminator="\r\n").writerow([_inert(cell) for cell in cells])
    return f"{line.getvalue()[:-2]}\n"


def _inert(cell: object) -> object:
    """Return a cell; a text that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and _IS_FORMULA(cell) else cell


def cell_text(text: str, most: int = MAX_CELL_UNITS) -> str:
    """Return a text that fits a cell of a workbook: cut to so many units, never read as XML."""
    text = _NOT_IN_XML.sub("", text)
    # A letter is two units or one. Most texts are short, and need not be encoded to be counted.
    if len(text) > most // 2:
        units = text.encode("utf-16-le")
        if len(units) > 2 * most:
            # Two bytes a unit, one unit left for the ellipsis. A letter that is cut in two is
            # dropped.
            text = units[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"
    # XlsxWriter takes a text between these for a rich one and writes it as it is.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def row_height(cells: Iterable[str], widths: Iterable[int]) -> int:
    """Return how high a row has to be for texts in columns of so many letters, in points.

    Not every program finds it by itself when it opens a workbook.
    """
    lines = (
        sum(ceil(len(line) / (width * _FILLED)) or 1 for line in text.split("\n"))
        for text, width in zip(cells, widths, strict=True)
    )
    return min(max(lines) * _LINE_HEIGHT, _TALLEST)
