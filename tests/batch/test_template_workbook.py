"""The empty workbook has a column for every question, and each takes what its question takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.tables.sheet_marks import CHOICES
from advisor.batch.template.template_columns import (
    ROWS,
    Template,
    answer_choices,
    fact_choices,
    shown_choice,
)
from advisor.batch.template.template_workbook import as_xlsx
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook, Topic
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from tests.batch.workbook import Sheet, offered, opened
from tests.report.hostile import AWKWARD
from tests.shipped import shipped_rulebook
from tests.strategies import changed, examples

EVERY = [(kind, stage) for kind in (None, *KINDS) for stage in (None, *STAGES)]
FORMULAS = (
    '=HYPERLINK("http://a.example")',
    "@SUM(A1)",
    "+1",
    "-1",
    "{=1}",
    "http://a.example",
    "🎻" * 200,
)


def check_answers(sheet: Sheet, sheets: dict[str, Sheet], template: Template) -> None:
    """Check the headings of a sheet of answers, and what each of its columns takes."""
    headings = sheet.header
    assert tuple(headings.values()) == template.headings
    expected: dict[str, tuple[str, ...]] = fact_choices(template)
    for question in template.questions:
        joined = template.holds_several(question.id)
        expected[question.id] = answer_choices(question, joined=joined)
    rules = {headings[rule.column]: rule for rule in sheet.validations}
    assert len(rules) == len(sheet.validations) == len(headings)
    for heading, rule in rules.items():
        assert rule.cells == f"{rule.column}2:{rule.column}{ROWS + 1}"
        asked = template.rulebook.questions.get(heading)
        assert (asked is None) == (heading in template.facts)
        if choices := expected.get(heading):
            assert rule.sort == "list"
            assert offered(sheets, rule) == list(choices)
            several = template.holds_several(heading)
            assert rule.style == ("warning" if several else "stop")
        elif asked and not template.holds_several(heading):
            check_number(asked, rule.formula, f"{rule.column}2")
            assert rule.style == "warning"
        if asked:
            assert rule.prompt.startswith(asked.asks[:200])


def check_number(question: Question, formula: str, cell: str) -> None:
    assert question.number
    said = re.fullmatch(
        rf"OR\(AND\(ISNUMBER\({cell}\),{cell}>=(.+),{cell}<=(.+)\),{cell}=\"unknown\"\)", formula
    )
    assert said
    assert (float(said[1]), float(said[2])) == (question.number.least, question.number.most)


@pytest.mark.parametrize(("kind", "stage"), EVERY)
def test_each_column_takes_what_its_question_takes(kind: Kind | None, stage: Stage | None) -> None:
    template = Template(shipped_rulebook(), kind, stage)
    sheets = opened(as_xlsx(template))
    assert list(sheets) == ["Answers", "How to", "Questions", CHOICES]
    assert [name for name, sheet in sheets.items() if sheet.is_hidden] == [CHOICES]
    answers = sheets["Answers"]
    check_answers(answers, sheets, template)
    known = {"kind": kind, "stage": stage}
    second = {
        answers.header[name.removesuffix("2")]: text
        for name, text in answers.cells.items()
        if re.fullmatch("[A-Z]+2", name)
    }
    assert second == {h: shown_choice(template, h, word) for h, word in known.items() if word}
    for sheet in (answers, sheets["Questions"]):
        assert 'xSplit="2" ySplit="1"' in sheet.markup


def test_where_a_partnership_has_one_row_its_cells_may_hold_several_values() -> None:
    template = Template(shipped_rulebook(), by="partnership")
    sheets = opened(as_xlsx(template))
    check_answers(sheets["Answers"], sheets, template)
    several = {name for name in template.headings if template.holds_several(name)}
    asked = {q.id for q in shipped_rulebook().questions.values() if not q.once}
    assert several == asked | {"partners", "role", "sector", "core", "count", "answers_from"}


def test_each_respondent_has_a_sheet() -> None:
    template = Template(shipped_rulebook(), "hub", "agreeing")
    sheets = opened(as_xlsx(template, 3))
    assert list(sheets)[:3] == ["Answers 1", "Answers 2", "Answers 3"]
    for number in (1, 2, 3):
        check_answers(sheets[f"Answers {number}"], sheets, template)


def test_the_sheet_of_questions_explains_every_answer() -> None:
    sheet = opened(as_xlsx(Template(shipped_rulebook())))["Questions"]
    columns = {text: letters for letters, text in sheet.header.items()}
    book = shipped_rulebook()
    titles = {topic.id: topic.title for topic in book.topics}
    for row, question in enumerate(book.questions.values(), 2):
        said = {name: sheet.cells.get(f"{letters}{row}", "") for name, letters in columns.items()}
        assert said["topic"] == titles[question.topic]
        assert said["heading"] == question.id
        assert said["question"] == question.asks
        assert said["why it is asked"] == question.why
        assert said["what is enough"] == question.enough
        assert said["not applicable if"] == "\n".join(question.may_not_apply)
        lines = said["answers"].splitlines()
        if question.number:
            assert question.number.unit in lines.pop(0)
        levels = [f"{level.label}: {level.says}" for level in question.choices]
        assert lines == [*levels, "unknown: Nobody knows."]
        if question.once:
            assert said["asked of"].startswith("the partnership")
        assert ("delicate" in said["asked of"]) == question.delicate


def test_the_same_template_gives_the_same_bytes() -> None:
    template = Template(shipped_rulebook(), "itt")
    assert as_xlsx(template, 2) == as_xlsx(template, 2)


def spoilt(text: str) -> Rulebook:
    """Return the shipped rulebook with a text where its authors wrote plain ones."""
    book = shipped_rulebook()
    questions = {}
    for name, question in book.questions.items():
        levels = tuple(changed(level, label=text, says=text) for level in question.levels)
        said = {"asks": text, "why": text, "enough": text, "levels": levels}
        questions[name] = changed(question, **said)
    topics = tuple(Topic(id=topic.id, title=text) for topic in book.topics)
    return changed(book, questions=questions, topics=topics, title=text)


@examples(10)
@given(st.sampled_from(FORMULAS) | st.sampled_from([t for t in AWKWARD if len(t.strip()) > 1]))
def test_no_text_is_run_or_breaks_the_workbook(text: str) -> None:
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return
    sheets = opened(as_xlsx(Template(spoilt(text), "itt", "running")))
    for sheet in sheets.values():
        assert all(len(rule.prompt.encode("utf-16-le")) <= 2 * 255 for rule in sheet.validations)
        assert not re.search("<f[ >]|<hyperlink", sheet.markup)
    assert len(sheets["Questions"].header) == 9
