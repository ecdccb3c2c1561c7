"""Delicate questions stay closed in every list, and the advice asks before it rests on them."""

from pathlib import Path

import pytest
from textual.command import CommandPalette

from advisor.interview.palette import commands
from advisor.scenario.loading import load_scenario
from tests.interview.screen import Driven, driven, run, written
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
    titles = [f"{c.title} {c.also}" for c in commands(hands.app, hands.app.screen)]
    found["menu, as searched"] = "\n".join(titles)
    await hands.press("colon")
    await hands.until(lambda: isinstance(hands.app.screen, CommandPalette))
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
    await hands.press("5")
    found["find out"] = hands.shown
    await hands.press("i")
    await hands.screen("WhatIfScreen")
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
            await hands.until(lambda: "Export the advice as" in hands.said)
            await hands.press("3")
            await hands.screen("AskLine")
            await hands.type("advice.txt", "enter")
            await hands.until(lambda: "Written to" in hands.told)
            assert hands.is_on("ReadBackScreen")
            assert "PARTNERSHIP ADVICE" in (room / "advice.txt").read_text()
            await hands.press("d", "s", "enter")
            await hands.advice()
            await hands.press("b", "d")
            await hands.advice()

    run(steps)


def test_what_everybody_opened_is_shown_without_asking(theirs: Path) -> None:
    async def steps() -> None:
        async with driven(theirs) as hands:
            for question in shipped_rulebook().questions.values():
                if question.delicate:
                    session = hands.app.current.with_opened(question.id)
                    hands.app.change(session)
            await hands.press("r", "d")
            await hands.advice()

    run(steps)
