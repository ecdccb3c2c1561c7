"""How far the meeting has come: how each question stands, the place in the form, minutes left."""

from dataclasses import replace

import pytest

from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.pace import Pace
from advisor.interview.state.question_map import (
    by_topic,
    progress_at,
    question_map,
    welcome_back,
)
from advisor.interview.state.question_view import said_before
from advisor.interview.state.session import Session
from advisor.scenario.answers import Answer
from tests.interview.screen import blank
from tests.shipped import shipped_rulebook

THREE = ({"name": "Oak"}, {"name": "Elm"}, {"name": "Ash"})
UNKNOWN = Answer(answer="unknown")


class Clock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def pace_after(*gaps: float, count: int = 1) -> Pace:
    """Return the pace after an answer, and another after each gap."""
    clock = Clock()
    pace = Pace(clock)
    pace.answered(count)
    for gap in gaps:
        clock.now += gap
        pace.answered(count)
    return pace


def test_minutes_are_one_an_answer_at_first() -> None:
    assert Pace().minutes_for(0) == 0
    assert Pace().minutes_for(8) == 8
    assert Pace().minutes_for(22) == 25


def test_with_each_answer_they_are_more_those_of_this_meeting() -> None:
    told = [pace_after(*[30.0] * gaps).minutes_for(12) for gaps in range(26)]
    assert told == sorted(told, reverse=True)
    # Half and half after ten, and this meeting's own after twenty.
    assert (told[0], told[1], told[10], told[20], told[25]) == (12, 12, 9, 6, 6)
    assert pace_after(*[30.0] * 20).minutes_for(1) == 1
    # A break is no answer that took an hour, and one long talk does not set the pace.
    assert pace_after(*[30.0] * 9, 3600.0, 290.0, *[30.0] * 10).minutes_for(12) == 6
    # Three schools alike, eight times: 24 answers, each a third of two minutes.
    assert pace_after(*[120.0] * 7, count=3).minutes_for(12) == 8


def test_nobody_answers_a_question_in_less_than_twenty_seconds() -> None:
    quick = pace_after(*[1.0] * 30)
    assert quick.minutes_for(6, questions=6) == 2
    # One answer for six schools alike is given at once.
    assert quick.minutes_for(36, questions=6) == 2
    # One answer for many schools, given fast, takes no quarter of an hour off what is left.
    assert pace_after(2.0, count=6).minutes_for(16, questions=6) >= 10


def test_a_meeting_with_nothing_but_breaks_keeps_the_estimate() -> None:
    assert pace_after(*[400.0] * 12).minutes_for(7) == 7


def test_a_correction_counts_for_nothing() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(21):
        pace.answered()
        clock.now += 5
        pace.answered(0)
        clock.now += 25
    assert pace.minutes_for(10) == 5


def standing(session: Session, question: str) -> str:
    mapped = question_map(shipped_rulebook(), session)
    return next(one.standing for one in mapped if one.question.id == question)


def test_each_question_has_a_standing() -> None:
    session = Session(blank(partners=THREE))
    assert standing(session, "values-compared") == "open"
    assert standing(session.park("values-compared"), "values-compared") == "parked"
    assert standing(session.answer("values-compared", UNKNOWN), "values-compared") == "unknown"
    board = "governing-body"
    levels = shipped_rulebook().questions[board].order
    one = session.answer(board, Answer(answer=levels[0]), "Oak")
    assert standing(one, board) == "partly"
    two = one.answer(board, Answer(answer=levels[1]), "Elm")
    # What two of three schools know is not what nobody knows.
    assert standing(two.answer(board, UNKNOWN, "Ash"), board) == "partly"
    assert standing(two.answer(board, Answer(answer=levels[0]), "Ash"), board) == "answered"
    question = shipped_rulebook().questions[board]
    every = QuestionCursor(session, question, alike=True).give(UNKNOWN)
    assert standing(every, board) == "unknown"


def test_a_closed_question_shows_no_more_than_whether_it_is_answered() -> None:
    session = Session(blank(partners=THREE))
    backing = shipped_rulebook().questions["head-backing"]
    assert backing.delicate
    for answer in ("unknown", backing.order[0]):
        first = session.answer(backing.id, Answer(answer=answer), "Oak")
        assert standing(first, backing.id) == "closed"
        every = QuestionCursor(session, backing, alike=True).give(Answer(answer=answer))
        assert standing(every, backing.id) == "answered"
    assert standing(session.open(backing.id), backing.id) == "open"


def test_the_map_has_what_the_agenda_has_in_the_order_of_topics() -> None:
    rulebook, session = shipped_rulebook(), Session(blank(partners=THREE))
    mapped = question_map(rulebook, session)
    assert {one.question.id for one in mapped} == {
        question.id for question in agenda(rulebook, session.scenario)
    }
    titles = [title for title, _ in by_topic(rulebook, mapped)]
    assert titles == [topic.title for topic in rulebook.topics if topic.title in titles]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("order", [1, -1])
def test_the_place_grows_by_one_for_each_question_dealt_with_in_any_order(order: int) -> None:
    rulebook, session = shipped_rulebook(), Session(blank(partners=THREE))
    form = [q for q in agenda(rulebook, session.scenario) if is_essential(q, session.scenario)]
    for number, question in enumerate(form[::order], 1):
        progress = progress_at(question_map(rulebook, session), question.id)
        assert progress is not None
        assert progress.text == f"{number} of {len(form)}"
        if number % 3 == 0:
            session = session.park(question.id)
        elif question.once:
            session = session.answer(question.id, UNKNOWN)
        else:
            session = QuestionCursor(session, question, alike=True).give(UNKNOWN)
        after = progress_at(question_map(rulebook, session), question.id)
        assert after is not None
        assert after.place == number
    left = progress_at(question_map(rulebook, session), form[0].id)
    assert left is not None
    assert left.open == sum(1 if q.once else 3 for q in form[::order][2::3])


def test_a_question_that_is_not_asked_here_has_no_place() -> None:
    rulebook, session = shipped_rulebook(), Session(blank(stage="exploring"))
    mapped = question_map(rulebook, session)
    assert progress_at(mapped, "governing-body") is None
    further = next(one for one in mapped if not one.is_essential)
    progress = progress_at(mapped, further.question.id)
    assert progress is not None
    assert progress.text.startswith("further 1 of ")
    later = replace(session, parked=frozenset([further.question.id]))
    assert progress_at(question_map(rulebook, later), further.question.id) == progress


def test_who_comes_back_is_told_what_is_open() -> None:
    rulebook, session = shipped_rulebook(), Session(blank(stage="exploring"))
    # An answer can bring up another question.
    while left := [one for one in question_map(rulebook, session) if one.open]:
        question = left[0].question
        if question.once:
            session = session.answer(question.id, UNKNOWN)
        else:
            session = QuestionCursor(session, question, alike=True).give(UNKNOWN)
    assert "Every question has an answer" in welcome_back(question_map(rulebook, session))
    first, *_, last = agenda(rulebook, session.scenario)
    further = welcome_back(question_map(rulebook, session.clear(last.id)))
    assert "The short form is done" in further
    assert "shows the advice" in further
    again = session.clear(first.id).clear(last.id).park(first.id)
    told = welcome_back(question_map(rulebook, again))
    assert told == "Welcome back. Open: 1 in the short form, 1 further one (1 parked)."


def test_what_was_said_to_an_earlier_question_stands_beside_the_one_that_replaces_it() -> None:
    rulebook = shipped_rulebook()
    asked, said = "Who asked for this?", "The boards did."
    earlier = {"question": "mandate", "asked": asked, "answer": said}
    scenario = blank(earlier=(earlier, {**earlier, "partner": "Oak", "answer": "Oak did."}))
    new = rulebook.questions["who-asked"]
    assert new.id in rulebook.changes.successors["mandate"]
    (told,) = said_before(rulebook, scenario, new, None)
    assert asked in told
    assert said in told
    assert len(said_before(rulebook, scenario, new, "Oak")) == 2
    assert said_before(rulebook, scenario, new, "Elm") == (told,)
    assert said_before(rulebook, scenario, rulebook.questions["reach"], None) == ()
