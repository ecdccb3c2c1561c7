"""An empty table or partnership file asks what its kind and stage ask, and reads back."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.template.template_columns import (
    Template,
    answer_choices,
    as_csv,
    fact_choices,
    shown_choice,
)
from advisor.batch.template.template_yaml import as_yaml
from advisor.files.faults import Faults
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, UNKNOWN, Kind, Stage
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import parse_scenario
from advisor.scenario.scenario import Scenario
from tests.batch.filled import cell_of
from tests.shipped import shipped_rulebook
from tests.strategies import changed, examples, rulebooks

EVERY = [(kind, stage) for kind in (None, *KINDS) for stage in (None, *STAGES)]
WHERE = st.sampled_from(EVERY)


def exists(question: Question, kind: Kind | None, stage: Stage | None) -> bool:
    return (kind is None or kind in question.kinds) and (stage is None or stage in question.stages)


@pytest.mark.parametrize(("kind", "stage"), EVERY)
@pytest.mark.parametrize("by", ["partner", "partnership"])
def test_a_table_asks_what_exists_there_and_knows_what_was_given(
    kind: Kind | None, stage: Stage | None, by: str
) -> None:
    book = shipped_rulebook()
    template = Template(book, kind, stage, by)  # type: ignore[arg-type]
    header, *rows = csv.reader(io.StringIO(as_csv(template)))
    asked = [q.id for q in book.questions.values() if exists(q, kind, stage)]
    assert header == [*template.facts, *asked]
    assert len(set(header)) == len(header)
    assert header[:2] == ["partnership", "partner" if by == "partner" else "partners"]
    known = {"kind": kind, "stage": stage}
    known = {heading: word for heading, word in known.items() if word}
    assert [{h: w for h, w in zip(header, row, strict=True) if w} for row in rows] == (
        [known] if known else []
    )


def named(text: str, rulebook: Rulebook) -> Scenario:
    """Return what an empty partnership file says once its first lines are filled in."""
    text = text.replace("partnership: #", "partnership: Some schools #")
    text = text.replace("- name: # the name of the", "- name: School")
    text = re.sub("^kind: #", "kind: cluster #", text, flags=re.MULTILINE)
    return parse_scenario(text.encode(), "empty.yaml", rulebook)


@pytest.mark.parametrize(("kind", "stage"), EVERY)
def test_a_partnership_file_loads_once_its_first_lines_are_filled_in(
    kind: Kind | None, stage: Stage | None
) -> None:
    book = shipped_rulebook()
    text = as_yaml(Template(book, kind, stage))
    with pytest.raises(Faults) as told:
        parse_scenario(text.encode(), "empty.yaml", book)
    lines = [text.splitlines()[fault.line - 1].partition(":")[0] for fault in told.value.faults]
    assert lines == ["partnership", *([] if kind else ["kind"]), "  - name", "  - name"]
    said = named(text, book)
    assert (said.kind, said.stage) == (kind or "cluster", stage)
    assert not said.answers
    assert not said.partners[0].answers


def uncommented(text: str, answers: dict[str, str]) -> str:
    """Take away the ``# `` before the lines of some questions and the groups they stand in."""
    lines = []
    for line in text.splitlines():
        bare = line.replace("# ", "", 1)
        key = bare.strip().removesuffix(":")
        if bare.strip().startswith("answers: #"):
            lines.append(bare)
        elif bare.strip().endswith(":") and key in answers:
            lines.append(f"{bare} {answers[key]}")
        else:
            lines.append(line)
    return "\n".join(lines)


@given(st.data())
def test_every_question_of_a_partnership_file_can_be_answered_there(data: st.DataObject) -> None:
    book = data.draw(st.just(shipped_rulebook()) | rulebooks())
    kind, stage = data.draw(WHERE)
    template = Template(book, kind, stage)
    answers = {
        question.id: data.draw(st.sampled_from((*question.order, UNKNOWN)))
        for question in template.questions
    }
    once = {question.id for question in template.questions if question.once}
    # A group in which nothing is answered stays a comment.
    if not (once and answers.keys() - once):
        return
    said = named(uncommented(as_yaml(template), answers), book)
    shared = {name: said.answer_once(name) for name in said.answers}
    assert shared == {name: Answer(answer=answers[name]) for name in once}
    assert len(said.partners) == 2
    for partner in said.partners:
        own = {name: answer.answer for name, answer in partner.answers.items()}
        assert own == {name: answers[name] for name in answers.keys() - once}


def test_each_answer_that_a_partnership_file_shows_is_one() -> None:
    book = shipped_rulebook()
    text = as_yaml(Template(book))
    for question in book.questions.values():
        whole = text[: text.index(f" {question.id}:\n")]
        block = whole[whole.rindex("#\n") :]
        assert question.asks in block
        assert all(f"{level.id}" in block and level.says in block for level in question.choices)
        shown = re.findall(r"#   (\{answer: not-applicable, .*\})", block)
        assert len(shown) == len(question.may_not_apply)
        for value, reason in zip(shown, question.may_not_apply, strict=True):
            once = next(q.id for q in book.questions.values() if q.once)
            own = next(q.id for q in book.questions.values() if not q.once)
            answers = {once: UNKNOWN, own: UNKNOWN, question.id: value}
            said = named(uncommented(text, answers), book)
            answer = said.answer_of(said.partners[0], question.id)
            answer = said.answer_once(question.id) if question.once else answer
            assert answer
            assert (answer.is_not_applicable, answer.reason) == (True, reason)


@examples(40)
@given(st.data())
def test_no_two_answers_are_offered_in_the_same_words(data: st.DataObject) -> None:
    """Labels are the author's: two levels may share one, or one may read like another's id."""
    book = data.draw(rulebooks())
    asked = [question for question in book.questions.values() if question.levels]
    for question in asked:
        word = st.sampled_from(
            [*question.order, "unknown", "Not-Applicable: x", "3", "a; b", "plain", "Plain."]
        )
        levels = tuple(
            changed(level, label=data.draw(word), says=data.draw(word)) for level in question.levels
        )
        made = changed(question, levels=levels)
        joined = data.draw(st.booleans())
        offers = answer_choices(made, joined=joined)
        assert offers[-1] == UNKNOWN
        assert len({text.casefold() for text in offers}) == len(offers)
        for level, text in zip(levels, offers, strict=False):
            meant = {
                other.id
                for other in levels
                if text.casefold()
                in {other.id.casefold(), other.label.casefold(), other.says.casefold()}
            }
            # An id is always its own level's.
            assert text == level.id or meant == {level.id}
            assert text == level.id or not (text.isdigit() or (joined and ";" in text))
            assert joined or cell_of(made, Answer(answer=level.id)) == text


def test_the_shipped_answers_are_offered_by_their_labels() -> None:
    for question in shipped_rulebook().questions.values():
        labels = [level.label for level in question.levels]
        reasons = [f"not-applicable: {reason}" for reason in question.may_not_apply]
        expected = [*labels, *reasons, UNKNOWN] if labels else []
        assert list(answer_choices(question)) == expected


def test_kinds_and_stages_are_offered_in_plain_words() -> None:
    template = Template(shipped_rulebook())
    words = shipped_rulebook().wording
    choices = fact_choices(template)
    assert choices["kind"] == tuple(words.kinds[kind].label for kind in KINDS)
    assert choices["stage"] == tuple(words.stages[stage].short for stage in STAGES)
    for kind in KINDS:
        assert shown_choice(template, "kind", kind) == words.kinds[kind].label


def test_the_schema_is_named_as_in_the_shipped_files() -> None:
    shipped = Path(__file__).parents[2] / "scenarios" / "strong-start.yaml"
    first = as_yaml(Template(shipped_rulebook())).partition("\n")[0]
    assert first == shipped.read_text(encoding="utf-8").partition("\n")[0]
