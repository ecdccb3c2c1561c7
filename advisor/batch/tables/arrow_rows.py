"""Makes frames of Arrow batches, without the rows that are not UTF-8 text."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.tables.batches import ROW, UnreadRow, is_recurring, without_empty
from advisor.batch.tables.headings import is_partnership
from advisor.batch.tables.marked_bytes import MARK
from advisor.files.faults import Fault


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
