"""The one place where a person's text loses what a terminal or a page could act on.

Here it is quoted in messages too, and read as a number or a day.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TypeVar

from advisor.files.text_comparison import INVISIBLE

T = TypeVar("T")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_JOINERS = "[\u200c\u200d\ufe00-\ufe0f]"
_UNSEEN = re.compile(f"(?<![^\x00-\x7f\xa0]){_JOINERS}|(?!{_JOINERS}){INVISIBLE.pattern}")
"""What is invisible, less joiners behind a letter or sign that is not ASCII."""
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
"""Days beyond are slips of the keyboard, and too near the ends of the calendar to count from."""


def clean_text(text: str) -> str:
    r"""Return the text itself, less what could act on the reader's screen.

    Every kind of line end becomes ``\n``. Removed are the control characters (ESC, NUL, BEL and
    the other C0 and C1 codes, except tab and line feed), the bidirectional embeddings, overrides
    and isolates (U+202A to U+202E, U+2066 to U+2069), and lone surrogates, which no file can hold.
    Everything else stays, joiners and right-to-left letters included.
    """
    # What is printable holds none of these. A rulebook holds thousands of texts.
    if text.isprintable():
        return text
    return _REMOVED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space.

    Models hold clean text: this is for what comes from elsewhere, such as the name of a file, the
    text of an exception or what somebody is typing.
    """
    # Printable text has no white space but spaces.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(clean_text(text).split())


def whole_number(text: str) -> int | None:
    """Return the number that a text of plain digits is, or None."""
    # int() raises an error above 4,300 digits. With 15, as in a table, a float is still exact.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def number_from(text: str) -> int | float | None:
    """Return the number that plain digits are, with or without a decimal point, or None."""
    digits = whole_number(text.replace(".", "", 1))
    if digits is None or "." not in text:
        return digits
    # 12 stays 12, and so does 12.0: it would come back from a file otherwise than it was typed.
    return int(value) if (value := float(text)).is_integer() else value


def numbered(typed: str, items: Sequence[T]) -> T | None:
    """Return the item with the number that was typed, from 1; None if there is none such."""
    place = whole_number(typed)
    return items[place - 1] if place is not None and 1 <= place <= len(items) else None


def day_from(text: str) -> dt.date:
    """Return the day that a text is, such as 2026-05-12.

    Raises:
        ValueError: It is none, or out of range; the message says what would be right.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        says = f"{quoted(text)} is not a date; write it as 2026-05-12 (year-month-day)"
        raise ValueError(says) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{quoted(text)} is out of range; days are from {FIRST_DAY} to {LAST_DAY}")
    return day


def legible(text: str) -> str:
    """Return a text for a message, on one line, each character that cannot be seen as its code.

    A message about a text must show why it is not the text that it looks like. Joiners and
    variation selectors stay behind letters and signs that they shape.

    >>> legible("part\u200bner")
    'part<U+200B>ner'
    """
    return " ".join(_written_out(_LINE_ENDS.sub("\n", text)).split())


def _written_out(text: str) -> str:
    # In ASCII nothing that is printable is invisible. Beyond it much is, such as U+3164.
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def quoted(value: object, most: int = 60) -> str:
    """Return a value in quotes for a message: legible, cut to ``most`` characters."""
    text = " ".join(_LINE_ENDS.sub("\n", str(value)).split())[: most + 1]
    if len(shown := _written_out(text)) <= most:
        return f'"{shown}"'
    # Cut what was typed, not what is shown of it, so that no code is cut in two.
    end = most - 1
    while len(shown := _written_out(text[:end])) >= most:
        end -= 1
    return f'"{shown}…"'
