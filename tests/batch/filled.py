"""What an office would write into an empty table, so that it says what a partnership says."""

from collections.abc import Iterator

from advisor.batch.tables.answer_cells import AnswerCells
from advisor.batch.template.template_columns import (
    SEPARATOR,
    Template,
    answer_choices,
    fact_choices,
    shown_choice,
)
from advisor.rulebook.question import Question
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario

Cell = str | int | float
Row = dict[str, Cell]


def rows_of(scenario: Scenario, template: Template) -> list[Row]:
    """Return the rows, by heading, with the words that the drop-downs offer."""
    assert template.by == "partner"
    rows = [_of_partner(partner, scenario, template) for partner in scenario.partners]
    rows[0] |= _of_partnership(scenario, template)
    return rows


def row_of(scenario: Scenario, template: Template) -> Row:
    """Return the one row of a partnership, with what its partners say joined in their order."""
    assert template.by == "partnership"
    row: Row = {"partners": SEPARATOR.join(partner.name for partner in scenario.partners)}
    each = [_of_partner(partner, scenario, template) for partner in scenario.partners]
    for heading in each[0].keys() | {heading for said in each for heading in said}:
        said = [str(one.get(heading, "")) for one in each]
        if heading not in {"partner", "partnership"}:
            row[heading] = said[0] if len(set(said)) == 1 else SEPARATOR.join(said)
    return row | _of_partnership(scenario, template)


def _of_partnership(scenario: Scenario, template: Template) -> Row:
    row: Row = {
        "partnership": scenario.partnership,
        "kind": shown_choice(template, "kind", scenario.kind),
    }
    if scenario.stage:
        row["stage"] = shown_choice(template, "stage", scenario.stage)
    if scenario.as_of:
        row["as_of"] = scenario.as_of.isoformat()
    once = (question for question in template.questions if question.once)
    return row | dict(_answers((q, scenario.answer_once(q.id)) for q in once))


def _of_partner(partner: Partner, scenario: Scenario, template: Template) -> Row:
    yes, no = fact_choices(template)["core"]
    row: Row = {
        "partnership": scenario.partnership,
        "partner": partner.name,
        "role": partner.role,
        "sector": partner.sector,
        "core": yes if partner.core else no,
        "count": partner.count,
        "answers_from": partner.answers_from,
    }
    asked = (question for question in template.questions if not question.once)
    return row | dict(_answers((q, scenario.answer_of(partner, q.id)) for q in asked))


def _answers(said: Iterator[tuple[Question, Answer | None]]) -> Iterator[tuple[str, Cell]]:
    for question, answer in said:
        if answer is not None:
            yield question.id, cell_of(question, answer)


def cell_of(question: Question, answer: Answer) -> Cell:
    """Return the cell that gives one answer: from its drop-down, or a number."""
    if answer.is_unknown:
        return "unknown"
    if answer.is_not_applicable:
        return f"not-applicable: {answer.reason}"
    if not isinstance(answer.answer, str):
        return answer.answer
    if question.number:
        return question.level(answer.answer).label
    ids = [level.id for level in question.levels]
    return answer_choices(question)[ids.index(answer.answer)]


def texts_of(cells: AnswerCells) -> tuple[str, ...]:
    """Return every form of an answer that cells know beforehand."""
    levels = cells._question.choices
    said = [text for level in levels for text in (level.id, level.label, level.says)]
    return tuple(dict.fromkeys([*said, *cells._answers]))
