"""Sets up a partnership on one page, and changes its facts there later."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from textual.app import App

from advisor.files.validation import messages
from advisor.interview.dialogs.set_up_page import SetUpPage
from advisor.interview.flows.save_and_leave import save
from advisor.interview.state.new_partnership import Fact, SetUp, finished_set_up, first_open
from advisor.interview.state.room import Room
from advisor.interview.state.set_up_form import SetUpForm, facts_of, with_form
from advisor.scenario.scenario import Scenario

CHANGEABLE: Mapping[Fact, str] = {
    "partnership": "Name of the partnership",
    "partners": "Partners",
    "kinds": "Kind of partnership",
    "stage": "Decision in front of you",
    "room": "Who is in the room",
    "dates": "Key dates",
    "about": "What it is about, next meeting, roles",
}
"""The facts that can be changed later, with what they are called."""


async def new_partnership(
    room: Room, app: App[Any], begun: SetUp | None = None
) -> tuple[Scenario, bool] | None:
    """Return a partnership in which nothing is answered yet, and whether to save it at once.

    None if the room leaves the page; each change is in the journal before that.

    Args:
        room: The interview.
        app: What shows the page.
        begun: A set-up to resume where it stopped.
    """

    def keep(facts: Mapping[str, Any]) -> str:
        room.record_set_up(SetUp.of(first_open(facts), facts))
        return room.save_mark if room.journal.is_lost else ""

    page = SetUpPage(SetUpForm(room.rulebook, begun.facts if begun else {}, keep))
    if not await app.push_screen_wait(page):
        # What is never offered again would lie in the state folder for good.
        if room.set_up is not None and not room.set_up.is_worth_offering:
            room.journal.delete()
        return None
    return finished_set_up(page.form.facts), page.wants_save


async def change_fact(room: Room, app: App[Any], fact: Fact) -> None:
    """Open the page at one fact; every answer stays, and one undo takes back what was changed."""
    before = room.current

    def keep(facts: Mapping[str, Any]) -> str:
        if form.still_open:
            return f"[!] Missing: {form.still_open}"
        # Before the change, whose journal has it.
        room.journal.set_up = SetUp.of("present", facts)
        # Two facts may each be right and not fit together; the model checks them all.
        try:
            room.change(before.update(with_form(before.scenario, facts)))
        except ValidationError as error:
            return f"[!] {messages(error)[0]}"
        return ""

    facts = facts_of(before.scenario, room.journal.set_up)
    form = SetUpForm(room.rulebook, facts, keep, is_new=False)
    page = SetUpPage(form, fact)
    await app.push_screen_wait(page)
    if page.wants_save:
        await save(room, app)
