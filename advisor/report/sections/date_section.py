"""The days that matter to the partnership."""

import datetime as dt

from advisor.report.blocks import Entry, Ledger, Section
from advisor.report.days_in_words import day_in_words
from advisor.report.phrases import TOGETHER, Phrases


def date_section(phrases: Phrases) -> Section | None:
    """Return the key dates and the days set for steps, in order; None if there are none."""
    assessment = phrases.assessment
    due: dict[dt.date, list[tuple[str, str]]] = {}
    for date in assessment.dates:
        who = phrases.partner(date.partner) if date.partner else TOGETHER
        due.setdefault(date.on, []).append((who, date.what))
    for day, what in (
        (assessment.next_meeting, "the next meeting"),
        (assessment.starts, "the joint work begins"),
    ):
        if day:
            due.setdefault(day, []).append((TOGETHER, what))
    for step in assessment.steps:
        if step.by:
            due.setdefault(step.by, []).append(
                (phrases.step_who(step), f"step {phrases.step_numbers[step.id]}")
            )
    if not due:
        return None
    entries = tuple(Entry(day_in_words(day), tuple(due[day])) for day in sorted(due))
    return Section("dates", "Key dates", (Ledger(("Day", "Who", "What is due"), entries),))
