"""Which of many partnerships need attention now, and why: the first few of them, and how many."""

import datetime as dt
import heapq
from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

Sort = Literal["overdue", "key-date", "money", "old-answers", "silent-partner"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""Why a partnership may need attention, most urgent first."""
MAX_NAMED = 5


class Reason(NamedTuple):
    """Why a partnership needs attention.

    Attributes:
        day: The day on which something is or was due.
        says: The reason as a sentence.
        unnamed: The same without names and without what somebody typed.
    """

    sort: Sort
    day: dt.date | None
    says: str
    unnamed: str


class Notice(NamedTuple):
    """A partnership that needs attention.

    Attributes:
        is_dated: Whether its answers have a day.
        reasons: One of each sort at most, in the order of the sorts.
        row: Where it begins in a table.
    """

    partnership: str
    is_dated: bool
    reasons: tuple[Reason, ...]
    row: int = 0

    @property
    def place(self) -> tuple[bool, int, dt.date]:
        """Where it comes: those without a day last, else by the sort of reason and its day."""
        first = self.reasons[0]
        return not self.is_dated, SORTS.index(first.sort), first.day or dt.date.max


class Attention(NamedTuple):
    """What was found in some partnerships.

    Attributes:
        looked_at: How many there are.
        in_tables: How many of them come from tables, which have no key dates and no steps.
        counts: How many need attention, by the sort of their first reason.
        first: The first of these.
    """

    looked_at: int = 0
    in_tables: int = 0
    counts: tuple[int, ...] = (0,) * len(SORTS)
    first: tuple[Notice, ...] = ()

    def followed_by(self, other: "Attention") -> "Attention":
        """Return both findings together; the other comes later in the input."""
        counts = zip(self.counts, other.counts, strict=True)
        return Attention(
            self.looked_at + other.looked_at,
            self.in_tables + other.in_tables,
            tuple(map(sum, counts)),
            first_of([*self.first, *other.first]),
        )


NOTHING_FOUND = Attention()


def first_of(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the first few; on a tie, the first in the input."""
    return tuple(heapq.nsmallest(MAX_NAMED, notices, key=lambda notice: notice.place))


def attention_of(
    name: str, found: Iterable[Reason | None], *, is_dated: bool, row: int = 0
) -> Attention:
    """Return what is found in one partnership."""
    reasons = tuple(reason for reason in found if reason)
    if not reasons:
        return Attention(looked_at=1)
    counts = tuple(int(sort == reasons[0].sort) for sort in SORTS)
    return Attention(1, 0, counts, (Notice(name, is_dated, reasons, row),))
