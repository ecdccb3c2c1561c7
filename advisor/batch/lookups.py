"""Turns the cells of a column into numbers: each different text is read once."""

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

Codes = NDArray[np.int32]

ODD = -1
"""The code of a cell that has to be looked at by itself."""
_MOST_KEPT = 100_000


class Lookup:
    """Reads the cells of one column, and keeps what each text came to.

    Attributes:
        empty: What an empty cell comes to.
    """

    def __init__(self, read: Callable[[str], int], empty: int) -> None:
        self.empty = empty
        self._read = read
        self._kept: dict[str, int] = {}

    def codes(self, column: pl.Series) -> Codes:
        """Return the code of each cell, as text comes to it or ``empty``; shape (cells,)."""
        if column.dtype == pl.Null:
            return np.full(len(column), self.empty, np.int32)
        kinds = as_kinds(column)
        met = kinds.unique().drop_nulls()
        places = met.to_physical().to_numpy()
        table = np.full(int(places.max(initial=0)) + 2, self.empty, np.int32)
        table[places] = [self._code(text) for text in met.cast(pl.String)]
        cells = kinds.to_physical().cast(pl.UInt32).fill_null(len(table) - 1).to_numpy()
        found: Codes = table.take(cells, mode="clip")
        return found

    def _code(self, text: str) -> int:
        known = self._kept.get(text)
        if known is None:
            known = self._read(text) if text.strip() else self.empty
            if len(self._kept) < _MOST_KEPT:
                self._kept[text] = known
        return known


def as_kinds(column: pl.Series) -> pl.Series:
    """Return a column as texts of which each kind is kept once."""
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        return column
    if column.dtype.is_float():
        whole = column.is_finite() & (column == column.round())
        column = (
            pl.select(
                pl.when(whole)
                .then(column.cast(pl.Int64, strict=False).cast(pl.String))
                .otherwise(column.cast(pl.String))
            )
            .to_series()
            .alias(column.name)
        )
    return column.cast(pl.String).cast(pl.Categorical)


class ListLookup:
    """Reads cells that hold one value for all partners, or one for each joined by ``;``.

    Args:
        read: What one value comes to, as for ``Lookup``.
        empty: What an empty value comes to.
        is_one: Whether a cell is one value although it holds a ``;``.
    """

    def __init__(
        self, read: Callable[[str], int], empty: int, is_one: Callable[[str], bool]
    ) -> None:
        self._lists: list[tuple[int, ...]] = [(empty,)]
        self._empty = empty
        self._one = read
        self._is_one = is_one
        self._lookup = Lookup(self._place, 0)

    def _place(self, text: str) -> int:
        parts = [text] if ";" not in text or self._is_one(text) else text.split(";")
        codes = tuple(self._one(part.strip()) if part.strip() else self._empty for part in parts)
        if ODD in codes:
            return ODD
        self._lists.append(codes)
        return len(self._lists) - 1

    def entries(
        self, column: pl.Series, rows: NDArray[np.int64], places: NDArray[np.int64]
    ) -> tuple[Codes, NDArray[np.bool_]]:
        """Return the code of each partner entry, and of which rows the cell is odd.

        A cell is odd too if it holds neither one value nor as many as there are partners.

        Args:
            column: The cells, one for all the partners of a partnership.
            rows: Of which row each entry is; shape (entries,).
            places: The how manieth of its row each entry is; shape (entries,).
        """
        cells = self._lookup.codes(column)
        lengths = self._lengths()
        table = np.full((len(lengths), lengths.max()), self._empty, np.int32)
        for number, codes in enumerate(self._lists):
            table[number, : len(codes)] = codes
        of_row = lengths[np.maximum(cells, 0)]
        numbers = np.bincount(rows, minlength=len(cells))
        odd = (cells == ODD) | ((of_row > 1) & (of_row != numbers))
        at = np.where((of_row > 1) & ~odd, 1, 0)[rows] * places
        return table[np.maximum(cells, 0)[rows], at], odd

    def are_several(self, column: pl.Series) -> NDArray[np.bool_]:
        """Return which cells hold more than one value; shape (rows,)."""
        found: NDArray[np.bool_] = self._lengths()[np.maximum(self._lookup.codes(column), 0)] > 1
        return found

    def _lengths(self) -> NDArray[np.int64]:
        return np.array([len(codes) for codes in self._lists])
