"""An empty Excel workbook to fill in: sheets of answers with drop-downs, and what explains them."""

import datetime as dt
import io
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from advisor.batch.tables.sheet_marks import CHOICES
from advisor.batch.template.instructions_sheet import add_how_to, add_questions
from advisor.batch.template.template_columns import (
    ROWS,
    Template,
    answer_choices,
    fact_choices,
    shown_choice,
)
from advisor.batch.template.template_texts import (
    MAX_IN_CELL,
    MAX_IN_MESSAGE,
    MAX_IN_TITLE,
    fact_words,
    in_short,
)
from advisor.files.spreadsheet_text import AS_TEXT, cell_text
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import UNKNOWN

_WIDTHS = {"partnership": 26, "partner": 26, "partners": 40, "kind": 32, "stage": 22}
_WIDTHS |= {"role": 13, "sector": 13, "core": 8, "count": 8, "as_of": 12, "answers_from": 14}
_ANSWER_WIDTH = 20
_FILLS = {"fact": "#D9D9D9", "once": "#DDEBF7", "partner": "#E2EFDA"}


def answer_sheets(respondents: int | None) -> tuple[str, ...]:
    """Return the names of the sheets to fill in: one, or one for each respondent."""
    if respondents is None:
        return ("Answers",)
    return tuple(f"Answers {number}" for number in range(1, respondents + 1))


def as_xlsx(template: Template, respondents: int | None = None) -> bytes:
    """Return the workbook; the same template gives the same bytes."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, **AS_TEXT})
    # Else the time of day would be in it, and no two files would be the same.
    book.set_properties({"created": dt.datetime(2000, 1, 1), "title": "Answers to fill in"})
    names = answer_sheets(respondents)
    sheets = [book.add_worksheet(name) for name in names]
    add_how_to(book, template, names, _FILLS)
    add_questions(book, template)
    lists = _add_choices(book, template)
    for sheet in sheets:
        _fill_sheet(book, sheet, template, lists)
    sheets[0].activate()
    book.close()
    return data.getvalue()


def _add_choices(book: Any, template: Template) -> dict[str, str]:
    """Add the hidden sheet; return for each heading with a closed list where its choices are.

    A list within a drop-down itself holds 255 characters only.
    """
    sheet = book.add_worksheet(CHOICES)
    sheet.hide()
    choices = fact_choices(template)
    for question in template.questions:
        joined = template.holds_several(question.id)
        choices[question.id] = answer_choices(question, joined=joined)
    lists = {}
    for column, (heading, texts) in enumerate((h, t) for h, t in choices.items() if t):
        sheet.write_string(0, column, heading)
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, column, cell_text(text, MAX_IN_CELL))
        lists[heading] = f"={CHOICES}!{xl_range_abs(1, column, len(texts), column)}"
    return lists


def _fill_sheet(book: Any, sheet: Any, template: Template, lists: dict[str, str]) -> None:
    """Write the headings, and say for each column how it looks and what it takes."""
    common = {"valign": "top", "align": "left", "text_wrap": True}
    # As text, or Excel makes dates of answers such as 1-2.
    as_text = book.add_format({"num_format": "@", **common})
    as_number = book.add_format({"num_format": "General", **common})
    as_day = book.add_format({"num_format": "yyyy-mm-dd", **common})
    known = template.known()
    for column, heading in enumerate(template.headings):
        question = template.rulebook.questions.get(heading)
        is_fact = heading in template.facts
        is_number = heading == "count" or bool(not is_fact and question and question.number)
        looks = as_day if heading == "as_of" else as_number if is_number else as_text
        if template.holds_several(heading):
            looks = as_text
        sheet.set_column(column, column, _WIDTHS.get(heading, _ANSWER_WIDTH), looks)
        if is_fact or question is None:
            sort, says = "fact", fact_words(template, heading)
        else:
            sort = "once" if question.once else "partner"
            says = in_short(template, question)
        head = {"bold": True, "border": 1, "bg_color": _FILLS[sort], "num_format": "@", **common}
        sheet.write_string(0, column, heading, book.add_format(head))
        sheet.write_comment(
            0, column, cell_text(says, MAX_IN_CELL), {"x_scale": 2.5, "y_scale": 1.4}
        )
        rule = _rule(template, heading, None if is_fact else question, lists, column)
        shown = {
            "input_title": cell_text(heading, MAX_IN_TITLE),
            "input_message": cell_text(says, MAX_IN_MESSAGE),
        }
        sheet.data_validation(1, column, ROWS, column, rule | shown)
        if heading in known:
            sheet.write_string(1, column, shown_choice(template, heading, known[heading]), looks)
    sheet.set_row(0, 34)
    last = xl_rowcol_to_cell(ROWS, len(template.headings) - 1)
    # Without it Excel marks each number in a column of texts as an error.
    sheet.ignore_errors({"number_stored_as_text": f"A2:{last}"})
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_print_scale(60)
    sheet.hide_gridlines(0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)


def _rule(
    template: Template, heading: str, question: Question | None, lists: dict[str, str], column: int
) -> dict[str, Any]:
    """Return what a column takes; only a drop-down with one value a cell refuses anything."""
    if heading in lists:
        several = template.holds_several(heading)
        says = "Choose from the list of the cell, or leave it empty."
        if several:
            says = "This is not in the list. Several values are joined by ; between them."
        return {
            "validate": "list",
            "source": lists[heading],
            "error_type": "warning" if several else "stop",
            "error_title": "Not in the list",
            "error_message": says,
        }
    if template.holds_several(heading):
        return {"validate": "any"}
    if heading == "as_of":
        return {
            "validate": "date",
            "criteria": ">=",
            "value": dt.date(2000, 1, 1),
            "error_type": "warning",
            "error_title": "Not a day",
            "error_message": "Type a day, for example 2026-05-12.",
        }
    if heading == "count":
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 1,
            "error_title": "Not a count",
            "error_message": "Type a whole number, 1 or more.",
        }
    if question is None or question.number is None:
        return {"validate": "any"}
    # A formula, since a rule for decimals would refuse the word unknown.
    cell, number = xl_rowcol_to_cell(1, column), question.number
    in_range = f"AND(ISNUMBER({cell}),{cell}>={number.least},{cell}<={number.most})"
    return {
        "validate": "custom",
        "value": f'=OR({in_range},{cell}="{UNKNOWN}")',
        "error_type": "warning",
        "error_title": "Not a number in range",
        "error_message": f"A number from {number.least:g} to {number.most:g} is expected, or "
        f"{UNKNOWN}.",
    }
