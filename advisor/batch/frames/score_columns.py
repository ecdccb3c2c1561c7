"""Lays what was said of many partnerships, as arrays, out as the columns of a frame."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from advisor.batch.column_summaries import ColumnSummaries
from advisor.reasoning.columns.lists import Lists
from advisor.reasoning.columns.partnership_arrays import Bytes
from advisor.reasoning.columns.scores import Scores
from advisor.rulebook.vocabulary import BANDS, SEVERITIES


class ScoreColumns:
    """Makes the columns that follow from the answers."""

    def __init__(self, in_short: ColumnSummaries) -> None:
        self._in_short = in_short

    def of(self, scores: Scores, kinds: NDArray[np.integer], stages: Bytes) -> list[pl.Series]:
        """Return the columns from the band to how much is asked; a row a partnership."""
        decided = self._in_short.decided(scores, kinds, stages)
        return [
            worded("band", scores.band, BANDS),
            worded("best", scores.best, BANDS),
            worded("worst", scores.worst, BANDS),
            worded("decision", decided, self._in_short.decisions),
            *(_lists(name, *lists) for name, lists in self._in_short.lists(scores).items()),
            *(pl.Series(severity, scores.severities[severity]) for severity in SEVERITIES),
            pl.Series("known", scores.known),
            pl.Series("asked", scores.asked),
        ]


def worded(name: str, codes: NDArray[np.integer], texts: Sequence[str]) -> pl.Series:
    """Return a column of the texts at the places that codes are."""
    return pl.Series(name, texts, dtype=pl.Enum(texts)).gather(codes)


def _lists(name: str, lists: Lists, texts: Sequence[str]) -> pl.Series:
    each_once = tuple(dict.fromkeys(texts))
    places = np.array([each_once.index(text) for text in texts], np.int32)
    codes = places[lists.codes] if len(each_once) < len(texts) else lists.codes
    kept = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(each_once, pa.large_string()))
    listed = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(lists.first), kept))
    return pl.Series(name, listed).cast(pl.List(pl.Enum(each_once)))
