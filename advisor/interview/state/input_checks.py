"""Whether a typed line, note or day will do, and the day that it names."""

import datetime as dt

from pydantic import TypeAdapter, ValidationError

from advisor.files.validation import OneLine, Text, messages

# Day before month, as in Britain: 3/4/2026 is in April. Names of months are English in any locale,
# since nothing here calls locale.setlocale().
_DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_LINE: TypeAdapter[str] = TypeAdapter(OneLine)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


def line_fault(text: str) -> str:
    """Return why a partnership file could not hold the text as a line, or nothing."""
    return _fault(_LINE, text)


def note_fault(text: str) -> str:
    """Return why a partnership file could not hold the text as a note, or nothing."""
    return _fault(_TEXT, text)


def _fault(kind: TypeAdapter[str], text: str) -> str:
    try:
        kind.validate_python(text)
    except ValidationError as error:
        return messages(error)[0]
    return ""


def typed_day(line: str) -> dt.date | None:
    """Return the day that a line names; None if it names none."""
    typed = " ".join(line.replace(",", " ").split())
    for format_ in _DAY_FORMATS:
        try:
            return dt.datetime.strptime(typed, format_).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def day_fault(line: str) -> str:
    """Return why a line does not name a day, or nothing."""
    return "" if typed_day(line) else "no day; write it as 27 June 2026 or 2026-06-27"
