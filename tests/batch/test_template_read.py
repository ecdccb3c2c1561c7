"""What a template's drop-downs offer is read as the answer that was meant."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.tables.answer_cells import AnswerCells
from advisor.batch.template.template_columns import answer_choices
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answers import Answer
from tests.shipped import shipped_rulebook
from tests.strategies import changed, examples, rulebooks


@examples(40)
@given(st.data())
def test_each_choice_is_read_as_the_answer_it_stands_for(data: st.DataObject) -> None:
    book = data.draw(st.just(shipped_rulebook()) | rulebooks())
    joined = data.draw(st.booleans())
    for question in book.questions.values():
        if not question.levels:
            continue
        made = question
        if data.draw(st.booleans()):
            words = st.sampled_from([*question.order, "3", "a; b", "plain", "Plain.", "other"])
            levels = tuple(
                changed(level, label=data.draw(words), says=data.draw(words))
                for level in question.levels
            )
            made = changed(question, levels=levels)
        expected = [
            *(Answer(answer=level.id) for level in made.levels),
            *(Answer(answer=NOT_APPLICABLE, reason=reason) for reason in made.may_not_apply),
            Answer(answer=UNKNOWN),
        ]
        read = AnswerCells(made)
        assert [read.answer(text) for text in answer_choices(made, joined=joined)] == expected
