"""Cuts a table where a partnership ends, and leaves out those whose rows do not stand together."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import polars as pl

from advisor.batch.tables.batches import OWN_COLUMNS, ROW, SHEET, TableBatch, joined
from advisor.batch.tables.headings import PARTNERSHIP_FACTS, Layout
from advisor.files.clean_text import quoted
from advisor.files.faults import Fault

_Numbers = np.ndarray[Any, Any]


def names_in(frame: pl.DataFrame, layout: Layout) -> pl.Series:
    """Return the partnership of each row; null where a row names none."""
    name = frame[layout.facts["partnership"]].cast(pl.String).str.strip_chars()
    return name.set(name == "", None)


def starts_in(names: pl.Series, *, is_by_partner: bool) -> _Numbers:
    """Return where each partnership begins; a row without a name is one of its own.

    Rows whose names differ in capitals or spaces alone are of one partnership, in which they
    contradict each other.
    """
    if not is_by_partner:
        return np.arange(len(names))
    keys = _keys(names)
    return (keys != keys.shift(1)).fill_null(value=True).arg_true().to_numpy()


def _keys(names: pl.Series) -> pl.Series:
    return names.str.to_lowercase().str.replace_all(r"\s+", " ")


def filled_rows(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return the rows but for those of which nobody filled in more than a kind, stage or day."""
    names = names_in(frame, layout)
    if not names.null_count():
        return frame
    facts = {layout.facts[fact] for fact in PARTNERSHIP_FACTS if fact in layout.facts}
    others = [name for name in frame.columns if name not in {*facts, *OWN_COLUMNS}]
    is_said = [
        pl.col(name).cast(pl.String).str.strip_chars().fill_null("") != "" for name in others
    ]
    return frame.filter(pl.any_horizontal(pl.Series(names.is_not_null()), *is_said))


def told_file(file: str, sheet: object) -> str:
    """Return the name of a file for faults, with the sheet where it has several."""
    return file if sheet is None else f"{file}[{sheet}]"


def whole_partnerships(batches: Iterable[TableBatch], layout: Layout) -> Iterator[TableBatch]:
    """Yield the rows anew so that no partnership is cut in two.

    Where a row stands for a partner, the rows of a table that is one batch are put together by
    partnership, each where its first row stands. In a longer one, a partnership is left out, with
    a fault, if its name stood above and others came between. It is left out too if a row beside
    it could not be read, for that may have been one of its partners.
    """
    if not layout.is_by_partner:
        yield from batches
        return
    seen = _Seen()
    held: list[pl.DataFrame] = []
    unread: _Numbers = np.zeros(0, dtype=np.int64)
    is_first = True
    for batch, is_last in _with_last(batches):
        rows = joined([*held, batch.frame])
        part = _Part(rows, layout, batch.file, puts_together=is_first and is_last)
        is_first = False
        unread = np.union1d(unread, np.array([f.line for f in batch.faults], dtype=np.int64))
        cut = len(part.starts) if is_last else max(len(part.starts) - 1, 0)
        kept, faults = part.settled(cut, unread, seen)
        yield TableBatch(kept, batch.faults, batch.total, batch.file, tuple(faults))
        end = part.end_of(cut)
        held = [part.frame[end:]]
        # What could not be read stays of interest until the row after it is handed on.
        unread = unread[part.rows_in_file.searchsorted(unread) >= end]


def _with_last(batches: Iterable[TableBatch]) -> Iterator[tuple[TableBatch, bool]]:
    """Yield each batch and whether it is the last."""
    before: TableBatch | None = None
    for batch in batches:
        if before is not None:
            yield before, False
        before = batch
    if before is not None:
        yield before, True


class _Part:
    """Rows with the partnerships in them.

    Attributes:
        frame: The rows, those of one partnership together.
        starts: The places of the rows with which a partnership begins.
        rows_in_file: The number of each row in the order of the file.
    """

    def __init__(
        self, frame: pl.DataFrame, layout: Layout, file: str, *, puts_together: bool
    ) -> None:
        self.rows_in_file: _Numbers = frame[ROW].to_numpy()
        names = names_in(frame, layout)
        if puts_together:
            self._group_in_file, order = _together(names)
            frame, names = frame[order], names[order]
        self.frame = frame
        self._rows: _Numbers = frame[ROW].to_numpy()
        self._names = names
        self.starts = starts_in(names, is_by_partner=True)
        if not puts_together:
            sizes = np.diff([*self.starts, frame.height])
            self._group_in_file = np.repeat(np.arange(len(self.starts)), sizes)
        self._heading = layout.facts["partnership"]
        self._file = file

    def end_of(self, cut: int) -> int:
        """Return the place of the row after so many partnerships."""
        return int(self.starts[cut]) if cut < len(self.starts) else self.frame.height

    def settled(
        self, cut: int, unread: _Numbers, seen: "_Seen"
    ) -> tuple[pl.DataFrame, list[Fault]]:
        """Return the rows of the first partnerships less those to leave out, and why these are."""
        again = self._again(cut, seen)
        beside = {g: row for row in unread.tolist() for g in self._beside(row) if g < cut}
        faults = [self._fault(group, self._says_again(group)) for group in again]
        faults += [
            self._fault(group, _BESIDE.format(row))
            for group, row in beside.items()
            if group not in again
        ]
        left_out = np.zeros(len(self.starts), dtype=bool)
        left_out[[*again, *beside]] = True
        sizes = np.diff([*self.starts, self.frame.height])
        kept = self.frame[: self.end_of(cut)]
        if faults:
            kept = kept.filter(pl.Series(~np.repeat(left_out, sizes)[: kept.height]))
        return kept, sorted(faults)

    def _again(self, cut: int, seen: "_Seen") -> set[int]:
        """Return the partnerships whose name stood above already."""
        firsts = _keys(self._names.gather(self.starts[:cut]))
        named = firsts.is_not_null().to_numpy()
        return set(
            np.flatnonzero(named)[seen.again(firsts.drop_nulls().hash().to_numpy())].tolist()
        )

    def _beside(self, row: int) -> set[int]:
        """Return the partnerships of the rows next to one that could not be read."""
        after = int(self.rows_in_file.searchsorted(row))
        places = {place for place in (after - 1, after) if 0 <= place < len(self.rows_in_file)}
        return {int(self._group_in_file[place]) for place in places}

    def _says_again(self, group: int) -> str:
        name = quoted(self._names[int(self.starts[group])])
        return f"{name} stands above already, and was read without this row; {_SORT}"

    def _fault(self, group: int, says: str) -> Fault:
        place = int(self.starts[group])
        sheet = self.frame[SHEET][place] if SHEET in self.frame else None
        return Fault(told_file(self._file, sheet), int(self._rows[place]), says, self._heading)


def _together(names: pl.Series) -> tuple[_Numbers, _Numbers]:
    """Return of which partnership each row is, and the rows in the order of partnerships.

    Partnerships are counted in the order of their first rows; a row without a name is one.
    """
    own = np.arange(len(names))
    keys = pl.DataFrame({"key": _keys(names), "own": own})
    of = keys.select(
        pl.when(pl.col("key").is_null()).then("own").otherwise(pl.col("own").min().over("key"))
    )
    _, groups = np.unique(of.to_series().to_numpy(), return_inverse=True)
    return groups, np.argsort(groups, kind="stable")


_SORT = "sort the table by partnership, so that the rows of one stand together"
_BESIDE = "is left out, since row {} beside it could not be read and may name one of its partners"


class _Seen:
    """The names of the partnerships so far, as sorted arrays of few bytes a name."""

    def __init__(self) -> None:
        self._runs: list[_Numbers] = []

    def again(self, names: _Numbers) -> _Numbers:
        """Return for each name whether it came before, and keep all."""
        found = np.ones(len(names), dtype=bool)
        new, first = np.unique(names, return_index=True)
        found[first] = False
        for run in self._runs:
            places = np.minimum(run.searchsorted(names), len(run) - 1)
            found |= run[places] == names
        if len(new):
            self._runs.append(new)
        # Runs are joined once they are of like length, so that they stay few.
        while len(self._runs) > 1 and len(self._runs[-1]) * 2 > len(self._runs[-2]):
            self._runs[-2:] = [np.union1d(*self._runs[-2:])]
        return found
