"""What the meeting settles about the advice: who takes a step and by when, where it disagrees."""

from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.input_checks import day_fault, typed_day
from advisor.interview.state.room import Room
from advisor.report.days_in_words import day_in_words
from advisor.scenario.facts import StepAgreement


async def agree_on_step(room: Room, app: App[Any], step: str) -> None:
    """Ask who takes a step and by when, and keep that; an empty line takes it out."""
    known = room.rulebook.steps[step]
    before = room.current.scenario.steps.get(step, None)
    done = f"{known.do}. Done when: {known.done_when}"
    owner = await app.push_screen_wait(
        AskLine(
            "Who takes this step?",
            f"{done} Suggested: {known.who}. Use a role.",
            (before.owner if before else None) or "",
        )
    )
    if owner is None:
        return
    given = day_in_words(before.by) if before and before.by else ""
    line = await app.push_screen_wait(
        AskLine(
            "By which day?",
            "As 27 June 2026, 27/6/2026 or 2026-06-27; empty if none is set.",
            given,
            lambda text: day_fault(text) if text.strip() else "",
        )
    )
    if line is None:
        return
    by = typed_day(line) if line else None
    # Over what was agreed before, which may have more than is asked for here.
    said = dict(before or ()) | {"owner": owner or None, "by": by}
    agreed = StepAgreement.model_validate(said) if any(said.values()) else None
    session = room.current
    room.change(session.update(session.scenario.with_step(step, agreed)))


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
