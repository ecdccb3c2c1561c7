"""The names of partnerships in a table: which are one, and what is known of all of them."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from advisor.batch.tables.headings import Layout
from advisor.batch.tables.table_chunks import NO_VALUE, TableChunk
from advisor.files.text_comparison import INVISIBLE, comparable

Numbers = np.ndarray[Any, Any]

ON_SEVERAL_ROWS = (
    'is on several rows, and no column is headed "partner"; head the column of partners so, '
    "or give each row a name of its own"
)


def names_in(frame: pl.DataFrame, layout: Layout) -> pl.Series:
    """Return the partnership of each row; null where a row names none."""
    name = frame[layout.facts["partnership"]].cast(pl.String).str.strip_chars()
    return name.set(name.is_in(["", NO_VALUE]), None)


def starts_in(names: pl.Series) -> Numbers:
    """Return where each partnership begins; a row without a name is taken for one.

    Names that differ in capitals, spaces or how they are encoded are one.
    """
    keys = name_keys(names)
    return (keys != keys.shift(1)).fill_null(value=True).arg_true().to_numpy()


def name_keys(names: pl.Series) -> pl.Series:
    """Return what names have in common that are one."""
    return with_foreign(names.str.to_lowercase().str.replace_all(r"\s+", " "), comparable)


def with_foreign(names: pl.Series, change: Callable[[str], str]) -> pl.Series:
    """Return the names, with a change to those beyond ASCII."""
    foreign = names.filter(~names.str.contains(r"^[\x00-\x7F]*$").fill_null(value=True)).unique()
    if foreign.is_empty():
        return names
    return names.replace(foreign, pl.Series([change(name) for name in foreign], dtype=pl.String))


def in_one_spelling(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return the rows with names that look the same written alike.

    A Mac writes an accented letter as two characters, and form tools add some that nobody sees.
    """
    heading = layout.facts["partnership"]
    return frame.with_columns(with_foreign(frame[heading].cast(pl.String), _as_seen))


def _as_seen(name: str) -> str:
    return unicodedata.normalize("NFC", INVISIBLE.sub("", name))


class NameMarks(NamedTuple):
    """The names of a whole table, each as a hash of eight bytes.

    Attributes:
        scattered: The names between whose rows there are others, sorted.
        unread: The names that rows which could not be read may have, each with such a row.
    """

    scattered: Numbers = np.zeros(0, dtype=np.uint64)
    unread: Mapping[int, int] = MappingProxyType({})


def name_marks(chunks: Iterable[TableChunk], layout: Layout) -> NameMarks:
    """Return the marks of the names that are scattered or in rows that cannot be read.

    Where no row is a partner, every name on several rows is scattered.
    """
    runs: list[Numbers] = [np.zeros(0, dtype=np.uint64)]
    unread: dict[int, int] = {}
    last = None
    for chunk in chunks:
        unread |= marks_of(chunk).unread
        marks = marks_for(names_in(chunk.frame, layout).drop_nulls())
        if not layout.is_by_partner:
            runs.append(marks)
        elif len(marks):
            # A partnership can go on across two chunks: that is one run of its rows.
            begins = np.append(marks[0] != last, marks[1:] != marks[:-1])
            runs.append(marks[begins])
            last = marks[-1]
    names = np.concatenate(runs)
    # In place, since every partnership of the table is one of these.
    names.sort()
    return NameMarks(np.unique(names[1:][names[1:] == names[:-1]]), unread)


def marks_of(chunk: TableChunk) -> NameMarks:
    """Return the marks of names in rows of a chunk that could not be read."""
    names = pl.Series([name for name, _ in chunk.unread_names], dtype=pl.String).str.strip_chars()
    rows = (row for _, row in chunk.unread_names)
    marks = marks_for(names).tolist()
    return NameMarks(unread=dict(zip(marks, rows, strict=True)))


def marks_for(names: pl.Series) -> Numbers:
    """Return a mark of few bytes for each name, the same for names that are one."""
    # A hash of 64 bits: among a million names the chance that any two share one is 3 in 100
    # million.
    marks: Numbers = name_keys(names).hash().to_numpy()
    return marks


class SkippedNames:
    """Partnerships to skip for their names; a scattered one is reported once."""

    def __init__(self, marks: NameMarks) -> None:
        self._scattered = marks.scattered
        self._is_told = np.zeros(len(marks.scattered), dtype=bool)
        self._unread = marks.unread
        self._unread_marks = np.array([*marks.unread], dtype=np.uint64)

    def scattered(self, names: Numbers) -> tuple[set[int], list[int]]:
        """Return which of some names are scattered, and which of these were not reported before."""
        found = np.flatnonzero(np.isin(names, self._scattered))
        places = self._scattered.searchsorted(names[found])
        _, first = np.unique(places, return_index=True)
        told = first[~self._is_told[places[first]]]
        self._is_told[places] = True
        return set(found.tolist()), found[told].tolist()

    def named(self, names: Numbers) -> Iterator[tuple[int, int]]:
        """Yield which of some names a row that could not be read may have, with that row."""
        for place in np.flatnonzero(np.isin(names, self._unread_marks)).tolist():
            yield place, self._unread[int(names[place])]
