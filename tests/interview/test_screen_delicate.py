"""Delicate questions stay closed in every list, and the advice asks before it rests on them."""

from pathlib import Path

import pytest

from advisor.files.clean_text import one_line
from advisor.interview.menu import commands
from advisor.interview.state.interim_verdict import verdict_and_changes
from advisor.interview.state.session import Session
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import AS_TEXT, Driven, blank, choose, driven, run, written
from tests.shipped import shipped_rulebook

TALL = (110, 400)


@pytest.fixture
def theirs(ours: Path) -> Path:
    """Return a file with delicate answers, to be looked at with the partners in the room."""
    scenario = load_scenario(ours, shipped_rulebook()).with_facts(room="with-partners")
    return written(scenario.with_answer("recruiting-worry", None), ours)


def _named(shown: str) -> list[str]:
    """Return the delicate questions that a text names, by their words or their ids."""
    delicate = [q for q in shipped_rulebook().questions.values() if q.delicate]
    flat = " ".join(shown.split())
    return [q.id for q in delicate if q.asks[:40] in flat or q.id in flat]


async def _lists(hands: Driven) -> dict[str, str]:
    """Return what each list of questions shows."""
    found = {}
    titles = [f"{c.title} {c.also}" for c in commands(hands.app.screen)]
    found["menu, as searched"] = "\n".join(titles)
    await hands.press("colon")
    await hands.screen("CommandMenu")
    await hands.until(lambda: "Go to" in hands.shown)
    found["menu"] = hands.shown
    await hands.press("escape", "j")
    await hands.screen("JumpDialog")
    found["jump list"] = hands.shown
    await hands.press("escape", "r")
    await hands.screen("ReadBackScreen")
    found["read back"] = hands.shown
    await hands.press("d", "s", "enter")
    await hands.advice()
    await hands.press("3")
    found["find out"] = hands.shown
    await hands.press("i")
    await hands.screen("WhatIfScreen")
    await hands.press("a")
    found["what if"] = hands.shown
    return found


def test_no_list_names_a_delicate_question_that_is_not_open(theirs: Path) -> None:
    async def steps() -> None:
        async with driven(theirs, size=TALL) as hands:
            lists = await _lists(hands)
            for name, shown in lists.items():
                assert not _named(shown), name
                assert "a delicate question (Trust)" in " ".join(shown.split()), name

    run(steps)


def test_a_question_that_is_open_is_named_again(theirs: Path) -> None:
    async def steps() -> None:
        async with driven(theirs, size=TALL) as hands:
            await hands.visit("leads-relationship")
            await hands.press("o", "j")
            await hands.screen("JumpDialog")
            assert _named(hands.shown) == ["leads-relationship"]

    run(steps)


def test_with_partners_in_the_room_the_advice_asks_once(theirs: Path, room: Path) -> None:
    async def steps() -> None:
        async with driven(theirs) as hands:
            await hands.press("r", "d")
            assert "Show the advice here?" in hands.said
            assert "Partners are in the room" in hands.said
            await hands.press("escape")
            await hands.screen("ReadBackScreen")
            await hands.press("d", "enter")
            await hands.until(lambda: "Export the brief as" in hands.said)
            await hands.press(AS_TEXT, "enter")
            await hands.screen("AskFile")
            await hands.type("advice.txt", "enter")
            await hands.until(lambda: "Written to" in hands.told)
            assert hands.is_on("ReadBackScreen")
            assert "PARTNERSHIP BRIEF" in (room / "advice.txt").read_text()
            await hands.press("d", "s", "enter")
            await hands.advice()
            await hands.press("b", "d")
            await hands.screen("ResultScreen")

    run(steps)


def test_advice_goes_once_partners_come_into_the_room_and_is_asked_about_again(
    theirs: Path,
) -> None:
    written(load_scenario(theirs, shipped_rulebook()).with_facts(room="us"), theirs)

    async def steps() -> None:
        async with driven(theirs) as hands:
            await hands.press("r", "d")
            await hands.advice()
            for change in ("page", "redo"):
                if change == "page":
                    await hands.command("Change: Who is in the room")
                    await hands.screen("SetUpPage")
                    await choose(hands, "room", "2", "f2")
                else:
                    hands.app.room.change(hands.app.room.current.undo())
                    await hands.press("d")
                    await hands.advice()
                    hands.app.room.change(hands.app.room.current.redo())
                    hands.app.screen.show_current()  # type: ignore[attr-defined]
                await hands.screen("ReadBackScreen")
                assert not hands.app.screen.query("#says"), change
                assert "Partners may see this screen now" in hands.said
            await hands.press("d")
            await hands.until(lambda: "Show the advice here?" in hands.said)

    run(steps)


def test_what_everybody_opened_is_shown_without_asking(theirs: Path) -> None:
    async def steps() -> None:
        async with driven(theirs) as hands:
            for question in shipped_rulebook().questions.values():
                if question.delicate:
                    session = hands.app.room.current.open(question.id)
                    hands.app.room.change(session)
            await hands.press("r", "d")
            await hands.screen("ResultScreen")

    run(steps)


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"room": "with-partners"}, "Partners are in the room."),
        ({}, "The file does not say who is in the room: partners may see this screen."),
        ({"room": "us"}, ""),
    ],
)
def test_where_partners_may_see_the_screen_advice_asks_and_the_live_verdict_is_discreet(
    facts: dict[str, str], asks: str, room: Path
) -> None:
    rulebook = shipped_rulebook()
    bad, good = (Answer(answer=level) for level in ("falling-out", "fixed-dates"))
    file = written(blank(**facts).with_answer("leads-relationship", bad), room / "a.yaml")
    before = Session(load_scenario(file, rulebook))
    after = before.update(before.scenario.with_answer("leads-relationship", good))
    titles = [one_line(rule.title) for rule in rulebook.rules.values()]
    for session in (after, after.open("leads-relationship")):
        so_far = verdict_and_changes(rulebook, before.scenario, session)
        is_closed = bool(asks) and "leads-relationship" not in session.opened
        assert ("it depends on a delicate answer (" in so_far) == is_closed, so_far
        assert any(title in so_far for title in titles) != is_closed, so_far

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("r", "d")
            await hands.until(lambda: hands.is_on("Choose") or hands.is_on("ResultScreen"))
            assert hands.is_on("Choose") == bool(asks)
            assert asks in hands.said

    run(steps)
