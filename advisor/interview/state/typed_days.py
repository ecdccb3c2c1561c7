"""Days as people type them, 27 June 2026, 27/6/2026, 2026-06-27, and the day to count from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.scenario.scenario import Scenario

_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


def typed_day(line: str) -> dt.date | None:
    """Return the day that a line names; None if it names none."""
    said = " ".join(line.replace(",", " ").split())
    for form in _FORMS:
        try:
            return dt.datetime.strptime(said, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def day_fault(line: str) -> str:
    """Return why a line is no day, or nothing."""
    return "" if typed_day(line) else "no day; write it as 27 June 2026 or 2026-06-27"


def day_of(scenario: Scenario) -> dt.date:
    """Return the day from which the days of steps are counted: that of the answers, or today."""
    return scenario.as_of or dt.datetime.now().astimezone().date()
