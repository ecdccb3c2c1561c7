"""Reads Parquet group by group, texts that recur as categories."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from advisor.batch.tables.arrow_rows import framed, is_text
from advisor.batch.tables.headings import is_free_text
from advisor.batch.tables.table_chunks import TableChunk, UnreadRow, headings_of, in_chunks
from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults


def parquet_chunks(path: Path, rows: int, only: str | None) -> Iterator[TableChunk]:
    """Yield the rows of a Parquet file; see ``open_table.table_chunks``."""
    file = str(path)
    headings, recurring = _columns(path, file)
    try:
        with pq.ParquetFile(path, read_dictionary=recurring) as table:
            total = table.metadata.num_rows
            parts = _parts(table, headings, rows, file, only)
            yield from in_chunks(parts, headings, file, rows=rows, total=total)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from None


def _unreadable(file: str, error: Exception) -> Faults:
    reason = str(error).split("\n", maxsplit=1)[0][:200]
    return Faults([Fault(file, 0, f"cannot be read as Parquet: {reason}")])


def _columns(path: Path, file: str) -> tuple[list[str], list[str]]:
    """Return the headings, and the columns of text that are to be read as categories.

    Raises:
        Faults: The file is no Parquet file, or a column holds more than one value a row.
    """
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from None
    headings = headings_of(schema.names, file, 0)
    nested = [field for field in schema if pa.types.is_nested(field.type)]
    if nested:
        says = "has lists or groups; a table has one value in a cell"
        raise Faults(Fault(file, 0, says, field.name) for field in nested)
    texts = (field.name for field in schema if is_text(field.type))
    return headings, [name for name in texts if not is_free_text(name)]


def _parts(
    table: pq.ParquetFile, headings: list[str], rows: int, file: str, only: str | None
) -> Iterator[tuple[pl.DataFrame, tuple[UnreadRow, ...]]]:
    first = 1
    columns = None
    if only is not None:
        columns = [table.schema_arrow.names[headings.index(only)]]
        headings = [only]
    for batch in table.iter_batches(batch_size=rows, columns=columns):
        texts = [_as_cells(column) for column in batch.columns]
        batch = pa.RecordBatch.from_arrays(texts, names=headings)  # noqa: PLW2901
        yield framed(batch, np.arange(first, first + batch.num_rows), file)
        first += batch.num_rows


def _as_cells(column: pa.Array) -> pa.Array:
    """Return a column as text, numbers or truth values."""
    of = column.type
    if pa.types.is_dictionary(of):
        if is_text(of.value_type):
            return column.cast(pa.dictionary(pa.int32(), pa.string()))
        return _as_cells(column.dictionary_decode())
    if pa.types.is_float16(of) or pa.types.is_decimal(of):
        return column.cast(pa.float64())
    if pa.types.is_timestamp(of):
        texts = pc.strftime(column.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S")
        return pc.replace_substring_regex(texts, " 00:00:00$", "")
    kept = (is_text, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating)
    if any(is_of(of) for is_of in kept):
        return column
    if pa.types.is_binary(of) or pa.types.is_large_binary(of):
        return pa.Array.from_buffers(
            pa.string() if pa.types.is_binary(of) else pa.large_string(),
            len(column),
            column.buffers(),
            offset=column.offset,
        )
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        raise pa.ArrowInvalid(f"a column of type {quoted(of)} is neither text nor number") from None
