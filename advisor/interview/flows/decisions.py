"""What the meeting settles about the advice: who takes a step and by when, where it disagrees."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.ask_day import AskDay, DayOffered
from advisor.interview.dialogs.dialog import Choose
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.agreed_steps import (
    STATUSES,
    not_brought_yet,
    set_step,
    what_stands,
)
from advisor.interview.state.choice import Choice
from advisor.interview.state.cursor import Place
from advisor.interview.state.delicate import is_closed, shown
from advisor.interview.state.room import Room
from advisor.interview.state.trial_effect import said
from advisor.reasoning.advised_steps import StepToTake
from advisor.report.grouping import grouped
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases
from advisor.report.sections.step_section import partners_helped
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS, StepStatus
from advisor.scenario.scenario import Scenario

MOST_DATES = 8
"""The most key dates that are offered: each has a digit."""


async def agree_on_step(room: Room, app: App[Any], step: str, phrases: Phrases) -> str:
    """Ask who takes a step, then by when; return what is agreed after that.

    Args:
        room: Where it is kept.
        app: What asks.
        step: Its id.
        phrases: The advice, which may call for it, in words.
    """
    assessment = phrases.assessment
    today = assessment.days_from
    taken = assessment.step(step)
    helped = partners_helped(taken, phrases) if taken else ()
    known = room.rulebook.steps[step]
    before = room.current.scenario.steps.get(step)
    done = f"{known.do}. Done when: {known.done_when}"
    # One step has one owner here: without this, one school's people would be set for both.
    each = f" It is for {joined(helped)}: say who does it in each." if len(helped) > 1 else ""
    owner = await app.push_screen_wait(
        AskLine(
            "Who takes this step?",
            f"{done} Suggested: {known.who}. Use a role.{each}",
            (before.owner if before else None) or "",
        )
    )
    if owner is None:
        return ""
    session = room.current
    # Kept before the day is asked for, so that Escape there does not lose it.
    set_step(room, step, taken, owner=owner or None)
    stands = before.by if before else None
    suggested = taken.suggested_by if taken else None
    offered = [DayOffered(suggested, "suggested for this step")] if suggested else []
    offered = _each_day_once([*offered, *_coming(room.current.scenario, today)])
    day = await app.push_screen_wait(AskDay(offered, stands, today))
    if day is not None:
        set_step(room, step, taken, by=day[0])
        # One undo takes back both: they were kept in one line.
        room.change(session.update(room.current.scenario))
    return what_stands(room.current.scenario.steps.get(step))


def _coming(scenario: Scenario, today: dt.date | None) -> Sequence[DayOffered]:
    """Return the key dates that are still to come."""
    # Not the day on which a head leaves: this list comes on the wall with each step.
    dates = (date for date in scenario.dates if date.is_ not in PERSONAL_OCCASIONS)
    days = [
        DayOffered(date.on, f"{date.what} ({date.partner})" if date.partner else date.what)
        for date in dates
    ]
    if scenario.next_meeting:
        days.append(DayOffered(scenario.next_meeting, "you meet next"))
    return [one for one in sorted(days) if today is None or one.day >= today][:MOST_DATES]


def _each_day_once(offered: Iterable[DayOffered]) -> list[DayOffered]:
    """Return each day with all that it is offered for."""
    return [
        DayOffered(day, ", ".join(whats))
        for day, whats in grouped((one.day, one.what) for one in offered).items()
    ]


async def set_status(
    room: Room, app: App[Any], step: str, taken: StepToTake | None
) -> StepStatus | None:
    """Ask how far a step is; return that, or nothing."""
    before = room.current.scenario.steps.get(step)
    now = (before.status if before else None) or "not-started"
    choices = [
        Choice(str(n), label, chosen=status == now) for n, (status, label) in enumerate(STATUSES, 1)
    ]
    key = await app.push_screen_wait(
        Choose("How far is it?", choices, room.rulebook.steps[step].do, confirm=True)
    )
    if key is None:
        return None
    status = STATUSES[int(key) - 1][0]
    set_step(room, step, taken, status=status)
    return status


async def answer_to_correct(
    room: Room, app: App[Any], step: str, behind: Sequence[Place]
) -> Place | None:
    """Ask whether an answer changed with a step that is done; return where to give the new one.

    Args:
        room: The answers.
        app: What asks.
        step: Its id.
        behind: The answers behind the risks that it is for: what a step without an answer of its
            own may have changed.
    """
    session, rulebook = room.current, room.rulebook
    places = not_brought_yet(rulebook, session.scenario, step) or behind
    if not places:
        return None
    question = rulebook.questions[places[0][0]]
    says = shown(rulebook, session, question)
    if not is_closed(session, question):
        says = f"{says} So far: {said(question, session)}."
    choices = [
        Choice("y", "Yes: go to the question", "the advice follows the answers, not the steps"),
        Choice("n", "No, it stays"),
    ]
    key = await app.push_screen_wait(
        Choose("Did this change the answer?", choices, says, confirm=True)
    )
    return places[0] if key == "y" else None


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
