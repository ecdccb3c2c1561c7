"""The days that matter to the partnership."""

import datetime as dt

from advisor.report.blocks import Entry, Ledger, Section
from advisor.report.words import TOGETHER, Words, day_in_words


def date_section(words: Words) -> Section | None:
    """Return the key dates and the days set for steps, in order; None if there are none."""
    due: dict[dt.date, list[tuple[str, str]]] = {}
    for date in words.assessment.dates:
        due.setdefault(date.on, []).append((TOGETHER, date.what))
    for step in words.assessment.steps:
        if step.by:
            due.setdefault(step.by, []).append(
                (words.step_who(step), f"step {words.step_numbers[step.id]}")
            )
    if not due:
        return None
    entries = tuple(Entry(day_in_words(day), tuple(due[day])) for day in sorted(due))
    return Section("dates", "Key dates", (Ledger(("Day", "Who", "What is due"), entries),))
