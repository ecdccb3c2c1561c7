"""The action plan as an Excel workbook, with lists to choose from; it can be read back."""

from collections.abc import Iterable
from io import BytesIO
from math import ceil
from typing import Any

from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.files.spreadsheet_text import AS_TEXT, cell_text, csv_line
from advisor.report.phrases import STATUS_WORDS
from advisor.report.plan.action_plan import AGREEMENTS, HEADINGS, ActionPlan, PlanRow
from advisor.report.plan.row_marks import SUGGESTED_DAY

STEP_COLUMN = len(HEADINGS)
"""The hidden column with the id of each step and its marks, after the ones that people read."""
HEADINGS_ROW = 3
"""The row of the headings, counted from 0; the title and what it is about are above it."""
_WIDTHS = (5, 16, 48, 26, 40, 11, 13)
_A4 = 9
_LINE_HEIGHT, _MOST_LINES = 15, 27
"""In points; Excel has no row taller than 409."""
# Words wrap whole, so a line is rarely full: this much of it counts as used.
_FILLED = 0.85


def plan_workbook(plan: ActionPlan, made: str) -> bytes:
    """Return the plan as a workbook; no text in it is a formula.

    Args:
        plan: The plan.
        made: When it was made, for the foot of the sheet.

    Raises:
        Faults: XlsxWriter is not installed.
    """
    xlsxwriter = optional("xlsxwriter", DOCUMENTS)
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, **AS_TEXT})
    sheet = book.add_worksheet("Action plan")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    # An ampersand begins a code in a footer.
    sheet.set_footer(f"&L{made.replace('&', '&&')}&R&P / &N")
    bold = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, cell_text(f"Action plan: {plan.partnership}"), title)
    about = cell_text(" ".join((*plan.about, f"({plan.aside})")))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet.merge_range(1, 0, 1, len(HEADINGS) - 1, "", book.add_format({"text_wrap": True}))
    sheet.write_string(1, 0, about, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.set_row(1, row_height([about], [sum(_WIDTHS)]))
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADINGS_ROW, column, heading, bold)
    sheet.set_column(STEP_COLUMN, STEP_COLUMN, 10, None, {"hidden": True})
    sheet.write_string(HEADINGS_ROW, STEP_COLUMN, "step")
    days = {"num_format": "ddd d mmm yyyy", "valign": "top", "align": "left", "border": 1}
    day = book.add_format(days)
    for number, row in enumerate(plan.rows, HEADINGS_ROW + 1):
        sheet.set_row(number, row_height(row.cells, _WIDTHS))
        _write_row(sheet, number, row, wrapped, day)
        sheet.write_string(number, STEP_COLUMN, f"{row.step} {plan.marks(row)}")
    last = HEADINGS_ROW + max(len(plan.rows), 1)
    for column, choices in ((5, AGREEMENTS), (6, tuple(STATUS_WORDS.values()))):
        allowed = {"validate": "list", "source": list(choices)}
        sheet.data_validation(HEADINGS_ROW + 1, column, last, column, allowed)
    sheet.freeze_panes(HEADINGS_ROW + 1, 0)
    sheet.repeat_rows(HEADINGS_ROW)
    book.close()
    return written.getvalue()


def row_height(cells: Iterable[str], widths: Iterable[int]) -> int:
    """Return the height of a row, for not every program makes room for the lines of a cell."""
    lines = (ceil(len(text) / (width * _FILLED)) for text, width in zip(cells, widths, strict=True))
    return _LINE_HEIGHT * min(max(lines), _MOST_LINES)


def _write_row(sheet: Any, number: int, row: PlanRow, wrapped: Any, day: Any) -> None:
    for column, text in enumerate(row.cells):
        if column == 0:
            sheet.write_number(number, column, row.number, wrapped)
        elif column == 1 and row.by is not None and not row.day_is_suggested:
            sheet.write_datetime(number, column, row.by, day)
        else:
            sheet.write_string(number, column, cell_text(text), wrapped)


def plan_csv(plan: ActionPlan) -> str:
    """Return the plan as CSV, with days as 2026-05-12 and the id of each step in the end."""
    lines = [csv_line((*HEADINGS, "step"))]
    for row in plan.rows:
        number, by, *rest = row.cells
        if row.by:
            by = f"{SUGGESTED_DAY if row.day_is_suggested else ''}{row.by.isoformat()}"
        lines.append(csv_line((number, by, *rest, row.step)))
    return "".join(lines)
