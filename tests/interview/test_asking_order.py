"""What a room is asked next: what decides most, or by topic; and when nothing more decides."""

from collections.abc import Iterator

import pytest

from advisor.interview.state.agenda import remaining_questions
from advisor.interview.state.asking_order import NextStep
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.verdict import Bounds, judge
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import BANDS
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.interview.rooms import room_with
from tests.shipped import shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()


def cleared(scenario: Scenario, keep: int = 0) -> Scenario:
    """Return a partnership without its answers, but to the first few questions of the page."""
    for question in list(RULEBOOK.questions)[keep:]:
        for partner in (None, *(partner.name for partner in scenario.partners)):
            scenario = scenario.with_answer(question, None, partner)
    return scenario


def answered(session: Session, question: Question, said: Scenario) -> Session:
    """Return the session with what a partnership answers to a question; "unknown" where nothing."""
    unknown = Answer(answer="unknown")
    if question.once:
        return session.answer(question.id, said.answer_once(question.id) or unknown)
    for partner in said.partners_asked(question):
        answer = said.answer_of(partner, question.id) or unknown
        session = session.answer(question.id, answer, partner.name)
    return session


def judged(scenario: Scenario) -> Bounds:
    return judge(RULEBOOK, scenario, findings_of(evaluate(RULEBOOK, scenario)))


def meeting(room: Room, said: Scenario) -> Iterator[tuple[Question, NextStep]]:
    """Answer whatever is asked, whatever the room is asked between; yield each with what follows.

    Ends where nothing is open.
    """
    question = room.next_question().question
    while question is not None:
        room.change(answered(room.current, question, said))
        step = room.next_question(question.id)
        yield question, step
        question = step.question or room.asking.go_on(room.current)


def by_brute_force(scenario: Scenario) -> list[str]:
    """Return the open questions in the order of asking, each level worked out as a whole."""
    essential = RULEBOOK.essential_at(scenario.kinds, scenario.judged_at)
    left = remaining_questions(RULEBOOK, Session(scenario))
    now = judged(scenario)[:3]
    keys = {}
    for question in (*left.short_form, *left.further):
        ranges = []
        for level in question.order:
            trial = scenario
            for partner in scenario.partners_asked(question) if not question.once else (None,):
                name = partner.name if partner else None
                before = (
                    scenario.answer_of(partner, question.id)
                    if partner
                    else scenario.answer_once(question.id)
                )
                if before is None or before.is_unknown:
                    trial = trial.with_answer(question.id, Answer(answer=level), name)
            ranges.append(judged(trial)[:3])
        possible = sum(1 + BANDS.index(best) - BANDS.index(worst) for _, best, worst in ranges)
        is_idle = set(ranges) == {now}
        possible = 0 if is_idle else possible
        keys[question.id] = (is_idle, question.id not in essential, possible)
    return sorted(keys, key=lambda name: keys[name])


@pytest.mark.parametrize(
    ("name", "keep"), [("ready-to-sign", 20), ("three-small-schools-one-head", 40)]
)
def test_what_decides_most_is_asked_first(name: str, keep: int) -> None:
    scenario = cleared(shipped_scenario(name), keep)
    expected = by_brute_force(scenario)
    room = room_with(Session(scenario))
    # Nothing is answered, and every question is passed over: the order is that of now.
    room.asking._has_told_form = True
    asked = []
    step = NextStep(room.next_question().question)
    first = step.question
    while step.question is not None:
        asked.append(step.question.id)
        step = room.next_question(step.question.id)
    assert first is not None
    expected.remove(first.id)
    assert asked == [first.id, *expected]


@pytest.mark.parametrize("name", ["accreditation-lost", "first-contact", "ready-to-sign"])
def test_a_meeting_is_asked_everything_once_and_hears_once_that_all_is_settled(name: str) -> None:
    said = shipped_scenario(name)
    room = room_with(Session(cleared(said)))
    steps = list(meeting(room, said))
    asked = [question.id for question, _ in steps]
    assert len(set(asked)) == len(asked)
    assert not any(room.asking.remaining(room.current))
    assert not steps[0][0].delicate
    assert steps[0][0].once
    assert sum(step.is_settled for _, step in steps) <= 1
