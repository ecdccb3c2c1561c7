"""The sheets of an empty workbook that explain it: how to fill it in, and every question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from advisor.batch.template.template_columns import ROWS, Template, fact_choices
from advisor.batch.template.template_texts import (
    MAX_IN_CELL,
    asked_of,
    choice_lines,
    fact_words,
    number_words,
)
from advisor.files.spreadsheet_text import cell_text, row_height
from advisor.report.phrases import HOW_TO_ANSWER
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook

_COLUMNS = {
    "topic": 18,
    "heading": 20,
    "question": 30,
    "asked of": 16,
    "answers": 60,
    "not applicable if": 16,
    "why it is asked": 30,
    "what is enough": 30,
    "who could tell": 30,
}
"""The columns of the sheet of questions, and how wide they are."""

_SAYS_WIDTH = 92


def add_how_to(
    book: Any, template: Template, sheets: Sequence[str], fills: Mapping[str, str]
) -> None:
    """Add the sheet that says in a few lines how to fill in the others."""
    sheet = book.add_worksheet("How to")
    wrap = {"text_wrap": True, "valign": "top"}
    plain, bold = book.add_format(wrap), book.add_format({"bold": True, **wrap})
    sheet.set_column(0, 0, 22, plain)
    sheet.set_column(1, 1, _SAYS_WIDTH, plain)
    sheet.hide_gridlines(2)
    title = book.add_format({"bold": True, "font_size": 14})
    filled = {sort: book.add_format({"bg_color": fills[sort], "border": 1}) for sort in fills}
    book_of_rules = f"Rulebook: {template.rulebook.title}, {template.rulebook.version}"
    lines: list[tuple[str, Any, str]] = [
        ("How to fill in this workbook", title, ""),
        ("", plain, ""),
        *((heading, bold, says) for heading, says in _how_to(template, sheets)),
        ("", plain, ""),
        ("The headings", title, ""),
        ("", filled["fact"], "Facts about the partnership and its partners; explained below."),
        ("", filled["once"], "Questions about the partnership as a whole."),
        ("", filled["partner"], "Questions asked of partners."),
        ("", plain, ""),
        *((heading, bold, _fact_line(template, heading)) for heading in template.facts),
        ("", plain, ""),
        (book_of_rules, book.add_format({"italic": True}), ""),
    ]
    for row, (heading, looks, says) in enumerate(lines):
        if says:
            sheet.set_row(row, row_height([says], [_SAYS_WIDTH]))
            sheet.write_string(row, 1, cell_text(says, MAX_IN_CELL), plain)
        # write() leaves an empty cell blank, with its fill.
        sheet.write(row, 0, cell_text(heading, MAX_IN_CELL), looks)
    _for_paper(sheet)


def _fact_line(template: Template, heading: str) -> str:
    """Return the explanation of a fact, with what may be chosen."""
    choices = fact_choices(template).get(heading, ())
    labelled = "; ".join(_with_label(template, heading, choice) for choice in choices)
    return fact_words(template, heading) + (f"\nOne of: {labelled}" if labelled else "")


def _with_label(template: Template, heading: str, choice: str) -> str:
    """Return a choice, with the rulebook's name for it behind it if it has another."""
    words = template.rulebook.wording
    labels: dict[str, dict[Any, str]] = {"role": words.roles, "sector": words.sectors}
    label = labels.get(heading, {}).get(choice, choice)
    return choice if label == choice else f"{choice} ({label})"


def _how_to(template: Template, sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(sheets) > 1:
        yield (
            "Which sheet",
            f"Each respondent fills in one of the sheets {sheets[0]} to {sheets[-1]}. Delete those "
            "that nobody needs. If several respondents belong to one partnership, they take "
            "adjacent sheets.",
        )
    if template.by == "partner":
        yield (
            "Rows",
            "One row for each partner. The rows of one partnership are together, each with the "
            "name of the partnership.",
        )
        yield (
            "Facts and answers",
            "What is about the partnership as a whole (kind, stage, day, and the questions that "
            "are asked once) is needed in one of its rows only.",
        )
    else:
        yield (
            "Rows",
            "One row for each partnership. Where partners differ, a cell has a value for each, "
            "joined by ; in the order of the column partners.",
        )
    yield (
        "Answers",
        "Click into a cell to read its question, and choose from the list at its arrow. Where a "
        "number is asked for, type the number. The sheet Questions explains every answer. "
        f"{HOW_TO_ANSWER}",
    )
    yield (
        "unknown",
        "Choose unknown if the question was asked and nobody knows. Leave the cell empty if "
        "nobody was asked yet.",
    )
    yield (
        "Notes",
        "To keep a note, add a column that is headed by the question and the word note, for "
        f"example: {next((q.id for q in template.questions), 'question')} note",
    )
    yield (
        "What may be changed",
        "Columns may be moved, left empty or deleted. The headings in row 1 and the names of the "
        "sheets stay as they are. "
        f"The lists reach down to row {1 + ROWS}.",
    )
    yield ("When it is filled in", "Save it as an Excel workbook, and run: advisor score FILE")


def add_questions(book: Any, template: Template) -> None:
    """Add the sheet that explains every question, a row each."""
    sheet = book.add_worksheet("Questions")
    wrap = {"text_wrap": True, "valign": "top"}
    line = book.add_format({"bottom": 4, **wrap})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#D9D9D9", "border": 1, **wrap})
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    titles = {topic.id: topic.title for topic in template.rulebook.topics}
    answers = tuple(_COLUMNS).index("answers")
    for row, question in enumerate(template.questions, 1):
        topic = titles.get(question.topic, question.topic)
        cells = _cells(question, template.rulebook, topic)
        for column, name in enumerate(_COLUMNS):
            if name in cells:
                sheet.write_string(row, column, cell_text(cells[name], MAX_IN_CELL), line)
        lines = (*choice_lines(question), ("unknown", "Nobody knows."))
        named = [
            (f"\n{cell_text(name, MAX_IN_CELL)}", f": {cell_text(says, MAX_IN_CELL)}")
            for name, says in lines
        ]
        first = f"{number_words(question)}, or one of these:" if question.number else ""
        if not first:
            named[0] = (named[0][0].lstrip("\n"), named[0][1])
        # Excel allows no empty text in a cell of several formats, so an empty beginning is left
        # out.
        parts = chain.from_iterable((bold, name, says) for name, says in named)
        sheet.write_rich_string(row, answers, *filter(None, [first, *parts]), line)
        cells["answers"] = first + "".join(chain.from_iterable(named))
        sheet.set_row(row, row_height((cells[name] for name in _COLUMNS), _COLUMNS.values()))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(template.questions), len(_COLUMNS) - 1)
    sheet.repeat_rows(0)
    _for_paper(sheet)


def _cells(question: Question, rulebook: Rulebook, topic: str) -> dict[str, str]:
    """Return the text of each column in the row of a question, but for its answers."""
    whom = asked_of(question, rulebook)
    if question.delicate:
        whom += "; delicate, so better answered in private first"
    return {
        "topic": topic,
        "heading": question.id,
        "question": question.asks,
        "asked of": whom,
        "not applicable if": "\n".join(question.may_not_apply),
        "why it is asked": question.why,
        "what is enough": question.enough,
        "who could tell": f"{question.find_out.who}: {question.find_out.how}",
    }


def _for_paper(sheet: Any) -> None:
    """Set a sheet to print on A4, as wide as the page and as long as it gets."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
