"""Writes partnerships as tables, in both forms and every format, as a person would fill them in."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Partner, Scenario
from tests.strategies import changed

Table = list[dict[str, str]]
"""Rows, each with what stands under its headings."""
Written = Callable[[Question, str], str]
"""How a level is written."""

FORMATS = (".csv", ".jsonl", ".parquet", ".xlsx")


def by_id(question: Question, level: str) -> str:  # noqa: ARG001
    """Write a level by its id."""
    return level


def by_label(question: Question, level: str) -> str:
    """Write a level by its label."""
    return question.level(level).label


def by_sentence(question: Question, level: str) -> str:
    """Write a level by its sentence."""
    return question.level(level).says


def by_number(question: Question, level: str) -> str:
    """Write a level by its place, where it is no band of a number."""
    return level if question.number else str(1 + [c.id for c in question.choices].index(level))


def where_counted(written: Written, rulebook: Rulebook) -> Written:
    """Return the same way of writing, but for numbers where levels are gone: they count none."""

    def told_apart(question: Question, level: str) -> str:
        is_counted = question.id not in rulebook.changes.questions or written is not by_number
        return (written if is_counted else by_label)(question, level)

    return told_apart


def as_a_row_says(scenario: Scenario, rulebook: Rulebook) -> Scenario:
    """Return what of a scenario a table of one row a partnership can say.

    Of partners' questions there are no notes, and what all partners answer alike is one answer.
    """
    once, of_each = _split(scenario, rulebook)
    answers: dict[str, Answer | AnswerForEvery] = {**once}
    partners = []
    for question, given in of_each.items():
        alike = [changed(answer, note=None) if answer else None for answer in given]
        of_each[question] = alike
        if alike[0] is not None and all(answer == alike[0] for answer in alike):
            answers[question] = AnswerForEvery(every=alike[0].answer, reason=alike[0].reason)
            of_each[question] = [None] * len(alike)
    for place, partner in enumerate(scenario.partners):
        own = {name: given[place] for name, given in of_each.items()}
        partners.append(_with_answers(partner, own))
    return _told(scenario, tuple(partners), answers)


def as_partners_say(scenario: Scenario, rulebook: Rulebook) -> Scenario:
    """Return what of a scenario a table of one row a partner can say."""
    once, of_each = _split(scenario, rulebook)
    partners = tuple(
        _with_answers(partner, {name: given[place] for name, given in of_each.items()})
        for place, partner in enumerate(scenario.partners)
    )
    return _told(scenario, partners, {**once})


def _split(
    scenario: Scenario, rulebook: Rulebook
) -> tuple[dict[str, Answer], dict[str, list[Answer | None]]]:
    """Return the answers given once and those of each partner, as far as a table can hold them."""
    once = {
        name: _plain(answer)
        for name in rulebook.questions
        if (answer := scenario.answer_once(name)) is not None
    }
    of_each = {
        question.id: [
            None if answer is None else _plain(answer)
            for answer in (
                scenario.answer_of(partner, question.id) for partner in scenario.partners
            )
        ]
        for question in rulebook.questions.values()
        if not question.once
    }
    return once, of_each


def _plain(answer: Answer) -> Answer:
    return Answer(answer=answer.answer, reason=answer.reason, note=answer.note)


def _with_answers(partner: Partner, answers: Mapping[str, Answer | None]) -> Partner:
    kept = {name: answer for name, answer in answers.items() if answer is not None}
    return changed(partner, answers=kept, committed_by=None)


def _told(
    scenario: Scenario,
    partners: tuple[Partner, ...],
    answers: Mapping[str, Answer | AnswerForEvery],
) -> Scenario:
    return changed(
        scenario,
        partners=partners,
        answers={**answers},
        id=None,
        about=None,
        next_meeting=None,
        starts=None,
        present=(),
        dates=(),
        steps={},
        disagreements={},
    )


def rows_of_partnerships(
    scenarios: Iterable[Scenario], rulebook: Rulebook, written: Written = by_id
) -> Table:
    """Return a table of one row a partnership."""
    return [_row(scenario, rulebook, written) for scenario in scenarios]


def rows_of_partners(
    scenarios: Iterable[Scenario], rulebook: Rulebook, written: Written = by_id
) -> Table:
    """Return a table of one row a partner; what is said once stands in the last row."""
    return [row for each in scenarios for row in _rows(each, rulebook, written)]


def _row(scenario: Scenario, rulebook: Rulebook, written: Written) -> dict[str, str]:
    partners = [_partner_facts(partner) for partner in scenario.partners]
    row = _facts(scenario) | {"partners": ";".join(partner.name for partner in scenario.partners)}
    row |= {name: ";".join(facts[name] for facts in partners) for name in partners[0]}
    for question in rulebook.questions.values():
        if question.once:
            row |= _cells(question, scenario.answer_once(question.id), written)
            continue
        given = [scenario.answer_of(partner, question.id) for partner in scenario.partners]
        each = [_cells(question, answer, written).get(question.id, "") for answer in given]
        row[question.id] = each[0] if len(set(each)) == 1 else ";".join(each)
    return row


def _rows(scenario: Scenario, rulebook: Rulebook, written: Written) -> Table:
    rows: Table = []
    for partner in scenario.partners:
        row = {"partnership": scenario.partnership, "partner": partner.name}
        row |= _partner_facts(partner)
        for question in rulebook.questions.values():
            if not question.once:
                answer = scenario.answer_of(partner, question.id)
                row |= _cells(question, answer, written)
        rows.append(row)
    rows[-1] |= _facts(scenario)
    for question in rulebook.questions.values():
        if question.once:
            rows[-1] |= _cells(question, scenario.answer_once(question.id), written)
    return rows


def _facts(scenario: Scenario) -> dict[str, str]:
    return {
        "partnership": scenario.partnership,
        "kind": scenario.kind,
        "also": ";".join(scenario.also),
        "stage": scenario.stage or "",
        "as_of": str(scenario.as_of or ""),
        "room": scenario.room or "",
    }


def _partner_facts(partner: Partner) -> dict[str, str]:
    return {
        "sector": partner.sector,
        "role": partner.role,
        "core": "yes" if partner.core else "no",
        "count": str(partner.count),
        "answers_from": partner.answers_from,
    }


def _cells(question: Question, answer: Answer | None, written: Written) -> dict[str, str]:
    if answer is None:
        return {}
    cell = str(answer.answer)
    if answer.is_not_applicable:
        cell = f"{answer.answer}: {answer.reason}"
    elif isinstance(answer.answer, str) and not answer.is_unknown:
        cell = written(question, answer.answer)
    return {question.id: cell} | ({f"{question.id} note": answer.note} if answer.note else {})


def headings_in(table: Table) -> list[str]:
    """Return every heading of a table."""
    return list(dict.fromkeys(heading for row in table for heading in row))


def write_table(path: Path, table: Table, headings: Sequence[str] | None = None) -> Path:
    """Write a table in the format that the ending of the path names."""
    headings = headings or headings_in(table)
    lines = [[row.get(heading, "") for heading in headings] for row in table]
    match path.suffix:
        case ".csv":
            with path.open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows([headings, *lines])
        case ".jsonl":
            path.write_text("".join(f"{json.dumps(row)}\n" for row in table), encoding="utf-8")
        case ".parquet":
            columns = {h: [line[n] or None for line in lines] for n, h in enumerate(headings)}
            pl.DataFrame(columns, schema=dict.fromkeys(headings, pl.String)).write_parquet(path)
        case ".xlsx":
            with xlsxwriter.Workbook(str(path)) as book:
                sheet = book.add_worksheet()
                for row, line in enumerate([headings, *lines]):
                    for column, cell in enumerate(line):
                        if cell:
                            sheet.write_string(row, column, cell)
    return path


def first_row(suffix: str) -> int:
    """Return the number of the first row below the headings."""
    return 1 if suffix in {".jsonl", ".parquet"} else 2
