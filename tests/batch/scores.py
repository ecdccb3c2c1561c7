"""Scores to write: of the shipped partnerships, and any that the types allow."""

from functools import cache

import polars as pl
from hypothesis import strategies as st

from advisor.batch.output.score_frames import LISTS, frame_of
from advisor.batch.output.score_lines import ScoreRows
from advisor.batch.score_row import ScoreRow, score_row
from advisor.reasoning.reasoner import Reasoner
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

HOSTILE = (
    *("", " ", "=1+1", "  =cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
    *("'=1", '"', "a,b", "two\nlines", "a\rb", "\r\n", "<r><t>a</t></r>", "<f>1</f>", "&amp;"),
    *("https://example.org", "mailto:a@b.c", "internal:Sheet1!A1", "_x0041_", "\x00\x1b[31m\x7f"),
    *("\ufffe\uffff", "\u202e\u2028", "null", "é ü 🏫", "1", "1e5"),
)
texts = st.sampled_from(HOSTILE) | st.text(max_size=8)
_lists = st.lists(texts, max_size=3).map(tuple)
_OF_TYPE: dict[object, st.SearchStrategy[object]] = {
    str: texts,
    tuple[str, ...]: _lists,
    int: st.integers(0, 2**40),
    str | None: st.none() | st.dates().map(str),
    int | None: st.none() | st.integers(1, 2**40),
}


def _strategy(annotation: object) -> st.SearchStrategy[object]:
    if annotation in _OF_TYPE:
        return _OF_TYPE[annotation]
    return st.sampled_from(getattr(annotation, "__args__", ()))


scores = st.fixed_dictionaries(
    {name: _strategy(field.annotation) for name, field in ScoreRow.model_fields.items()}
).map(ScoreRow.model_validate)


@cache
def shipped_scores() -> tuple[ScoreRow, ...]:
    """Return each shipped partnership in short."""
    rulebook = shipped_rulebook()
    reasoner = Reasoner(rulebook)
    return tuple(
        score_row(f"scenarios/{name}.yaml", reasoner.assess(shipped_scenario(name)), rulebook)
        for name in SCENARIO_NAMES
    )


def as_enums(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with Enums for its texts, and narrow numbers."""
    columns = []
    for column in frame:
        said = column.explode() if column.name in LISTS else column
        if column.dtype == pl.Int64:
            columns.append(column.cast(pl.Int64))
            continue
        few = pl.Enum(said.drop_nulls().unique(maintain_order=True))
        columns.append(column.cast(pl.List(few) if column.name in LISTS else few))
    return pl.DataFrame(columns)


def in_every_shape(batch: list[ScoreRow]) -> list[ScoreRows]:
    """Return the same scores as they may come to a sink."""
    frame = frame_of(batch)
    return [batch, frame, as_enums(frame), frame.cast({pl.String: pl.Categorical})]
