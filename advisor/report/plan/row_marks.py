"""What a row of a plan was when it was written, so that copies of one plan can all be read back.

Without it, the second copy would undo what the first one changed: it still says what was true when
both were sent out.
"""

import datetime as dt
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress

from advisor.files.clean_text import quoted
from advisor.files.text_comparison import comparable
from advisor.report.typed_days import day_fault, typed_day

SUGGESTED_DAY = "suggested: "
"""What comes before the day of a step that has an owner, and no day that was agreed."""
_DIGITS = 4
_MARKS = re.compile(r"(?:[0-9a-f]{4}){5}")


def day_in(text: str) -> dt.date:
    """Return the day that a cell says, as we write it or as people type it in a meeting.

    Raises:
        ValueError: It says none; the message says what would be right.
    """
    if fault := day_fault(text):
        raise ValueError(f"{quoted(text)}: {fault}")
    found = typed_day(text)
    assert found is not None
    return found


def marks_of(cells: Sequence[str], rows: int) -> str:
    """Return a mark for each cell, and how many rows the plan has, in so few letters.

    Word takes 40 letters for a bookmark.
    """
    return "".join(map(_mark, cells)) + f"{rows:04x}"


def untouched(cells: Sequence[str], marks: str) -> tuple[bool, ...]:
    """Return which cells are as they were when their row was marked."""
    return tuple(
        _mark(cell) == marks[place * _DIGITS : (place + 1) * _DIGITS]
        for place, cell in enumerate(cells)
    )


def rows_marked(marks: str) -> int:
    """Return how many rows the plan had; 0 if somebody has changed the marks."""
    return int(marks[-_DIGITS:], 16) if _MARKS.fullmatch(marks) else 0


def short_key(step: str) -> str:
    """Return what replaces the id of a step where there is no room for it."""
    return f"{zlib.crc32(step.encode()):08x}"


def _mark(cell: str) -> str:
    said = cell.removeprefix(SUGGESTED_DAY)
    # A day is the same in any of its forms: Excel has it as a number.
    with suppress(ValueError):
        said = f"{cell[: len(cell) - len(said)]}{day_in(said)}"
    return f"{zlib.crc32(comparable(said).encode()) & 0xFFFF:04x}"
