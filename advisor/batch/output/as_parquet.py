"""Writes many partnerships as Parquet: text as text, lists as lists, in large row groups."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from advisor.batch.output.score_frames import LISTS, SCHEMA, fitted, frame_of
from advisor.batch.output.written import Batch, Write
from advisor.batch.scored import Scored

ROWS_A_GROUP = 100_000
"""How many are gathered before they are written together."""
_OF_FEW_TEXTS = ("kind", "stage", "band", "best", "worst", "decision", "rulebook", *LISTS)
"""What the rulebook words: few texts, however many partnerships."""


def _arrow_type(name: str) -> pa.DataType:
    if SCHEMA[name] == pl.Int64:
        return pa.int64()
    text = pa.large_string()
    if name in _OF_FEW_TEXTS:
        text = pa.dictionary(pa.int32(), text)
    return pa.large_list(pa.field("element", text)) if name in LISTS else text


_ARROW_SCHEMA = pa.schema([(name, _arrow_type(name)) for name in SCHEMA])


@contextmanager
def parquet_writer(file: BinaryIO) -> Iterator[Write]:
    """Give what writes scores as Parquet to a file; at the end the last of them and the footer.

    A reader finds plain text: that it is written as dictionaries is nothing it must know.
    """
    rows = _Gathered()
    sink = pa.PythonFile(file, mode="w")
    writer = pq.ParquetWriter(
        sink,
        _ARROW_SCHEMA,
        compression="zstd",
        compression_level=1,
        write_statistics=False,
        store_schema=False,
    )
    try:

        def write(scores: Batch) -> None:
            rows.add(scores)
            if rows.count >= ROWS_A_GROUP:
                writer.write_table(_table(rows.taken()), row_group_size=rows.most)

        yield write
        if rows.count:
            writer.write_table(_table(rows.taken()), row_group_size=rows.most)
        writer.close()
    except BaseException:
        # What it writes now is thrown away, and it would try again when it is collected.
        with suppress(OSError, ValueError):
            writer.close()
        raise


class _Gathered:
    """Scores that wait until there are enough of them for a row group."""

    most = 2 * ROWS_A_GROUP

    def __init__(self) -> None:
        self.count = 0
        self._frames: list[pl.DataFrame] = []
        self._scores: list[Scored] = []

    def add(self, scores: Batch) -> None:
        self.count += len(scores)
        if isinstance(scores, Sequence):
            self._scores += scores
        else:
            self._gather_scores()
            self._frames.append(fitted(scores))

    def taken(self) -> list[pl.DataFrame]:
        self._gather_scores()
        frames, self._frames, self.count = self._frames, [], 0
        return frames

    def _gather_scores(self) -> None:
        if self._scores:
            self._frames.append(frame_of(self._scores))
            self._scores = []


def _table(frames: list[pl.DataFrame]) -> pa.Table:
    return pa.concat_tables(map(_arrow_table, frames))


def _arrow_table(frame: pl.DataFrame) -> pa.Table:
    columns = [_arrow_column(frame[name], _ARROW_SCHEMA.field(name).type) for name in SCHEMA]
    return pa.Table.from_arrays(columns, schema=_ARROW_SCHEMA)


def _arrow_column(column: pl.Series, wanted: pa.DataType) -> pa.Array:
    if pa.types.is_large_list(wanted):
        lists = _of_few_texts(column).rechunk().to_arrow()
        first, last = lists.offsets[0].as_py(), lists.offsets[-1].as_py()
        texts = _dictionary(lists.values.slice(first, last - first))
        return pa.LargeListArray.from_arrays(pc.subtract(lists.offsets, first), texts, type=wanted)
    if pa.types.is_dictionary(wanted):
        return _dictionary(_of_few_texts(column).rechunk().to_arrow())
    return column.cast(pl.Int64 if wanted == pa.int64() else pl.String).rechunk().to_arrow()


def _of_few_texts(column: pl.Series) -> pl.Series:
    """Return texts, or lists of them, as an Enum."""
    inner = column.dtype.inner if isinstance(column.dtype, pl.List) else None
    if isinstance(inner or column.dtype, pl.Enum):
        return column
    texts = column.cast(pl.List(pl.String) if inner else pl.String)
    said = (texts.explode() if inner else texts).drop_nulls().unique(maintain_order=True)
    few = pl.Enum(said)
    return texts.cast(pl.List(few) if inner else few)


def _dictionary(texts: pa.DictionaryArray) -> pa.DictionaryArray:
    """Return an Enum in the one type that all row groups have, however many texts it knows."""
    return pa.DictionaryArray.from_arrays(texts.indices.cast(pa.int32()), texts.dictionary)
