"""Many partnerships from a Polars frame as CSV and JSON Lines, byte for byte as one by one."""

import io

import polars as pl

from advisor.batch.output.score_frames import LISTS, SCHEMA, fitted
from advisor.batch.output.written import CSV_JOINER
from advisor.files.spreadsheet_text import FORMULA_START


def frame_as_csv(frame: pl.DataFrame) -> bytes:
    """Return the lines that ``written.as_csv`` gives for the same scores."""
    # In one go, for all cores.
    joined = fitted(frame).with_columns(
        pl.col(LISTS).cast(pl.List(pl.String)).list.join(CSV_JOINER),
    )
    cells = {
        column.name: column if SCHEMA[column.name] == pl.Int64 else _cells(column)
        for column in joined
    }
    data = io.BytesIO()
    pl.DataFrame(cells).write_csv(data, include_header=False)
    return data.getvalue()


def frame_as_json_lines(frame: pl.DataFrame) -> bytes:
    """Return the lines that ``written.as_json_lines`` gives for the same scores."""
    # Polars up to 1.35 at least breaks off at lists of Enums that were filtered.
    plain = fitted(frame).with_columns(pl.col(LISTS).cast(pl.List(pl.String)))
    data = io.BytesIO()
    plain.write_ndjson(data)
    return data.getvalue()


def _cells(column: pl.Series) -> pl.Series:
    """Return texts in which no spreadsheet runs anything."""
    if isinstance(column.dtype, pl.Enum):
        # What may stand in the column is far less than what does.
        texts = column.dtype.categories
        inert = _inert(texts)
        if not inert.equals(texts, null_equal=True):
            return inert.gather(column.to_physical())
        return column
    return _inert(column.cast(pl.String))


def _inert(texts: pl.Series) -> pl.Series:
    formulas = texts.str.contains(FORMULA_START).fill_null(False)
    if formulas.any():
        texts = ("'" + texts).zip_with(formulas, texts)
    # An empty text would be written as two quotes, which csv does not do.
    blank = (texts == "").fill_null(False)
    return texts.set(blank, None) if blank.any() else texts
