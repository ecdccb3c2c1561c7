"""Many partnerships as a Polars frame: the same columns whatever the rulebook and however made."""

from collections.abc import Sequence
from typing import Any, get_origin

import polars as pl

from advisor.batch.output.written import writable
from advisor.batch.score_row import Scored


def _dtype(annotation: Any) -> pl.DataType:
    if get_origin(annotation) is tuple:
        return pl.List(pl.String())
    return pl.Int64() if annotation in {int, int | None} else pl.String()


SCHEMA = pl.Schema({name: _dtype(f.annotation) for name, f in Scored.model_fields.items()})
LISTS = tuple(name for name, dtype in SCHEMA.items() if dtype == pl.List)


def frame_of(scores: Sequence[Scored]) -> pl.DataFrame:
    """Return a row a partnership."""
    plain = [writable(score) for score in scores]
    columns = {name: [getattr(score, name) for score in plain] for name in SCHEMA}
    for name in LISTS:
        columns[name] = [list(texts) for texts in columns[name]]
    return pl.DataFrame(columns, schema=SCHEMA)


def scores_of(frame: pl.DataFrame) -> list[Scored]:
    """Return each row as what it says of a partnership."""
    typed = fitted(frame).cast(SCHEMA)
    return [_score(row) for row in typed.iter_rows(named=True)]


def _score(row: dict[str, Any]) -> Scored:
    said = {key: tuple(value) if key in LISTS else value for key, value in row.items()}
    return Scored.model_validate(said)


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
