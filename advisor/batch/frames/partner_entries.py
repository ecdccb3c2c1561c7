"""Takes the rows of a frame apart into partnerships and their partner entries."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from advisor.batch.frames.lookups import NEEDS_ROW_READER, Codes
from advisor.batch.tables.partnership_names import with_foreign
from advisor.files.text_comparison import comparable
from advisor.files.validation import MAX_TEXT
from advisor.reasoning.columns.partnership_arrays import Bools, Counts

# Controls, other white space than single spaces, and what is not printed.
_STRANGE = r"[\p{C}\p{Z}&&[^ ]]|  "
_LETTER = r"[\p{L}\p{N}]"


@dataclass(frozen=True, eq=False)
class Entries:
    """The ``p`` partner entries of ``n`` partnerships.

    Attributes:
        numbers: How many entries each partnership has; shape (n,).
        of: The partnership of each entry; shape (p,).
        places: The index of each entry within its partnership; shape (p,).
        names: The name of each entry, where they have one; shape (p,).
        roles: The place of each entry's role, where the kind gives it; shape (p,).
        needs_row_reader: Which partnerships have partners for the row reader; shape (n,).
    """

    numbers: Counts
    of: Counts
    places: Counts
    names: pl.Series | None
    roles: Codes | None
    needs_row_reader: Bools

    @property
    def first(self) -> Counts:
        """Where the entries of each partnership begin, and the end of the last; shape (n + 1,)."""
        found: Counts = np.concatenate([[0], np.cumsum(self.numbers)])
        return found


def within(numbers: Counts) -> tuple[Counts, Counts]:
    """Return each entry's partnership, and its index within it, from the numbers of entries."""
    of = np.repeat(np.arange(len(numbers)), numbers)
    begins = np.cumsum(numbers) - numbers
    return of, np.arange(len(of)) - begins[of]


def named_entries(numbers: Counts, names: pl.Series) -> Entries:
    """Return entries that have names of their own; those of partnerships in turn."""
    of, places = within(numbers)
    names = names.str.strip_chars()
    names_need_row_reader = (names.fill_null("") == "").to_numpy() | is_strange(names)
    if len(names) > len(numbers):
        names_need_row_reader |= _named_twice(of, names)
    needs_row_reader = np.zeros(len(numbers), np.bool_)
    needs_row_reader[of[names_need_row_reader]] = True
    return Entries(numbers, of, places, names, None, needs_row_reader)


def _named_twice(of: Counts, names: pl.Series) -> Bools:
    """Return which entries share a name with another entry of the partnership, or seem to."""
    marks = with_foreign(names.str.to_lowercase(), comparable).hash().to_numpy()
    # Two that share a mark by chance cost no more than time: the row reader compares the names.
    # An odd number of 64 bits keeps partnerships apart as well as a hash would.
    marks = marks + of.astype(np.uint64) * np.uint64(0x9E37_79B9_7F4A_7C15)
    ordered = np.sort(marks)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    # Sorting takes half as long as is_duplicated() of Polars, and mostly there is none.
    return np.isin(marks, twice) if len(twice) else np.zeros(len(marks), np.bool_)


def is_strange(names: pl.Series) -> Bools:
    """Return which names are not kept as they are, or not kept at all."""
    strange = (
        names.str.contains(_STRANGE)
        | ~names.str.contains(_LETTER)
        | (names.str.len_chars() > MAX_TEXT)
    )
    found: Bools = strange.fill_null(value=False).to_numpy()
    return found


def agreed(codes: Codes, empty: int, starts: Counts) -> tuple[Codes, Bools]:
    """Return what the rows of each partnership say, and which the row reader must read.

    Args:
        codes: Of each row; ``empty`` where it says nothing.
        empty: A code that nothing said comes to.
        starts: The row with which each partnership begins.
    """
    if len(starts) == len(codes):
        return codes, codes == NEEDS_ROW_READER
    # Empty rows must not decide. For the maximum they get a code below all others, for the minimum
    # one above.
    is_empty = codes == empty
    highest = np.maximum.reduceat(np.where(is_empty, NEEDS_ROW_READER - 1, codes), starts)
    lowest = np.minimum.reduceat(np.where(is_empty, _HIGHEST, codes), starts)
    is_said = highest != NEEDS_ROW_READER - 1
    needs_row_reader = is_said & ((highest != lowest) | (lowest == NEEDS_ROW_READER))
    return np.where(is_said, highest, np.int32(empty)), needs_row_reader


_HIGHEST = np.int32(np.iinfo(np.int32).max)
