"""What a room is asked next: what decides most, or by topic; and when nothing more decides."""

import asyncio
from collections.abc import Iterator
from itertools import product

import pytest

from advisor.interview.state.asking_order import NextStep
from advisor.interview.state.cursor import Trail
from advisor.interview.state.going_on import ways_on
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.texts import SETTLED
from advisor.reasoning.what_decides import weigh_open_questions
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.interview.screen import blank
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()


def example(scenario: Scenario) -> Room:
    """Return the room of an interview that is only tried out: nothing of it is kept."""
    room = Room(RULEBOOK)
    room.open_example(Session(scenario))
    return room


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


def meeting(room: Room, said: Scenario) -> Iterator[tuple[Question, NextStep]]:
    """Answer whatever is asked, and go on whatever the room is told; yield each with what follows.

    Ends where nothing is open.
    """
    question = room.next_question().question
    while question is not None:
        room.change(answered(room.current, question, said))
        step = room.next_question(question.id)
        yield question, step
        question = step.question or room.asking.go_on(room.current)


def left(room: Room) -> Iterator[str]:
    """Yield the questions with an open part."""
    for part in room.asking.remaining(room.current):
        yield from (question.id for question in part)


def passed_over(room: Room) -> list[str]:
    """Return what is asked where nobody answers anything, up to where the room is asked."""
    asked = []
    step = room.next_question()
    while step.question is not None:
        asked.append(step.question.id)
        step = room.next_question(step.question.id)
    return asked


@pytest.mark.parametrize("keep", [10, 40])
def test_what_could_change_the_verdict_is_asked_first_the_short_form_before_the_rest(
    keep: int,
) -> None:
    stopped = 0
    for name in SCENARIO_NAMES[::3]:
        scenario = cleared(shipped_scenario(name), keep)
        settled, weights = weigh_open_questions(RULEBOOK, scenario)
        if settled:
            continue
        room = example(scenario)
        expected = [
            question.id for part in room.asking.remaining(room.current) for question in part
        ]
        # Sorted by one key after the other, the last one first; sorting keeps the order of equals.
        expected.sort(key=lambda q: 0 if weights[q].changes_nothing else weights[q].bands_possible)
        expected.sort(key=lambda q: weights[q].is_further)
        expected.sort(key=lambda q: weights[q].changes_nothing)
        first, *asked = passed_over(room)
        # The first is chosen for being easy to begin with.
        expected.remove(first)
        assert asked == expected[: len(asked)], name
        # It stops once, where what could change the verdict is no longer in the short form.
        rest = expected[len(asked) :]
        assert not rest or (weights[rest[0]].is_further and not weights[first].is_further)
        stopped += bool(rest)
    assert stopped


def test_every_meeting_opens_with_a_question_asked_once_that_is_not_delicate() -> None:
    for kind, stage in product(KINDS, STAGES):
        first = example(blank(kind, stage)).next_question().question
        assert first is not None
        assert first.once, (kind, stage)
        assert not first.delicate, (kind, stage)


@pytest.mark.parametrize("name", ["accreditation-lost", "first-contact", "ready-to-sign"])
def test_a_meeting_is_asked_everything_once_and_hears_once_that_all_is_settled(name: str) -> None:
    said = shipped_scenario(name)
    room = example(cleared(said))
    steps = list(meeting(room, said))
    asked = [question.id for question, _ in steps]
    assert len(set(asked)) == len(asked)
    assert not any(room.asking.remaining(room.current))
    assert sum(step.is_settled for _, step in steps) == (name == "accreditation-lost")
    # An answer that counts unsettles it; the one before settles it again, and that is said again.
    if name == "accreditation-lost":
        decisive = steps[0][0]
        room.change(room.current.clear(decisive.id))
        room.change(room.current.clear("first-year-goal"))
        assert not room.next_question(decisive.id).is_settled
        room.change(answered(room.current, decisive, said))
        assert room.next_question(decisive.id).is_settled


def test_three_are_worth_talking_about_and_then_it_is_settled_again() -> None:
    said = shipped_scenario("accreditation-lost")
    room = example(cleared(said))
    first = room.next_question().question
    assert first is not None
    room.change(answered(room.current, first, said))
    assert room.next_question(first.id).is_settled
    assert room.asking.deciding(room.current) == 0
    labels = {rating.label for rating in RULEBOOK.wording.ratings.values()}
    for is_live in (False, True):
        room.is_live = is_live
        ways = ways_on(room, is_settled=True)
        assert ways is not None
        assert ways.title == SETTLED
        # Only who has chosen to see the verdict hears it.
        assert (ways.says in labels) == is_live
    talked = []
    question = room.asking.talk(room.current)
    while question is not None:
        talked.append(question)
        step = room.next_question(question.id)
        question = step.question
    assert step.is_settled
    assert len(talked) == 3
    assert [question.delicate for question in talked] == [False, False, True]
    # Passed over, they are as open as before.
    following = room.asking.go_on(room.current)
    assert following is not None
    assert {q.id for q in talked} < {
        q.id for part in room.asking.remaining(room.current) for q in part
    }


def test_what_is_passed_over_is_asked_again_where_the_room_goes_back_to_it() -> None:
    room = example(blank(stage="exploring"))
    asked = passed_over(room)
    assert {q.id for q in room.asking.remaining(room.current).short_form} == {*asked}
    again = room.asking.take_up(room.current, "short_form")
    assert again is not None
    following = room.next_question(again.id).question
    assert following is not None
    assert {again.id, following.id} <= {*asked}


def test_after_what_was_parked_the_room_is_asked_how_to_go_on() -> None:
    said = shipped_scenario("ready-to-sign")
    room = example(cleared(said))
    parked = [q for q in room.asking.remaining(room.current).short_form if q.once][:2]
    for one in parked:
        room.change(room.current.park(one.id))
    step = room.next_question()
    while step.question is not None:
        room.change(answered(room.current, step.question, said))
        step = room.next_question(step.question.id)
    ways = ways_on(room, is_settled=False)
    assert ways is not None
    assert "p" in [way.key for way in ways.choices]
    settled = ways_on(room, is_settled=True)
    assert settled is not None
    assert "p" in [way.key for way in settled.choices]
    first, second = parked
    assert room.asking.take_up(room.current, "parked") is first
    # Passed over or answered, the other one follows; then no further question comes unasked.
    assert room.next_question(first.id).question is second
    room.change(answered(room.current, second, said))
    assert room.next_question(second.id).question is None
    assert room.asking.remaining(room.current).further


def test_the_order_of_the_page_is_one_switch_away() -> None:
    room = example(blank(stage="exploring"))
    room.asking.by_topic = True
    places = [list(RULEBOOK.questions).index(question) for question in passed_over(room)]
    assert places == sorted(places)
    room.close()
    assert room.asking.by_topic


def test_of_two_requests_only_the_newest_is_worked_out() -> None:
    older, newer = blank(), blank(stage="exploring")
    room = example(newer)

    async def both() -> None:
        await asyncio.gather(room.asking.prepare(older), room.asking.prepare(newer))

    asyncio.run(both())
    assert room.asking.is_ready(Session(newer))


def test_back_goes_the_way_one_came() -> None:
    trail = Trail()
    assert trail.back("a") is None
    trail.leave("a")
    trail.leave("d")
    assert trail.back("b") == "d"
    assert trail.back("d") == "a"
    assert trail.forward("a") == "d"
    trail.leave("d")
    assert trail.forward("c") is None
    assert trail.back("c") == "d"
