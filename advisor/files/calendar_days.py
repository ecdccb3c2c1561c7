"""Days as files and commands write them: 2026-05-12."""

import datetime as dt

from advisor.files.clean_text import quoted

FIRST, LAST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
"""Days beyond are slips of the keyboard, and too near the ends of the calendar to count from."""


def day_from(text: str) -> dt.date:
    """Return the day that a text is.

    Raises:
        ValueError: It is none, or out of range; the message says what would be right.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        says = f"{quoted(text)} is not a date; write it as 2026-05-12 (year-month-day)"
        raise ValueError(says) from None
    if not FIRST <= day <= LAST:
        raise ValueError(f"{quoted(text)} is out of range; days are from {FIRST} to {LAST}")
    return day
