"""Cells: every way to write an answer is read as that answer, and any other text is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.tables.answer_cells import UNKNOWN_FORMS, AnswerCells, CellFault
from advisor.files.clean_text import quoted
from advisor.files.text_comparison import visible
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answer_check import answer_fault
from advisor.scenario.answers import Answer
from tests.batch.filled import texts_of
from tests.shipped import shipped_rulebook

QUESTIONS = [*shipped_rulebook().questions.values()]


def cells(question: Question) -> AnswerCells:
    return AnswerCells(question)


def respelt(draw: st.DrawFn, text: str) -> str:
    """Write a text otherwise, as people and form tools do."""
    text = draw(st.sampled_from([text, text.upper(), text.capitalize()]))
    text = draw(st.sampled_from([text, text.replace(" ", "  "), text.replace(" ", "\xa0")]))
    text = draw(st.sampled_from([text, text.replace("'", "’")]))
    text = draw(st.sampled_from([text, text.replace("-", "_"), text.replace("a", "a\u200b")]))
    return draw(st.sampled_from([text, f" {text}", f"{text}\n", f"{text.rstrip('.')}."]))


@st.composite
def written(draw: st.DrawFn) -> tuple[Question, str, Answer]:
    """Draw a question, what a cell holds, and the answer that it gives."""
    question = draw(st.sampled_from(QUESTIONS))
    place = draw(st.integers(0, len(question.choices) - 1))
    level = question.choices[place]
    forms = {form: Answer(answer=level.id) for form in (level.id, level.label, level.says)}
    forms |= {form: Answer(answer=UNKNOWN) for form in UNKNOWN_FORMS}
    for reason in question.may_not_apply:
        for sort in (NOT_APPLICABLE, "not applicable", "n/a"):
            forms[f"{sort}: {reason}"] = Answer(answer=NOT_APPLICABLE, reason=reason)
    if question.number is None:
        forms[str(place + 1)] = Answer(answer=level.id)
    form = draw(st.sampled_from(sorted(forms)))
    return question, respelt(draw, form), forms[form]


@given(written())
def test_an_answer_is_read_however_it_is_spelt(case: tuple[Question, str, Answer]) -> None:
    question, text, answer = case
    assert cells(question).answer(text) == answer


def outcome(question: Question, text: str) -> Answer | str | None:
    """Return the answer in a cell, or what is wrong with it."""
    try:
        return cells(question).answer(text)
    except CellFault as fault:
        return fault.says


@given(st.sampled_from([q for q in QUESTIONS if q.number]), st.floats(-1e6, 1e6))
def test_a_number_is_itself_or_told_as_a_file_would(question: Question, number: float) -> None:
    written = f"{number:.3f}"
    number = float(written)
    answer = Answer(answer=int(number) if number.is_integer() else number)
    assert outcome(question, written) == (answer_fault(question, answer) or answer)


@given(st.sampled_from(QUESTIONS), st.text(max_size=30))
def test_any_text_is_an_answer_that_fits_or_a_fault(question: Question, text: str) -> None:
    said = outcome(question, text)
    if isinstance(said, Answer):
        assert not answer_fault(question, said)
    else:
        assert (said is None) == (not visible(text))


@given(st.sampled_from(QUESTIONS))
def test_every_text_known_beforehand_is_an_answer(question: Question) -> None:
    reader = cells(question)
    texts = texts_of(reader)
    assert {*question.order, UNKNOWN} <= {*texts}
    assert {level.says for level in question.choices} <= {*texts}
    assert all(reader.answer(text) is not None for text in texts)
    assert all(reader.knows(text) for text in texts)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\x00", "\ufeff\u200b"])
def test_an_empty_cell_was_not_asked(text: str) -> None:
    assert cells(QUESTIONS[0]).answer(text) is None


def test_a_label_that_two_levels_share_names_neither() -> None:
    question = shipped_rulebook().questions["head-backing"]
    alike = question.model_copy(
        update={"levels": tuple(x.model_copy(update={"label": "Same"}) for x in question.levels)}
    )
    with pytest.raises(CellFault):
        cells(alike).answer("same")
    assert cells(alike).answer("6") == Answer(answer="yes-on-record")


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("head-backing", "said-nu", 'did you mean "said-no"?'),
        (
            "head-backing",
            "yes in conversatoin",
            'did you mean "said-yes" (yes in conversation)',
        ),
        ("head-backing", "7", 'there is no level "7"'),
        ("head-backing", "n/a: busy", "cannot be not-applicable"),
        ("head-backing", "Some; other", '"Some; other"; it can be "said-no", '),
        ("head-backing", "said", 'or "unknown"'),
        ("door-to-door", "30 minutes", "; write 30"),
        ("door-to-door", "30 Min.", "; write 30"),
        ("door-to-door", "7,5", "; write 7.5"),
        ("door-to-door", "nott applicable", "neither a number"),
        ("door-to-door", "not-applicable", 'as in "not-applicable: one site"'),
        ("door-to-door", "not applicable: on lin", 'did you mean "online"?'),
        ("door-to-door", "1e3", "neither a number"),
        ("door-to-door", "nan", "neither a number"),
        ("door-to-door", "9" * 5000, "neither a number"),
        ("door-to-door", "٣", "neither a number"),
    ],
)
def test_what_is_wrong_in_a_cell_is_told_with_the_nearest(
    question: str, text: str, says: str
) -> None:
    with pytest.raises(CellFault) as raised:
        cells(shipped_rulebook().questions[question]).answer(text)
    assert says in raised.value.says
    assert "without quotes" not in raised.value.says
    assert "{" not in raised.value.says


@pytest.mark.parametrize(
    "text",
    ["6-12", "6 to 12", "1,000", "30+", "> 30", "-7,5", "2 hours", "30 m", "30 minutes late"],
)
def test_no_number_is_offered_that_nobody_said(text: str) -> None:
    with pytest.raises(CellFault) as raised:
        cells(shipped_rulebook().questions["door-to-door"]).answer(text)
    assert quoted(text) in raised.value.says
    assert "write" not in raised.value.says


def test_a_hint_never_says_the_opposite() -> None:
    """Each level of every question, with its "not" left out or with one put in."""
    turned = 0
    for question in QUESTIONS:
        for level in question.order:
            words = level.split("-")
            bare = [word for word in words if word not in {"not", "no", "nobody", "none", "never"}]
            for text, opposite in (
                ("-".join(bare), bare != words),
                (f"not-{level}", bare == words),
            ):
                said = outcome(question, text) if text and opposite else None
                if isinstance(said, str):
                    turned += 1
                    assert f'did you mean "{level}"' not in said, (text, said)
    assert turned > len(QUESTIONS)
