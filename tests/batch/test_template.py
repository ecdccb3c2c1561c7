"""An empty table asks what its kind and stage ask, and reads back."""

import csv
import io

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
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, STAGES, UNKNOWN, Kind, Stage
from advisor.scenario.answers import Answer
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
