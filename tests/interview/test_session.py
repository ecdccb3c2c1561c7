"""The session of an interview: every change can be undone and done again, and nothing is lost."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.interview.state.agenda import agenda, is_essential, next_gap, remaining_questions
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.session import Session
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples

ONCE = sorted(q.id for q in shipped_rulebook().questions.values() if q.once)
BACKING = shipped_rulebook().questions["head-backing"]
ANSWERS = st.tuples(st.sampled_from(ONCE), st.sampled_from(["unknown", None]))


def answered(session: Session, question: str, answer: str | None) -> Session:
    if answer is None:
        return session.clear(question)
    return session.answer(question, Answer(answer=answer))


@examples(50)
@given(changes=st.lists(ANSWERS, max_size=12), name=st.sampled_from(SCENARIO_NAMES))
def test_each_change_can_be_undone_and_done_again(
    changes: list[tuple[str, str | None]], name: str
) -> None:
    session = Session(shipped_scenario(name))
    seen: list[Scenario] = [session.scenario]
    for question, answer in changes:
        session = answered(session, question, answer)
        if session.scenario != seen[-1]:
            seen.append(session.scenario)
    for scenario in reversed(seen):
        assert session.scenario == scenario
        session = session.undo()
    assert session.scenario == seen[0]
    for scenario in seen[1:]:
        session = session.redo()
        assert session.scenario == scenario
    assert session.redo() == session


def test_essential_questions_come_first_and_all_come_once() -> None:
    rulebook = shipped_rulebook()
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        questions = agenda(rulebook, scenario)
        essential = [is_essential(question, scenario) for question in questions]
        assert essential == sorted(essential, reverse=True)
        assert len({question.id for question in questions}) == len(questions)


def test_no_meeting_opens_with_a_question_that_is_delicate_or_asked_of_each_school() -> None:
    rulebook = shipped_rulebook()
    for kind, stage in product(KINDS, STAGES):
        partner = Partner(name="Elm")
        scenario = Scenario(partnership="Elm", kind=kind, stage=stage, partners=(partner,))
        first = agenda(rulebook, scenario)[0]
        assert first.once, (kind, stage)
        assert not first.delicate, (kind, stage)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_every_open_question_is_left_once_and_met_in_order(name: str) -> None:
    rulebook = shipped_rulebook()
    session = Session(shipped_scenario(name))
    left = remaining_questions(rulebook, session)
    gaps = [q.id for q in (*left.short_form, *left.further)]
    first = next_gap(rulebook, session, None)
    assert (first.id if first else None) == (gaps[0] if gaps else None)
    for form in (left.short_form, left.further):
        ids = [question.id for question in form]
        following = [next_gap(rulebook, session, question) for question in ids]
        assert [q.id if q else None for q in following] == [*ids[1:], None][: len(ids)]
    for question in gaps:
        session = session.park(question)
    assert [q.id for q in remaining_questions(rulebook, session).parked] == gaps
    assert next_gap(rulebook, session, None) == (rulebook.questions[gaps[0]] if gaps else None)


def test_a_note_outlives_a_changed_mind_alike_or_not() -> None:
    session = Session(shipped_scenario("first-contact"))
    partner = session.scenario.partners[0].name
    noted = Answer(answer="said-yes", note="By letter.", said_by="the head")
    session = session.answer("head-backing", noted, partner)
    session = session.answer("head-backing", Answer(answer="unknown"), partner)
    session = QuestionCursor(
        session, shipped_rulebook().questions["head-backing"], alike=True
    ).give(Answer(answer="said-no"))
    for one in session.scenario.partners:
        answer = session.scenario.answer_of(one, "head-backing")
        assert answer is not None
        assert answer.answer == "said-no"
        assert (answer.note == "By letter.") == (one.name == partner)


def test_taking_back_one_answer_of_all_alike_leaves_the_others() -> None:
    session = Session(shipped_scenario("first-contact"))
    session = QuestionCursor(
        session, shipped_rulebook().questions["head-backing"], alike=True
    ).give(Answer(answer="said-no"))
    name = session.scenario.partners[0].name
    scenario = session.clear("head-backing", name).scenario
    for partner in scenario.partners:
        answer = scenario.answer_of(partner, "head-backing")
        assert (answer.answer if answer else None) == (None if partner.name == name else "said-no")
