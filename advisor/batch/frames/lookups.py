"""Turns the cells of a column into codes, parsing each distinct text once."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from advisor.reasoning.columns.partnership_arrays import Bools, Counts

Codes = NDArray[np.int32]

NEEDS_ROW_READER = -1
"""The code of a cell that has to be looked at by itself."""
_NEW = -2


class Cells(NamedTuple):
    """The cells of one column, with a number for each distinct text.

    Attributes:
        numbers: Of each cell, from 1; 0 if it is empty; shape (cells,).
        texts: The same cells as texts.
    """

    numbers: NDArray[np.uint32]
    texts: pl.Series


def cells_of(frame: pl.DataFrame, headings: Sequence[str]) -> dict[str, Cells]:
    """Return the cells under some headings of a frame of texts."""
    # Once: a frame makes its schema again whenever it is asked, 0.7 ms for each of 63 columns.
    schema = frame.schema
    kinds = frame.select(_as_kinds(name, schema[name]) for name in headings)
    # Cast before adding: Polars numbers an Enum of few texts in one byte, which could overflow.
    numbers = kinds.select((pl.all().to_physical().cast(pl.UInt32) + 1).fill_null(0))
    return {name: Cells(numbers[name].to_numpy(), kinds[name]) for name in headings}


def _as_kinds(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as categories."""
    column = pl.col(name)
    if isinstance(dtype, pl.Categorical | pl.Enum):
        return column
    return column.cast(pl.String).cast(pl.Categorical)


# Never used, never removed. Polars numbers categories globally for as long as any categorical
# column is alive. Without one, "b" is 1 in the frame ["a", "b"] and 0 in the next, ["b", "a"]; a
# lookup table kept from the first then misreads the second (Polars 2.1).
_KEEP_CATEGORY_CODES = pl.Series([""], dtype=pl.Categorical)

_MAX_KEPT = 50_000
"""How many distinct texts a lookup caches; beyond that a new one replaces it."""


class Lookup:
    """Reads the cells of one column, and caches the code of each text.

    Args:
        read: The code of a text, from 0; ``NEEDS_ROW_READER`` if only the row reader can tell.
        empty: The code of an empty cell.
    """

    def __init__(self, read: Callable[[str], int], empty: int) -> None:
        self.empty = empty
        self._read = read
        self._kept: dict[str, int] = {}
        self._table = np.array([empty, _NEW], np.int32)
        self._dtype: pl.DataType | None = None

    @property
    def is_full(self) -> bool:
        """Whether the cache is so large that a new lookup should replace it."""
        return len(self._kept) > _MAX_KEPT

    def codes(self, cells: Cells | None, number: int) -> Codes:
        """Return the code of each cell; that of an empty one ``number`` times if there is none."""
        if cells is None:
            return np.full(number, self.empty, np.int32)
        if cells.texts.dtype != self._dtype:
            # The numbers of an Enum are its own, those of all other texts are shared.
            self._dtype = cells.texts.dtype
            self._table = np.array([self.empty, _NEW], np.int32)
        # The last entry of the table is always _NEW. So mode "clip" makes a new text of every
        # number beyond the table, without a comparison of its own.
        codes: Codes = self._table.take(cells.numbers, mode="clip")
        if codes.min(initial=0) == _NEW:
            self._learn(cells, np.flatnonzero(codes == _NEW))
            codes = self._table.take(cells.numbers, mode="clip")
        return codes

    def _learn(self, cells: Cells, places: Counts) -> None:
        """Read the new texts at some places."""
        new, first = np.unique(cells.numbers[places], return_index=True)
        # One entry more than the highest number: codes() relies on _NEW at the end.
        table = np.full(max(len(self._table), int(new[-1]) + 2), _NEW, np.int32)
        table[: len(self._table)] = self._table
        table[new] = [
            self._code(text) for text in cells.texts.gather(places[first]).cast(pl.String)
        ]
        self._table = table

    def _code(self, text: str) -> int:
        if text not in self._kept:
            self._kept[text] = self._read(text) if text.strip() else self.empty
        return self._kept[text]


# entries() builds a table of the distinct cells by the longest list. One cell of a thousand values
# would make it wide for all of them, so such a cell is left to the row reader.
_MAX_LISTED = 200


class ListLookup:
    """Reads cells with one value for all partners, or one for each joined by ``;``.

    Args:
        read: The code of one value, as for ``Lookup``.
        empty: The code of an empty value.
        is_one: Whether a cell is one value although it holds a ``;``.
    """

    def __init__(
        self, read: Callable[[str], int], empty: int, is_one: Callable[[str], bool]
    ) -> None:
        self._empty = empty
        self._one = read
        self._is_one = is_one
        # Index 0 is an empty cell, and serves for cells of the row reader too, whose index is -1.
        self._lists: list[tuple[int, ...]] = [(empty,)]
        self.lookup = Lookup(self._place, 0)

    def _place(self, text: str) -> int:
        parts = [text] if ";" not in text or self._is_one(text) else text.split(";")
        if len(parts) > _MAX_LISTED:
            return NEEDS_ROW_READER
        codes = tuple(self._one(part.strip()) if part.strip() else self._empty for part in parts)
        if NEEDS_ROW_READER in codes:
            return NEEDS_ROW_READER
        self._lists.append(codes)
        return len(self._lists) - 1

    def entries(
        self, cells: Cells | None, numbers: Counts, of: Counts, places: Counts
    ) -> tuple[Codes, Bools, Bools]:
        """Return the code of each entry, which rows need the row reader, and which list several.

        A row needs it too if its cell has neither one value nor one for each partner.

        Args:
            cells: The cells, one for all the partners of a partnership.
            numbers: How many partners each partnership has; shape (rows,).
            of: Of which row each entry is; shape (entries,).
            places: The index of each entry within its row; shape (entries,).
        """
        if cells is None:
            none = np.zeros(len(numbers), np.bool_)
            return np.full(len(places), self._empty, np.int32), none, none
        lists = self.lookup.codes(cells, len(numbers))
        needs_row_reader = lists == NEEDS_ROW_READER
        lengths = np.array([len(codes) for codes in self._lists], np.int32)
        lists = np.maximum(lists, 0)
        of_row = lengths.take(lists)
        several = of_row > 1
        if not several.any():
            ones = np.array([codes[0] for codes in self._lists], np.int32)
            return ones.take(lists).take(of), needs_row_reader, several
        needs_row_reader |= several & (of_row != numbers)
        width = int(lengths.max())
        table = np.full((len(lengths), width), self._empty, np.int32)
        for number, codes in enumerate(self._lists):
            table[number, : len(codes)] = codes
        at = places * (several & ~needs_row_reader).take(of)
        return table.ravel().take((lists * width).take(of) + at), needs_row_reader, several


class Lookups(NamedTuple):
    """Reads the cells of one column: of one value, or of one for each partner."""

    one: Lookup
    lists: ListLookup

    @property
    def is_full(self) -> bool:
        """Whether a cache is so large that new lookups should replace these."""
        return self.one.is_full or self.lists.lookup.is_full


def lookups(
    read: Callable[[str], int], empty: int, is_one: Callable[[str], bool] = lambda _text: False
) -> Lookups:
    """Return the lookups for a column; see ``Lookup`` and ``ListLookup``."""
    return Lookups(Lookup(read, empty), ListLookup(read, empty, is_one))
