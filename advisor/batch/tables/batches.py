"""Rows of a table as they are handed on: a frame, and the rows that could not even be read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.tables.headings import REPEATED
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
    """

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    total: int | None
    file: str
    left_out: tuple[Fault, ...] = ()
    heading_row: int = 0
    remarks: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

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
) -> tuple[pl.DataFrame, tuple[Fault, ...]]:
    """Return the rows of an Arrow batch that are text, numbered, and the faults of the others.

    A row in which every cell is empty is no row.
    """
    faults: tuple[Fault, ...] = ()
    if not all(_is_text(column) for column in batch.columns):
        batch, numbers, faults = _without_spoilt(batch, numbers, file)
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
    return without_empty(frame), faults


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
) -> tuple[pa.RecordBatch, np.ndarray[Any, Any], tuple[Fault, ...]]:
    """Return the rows that are UTF-8, and a fault for each cell that is not."""
    spoilt = np.zeros(batch.num_rows, dtype=bool)
    faults = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        for place in _spoilt_cells(column):
            spoilt[place] = True
            says = "is not UTF-8 text; save the file anew as UTF-8"
            faults.append(Fault(file, int(numbers[place]), says, name))
    kept = pa.array(~spoilt)
    columns = [_kept(column, kept) for column in batch.columns]
    cleaned = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    return cleaned, numbers[~spoilt], tuple(faults)


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
    parts: Iterable[tuple[pl.DataFrame | None, Sequence[Fault]]],
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
    parts: Iterable[tuple[pl.DataFrame | None, Sequence[Fault]]],
    headings: Sequence[str],
    file: str,
    *,
    rows: int,
    total: int | None,
) -> Iterator[TableBatch]:
    frames: list[pl.DataFrame] = []
    faults: list[Fault] = []
    wanted, is_first = rows, True
    for frame, more in parts:
        faults += more
        start, end = 0, 0 if frame is None else frame.height
        while frame is not None and start < end:
            frames.append(frame[start : start + wanted])
            start += frames[-1].height
            wanted -= frames[-1].height
            if not wanted:
                yield TableBatch(joined(frames), tuple(faults), total, file)
                frames, faults, wanted, is_first = [], [], rows, False
    if frames or faults or is_first:
        none = pl.DataFrame(schema={ROW: pl.Int64} | dict.fromkeys(headings, pl.String))
        yield TableBatch(joined(frames or [none]), tuple(faults), total, file)


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
