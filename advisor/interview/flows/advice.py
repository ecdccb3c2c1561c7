"""Asks before the advice shows what follows from closed questions, or exports it."""

from typing import Any

from textual.app import App

from advisor.interview.dialogs.dialog import Choose
from advisor.interview.flows.export import export
from advisor.interview.state.choice import Choice
from advisor.interview.state.delicate import is_closed, what_it_shows
from advisor.interview.state.heard import contradictions_asked_back
from advisor.interview.state.room import Room


async def may_show_advice(room: Room, app: App[Any]) -> bool:
    """Return whether the advice may be shown here; export it where the room wants that instead."""
    return await _fits_together(room, app) and await _may_be_seen(room, app)


async def _fits_together(room: Room, app: App[Any]) -> bool:
    """Return whether to go on where answers contradict each other; asked once about each."""
    session = room.current
    met = {one[:3] for one in contradictions_asked_back(room.rulebook, session, is_closed)}
    if room.is_example or met <= room.agreed_to_leave:
        return True
    choices = [
        Choice("s", "Settle them first", "they stand at the top of what we heard"),
        Choice("d", "Show the advice all the same"),
    ]
    title = "Two answers do not fit together"
    key = await app.push_screen_wait(Choose(title, choices, confirm=True))
    if key == "d":
        room.agreed_to_leave |= met
    return key == "d"


async def _may_be_seen(room: Room, app: App[Any]) -> bool:
    if room.may_show_advice:
        return True
    choices = [
        Choice("e", "Export it only", "nothing is shown here"),
        Choice("s", "Show it here", "with the answers behind it"),
    ]
    says = what_it_shows(room.rulebook, room.current)
    key = await app.push_screen_wait(Choose("Show the advice here?", choices, says, confirm=True))
    if key == "e":
        assessment = await room.adviser.advise(room.current.scenario)
        # Of this assessment, since no screen is open that could bring a newer one.
        await export(room, app, lambda: assessment)
    if key == "s":
        room.agree_to_show()
    return key == "s"
