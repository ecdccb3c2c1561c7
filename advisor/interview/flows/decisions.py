"""What the meeting settles about the advice: who takes a step and by when, where it disagrees."""

import datetime as dt
from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.ask_day import AskDay
from advisor.interview.dialogs.dialog import Choose
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.agreed_steps import STATUSES, set_step, what_stands
from advisor.interview.state.choice import Choice
from advisor.interview.state.room import Room
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS

MOST_DATES = 8
"""The most key dates that are offered: each has a digit."""


async def agree_on_step(room: Room, app: App[Any], step: str, today: dt.date | None) -> str:
    """Ask who takes a step, then by when, counted from today; return what is agreed after that."""
    known = room.rulebook.steps[step]
    before = room.current.scenario.steps.get(step)
    done = f"{known.do}. Done when: {known.done_when}"
    owner = await app.push_screen_wait(
        AskLine(
            "Who takes this step?",
            f"{done} Suggested: {known.who}. Use a role.",
            (before.owner if before else None) or "",
        )
    )
    if owner is None:
        return ""
    session = room.current
    # Kept before the day is asked for, so that Escape there does not lose it.
    set_step(room, step, owner=owner or None)
    stands = before.by if before else None
    # Not the day on which a head leaves: this list comes on the wall with each step.
    dates = (date for date in room.current.scenario.dates if date.is_ not in PERSONAL_OCCASIONS)
    in_order = sorted(dates, key=lambda date: date.on)
    coming = [date for date in in_order if today is None or date.on >= today][:MOST_DATES]
    day = await app.push_screen_wait(AskDay(coming, stands, today))
    if day is not None:
        set_step(room, step, by=day[0])
        # One undo takes back both: they were kept in one line.
        room.change(session.update(room.current.scenario))
    return what_stands(room.current.scenario.steps.get(step))


async def set_status(room: Room, app: App[Any], step: str) -> str:
    """Ask how far a step is; return that in words."""
    before = room.current.scenario.steps.get(step)
    now = (before.status if before else None) or "not-started"
    choices = [
        Choice(str(n), label, chosen=status == now) for n, (status, label) in enumerate(STATUSES, 1)
    ]
    key = await app.push_screen_wait(
        Choose("How far is it?", choices, room.rulebook.steps[step].do, confirm=True)
    )
    if key is None:
        return ""
    status = STATUSES[int(key) - 1][0]
    set_step(room, step, status=status)
    return status.replace("-", " ")


async def disagree(room: Room, app: App[Any], rule: str) -> None:
    """Ask why the room disagrees with a finding, and keep that; an empty line takes it out."""
    session = room.current
    title = room.rulebook.rules[rule].title
    shown = one_line(session.scenario.disagreements.get(rule, ""))
    because = await app.push_screen_wait(
        AskLine(
            "Why do you disagree?",
            f"“{title}” It goes into the file, and into the report next to the finding; the "
            "verdict stays as the rules have it. An empty line takes it out.",
            shown,
        )
    )
    # What was written in several lines stays as it is, unless somebody changes it here.
    if because is not None and because != shown:
        scenario = session.scenario.with_disagreement(rule, because or None)
        room.change(session.update(scenario))
