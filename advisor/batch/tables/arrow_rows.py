"""Makes frames of Arrow batches, without the rows that are not UTF-8 text."""

import codecs
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.tables.headings import is_partnership
from advisor.batch.tables.table_chunks import ROW, UnreadRow, is_recurring, without_empty
from advisor.files.faults import Fault

MARKING = "advisor-mark"
"""Decodes a byte that is not UTF-8 as ``_MARK``: so the row keeps its place, and can be named."""
_MARK = "\ufdd0"
"""Unicode keeps this character for a program's own use."""


def _marked_error(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return _MARK, error.end


codecs.register_error(MARKING, _marked_error)


def framed(
    batch: pa.RecordBatch, numbers: np.ndarray[Any, Any], file: str
) -> tuple[pl.DataFrame, tuple[UnreadRow, ...]]:
    """Return the rows of an Arrow batch that are text, numbered, and the others with their faults.

    A row in which every cell is empty is no row.
    """
    unread: tuple[UnreadRow, ...] = ()
    if not all(map(_is_utf8, batch.columns)):
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
    names = batch.schema.names
    spoilt = np.zeros(batch.num_rows, dtype=bool)
    unread = []
    whole = [*map(_is_utf8, batch.columns)]
    columns = [c if is_whole else _marked(c) for c, is_whole in zip(batch, whole, strict=True)]
    partnerships = next((c for h, c in zip(names, columns, strict=True) if is_partnership(h)), None)
    for name, column, is_whole in zip(names, columns, whole, strict=True):
        for place in () if is_whole else _marked_places(column):
            spoilt[place] = True
            says = "is not UTF-8 text; save the file as UTF-8"
            partnership = None if partnerships is None else partnerships[place].as_py()
            known = () if partnership is None or _MARK in str(partnership) else (str(partnership),)
            unread.append(UnreadRow(Fault(file, int(numbers[place]), says, name), known))
    kept = pa.RecordBatch.from_arrays(columns, names=names).filter(pa.array(~spoilt))
    return kept, numbers[~spoilt], tuple(unread)


def is_text(of: pa.DataType) -> bool:
    """Return whether a type is of texts."""
    return bool(pa.types.is_string(of) or pa.types.is_large_string(of))


def _is_utf8(column: pa.Array) -> bool:
    """Return whether a column of texts is UTF-8 throughout; any other column passes."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not is_text(texts.type):
        return True
    try:
        # Polars takes texts of Arrow unchecked, and panics later if they are not UTF-8 (Polars
        # 2.1). Parquet may hold such texts, since pyarrow does not check them either.
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return not pc.any(pc.match_substring(texts, _MARK)).as_py()


def _marked(column: pa.Array) -> pa.Array:
    """Return texts with a mark where a byte is none, as the reader of CSV has them."""
    texts = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    cells = texts.cast(pa.large_binary()).to_pylist()
    marked = (None if cell is None else cell.decode(errors=MARKING) for cell in cells)
    return pa.array(marked, pa.string())


def _marked_places(column: pa.Array) -> list[int]:
    is_marked = pc.match_substring(column, _MARK).fill_null(False)
    return [place for place, is_so in enumerate(is_marked.to_pylist()) if is_so]
