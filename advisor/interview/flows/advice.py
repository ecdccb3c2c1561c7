"""Asks before the advice shows what follows from closed questions, or exports it."""

from typing import Any

from textual.app import App

from advisor.interview.dialogs.dialog import Choose
from advisor.interview.flows.export import export
from advisor.interview.state.choice import Choice
from advisor.interview.state.delicate import what_it_shows
from advisor.interview.state.room import Room


async def may_show_advice(room: Room, app: App[Any]) -> bool:
    """Return whether the advice may be shown here; export it where the room wants that instead."""
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
