"""What is read back: first what was heard, in sentences; what was not asked is one line."""

from pathlib import Path

import pytest

from advisor.interview.state.heard import read_back
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import questions_asked
from advisor.scenario.answers import Answer
from tests.interview.screen import blank, driven, run, written
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")

NOTE = "Under any\nother business."


def test_what_was_heard_reads_as_sentences_and_the_rest_is_counted() -> None:
    rulebook = shipped_rulebook()
    told = Answer(answer="told", note=NOTE, said_by="the head of Oak")
    secret = Answer(answer="told", note="lukewarm", visibility="private", said_by="the clerk")
    session = Session(
        blank()
        .with_answer("values-compared", Answer(answer="not-done", said_by="the deputy"))
        .with_answer("governing-body", told, "Oak")
        .with_answer("governing-body", secret, "Elm")
        .with_answer("agreement", Answer(answer="unknown", who_could_tell="the clerk"))
    )
    text = read_back(rulebook, session)
    heard = {one.question.id: one.said for topic in text.by_topic.values() for one in topic}
    levels = {q: rulebook.questions[q].level for q in heard}
    assert heard == {
        "values-compared": (
            f"{levels['values-compared']('not-done').says} (The deputy said this.)",
        ),
        "governing-body": (
            f"Oak: {levels['governing-body']('told').says} "
            "(The head of Oak: “Under any other business.”)",
            f"Elm: {levels['governing-body']('told').says} (a private note)",
        ),
        "agreement": ("nobody knows; ask the clerk",),
    }
    not_asked = {one.question.id for one in text.not_asked}
    assert not_asked == {q.id for q in questions_asked(rulebook, session.scenario)} - set(heard)


def test_what_tells_the_room_how_to_choose_is_not_read_back() -> None:
    rulebook = shipped_rulebook()
    scenario = blank().with_answer("head-backing", Answer(answer="going-along"), "Oak")
    text = read_back(rulebook, Session(scenario).open("head-backing"))
    (heard,) = (one for topic in text.by_topic.values() for one in topic)
    assert heard.said == ("Oak: The head has doubts or conditions.", "Elm: not asked yet")


def test_what_was_not_asked_is_one_line_that_can_be_opened(room: Path) -> None:
    scenario = blank(room="us").with_answer("values-compared", Answer(answer="not-done"))
    file = written(scenario, room / "a.yaml")
    asked = len(list(questions_asked(shipped_rulebook(), scenario)))
    reach = shipped_rulebook().questions["reach"].asks

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert f"{asked - 1} questions were not asked" in hands.said
            assert reach not in hands.said
            await hands.press("end", "enter")
            assert reach in hands.said
            await hands.press("down", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "reach"
            await hands.press("2", "enter")
            await hands.screen("ReadBackScreen")
            # An answer may hide further questions.
            asked_now = len(list(questions_asked(shipped_rulebook(), hands.scenario)))
            assert f"{asked_now - 2} questions were not asked" in hands.said

    run(steps)
