"""The days that matter to the partnership.

They are its own key dates, the next meeting, the beginning, and the days set for steps.
"""

import datetime as dt

from advisor.reasoning.advised_steps import DateShown
from advisor.report.blocks import Entry, Ledger, Section
from advisor.report.days_in_words import begin_verb, day_in_words
from advisor.report.grouping import grouped
from advisor.report.phrases import TOGETHER, Phrases
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS


def date_section(phrases: Phrases) -> Section | None:
    """Return the key dates and the days set for steps, in order; None if there are none."""
    assessment = phrases.assessment
    days: list[tuple[dt.date | None, tuple[str, str]]] = [
        (date.on, (phrases.partner(date.partner) if date.partner else TOGETHER, _what(date)))
        for date in assessment.dates
    ]
    days.append((assessment.next_meeting, (TOGETHER, "the next meeting")))
    begins = f"the joint work {begin_verb(assessment.stage)}"
    days.append((assessment.starts, (TOGETHER, begins)))
    numbers = phrases.step_numbers
    days += [
        (step.by, (phrases.step_who(step), f"step {numbers[step.id]}")) for step in assessment.steps
    ]
    due = grouped((day, what) for day, what in days if day)
    if not due:
        return None
    entries = tuple(Entry(day_in_words(day), tuple(due[day])) for day in sorted(due))
    return Section("dates", "Key dates", (Ledger(("Day", "Who", "What is due"), entries),))


def _what(date: DateShown) -> str:
    """Return what is due on a day, with a warning at one that may not be public yet."""
    is_personal = date.is_ in PERSONAL_OCCASIONS
    return f"{date.what} (take it out if that is not public yet)" if is_personal else date.what
