"""Finds the row of headings among the first rows of a table, and the rows of its maker below it.

Spreadsheets put titles above the headings. Some survey tools repeat the headings below them, as
the wordings of the questions and as codes of their own.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.batch.tables.headings import is_partnership
from advisor.files.clean_text import quoted
from advisor.files.text_comparison import comparable

ROWS_SEARCHED = 20
"""How many rows with anything in them are searched for headings."""
# Below its headings Qualtrics writes a row of wordings, then one with {"ImportId":"QID1"} and the
# like. SurveyMonkey writes one row, with "Response" or "Open-Ended Response".
_QUALTRICS = "Qualtrics"
_IMPORT_ID = '{"ImportId":'
_NUMBERED = re.compile(r"Q(?:ID)?\d+(?:[._#-]\w+)*")
"""The Qualtrics heading of a question without a name; its wording is in the row below."""
_SURVEYMONKEY = frozenset({"open-ended response", "response"})

_Cells = Sequence[str | None]


class HeadingRows(NamedTuple):
    """Where the headings are.

    Attributes:
        top: The index of the row of headings, among the rows searched.
        below: How many rows below it repeat the headings.
        remarks: What is passed over, a line each.
        instead: By the index of a column, the wording below such a heading.
    """

    top: int
    below: int
    remarks: tuple[str, ...]
    instead: Mapping[int, str]


def heading_rows(numbered: Sequence[tuple[int, _Cells]]) -> HeadingRows:
    """Return where the headings are: the first row that names the partnership, or else the first.

    Args:
        numbered: The first rows in which a cell is filled, each with its number in the file.
    """
    searched = numbered[:ROWS_SEARCHED]
    found = (n for n, (_, cells) in enumerate(searched) if _column_of_names(cells) is not None)
    top = next(found, 0)
    remarks = []
    if top:
        above = [number for number, _ in numbered[:top]]
        title = next(cell for cell in numbered[0][1] if cell and cell.strip())
        are = "are" if top > 1 else "is"
        remarks.append(f"{_rows(above)} ({quoted(title)}) {are} above the headings and not read")
    below, tool = _repeated_below(numbered, top)
    if below:
        rows = _rows([number for number, _ in numbered[top + 1 : top + 1 + below]])
        are = "are headings" if below > 1 else "is a row of headings"
        remarks.append(f"{rows} {are} of {tool}'s own and not read")
    wordings = numbered[top + 1][1] if tool == _QUALTRICS and below > 1 else ()
    columns = enumerate(zip(numbered[top][1], wordings, strict=False)) if wordings else ()
    instead = {
        n: wording
        for n, (heading, wording) in columns
        if heading and wording and _NUMBERED.fullmatch(heading.strip())
    }
    return HeadingRows(top, below, tuple(remarks), instead)


def _repeated_below(numbered: Sequence[tuple[int, _Cells]], top: int) -> tuple[int, str]:
    """Return how many rows below the headings are none of answers, and which tool writes them."""
    names = _column_of_names(numbered[top][1]) if numbered else None
    if names is None:
        return 0, ""
    below = [cells for _, cells in numbered[top + 1 : top + 3]]
    for count, cells in enumerate(below, 1):
        filled = [cell for cell in cells if cell and cell.strip()]
        if filled and all(cell.startswith(_IMPORT_ID) for cell in filled):
            return count, _QUALTRICS
    if below and names < len(below[0]):
        said = comparable(below[0][names] or "")
        if said in _SURVEYMONKEY:
            return 1, "SurveyMonkey"
    return 0, ""


def _column_of_names(cells: _Cells) -> int | None:
    return next((n for n, cell in enumerate(cells) if cell and is_partnership(cell)), None)


def _rows(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return f"rows {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"
