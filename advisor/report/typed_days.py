"""The day that somebody typed, in a meeting or into a plan."""

import datetime as dt
import re

from advisor.files.clean_text import FIRST_DAY, LAST_DAY
from advisor.report.days_in_words import MONTHS, WEEKDAYS, day_in_words

_WORD = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_ORDINALS = frozenset(["st", "nd", "rd", "th", "of", "the"])


def typed_day(line: str, today: dt.date | None = None) -> dt.date | None:
    """Return the day that a line names; None if it names none.

    Without a year it is the next such day, from today on. The day is before the month, as in
    Britain: 3/4/2026 is in April.

    >>> typed_day("Fri 19 Mar 27"), typed_day("30 June", dt.date(2026, 11, 29))
    (datetime.date(2027, 3, 19), datetime.date(2027, 6, 30))
    """
    found = _read_day(line, today)
    return None if isinstance(found, str) else found


def day_fault(line: str, today: dt.date | None = None) -> str:
    """Return why a line does not name a day, or nothing."""
    found = _read_day(line, today)
    return found if isinstance(found, str) else ""


_NO_DAY = "this is not a day; write it as 27 June 2026, 27/6/26 or 27 June"


def _read_day(line: str, today: dt.date | None) -> dt.date | str:
    """Return the day, or why there is none."""
    words = [word.lower() for word in _WORD.findall(line) if word.lower() not in _ORDINALS]
    # What is neither a number nor a word may only be between them.
    if re.search(r"[^\w\s,./-]", line):
        return _NO_DAY
    weekday = _index(WEEKDAYS, words[0]) if words else None
    words = words if weekday is None else words[1:]
    numbers = [word for word in words if word.isdigit()]
    months = [n for n in (_index(MONTHS, word) for word in words) if n is not None]
    if len(numbers) + len(months) != len(words) or not 2 <= len(words) <= 3 or len(months) > 1:
        return _NO_DAY
    if len(numbers[0]) == 4:
        # Only as 2026-06-27: the year is never first in front of a name.
        year, month, day = ([*numbers, "0", "0"])[:3] if not months else ("0", "0", "0")
    elif months:
        day, year, month = numbers[0], "".join(numbers[1:]), str(months[0] + 1)
    else:
        day, month, year = numbers[0], numbers[1], "".join(numbers[2:])
    if len(year) not in {0, 2, 4} or len(day) > 2:
        return _NO_DAY
    found = _day(int(day), int(month), year, today or dt.datetime.now().astimezone().date())
    if found is None:
        return "there is no such day"
    if not FIRST_DAY <= found <= LAST_DAY:
        return f"this day is too far away; days are from {FIRST_DAY.year} to {LAST_DAY.year}"
    if weekday is not None and found.weekday() != weekday:
        return f"{day_in_words(found)} is a {WEEKDAYS[found.weekday()]}"
    return found


def _index(names: tuple[str, ...], word: str) -> int | None:
    """Return which name a word in lower case is, or the beginning of."""
    begins = (n for n, name in enumerate(names) if name.lower().startswith(word))
    return next(begins, None) if len(word) >= 3 else None


def _day(day: int, month: int, year: str, today: dt.date) -> dt.date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # Nine, since 29 February may be eight years away.
    years = (_date(today.year + more, month, day) for more in range(9))
    return next((found for found in years if found is not None and found >= today), None)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
