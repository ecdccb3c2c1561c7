"""Groups the rows of a table by partnership, and skips partnerships with rows missing or apart."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

import numpy as np
import polars as pl

from advisor.batch.tables.headings import PARTNERSHIP_FACTS, Layout
from advisor.batch.tables.partnership_names import (
    ON_SEVERAL_ROWS,
    NameMarks,
    Numbers,
    SkippedNames,
    in_one_spelling,
    marks_for,
    marks_of,
    name_keys,
    names_in,
    starts_in,
)
from advisor.batch.tables.table_chunks import (
    NO_VALUE,
    NO_VALUE_SAYS,
    OWN_COLUMNS,
    ROW,
    SHEET,
    TableChunk,
    joined,
)
from advisor.files.clean_text import quoted
from advisor.files.faults import Fault


def filled_rows(frame: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, int]:
    """Drop the rows that name and answer nothing; return the others, and how many to report.

    In a template, rows that nobody filled in may have a kind, stage or day. Form tools keep rows of
    people who left at once; these have something in columns that are not read, and are reported.
    """
    names = names_in(frame, layout)
    if not names.null_count():
        return frame, 0
    facts = {layout.facts[fact] for fact in PARTNERSHIP_FACTS if fact in layout.facts}
    unread = set(frame.columns) - layout.read - {*OWN_COLUMNS}
    is_kept = names.is_not_null() | _any_filled(frame, layout.read - facts)
    return frame.filter(is_kept), int((~is_kept & _any_filled(frame, unread)).sum())


def _any_filled(frame: pl.DataFrame, headings: Iterable[str]) -> pl.Series:
    cells = [pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in headings]
    filled = pl.any_horizontal(pl.lit(value=False), *(cell != "" for cell in cells))
    return frame.with_columns(filled.alias("filled"))["filled"]


def file_and_sheet(file: str, sheet: object) -> str:
    """Return the name of a file for faults, with the sheet where it has several."""
    return file if sheet is None else f"{file}[{sheet}]"


def whole_partnerships(
    chunks: Iterable[TableChunk],
    layout: Layout,
    name_marks: Callable[[], NameMarks],
    *,
    are_ordered: bool = True,
) -> Iterator[TableChunk]:
    """Yield the rows again, in chunks that cut no partnership in two.

    In a table of one chunk, rows are grouped by partnership, each at its first row. In a longer
    one, a partnership whose rows are not adjacent is skipped, with a fault at the first of them.

    If a row cannot be read, the partnership that it names is skipped. If each row is a partner, a
    row that cannot be read or has no name may also belong to a partnership next to it: both are
    skipped, and all are if rows were regrouped.

    Args:
        chunks: The rows.
        layout: The meaning of their headings.
        name_marks: What ``name_marks`` gives for all rows; called for a longer table only.
        are_ordered: Whether it means anything which rows are next to each other. If not, a row
            that names no partnership is handed on as one of its own.
    """
    apart: SkippedNames | None = None
    held: list[pl.DataFrame] = []
    unassigned: Numbers = np.zeros(0, dtype=np.int64)
    is_first = True
    for chunk, after in pairwise(chain[TableChunk | None](chunks, [None])):
        assert chunk is not None
        is_last = after is None
        named, nameless = chunk.frame, chunk.frame.clear()
        if are_ordered and layout.is_by_partner:
            named, nameless = _parted(chunk, layout)
        faults = tuple(sorted((*chunk.faults, *_nameless_faults(nameless, layout, chunk.file))))
        lines = [fault.line for fault in chunk.faults] if layout.is_by_partner else []
        unread = np.array(lines, dtype=np.int64)
        unassigned = np.unique(np.concatenate([unassigned, unread, _in_file(nameless)]))
        is_whole = is_first and is_last
        part = _Part(joined([*held, named]), layout, chunk.file, puts_together=is_whole)
        if apart is None:
            # name_marks() reads the file a second time. One chunk does not need it: its rows are
            # put together, whatever is between them.
            apart = SkippedNames(marks_of(chunk) if is_whole else name_marks())
        is_first = False
        # The rows of the last partnership may go on in the next chunk.
        cut = len(part.starts) if is_last else max(len(part.starts) - 1, 0)
        kept, skipped, respelt = part.settled(cut, unassigned, apart)
        yield chunk._replace(
            frame=kept, faults=faults, skipped=tuple(skipped), respelt=tuple(respelt)
        )
        end = part.end_of(cut)
        held = [part.frame[end:]]
        # Unassigned rows matter until the row after them has been yielded.
        unassigned = unassigned[part.order_in_file.searchsorted(unassigned) >= end]


def _parted(chunk: TableChunk, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows with and without a partnership's name."""
    has_name = names_in(chunk.frame, layout).is_not_null()
    if has_name.all():
        return chunk.frame, chunk.frame.clear()
    return chunk.frame.filter(has_name), chunk.frame.filter(~has_name)


def _nameless_faults(rows: pl.DataFrame, layout: Layout, file: str) -> Iterator[Fault]:
    heading = layout.facts["partnership"]
    for cells in rows.iter_rows(named=True):
        says = NO_VALUE_SAYS if cells[heading] == NO_VALUE else _NAMELESS
        yield Fault(file_and_sheet(file, cells.get(SHEET)), cells[ROW], says, heading)


# The number of the sheet is above these bits; an Excel sheet has 2**20 rows at most.
_ROW_BITS = 40


def _in_file(frame: pl.DataFrame) -> Numbers:
    """Return a number for each row in the order of the file; ``_row_of`` gives its row."""
    rows: Numbers = frame[ROW].to_numpy()
    if SHEET in frame:
        # Each sheet counts its rows from 1 again.
        rows = rows + (frame[SHEET].to_physical().cast(pl.Int64).to_numpy() << _ROW_BITS)
    return rows


def _row_of(number: int) -> int:
    return number & ((1 << _ROW_BITS) - 1)


class _Part:
    """Rows with the partnerships in them.

    Attributes:
        frame: The rows, those of one partnership together.
        starts: The places of the rows with which a partnership begins.
        order_in_file: The numbers of the rows in the order of the file.
    """

    def __init__(
        self,
        frame: pl.DataFrame,
        layout: Layout,
        file: str,
        *,
        puts_together: bool,
    ) -> None:
        self.order_in_file: Numbers = _in_file(frame)
        names = names_in(frame, layout)
        if puts_together:
            self._group_in_file, order = _together(names)
            frame, names = frame[order], names[order]
        self.frame = frame
        self._rows: Numbers = frame[ROW].to_numpy()
        self._names = names
        self.starts = starts_in(names)
        sizes = np.diff(self.starts, append=frame.height)
        self._groups = np.repeat(np.arange(len(self.starts)), sizes)
        if not puts_together:
            self._group_in_file = self._groups
        self._is_apart = bool((np.diff(self._group_in_file) < 0).any())
        self._layout = layout
        self._file = file

    def end_of(self, cut: int) -> int:
        """Return the place of the row after so many partnerships."""
        return int(self.starts[cut]) if cut < len(self.starts) else self.frame.height

    def settled(
        self, cut: int, unassigned: Numbers, apart: SkippedNames
    ) -> tuple[pl.DataFrame, list[Fault], list[str]]:
        """Return the rows of the first partnerships, and a fault for each that is skipped.

        The last item has the names of kept partnerships that are spelt in several ways.
        """
        marks = marks_for(self._names.gather(self.starts[:cut]))
        again, firsts = apart.scattered(marks)
        beside = self._next_to(unassigned, cut)
        named = {g: row for g, row in apart.named(marks) if g not in again and g not in beside}
        faults = [self._fault(group, self._says_scattered(group)) for group in firsts]
        faults += [self._fault(group, _NAMED.format(row)) for group, row in named.items()]
        says = _APART if self._is_apart else _BESIDE
        faults += [
            self._fault(group, says.format(_row_of(number)))
            for group, number in beside.items()
            if group not in again
        ]
        skipped = np.zeros(len(self.starts), dtype=bool)
        skipped[[*again, *beside, *named]] = True
        kept = self.frame[: self.end_of(cut)]
        if skipped.any():
            kept = kept.filter(pl.Series(~skipped[self._groups][: kept.height]))
        differs = self._names != self._names.gather(self.starts[self._groups])
        respelt = np.unique(self._groups[differs.fill_null(value=False).to_numpy()])
        names = [
            self._names[int(self.starts[group])]
            for group in respelt.tolist()
            if group < cut and not skipped[group]
        ]
        return in_one_spelling(kept, self._layout), sorted(faults), names

    def _next_to(self, unassigned: Numbers, cut: int) -> dict[int, int]:
        """Return the partnerships that an unassigned row may belong to, with one such row each."""
        numbers = unassigned.tolist()
        if self._is_apart:
            return dict.fromkeys(range(cut), numbers[0]) if numbers else {}
        return {group: n for n in numbers for group in self._beside(n) if group < cut}

    def _beside(self, number: int) -> set[int]:
        """Return the partnerships of the rows before and after one."""
        after = int(self.order_in_file.searchsorted(number))
        places = {place for place in (after - 1, after) if 0 <= place < len(self.order_in_file)}
        return {int(self._group_in_file[place]) for place in places}

    def _says_scattered(self, group: int) -> str:
        name = quoted(self._names[int(self.starts[group])])
        if not self._layout.is_by_partner:
            return f"{name} {ON_SEVERAL_ROWS}"
        return f"the rows of {name} are not adjacent; sort the table by partnership"

    def _fault(self, group: int, says: str) -> Fault:
        place = int(self.starts[group])
        heading = self._layout.facts["partnership"]
        sheet = self.frame[SHEET][place] if SHEET in self.frame else None
        return Fault(file_and_sheet(self._file, sheet), int(self._rows[place]), says, heading)


def _together(names: pl.Series) -> tuple[Numbers, Numbers]:
    """Return the partnership number of each row, and the order of rows that groups them.

    Partnerships are counted in the order of their first rows; a row without a name is one.
    """
    own = np.arange(len(names))
    keys = pl.DataFrame({"key": name_keys(names), "own": own})
    of = keys.select(
        pl.when(pl.col("key").is_null()).then("own").otherwise(pl.col("own").min().over("key"))
    )
    _, groups = np.unique(of.to_series().to_numpy(), return_inverse=True)
    return groups, np.argsort(groups, kind="stable")


_BESIDE = "skipped: row {} next to it may be one of its partners"
_APART = (
    "skipped: row {} may be one of its partners: the rows of one partnership are not adjacent here"
)
_NAMED = "skipped: row {} belongs to it and cannot be read"
_NAMELESS = (
    "is empty; write the partnership's name in each of its rows (or merge the cells in Excel)"
)
