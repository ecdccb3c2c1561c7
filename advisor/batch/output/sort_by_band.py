"""Puts partnerships in the order of their bands: what is stopped first, each band as it came in.

What is stopped needs its reader first. Within a band nothing says that one is above another.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from advisor.batch.output.data_format import Target, Writer
from advisor.batch.output.score_lines import ScoreRows, Write
from advisor.rulebook.vocabulary import BANDS


@contextmanager
def sort_by_band(writer: Writer, target: Target) -> Iterator[Write]:
    """Keep all scores and write them at the end; those without any answer come last."""
    kept: list[ScoreRows] = []
    with writer(target) as write:
        yield kept.append
        for band in (*BANDS, None):
            for scores in kept:
                if len(found := _in_band(scores, band)):
                    write(found)


def _in_band(scores: ScoreRows, band: str | None) -> ScoreRows:
    """Return those of a band in which something is answered, or those in which nothing is."""
    if isinstance(scores, Sequence):
        return [score for score in scores if (score.band if score.known else None) == band]
    import polars as pl

    if band is None:
        return scores.filter(pl.col("band").is_not_null(), pl.col("known") == 0)
    return scores.filter(pl.col("band").cast(pl.String) == band, pl.col("known") > 0)
