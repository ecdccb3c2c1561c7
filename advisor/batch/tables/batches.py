"""Rows of a table as they are handed on: a frame, and the rows that could not even be read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.tables.headings import REPEATED, is_partnership
from advisor.batch.tables.marked_bytes import MARK
from advisor.files.faults import Fault, Faults

ROW = "#row"
"""The heading of the column that carries the number of the row in the file."""
SHEET = "#sheet"
"""The heading of the column that carries the sheet, where answers stand in several."""
OWN_COLUMNS = (ROW, SHEET)
"""The columns of a frame that are not in the file."""
NO_VALUE = "\ufdd1"
"""Is in a cell whose formula was never calculated; it answers no question and names nothing."""
NO_VALUE_SAYS = "holds a formula without a value; open and save the file in Excel"
_MANY = 1_000
_FEW = 50


class UnreadRow(NamedTuple):
    """A row that cannot be read.

    Attributes:
        fault: What is wrong with it.
        names: What the name of its partnership may be, as far as that can still be read.
    """

    fault: Fault
    names: tuple[str, ...] = ()


class TableBatch(NamedTuple):
    """Rows of a table that stand together.

    Attributes:
        frame: The number of each row under ``#row``, its sheet under ``#sheet`` where a workbook
            has several, and the columns of the file: text (String or Categorical), numbers or truth
            values; null where a cell is empty.
        faults: The rows that could not even be read.
        total: How many rows the whole file has, if that is known beforehand.
        file: The name of the file for faults.
        left_out: Why partnerships of which rows were read are left out, a fault each.
        heading_row: The row in which the headings are, in files that have one.
        remarks: What else a reader of the file should know; in the first batch only.
        merged: The headings over merged cells other than names; a value is in the first of them.
        unread_names: What the partnerships of rows that could not be read may be called, each with
            the number of the row.
        respelt: The partnerships whose name is written in several ways.
    """

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    total: int | None
    file: str
    left_out: tuple[Fault, ...] = ()
    heading_row: int = 0
    remarks: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    unread_names: tuple[tuple[str, int], ...] = ()
    respelt: tuple[str, ...] = ()

    @property
    def number_left_out(self) -> int:
        """How many partnerships are left out, as far as anyone can tell.

        A row that cannot be read, beside partnerships that are left out for that, counts with them.
        """
        return len(self.left_out) or len({fault.line for fault in self.faults})


def headings_of(cells: Sequence[str | None], file: str, row: int) -> list[str]:
    """Return the headings as columns of a frame, each a name of its own.

    An empty one is named by its place, and one that an earlier column has is marked as repeated:
    whether that matters depends on whether it is read.

    Raises:
        Faults: A heading is the one that carries the row.
    """
    named = [cell or "" for cell in cells]
    headings = [cell if cell.strip() else f"column {n}" for n, cell in enumerate(named, 1)]
    says = "cannot be a heading; choose another"
    if faults := [Fault(file, row, says, h) for h in headings if h in OWN_COLUMNS]:
        raise Faults(faults)
    first = {heading: -number for number, heading in enumerate(reversed(headings), -len(headings))}
    return [
        heading if first[heading] == number else f"{heading}{REPEATED}{number}"
        for number, heading in enumerate(headings, 1)
    ]


def framed(
    batch: pa.RecordBatch, numbers: np.ndarray[Any, Any], file: str
) -> tuple[pl.DataFrame, tuple[UnreadRow, ...]]:
    """Return the rows of an Arrow batch that are text, numbered, and the others with their faults.

    A row in which every cell is empty is no row.
    """
    unread: tuple[UnreadRow, ...] = ()
    if not all(_is_text(column) for column in batch.columns):
        batch, numbers, unread = _without_spoilt(batch, numbers, file)
    columns = [_without_many(column) for column in batch.columns]
    frame = pl.DataFrame(
        [
            pl.Series(ROW, numbers, dtype=pl.Int64),
            *(
                pl.Series(name, pl.from_arrow(column))
                for name, column in zip(batch.schema.names, columns, strict=True)
            ),
        ]
    )
    return without_empty(frame), unread


def as_texts(frame: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return the rows with numbers, truth values and days as people write them.

    Raises:
        Faults: A column holds something else.
    """
    strange = [
        name
        for name, of in frame.schema.items()
        if not (isinstance(of, _TEXTS | _WORDED) or of.is_numeric())
    ]
    if strange:
        says = "holds neither text nor numbers, truth values or days"
        raise Faults(Fault(file, 0, says, name) for name in strange)
    return frame.with_columns(
        _worded(name, of)
        for name, of in frame.schema.items()
        if name not in OWN_COLUMNS and not isinstance(of, _TEXTS)
    )


_TEXTS = pl.String | pl.Categorical | pl.Enum | pl.Null
_WORDED = pl.Boolean | pl.Date | pl.Datetime | pl.Time
_MOST_EXACT = 2**53
"""Up to here every whole number is one that a column of numbers can hold."""


def _worded(name: str, of: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if not of.is_float():
        return column.cast(pl.String)
    number = column.cast(pl.Float64)
    is_whole = number.is_finite() & (number == number.round()) & (number.abs() < _MOST_EXACT)
    whole = number.cast(pl.Int64, strict=False).cast(pl.String)
    return pl.when(is_whole).then(whole).otherwise(number.cast(pl.String)).alias(name)


def without_empty(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in which any cell is filled."""
    cells = frame.drop(OWN_COLUMNS, strict=False)
    if not cells.width or not all(column.null_count() for column in cells):
        return frame
    return frame.filter(~cells.select(pl.all_horizontal(pl.all().is_null())).to_series())


def is_recurring(texts: int, rows: int) -> bool:
    """Return whether so many different texts in so many rows are worth keeping as categories.

    Each kind of text is kept as long as the program runs.
    """
    return texts <= _FEW or texts <= min(_MANY, rows // 2)


def _without_many(column: pa.Array) -> pa.Array:
    if not pa.types.is_dictionary(column.type):
        return column
    recurs = is_recurring(len(column.dictionary), len(column))
    return column if recurs else column.dictionary_decode()


def _without_spoilt(
    batch: pa.RecordBatch, numbers: np.ndarray[Any, Any], file: str
) -> tuple[pa.RecordBatch, np.ndarray[Any, Any], tuple[UnreadRow, ...]]:
    """Return the rows that are UTF-8, and a fault for each cell that is not."""
    spoilt = np.zeros(batch.num_rows, dtype=bool)
    unread = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        for place in _spoilt_cells(column):
            spoilt[place] = True
            says = "is not UTF-8 text; save the file anew as UTF-8"
            fault = Fault(file, int(numbers[place]), says, name)
            unread.append(UnreadRow(fault, _names_at(place, batch)))
    kept = pa.array(~spoilt)
    columns = [_kept(column, kept) for column in batch.columns]
    cleaned = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    return cleaned, numbers[~spoilt], tuple(unread)


def _names_at(place: int, batch: pa.RecordBatch) -> tuple[str, ...]:
    """Return the name of the partnership in a row, if that is text."""
    columns = zip(batch.schema.names, batch.columns, strict=True)
    for column in (column for heading, column in columns if is_partnership(heading)):
        try:
            name = column[place].as_py()
        except UnicodeDecodeError:
            return ()
        return () if name is None else (str(name),)
    return ()


def _is_text(column: pa.Array) -> bool:
    """Return whether all that a column holds is text, if that is what it should hold."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not pa.types.is_string(texts.type) and not pa.types.is_large_string(texts.type):
        return True
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return not pc.any(pc.match_substring(texts, MARK)).as_py()


def _spoilt_cells(column: pa.Array) -> Iterator[int]:
    if _is_text(column):
        return
    if pa.types.is_dictionary(column.type):
        if pa.types.is_string(column.type.value_type):
            spoilt = [*_spoilt_cells(column.dictionary)]
            indices = column.indices.to_numpy(zero_copy_only=False)
            yield from (int(place) for place in np.flatnonzero(np.isin(indices, spoilt)))
    elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        for place, value in enumerate(_as_bytes(column).to_pylist()):
            if MARK in (value or b"").decode(errors="advisor-mark"):
                yield place


def _as_bytes(column: pa.Array) -> pa.Array:
    large = pa.types.is_large_string(column.type)
    return column.cast(pa.large_binary() if large else pa.binary())


def _kept(column: pa.Array, kept: pa.Array) -> pa.Array:
    """Return the cells to keep; made anew where texts that no row names could be spoilt."""
    if not pa.types.is_dictionary(column.type) or _is_text(column):
        return column.filter(kept)
    values = _as_bytes(column.dictionary).take(column.indices.filter(kept))
    return values.cast(pa.string()).dictionary_encode()


def in_batches(
    parts: Iterable[tuple[pl.DataFrame | None, Sequence[UnreadRow]]],
    headings: Sequence[str],
    file: str,
    *,
    rows: int,
    total: int | None,
    heading_row: int = 0,
    remarks: Sequence[str] = (),
) -> Iterator[TableBatch]:
    """Yield the rows of the parts anew, as many at a time as are wanted.

    A file without rows gives one batch without rows.
    """
    batches = _in_batches(parts, headings, file, rows=rows, total=total)
    for number, batch in enumerate(batches):
        yield batch._replace(heading_row=heading_row, remarks=() if number else tuple(remarks))


def _in_batches(
    parts: Iterable[tuple[pl.DataFrame | None, Sequence[UnreadRow]]],
    headings: Sequence[str],
    file: str,
    *,
    rows: int,
    total: int | None,
) -> Iterator[TableBatch]:
    frames: list[pl.DataFrame] = []
    unread: list[UnreadRow] = []
    wanted, is_first = rows, True
    for frame, more in parts:
        unread += more
        start, end = 0, 0 if frame is None else frame.height
        while frame is not None and start < end:
            frames.append(frame[start : start + wanted])
            start += frames[-1].height
            wanted -= frames[-1].height
            if not wanted:
                yield _batch(frames, unread, total, file)
                frames, unread, wanted, is_first = [], [], rows, False
    if frames or unread or is_first:
        none = pl.DataFrame(schema={ROW: pl.Int64} | dict.fromkeys(headings, pl.String))
        yield _batch(frames or [none], unread, total, file)


def _batch(
    frames: Sequence[pl.DataFrame], unread: Sequence[UnreadRow], total: int | None, file: str
) -> TableBatch:
    faults = tuple(row.fault for row in unread)
    names = tuple((name, row.fault.line) for row in unread for name in row.names)
    return TableBatch(joined(frames), faults, total, file, unread_names=names)


def joined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the frames one below the other; a column that is plain text in one is so in all."""
    if len(frames) == 1:
        return frames[0]
    plain = {name for frame in frames for name, of in frame.schema.items() if of == pl.String}
    return pl.concat([frame.with_columns(_as_text(frame, plain)) for frame in frames])


def _as_text(frame: pl.DataFrame, names: set[str]) -> list[pl.Expr]:
    return [
        pl.col(name).cast(pl.String)
        for name, of in frame.schema.items()
        if name in names and of != pl.String
    ]


def plain_number(value: float | bool) -> str:
    """Return a number or truth value as a person writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
