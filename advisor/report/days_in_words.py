"""Days as pages say them."""

import calendar
import datetime as dt

# Not strftime: its names depend on the locale, and Windows has no %-d for a day without a zero.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def dated(day: dt.date | None) -> str:
    """Return of when the answers are."""
    if day is None:
        return "answers undated"
    return f"answers of {day_in_words(day)}"


def made(on: dt.date | None, of_when: str) -> str:
    """Return the text at the foot of a sheet: when it was made, if that is known, of what."""
    return f"Made on {day_in_words(on)}; {of_when}" if on else of_when


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_in_words(day: dt.date) -> str:
    """Return a day with its month in full."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def brief_day(day: dt.date) -> str:
    """Return a day for a narrow column."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def weekday_and_day(day: dt.date, *, year_of: dt.date | None) -> str:
    """Return a day as in "Fri 5 June", with its year unless that is the year of another day."""
    year = "" if year_of and day.year == year_of.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}{year}"


def meeting_day(day: dt.date) -> str:
    """Return the day of a meeting in full, as in "Tuesday 30 June 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def begin_verb(stage: str) -> str:
    """Return how to say that the work begins: not as a fact before the schools have agreed."""
    return "would begin" if stage in {"exploring", "agreeing"} else "begins"
