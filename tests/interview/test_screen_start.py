"""The first screen: what is begun, and how a new partnership is set up, fact by fact."""

import datetime as dt
from pathlib import Path

import pytest

from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import Partner
from tests.interview.screen import blank, driven, run, set_up, written

pytestmark = pytest.mark.usefixtures("room")


def test_a_new_partnership_is_set_up_by_keyboard(room: Path) -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press("d", "n", "n", "n", "n")
            assert "This looks like" in hands.shown
            await hands.press("y", "2", "1")
            await hands.screen("DatesDialog")
            for what, day in (("Begin", "1 September 2026"), ("Governors meet", "25/6/2026")):
                await hands.press("a")
                await hands.type(what, "enter")
                await hands.type(day, "enter")
                assert "What sort of day is it?" in hands.shown
                await hands.press("1" if what == "Governors meet" else "7")
            assert hands.shown.index("25 June 2026") < hands.shown.index("1 September 2026")
            await hands.press("d")
            await hands.screen("QuestionsScreen")
            said = hands.scenario
            oak, elm = said.partners
            assert (said.partnership, said.stage, said.room) == ("Year 5 coding", "agreeing", "us")
            assert said.kind == "independent-state"
            assert said.as_of is None
            assert (oak.sector, oak.role, oak.core) == ("state", "lead", True)
            assert (elm.sector, elm.role, elm.core) == ("independent", "member", False)
            assert elm.answers_from == "others"
            found = [(date.what, date.is_) for date in said.dates]
            assert found == [("Governors meet", "board-meeting"), ("Begin", "other")]
            assert len(list((room / "state" / "journals").glob("*.json"))) == 1

    run(steps)


def test_escape_goes_back_a_step_and_from_the_first_one_out() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press("d", "n")
            assert "Fact 2 of 4" in hands.shown
            await hands.press("escape")
            assert "Fact 1 of 4" in hands.shown
            await hands.press("escape")
            await hands.screen("PartnersDialog")
            assert "Oak" in hands.shown
            await hands.press("d", "n", "n", "n", "n", "y", "3", "escape")
            assert "What must you decide" in hands.shown
            await hands.press(*["escape"] * 7)
            assert "What is the partnership called?" in hands.shown
            assert "Year 5 coding" in hands.shown
            await hands.press("escape")
            await hands.screen("StartScreen")
            assert hands.app.room.session is None

    run(steps)


def test_a_name_and_a_partner_are_needed() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("n", "enter")
            assert "type a name" in hands.shown
            await hands.type("Test", "enter")
            await hands.screen("PartnerDialog")
            await hands.press("enter")
            assert "type a name" in hands.shown
            await hands.press("escape", "d")
            assert "add at least one partner" in hands.shown

    run(steps)


def test_the_kind_follows_from_the_facts_and_can_be_another() -> None:
    async def steps() -> None:
        async with driven() as hands:
            labels = {k: words.label for k, words in hands.app.room.rulebook.wording.kinds.items()}
            await set_up(hands)
            await hands.press("d", "n", "y", "n", "n")
            line = f"{labels['itt']} and {labels['independent-state']}"
            assert f"This looks like: {line}. Right?" in hands.said, hands.said
            await hands.press("n", str(list(labels).index("support") + 1), "1", "2", "d")
            await hands.screen("QuestionsScreen")
            assert hands.scenario.kinds == {"support"}
            assert hands.scenario.room == "with-partners"

    run(steps)


def test_the_kinds_that_facts_propose_all_apply() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press("d", "n", "y", "n", "n", "y", "1", "1", "d")
            await hands.screen("QuestionsScreen")
            assert (hands.scenario.kind, hands.scenario.also) == ("itt", ("independent-state",))

    run(steps)


def test_partners_are_renamed_with_their_answers_and_removed_after_asking(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await hands.command("Change: Partners")
            await hands.screen("PartnersDialog")
            await hands.press("enter")
            await hands.type("Moorfield Academy", "enter")
            assert "another partner has this name" in hands.shown
            await hands.type("Priory Road Upper School", "enter")
            await hands.press("down", "r")
            given = len(before.partners[1].answers)
            assert f"Remove Moorfield Academy and its {given} answers?" in hands.shown
            await hands.press("enter", "r", "y", "enter", "d")
            await hands.screen("QuestionsScreen")
            first, last = hands.scenario.partners
            assert first.name == "Priory Road Upper School"
            assert first.answers == before.partners[0].answers
            assert last == before.partners[2]
            await hands.press("ctrl+z")
            assert hands.scenario == before

    run(steps)


def test_alike_partners_share_an_entry(room: Path) -> None:
    names = [f"School {n}" for n in range(1, 14)]
    partners = tuple(Partner(name=name, sector="state") for name in [*names, "Elm"])
    everybody = (*partners, Partner(name="Uni", role="lead"))
    file = written(blank("itt", partners=everybody), room / "a.yaml")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.command("Change: Partners")
            assert "groups of alike ones" in hands.said
            await hands.press("g", "y", "enter", "d")
            await hands.screen("QuestionsScreen")
            assert [(p.name, p.count) for p in hands.scenario.partners] == [
                ("School 1 and 13 alike", 14),
                ("Uni", 1),
            ]

    run(steps)


def test_days_are_removed_and_a_day_that_is_none_is_not_taken(room: Path) -> None:
    dates = (KeyDate(on=dt.date(2026, 6, 25), what="Governors meet"),)
    file = written(blank(dates=dates), room / "a.yaml")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.command("Change: Key dates")
            await hands.press("r", "y", "enter", "a")
            await hands.type("Begin", "enter")
            await hands.type("31 June 2026", "enter")
            assert "no such day" in hands.shown
            await hands.type("2026-09-01", "enter")
            await hands.press("7", "d")
            await hands.screen("QuestionsScreen")
            assert hands.scenario.dates == (KeyDate(on=dt.date(2026, 9, 1), what="Begin"),)

    run(steps)


def test_help_tells_the_keys_that_work_here() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("h")
            await hands.screen("Page")
            assert "In the meeting" in hands.shown
            await hands.press("pagedown")
            assert "Keys that work here" in hands.shown
            await hands.press("escape", "f1")
            await hands.screen("Page")
            await hands.press("escape")
            await hands.screen("StartScreen")

    run(steps)
