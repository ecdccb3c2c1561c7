"""When a step is taken, in words: its day, the boards that meet on it or another, the papers."""

import datetime as dt

from advisor.reasoning.advised_steps import StepToTake
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases, labels

BOARD_MEETS = "board of {} meets {}"
"""When a board meets that is not the one of the day."""


def step_day(step: StepToTake, phrases: Phrases) -> str:
    """Return the day of a step, which boards meet on it or later, and what it is too late for."""
    day = step.by or step.suggested_by
    horizons = labels(phrases.rulebook.wording.horizons)
    text = phrases.short_day(day) if day else horizons[step.when]
    if boards := _boards_in_words(step, day, phrases):
        text += f" ({'; '.join(boards)})"
    if step.overdue:
        return f"{text} (past)"
    if step.too_late_for:
        return f"{text} (too late for {phrases.short_day(step.too_late_for)})"
    return text


def papers_day(step: StepToTake, phrases: Phrases) -> str:
    """Return by when its papers are with the clerk, as "by Fri 5 June"; nothing without a board."""
    if other_boards(step, phrases):
        return "a full week before each board meets"
    return f"by {phrases.short_day(step.papers_by)}" if step.papers_by else ""


def other_boards(step: StepToTake, phrases: Phrases) -> list[str]:
    """Return the boards of a step that meet on other days than its own, each with its day."""
    day, boards = step.by or step.suggested_by, _boards_of(step, phrases)
    # One step has one day here. A single board that meets on another day is what it waits for or
    # comes too late for, and a step for every school waits for the last of its boards.
    if len(boards) < 2 or phrases.rulebook.steps[step.id].for_every_school:
        return []
    others = {name: days[0] for name, days in boards.items() if day not in days}
    return [BOARD_MEETS.format(name, phrases.short_day(on)) for name, on in others.items()]


def _boards_in_words(step: StepToTake, day: dt.date | None, phrases: Phrases) -> list[str]:
    boards = _boards_of(step, phrases)
    here = [name for name, days in boards.items() if day in days]
    says = [f"board of {joined(here)}"] if here else []
    is_for_all = phrases.rulebook.steps[step.id].for_every_school
    if here and is_for_all and len(here) < len(phrases.assessment.partners):
        says = [f"{says[0]}, not of all"]
    return says + other_boards(step, phrases)


def _boards_of(step: StepToTake, phrases: Phrases) -> dict[str, list[dt.date]]:
    """Return when the boards that decide on a step will meet, by their partners' short names."""
    if not phrases.rulebook.steps[step.id].to_board:
        return {}
    today = phrases.assessment.days_from
    coming: dict[str, list[dt.date]] = {}
    for one in phrases.assessment.dates:
        is_for = one.partner in step.at or not step.at
        is_to_come = today is None or one.on >= today
        if one.is_ == "board-meeting" and one.partner and is_for and is_to_come:
            coming.setdefault(phrases.short_names[one.partner], []).append(one.on)
    return coming
