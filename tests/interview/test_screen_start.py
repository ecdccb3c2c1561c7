"""The first screen: what is begun, and how a new partnership is set up, fact by fact."""

import datetime as dt
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.scenario.facts import About, KeyDate
from tests.interview.screen import (
    Driven,
    blank,
    choose,
    driven,
    fill_in_partner,
    finish_set_up,
    run,
    set_up,
    written,
)

pytestmark = pytest.mark.usefixtures("room")


async def _add_day(hands: Driven, day: str, what: str, *facts: str) -> None:
    await hands.press("enter")
    await hands.screen("DayForm")
    await hands.type(day, "down")
    await hands.type(what)
    for fact in facts:
        await hands.press("down", fact)
    if not facts:
        await hands.press("enter")
        # Enter goes on: the sort of day and whose it is are asked before the day is kept.
        assert getattr(hands.app.focused, "id", "") == "is"
        # With the title, however high the form is; and the key says what Enter does here.
        assert "A day that matters" in hands.shown
        assert "⏎ Next line" in hands.shown
        await hands.press("enter")
        assert "choose what sort of day it is" in hands.said
        await hands.press("7", "enter")
        assert "⏎ Keep" in hands.shown
    await hands.press("enter")
    await hands.screen("SetUpPage")


def test_a_new_partnership_is_set_up_by_keyboard(room: Path) -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press(*("down", "2") * 4)
            assert "Four times no, and there are state and independent schools." in hands.said
            assert 'This looks like "state and independent schools".' in hands.said
            assert "Missing: the sort, the decision, who is here" in hands.said
            await hands.press("down", "1", "down", "2", "down", "1", "down", "2")
            assert "short questions take about" in hands.said
            await hands.press("down")
            await _add_day(hands, "1 September 2027", "Begin")
            await _add_day(hands, "Fri 25/6/27", "Governors meet", "1", "2")
            assert hands.said.index("Fri 25 June 2027") < hands.said.index("Wed 1 September 2027")
            await hands.press("down", *"Sing", "tab", "tab", "tab", "tab", *"8 jan 27")
            assert "Fri 8 January 2027" in hands.said
            await hands.press("down", "down", *"head of Oak, chair of Elm", "f2")
            await hands.screen("QuestionsScreen")
            said = hands.scenario
            oak, elm = said.partners
            assert (said.partnership, said.stage, said.room) == ("Year 5 coding", "agreeing", "us")
            assert said.kind == "independent-state"
            assert said.as_of is None
            assert (oak.sector, oak.role, oak.core) == ("state", "lead", True)
            assert (elm.sector, elm.role, elm.core) == ("independent", "member", False)
            assert elm.answers_from == "others"
            found = [(date.what, date.is_, date.partner) for date in said.dates]
            assert found == [("Governors meet", "board-meeting", "Oak"), ("Begin", "other", None)]
            assert said.about == About(what="Sing")
            assert said.next_meeting == dt.date(2027, 1, 8)
            assert said.present == ("head of Oak", "chair of Elm")
            assert len(list((room / "state" / "journals").glob("*.json"))) == 1

    run(steps)


def test_a_letter_is_a_letter_in_every_field_and_a_paste_keeps_both_its_lines() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("n")
            await hands.screen("SetUpPage")
            page = hands.app.screen
            for field in page.query(Input):
                field.focus()
                await hands.press(*"qn?:")
                assert field.value == "qn?:", field.id
                field.clear()
                hands.app.post_message(events.Paste("Oak\r\nPrimary"))
                await hands.pilot.pause()
                assert field.value == "Oak Primary", field.id
            for row in page.query(ChoiceRow):
                row.focus()
                await hands.press(*"qnoehyds")
            assert hands.app.screen is page
            assert not any(row.chosen for row in page.query(ChoiceRow))

    run(steps)


def test_a_name_is_proposed_and_a_partner_is_needed() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("n")
            await hands.screen("SetUpPage")
            await hands.press("f2")
            assert "Missing: a school, the sort, the decision, who is here" in hands.said
            await hands.press("down", "enter")
            await hands.screen("PartnerForm")
            await hands.press("enter")
            assert "type its name" in hands.said
            await hands.type("Oak", "enter")
            assert "choose what it is" in hands.said
            # The focus went to what is missing, so the number chooses, and the fault goes.
            await hands.press("1")
            assert "choose what it is" not in hands.said
            await hands.press("enter")
            assert "say whether somebody from it is in the room" in hands.said
            await hands.press("1", "enter")
            await hands.screen("SetUpPage")
            await fill_in_partner(hands, "Elm", "1")
            assert "Left empty, it is called: Oak and Elm" in hands.said
            await finish_set_up(hands)
            assert hands.scenario.partnership == "Oak and Elm"
            assert [partner.name for partner in hands.scenario.partners] == ["Oak", "Elm"]

    run(steps)


def test_the_kind_follows_from_the_facts_and_can_be_another() -> None:
    async def steps() -> None:
        async with driven() as hands:
            labels = {k: words.label for k, words in hands.app.room.rulebook.wording.kinds.items()}
            await set_up(hands)
            await choose(hands, "federation", "2", "down", "1", "down", "2", "down", "3")
            looks = f'This looks like "{labels["itt"]}" and "{labels["independent-state"]}".'
            assert looks in hands.said, hands.said
            assert "what you are not sure of wait until you know." in hands.said
            await hands.press("down", "2", "down", str(list(labels).index("support") + 1))
            await choose(hands, "stage", "1")
            await choose(hands, "room", "2", "f2")
            await hands.screen("QuestionsScreen")
            assert hands.scenario.kinds == {"support"}
            assert hands.scenario.room == "with-partners"

    run(steps)


def test_the_kinds_that_facts_propose_all_apply_and_a_new_proposal_is_asked_again() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            for fact in ("federation", "itt", "support", "hub"):
                await choose(hands, fact, "2")
            await choose(hands, "right", "1")
            assert "the sort" not in hands.said
            await choose(hands, "itt", "1")
            assert "Missing: the sort" in hands.said
            await finish_set_up(hands, yes=["itt"])
            assert (hands.scenario.kind, hands.scenario.also) == ("itt", ("independent-state",))

    run(steps)


def test_not_sure_of_the_decision_or_the_room_says_what_follows() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await choose(hands, "stage", "5")
            assert "Until you know, it is read as: do we begin" in hands.said
            await choose(hands, "room", "3")
            assert "Not sure counts as: we and our partners." in hands.said
            await finish_set_up(hands, stage="5", room="3")
            assert (hands.scenario.stage, hands.scenario.room) == (None, "with-partners")
            assert "does not say which decision" in hands.told

    run(steps)


def test_partners_are_renamed_with_their_answers_and_removed_after_asking(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await hands.command("Change: Partners")
            await hands.screen("SetUpPage")
            await hands.press("home", "enter")
            await hands.type("Moorfield Academy", "enter")
            assert "another partner has this name" in hands.said
            await hands.type("Priory Road Upper School")
            assert "another partner has this name" not in hands.said
            await hands.press("enter", "down", "enter")
            await hands.screen("PartnerForm")
            given = len(before.partners[1].answers)
            await hands.click("Remove")
            assert f"Remove Moorfield Academy and its {given} answers?" in hands.said
            await hands.press("enter")
            assert len([*hands.scenario.partners]) == 3
            await hands.press("enter")
            await hands.click("Remove")
            await hands.press("y", "enter", "escape")
            await hands.screen("QuestionsScreen")
            first, last = hands.scenario.partners
            assert first.name == "Priory Road Upper School"
            assert first.answers == before.partners[0].answers
            assert last == before.partners[2]
            await hands.press("ctrl+z")
            assert hands.scenario == before

    run(steps)


def test_changing_one_fact_keeps_every_other_and_every_answer(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await hands.command("Change: Decision")
            await hands.screen("SetUpPage")
            await hands.press("4", "escape")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == before.at_stage("running")
            await hands.command("Change: Kind")
            await hands.press("2", "down", "3", "ctrl+s")
            await hands.screen("QuestionsScreen")
            await hands.until(lambda: "Saved to" in hands.told)
            assert hands.scenario == before.with_facts(stage="running", kind="itt", also=())
            await hands.press("ctrl+z", "ctrl+z")
            assert hands.scenario == before

    run(steps)


def test_days_are_removed_and_a_day_that_is_none_is_not_taken(room: Path) -> None:
    dates = (KeyDate(on=dt.date(2026, 6, 25), what="Governors meet"),)
    file = written(blank(dates=dates), room / "a.yaml")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.command("Change: Key dates")
            await hands.screen("SetUpPage")
            await hands.press("home", "enter")
            await hands.screen("DayForm")
            await hands.click("Remove")
            await hands.press("y", "enter", "enter")
            await hands.screen("DayForm")
            await hands.type("31 June 2026", "down")
            await hands.type("Begin", "enter")
            assert "there is no such day" in hands.said
            await hands.type("2026-09-01", "enter")
            assert "choose what sort of day it is" in hands.said
            await hands.press("7", "enter", "enter")
            await hands.screen("SetUpPage")
            await hands.press("escape")
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
