"""What we heard, and the result: its parts, what is behind a finding, what the meeting sets."""

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import OptionList

from advisor.__main__ import run as command
from advisor.interview.screens.result import ResultScreen
from advisor.reasoning.asked_questions import questions_asked
from advisor.report.days_in_words import weekday_and_day
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import Driven, driven, how_much_is_known, result, run, written
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")


async def _current(hands: Driven) -> None:
    """Wait until the advice is that of what stands now."""

    def is_current() -> bool:
        screen = hands.app.screen
        if not isinstance(screen, ResultScreen) or screen.phrases is None:
            return False
        shown = screen.phrases.assessment
        said = hands.app.room.current.scenario
        owners = {step.id: step.owner for step in shown.steps if step.owner}
        return owners == {k: v.owner for k, v in said.steps.items() if v.owner}

    await hands.until(is_current)


def test_what_was_heard_is_put_right_on_the_spot(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            known, asked = how_much_is_known(ours)
            assert f"{known} of {asked} answers known" in hands.said
            assert "the schools use the same written words for it" in hands.said
            await hands.press("down", "down", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "need-shown"
            await hands.press("1", "enter")
            await hands.screen("ReadBackScreen")
            assert hands.answered("need-shown") == "nobody-said"
            assert hands.app.screen.query_one("#heard", OptionList).highlighted == 3
            await hands.press("ctrl+z")
            assert hands.answered("need-shown") == "one-schools-figures"
            await hands.press("ctrl+y")
            assert hands.answered("need-shown") == "nobody-said"
            await hands.press("j")
            await hands.screen("JumpDialog")
            await hands.type("1", "enter")
            await hands.screen("QuestionsScreen")
            await hands.press("escape")
            await hands.screen("ReadBackScreen")
            await hands.press("b")
            await hands.screen("QuestionsScreen")

    run(steps)


def test_delicate_answers_are_read_back_only_once_they_are_opened(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 140)) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            delicate = [
                q for q in questions_asked(shipped_rulebook(), hands.scenario) if q.delicate
            ]
            assert hands.said.count("answered; hidden until opened") == len(delicate) > 1
            assert "They have met a few times" not in hands.said
            assert "in writing, or to the staff" not in hands.said
            await hands.press("o")
            assert "hidden until opened" not in hands.said
            assert "The head has said yes in writing, or to the staff." in hands.said
            assert "(a private note)" in hands.said
            assert "Fernhill said" not in hands.said

    run(steps)


def test_answers_that_contradict_each_other_are_asked_back_first(ours: Path) -> None:
    scenario = load_scenario(ours, shipped_rulebook())
    for question, level in (
        ("oversight", "group-reports"),
        ("cost-worked-out", "per-school-accepted"),
    ):
        scenario = scenario.with_answer(question, Answer(answer=level))
    scenario = scenario.with_answer("head-backing", Answer(answer="said-no"), "Fernhill House")

    async def steps() -> None:
        async with driven(written(scenario, ours)) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert "WHICH IS RIGHT?" in hands.said
            assert hands.said.count("Which is right?") == 1
            assert "and one is delicate" in hands.said
            assert "this head has said no" not in hands.said
            await hands.press("o")
            assert "Fernhill House: You said that each school has accepted its part" in hands.said
            assert "Moorfield Academy: You said that" in hands.said
            assert hands.said.count("Which is right?") == 2
            # Either answer can be opened from here.
            assert hands.said.count("Or put right: ") == 2
            await hands.press("home", "down", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "head-backing"
            await hands.press("enter")
            await hands.screen("ReadBackScreen")
            await hands.press("home", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "cost-worked-out"
            await hands.press("2", "enter")
            await hands.screen("ReadBackScreen")
            assert hands.said.count("Which is right?") == 1
            # What is left is asked about once before the advice; Enter alone goes to settle it.
            await hands.press("d")
            await hands.until(lambda: "Two answers do not fit together" in hands.said)
            await hands.press("enter")
            await hands.screen("ReadBackScreen")
            await hands.press("d")
            await hands.until(lambda: "do not fit together" in hands.said)
            await hands.press("d", "enter")
            for _ in range(2):
                await hands.advice()
                await hands.press("b")
                await hands.screen("ReadBackScreen")
                await hands.press("d")

    run(steps)


def test_the_parts_of_the_advice_are_shown_by_key_arrow_and_click(ours: Path) -> None:
    parts = {
        "1 Advice": "FOUNDATIONS FIRST",
        "2 Plan": "Tue 23 June",
        "3 Find out": "the business managers",
        "f Full report": "FULL REPORT",
    }

    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            # A key can come before the advice does.
            screen = hands.app.screen
            assert isinstance(screen, ResultScreen)
            phrases, screen.phrases = screen.phrases, None
            await hands.press("right", "2", "e", "p")
            screen.phrases = phrases
            # No model names this kind of partnership, so it has no tab.
            assert "[1 Advice] 2 Plan 3 Find out 4 What if f Full report" in hands.said
            for name, shows in parts.items():
                await hands.press(name[0])
                assert f"[{name}]" in hands.said
                assert shows in hands.said
            await hands.press("5")
            assert "[f Full report]" in hands.said
            for name, shows in reversed(parts.items()):
                await hands.click(name)
                assert f"[{name}]" in hands.said
                assert shows in hands.said
            await hands.press("right")
            assert "[2 Plan]" in hands.said
            await hands.press("left", "left")
            assert "[f Full report]" in hands.said
            await hands.press("p")
            assert "PARTNERSHIP BRIEF" in hands.said
            await hands.press("p", "4")
            await hands.screen("WhatIfScreen")
            await hands.click("2 Plan")
            await hands.screen("ResultScreen")
            assert "[2 Plan]" in hands.said
            assert hands.app.room.trial is None

    run(steps)


def test_the_advice_lists_concerns_then_strengths_then_what_comes_later(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(80, 60)) as hands:
            await result(hands)
            heard = ("Put point", "WHAT DECIDES THIS", "WORTH WATCHING", "IN YOUR FAVOUR")
            last = ("What the next decision needs", "What these documents do not cover")
            places = [hands.said.index(text) for text in (*heard, *last)]
            assert places == sorted(places)
            assert "below" not in hands.said
            assert "…" not in hands.said
            for says in ("Safeguarding", "THE NEXT DECISION"):
                await hands.press("end" if says == "Safeguarding" else "up", "enter")
                await hands.screen("ConcernScreen")
                assert says.upper() in hands.said.upper()
                await hands.press("escape")
                await hands.screen("ResultScreen")

    run(steps)


def test_a_concern_opens_and_an_answer_of_it_goes_to_the_question_and_back(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 90)) as hands:
            await result(hands)
            await hands.press("enter")
            await hands.screen("ConcernScreen")
            said = "You said", "has not been told", "Why it matters", "What to do", "Source", "p.43"
            for part in said:
                assert part in hands.said
            await hands.press("1")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "governing-body"
            assert "▸ Moorfield Academy" in hands.shown
            await hands.press("enter")
            await hands.screen("ConcernScreen")
            await hands.click("has not been told")
            await hands.screen("QuestionsScreen")
            await hands.press("6", "enter")
            await hands.screen("ConcernScreen")
            assert hands.answered("governing-body", "Moorfield Academy") == "minuted"
            # The other board has not decided: the same concern, and less serious.
            await hands.until(lambda: "What limits it: as it is," in hands.said)
            assert "This ends once every board" in hands.said
            await hands.press("1")
            await hands.screen("QuestionsScreen")
            assert "▸ Priory Road School" in hands.shown
            await hands.press("6", "enter")
            await hands.screen("ConcernScreen")
            await hands.until(lambda: "This is no longer the case" in hands.said)
            await hands.press("escape")
            await hands.screen("ResultScreen")
            await hands.until(lambda: "Not every board" not in hands.said)

    run(steps)


def test_beside_the_list_stands_what_is_behind_the_marked_line(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(120, 40)) as hands:
            await result(hands)
            assert "What decides this: as it is," in hands.said
            assert "This ends once every board" in hands.said
            await hands.press("enter")
            assert hands.is_on("ResultScreen")
            await hands.press("9")
            assert "There is no answer 9 here. Escape goes to the list." in hands.told
            await hands.press("1")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "governing-body"
            await hands.press("enter")
            await hands.screen("ResultScreen")
            await hands.press("escape", "down")
            assert "This ends once every board" not in hands.said
            await hands.press("up", "s")
            assert "[2 Plan]" in hands.said
            assert "Done when" in hands.said

    run(steps)


def test_a_disagreement_is_kept_and_the_verdict_stays(ours: Path, room: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            headline = hands.shown.splitlines()[2]
            assert "FOUNDATIONS FIRST" in headline
            await hands.press("enter", "d")
            await hands.type("They meet on [25] June.", "enter")
            await hands.screen("ConcernScreen")
            assert "They meet on [25] June." in hands.said
            await hands.press("escape")
            await hands.until(lambda: "(we disagree)" in hands.said)
            assert hands.shown.splitlines()[2] == headline
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    kept = load_scenario(ours, shipped_rulebook())
    assert list(kept.disagreements.values()) == ["They meet on [25] June."]
    export = ["assess", str(ours), "--report", "full", "--output", str(room / "a.md")]
    assert command(export) == 0
    assert "They meet on" in (room / "a.md").read_text()


def test_a_disagreement_is_taken_out_by_an_empty_line(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await result(hands)
            await hands.press("d")
            await hands.type("Not so.", "enter")
            await hands.screen("ResultScreen")
            assert list(hands.scenario.disagreements.values()) == ["Not so."]
            await hands.press("d")
            await hands.screen("AskLine")
            await hands.press("ctrl+u", "enter")
            await hands.screen("ResultScreen")
            assert hands.scenario == before

    run(steps)


def test_a_step_takes_an_owner_a_day_and_a_status(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.press("2", "down", "enter")
            await hands.type("the deputy", "enter")
            # The key dates of the file come first; then any other day.
            assert "Thu 25 June" in hands.said
            # The digit of a key date may begin a day, so it keeps nothing before Enter.
            await hands.type("2")
            assert "Enter keeps 25 June 2026." in hands.said
            assert [step.by for step in hands.scenario.steps.values()] == [None]
            await hands.type("31/6/2026", "enter")
            assert "no such day" in hands.said
            await hands.type("5 December 2025", "enter")
            assert "that day is past; give 12 May 2026 or a later one" in hands.said
            await hands.type("26 Jun", "enter")
            await _current(hands)
            assert "Kept: the deputy, by 26 June 2026." in hands.said
            (agreed,) = hands.scenario.steps.values()
            assert agreed == StepAgreement(owner="the deputy", by=dt.date(2026, 6, 26))
            assert "you set: the deputy, Fri 26 June" in hands.said
            assert "[2 Plan]" in hands.said
            await hands.press("enter", "escape")
            assert (agreed,) == tuple(hands.scenario.steps.values())
            await hands.press("s", "2")
            assert "A key marks its line" in hands.said
            await hands.press("enter")
            await hands.until(lambda: "under way" in hands.said)
            await hands.press("enter", "enter", "down", "enter")
            (agreed,) = hands.scenario.steps.values()
            assert agreed.by == dt.date(2026, 6, 25)
            assert agreed.status == "under-way"
            await hands.press("s", "3", "enter")
            # The advice follows the answers: what the step was to bring is not said yet.
            assert "Did this change the answer?" in hands.said
            await hands.press("n", "enter")
            await hands.until(lambda: "under way" not in hands.said)
            assert "is done, and at the end of the list." in hands.said
            # The mark is on the step that came after it, not at the end of the list.
            marked = hands.app.screen.query_one(OptionList).highlighted_option
            assert marked is not None
            assert marked.id not in hands.scenario.steps
            await hands.press("end")
            assert "DONE, DROPPED" in hands.said
            # One undo for the owner and the day, which were kept in one line.
            await hands.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
            assert hands.scenario.steps == {}

    run(steps)


def test_a_question_that_the_advice_opened_leads_to_what_was_heard(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.visit("values-compared")
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert "⏎ Put it right" in hands.said
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.said)
            await hands.visit("values-compared")
            await hands.press("1", "r")
            await hands.screen("ReadBackScreen")
            # It would be so no longer.
            await hands.until(lambda: "Saved to" not in hands.said)

    run(steps)


def test_an_owner_is_kept_though_no_day_is_given(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            session = hands.app.room.session
            assert session is not None
            day = session.scenario.dates[0].on
            again = session.scenario.with_facts(next_meeting=day)
            hands.app.room.session = session.update(again)
            await result(hands)
            await hands.press("2", "enter")
            await hands.type("the deputy", "enter")
            # Two things on one day are one line.
            assert hands.said.count(weekday_and_day(day, year_of=hands.scenario.as_of)) == 1
            assert "you meet next" in hands.said
            await hands.press("escape")
            await _current(hands)
            assert [step.owner for step in hands.scenario.steps.values()] == ["the deputy"]
            assert "Kept: the deputy, no day set." in hands.said
            assert "you set: the deputy; day suggested: " in hands.said
            # From any part to the advice, and only from there to what was heard.
            await hands.press("escape")
            assert "[1 Advice]" in hands.said
            await hands.press("escape")
            await hands.screen("ReadBackScreen")

    run(steps)


def test_what_to_find_out_opens_its_question(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(80, 60)) as hands:
            await result(hands)
            await hands.press("3")
            # A line a question, with the schools that have not answered it.
            assert hands.said.count("What time or money") == 1
            await hands.click("What time or money")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "school-commits"
            assert "▸ Moorfield Academy" in hands.shown
            await hands.press("3", "enter")
            await hands.screen("ResultScreen")
            assert hands.answered("school-commits", "Moorfield Academy") == "release"

    run(steps)
