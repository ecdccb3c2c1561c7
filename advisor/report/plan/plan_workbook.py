"""The action plan as an Excel workbook, with lists to choose from; it can be read back."""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.files.spreadsheet_text import AS_TEXT, cell_text, csv_line, row_height
from advisor.report.plan.action_plan import CHOICES, HEADINGS, ActionPlan
from advisor.report.plan.row_marks import SUGGESTED_DAY

STEP_COLUMN = len(HEADINGS)
"""The hidden column with the id of each step and its marks, after the ones that people read."""
HEADINGS_ROW = 3
"""The row of the headings, counted from 0; the title and what it is about are above it."""
_WIDTHS = (5, 16, 48, 26, 40, 11, 13)
_A4 = 9


def plan_workbook(plan: ActionPlan, made: str) -> bytes:
    """Return the plan as a workbook; no text in it is a formula.

    Args:
        plan: The plan.
        made: When it was made, for the foot of the sheet.

    Raises:
        Faults: XlsxWriter is not installed.
    """
    book, sheet, written = step_sheet("Action plan", HEADINGS, _WIDTHS, HEADINGS_ROW)
    # An ampersand begins a code in a footer.
    sheet.set_footer(f"&L{made.replace('&', '&&')}&R&P / &N")
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, cell_text(f"Action plan: {plan.partnership}"), title)
    about = cell_text(" ".join((*plan.about, f"({plan.aside})")))
    sheet.merge_range(1, 0, 1, len(HEADINGS) - 1, "", book.add_format({"text_wrap": True}))
    sheet.write_string(1, 0, about, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.set_row(1, row_height([about], [sum(_WIDTHS)]))
    sheet.set_column(STEP_COLUMN, STEP_COLUMN, 10, None, {"hidden": True})
    sheet.write_string(HEADINGS_ROW, STEP_COLUMN, "step")
    cells = [(row.number, row.by_in_sheet, *row.cells[2:]) for row in plan.rows]
    write_rows(book, sheet, cells, _WIDTHS, HEADINGS_ROW + 1, border=1)
    for number, row in enumerate(plan.rows, HEADINGS_ROW + 1):
        sheet.write_string(number, STEP_COLUMN, f"{row.step} {plan.marks(row)}")
    last = HEADINGS_ROW + max(len(plan.rows), 1)
    for column, choices in CHOICES:
        allowed = {"validate": "list", "source": list(choices)}
        sheet.data_validation(HEADINGS_ROW + 1, column, last, column, allowed)
    book.close()
    return written.getvalue()


def step_sheet(
    name: str, headings: Sequence[str], widths: Sequence[int], row: int
) -> tuple[Any, Any, BytesIO]:
    """Return a workbook, its sheet with headings in a row, and the bytes once it is closed.

    Raises:
        Faults: XlsxWriter is not installed.
    """
    xlsxwriter = optional("xlsxwriter", DOCUMENTS)
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, **AS_TEXT})
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, heading, bold)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)
    return book, sheet, written


def write_rows(
    book: Any,
    sheet: Any,
    rows: Iterable[Sequence[str | int | dt.date]],
    widths: Sequence[int],
    first: int,
    border: int = 0,
) -> None:
    """Write rows from the first one on, days as Excel has them, no text as a formula."""
    look = {"valign": "top", "border": border}
    wrapped = book.add_format({"text_wrap": True, **look})
    day = book.add_format({"num_format": "ddd d mmm yyyy", "align": "left", **look})
    for number, cells in enumerate(rows, first):
        sheet.set_row(number, row_height(map(str, cells), widths))
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell_text(cell), wrapped)
            else:
                sheet.write(number, column, cell, wrapped if isinstance(cell, int) else day)


def plan_csv(plan: ActionPlan) -> str:
    """Return the plan as CSV, with days as 2026-05-12 and the id of each step in the end."""
    lines = [csv_line((*HEADINGS, "step"))]
    for row in plan.rows:
        number, by, *rest = row.cells
        if row.by:
            by = f"{SUGGESTED_DAY if row.day_is_suggested else ''}{row.by.isoformat()}"
        lines.append(csv_line((number, by, *rest, row.step)))
    return "".join(lines)
