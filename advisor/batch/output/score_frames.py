"""Scores as a Polars frame, with the same columns for any rulebook; and frames as text."""

import io
from collections.abc import Sequence
from typing import Any, get_origin

import polars as pl

from advisor.batch.output.score_lines import CSV_JOINER, writable
from advisor.batch.score_row import ScoreRow
from advisor.files.spreadsheet_text import FORMULA_START


def _dtype(annotation: Any) -> pl.DataType:
    if get_origin(annotation) is tuple:
        return pl.List(pl.String())
    return pl.Int64() if annotation in {int, int | None} else pl.String()


SCHEMA = pl.Schema({name: _dtype(f.annotation) for name, f in ScoreRow.model_fields.items()})
LISTS = tuple(name for name, dtype in SCHEMA.items() if dtype == pl.List)


def frame_of(scores: Sequence[ScoreRow]) -> pl.DataFrame:
    """Return a row a partnership."""
    plain = [writable(score) for score in scores]
    columns = {name: [getattr(score, name) for score in plain] for name in SCHEMA}
    for name in LISTS:
        columns[name] = [list(texts) for texts in columns[name]]
    return pl.DataFrame(columns, schema=SCHEMA)


def scores_of(frame: pl.DataFrame) -> list[ScoreRow]:
    """Return a score for each row."""
    typed = fitted(frame).cast(SCHEMA)
    return [_score(row) for row in typed.iter_rows(named=True)]


def _score(row: dict[str, Any]) -> ScoreRow:
    said = {key: tuple(value) if key in LISTS else value for key, value in row.items()}
    return ScoreRow.model_validate(said)


def fitted(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of a score in their order, of the partnerships that could be scored.

    A column that the frame lacks is empty, one that no score has is left out, and so is a row
    without a band. Text keeps its type, which may be an Enum.
    """
    if frame["band"].null_count():
        frame = frame.filter(pl.col("band").is_not_null())
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in SCHEMA.items()
    )


def in_cells(frame: pl.DataFrame, joiner: str) -> pl.DataFrame:
    """Return the columns of a score, with several texts joined in one cell."""
    texts = pl.col(LISTS).cast(pl.List(pl.String))
    return fitted(frame).with_columns(texts.list.join(joiner))


def frame_as_csv(frame: pl.DataFrame) -> bytes:
    """Return the lines that ``score_lines.as_csv`` gives for the same scores."""
    # In one go, for all cores.
    cells = {
        column.name: column if SCHEMA[column.name] == pl.Int64 else _cells(column)
        for column in in_cells(frame, CSV_JOINER)
    }
    data = io.BytesIO()
    pl.DataFrame(cells).write_csv(data, include_header=False)
    return data.getvalue()


def frame_as_json_lines(frame: pl.DataFrame) -> bytes:
    """Return the lines that ``score_lines.as_json_lines`` gives for the same scores."""
    data = io.BytesIO()
    fitted(frame).write_ndjson(data)
    return data.getvalue()


def _cells(column: pl.Series) -> pl.Series:
    """Return texts in which no spreadsheet runs anything."""
    if isinstance(column.dtype, pl.Enum):
        # The categories are few, the cells many.
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
