"""Scores the partnerships in the rows of a Spark DataFrame, on the executors."""

import pickle
import warnings
import zlib
from collections.abc import Iterator
from functools import lru_cache, partial

import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame, types
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from advisor.batch.frames.scorer import FAULTS, score_frame
from advisor.batch.output.score_frames import SCHEMA
from advisor.batch.tables.group_rows import whole_partnerships
from advisor.batch.tables.headings import Layout, layout_of
from advisor.batch.tables.partnership_names import NameMarks
from advisor.batch.tables.table_chunks import ROW, in_chunks
from advisor.files.clean_text import quoted
from advisor.files.text_comparison import comparable
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

# Spark hands over 10,000 rows at a time by default, and score_frame() sets up a scorer for each
# frame. CPU time for 65,536 rows (busy machine): 0.79 s in frames of 10,000, 0.61 s in one.
_ROWS_AT_ONCE = 65_536
_MADE = pl.Schema([*((n, of) for n, of in SCHEMA.items() if n != "file"), ("faults", FAULTS)])
_OLDEST = pl.CompatLevel.oldest()
SCORED = from_arrow_schema(pl.DataFrame(schema=_MADE).to_arrow(compat_level=_OLDEST).schema)


def scored(
    frame: DataFrame, rulebook: Rulebook, *, kind: Kind | None = None, stage: Stage | None = None
) -> DataFrame:
    """Score the partnerships in rows of any order with ``score_frame``; see docs/spark.md.

    Raises:
        Faults: The headings do not fit.
    """
    layout = layout_of(frame.columns, rulebook, "frame", kind=kind, stage=stage)
    for heading, hint in layout.unmatched:
        near = f"; did you mean {quoted(hint)}?" if hint else ""
        warnings.warn(f"the column {quoted(heading)} is not read{near}", stacklevel=2)
    headings = [*layout.facts.values(), *layout.questions.values(), *layout.notes.values()]
    number = sql.col(ROW) if ROW in frame.columns else sql.monotonically_increasing_id() + 1
    rows = frame.select(number.cast("bigint"), *(_cell(frame, name) for name in headings))
    # A question may hold a full stop, which Spark reads as the path to a field.
    rows = rows.toDF("row", *(f"cell {place}" for place in range(len(headings))))
    name = _comparable(sql.col(f"cell {headings.index(layout.facts['partnership'])}"))
    rows = rows.repartition(name).sortWithinPartitions(name, "row")
    # It goes with every task: the shipped rulebook takes 1.5 MB pickled, 0.26 MB compressed.
    score = partial(_scores, zlib.compress(pickle.dumps(rulebook)), layout, headings)
    return rows.mapInArrow(score, SCORED)


def _cell(frame: DataFrame, heading: str) -> Column:
    of, cell = frame.schema[heading].dataType, sql.col("`" + heading.replace("`", "``") + "`")
    if isinstance(of, types.NumericType | types.BooleanType):
        # A decimal 3 would be read as 3.00, which is the number of no level.
        return cell.cast("double") if isinstance(of, types.DecimalType) else cell
    return sql.make_valid_utf8(cell.cast("string"))


def _comparable(name: Column) -> Column:
    """Return the normal form of a name; only where it is not ASCII a worker has to ask Python."""
    text = name.cast("string")
    # Spark reads the hints of a function, and knows no unions: a lambda has none.
    folded = sql.udf(lambda said: None if said is None else comparable(said), "string")
    foreign = folded(sql.when(~text.rlike(r"^[\x00-\x7F]*$"), text))
    plain = sql.trim(sql.regexp_replace(sql.lower(text), r"\s+", " "))
    return sql.coalesce(foreign, plain)


def _scores(
    kept: bytes, layout: Layout, headings: list[str], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    frames = ((pl.DataFrame(b.rename_columns([ROW, *headings])), ()) for b in batches)
    larger = in_chunks(frames, headings, "frame", rows=_ROWS_AT_ONCE)
    # Each worker's rows are sorted by the name, so that no name is scattered.
    for whole in whole_partnerships(larger, layout, NameMarks, are_ordered=False):
        made = score_frame(whole.frame, _rulebook(kept), kind=layout.kind, stage=layout.stage)
        rows = made.cast(_MADE).to_arrow(compat_level=_OLDEST)
        yield from rows.cast(to_arrow_schema(SCORED)).to_batches()


# Unpacking takes 0.03 s of CPU time, and a worker process has many tasks of one rulebook.
_rulebook = lru_cache(maxsize=1)(lambda kept: pickle.loads(zlib.decompress(kept)))  # noqa: S301
