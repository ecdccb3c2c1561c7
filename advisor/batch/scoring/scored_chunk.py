"""A chunk of scores, on the way from an engine to the output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from advisor.batch.portfolio.attention import NOTHING_FOUND, Attention
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import ScoreRow
from advisor.files.faults import Fault
from advisor.reasoning.assessment import Assessment

if TYPE_CHECKING:
    import polars as pl


class ScoredChunk(NamedTuple):
    """Some partnerships, in the order of the input.

    Attributes:
        scores: The scores of the readable ones, as rows or as a frame.
        shapes: A number for the kinds and the stage of each, where columns scored them from files.
        assessments: All of the advice on each, where they are scored one by one.
        faults: The faults of the others.
        before_faults: How many of the scores come before the first fault.
        portfolio: The totals over the readable ones, if wanted.
        attention: Which of them need attention, likewise.
        skipped: How many could not be read.
        rows: How many rows or files the chunk was read from.
    """

    scores: Sequence[ScoreRow] | pl.DataFrame = ()
    shapes: Sequence[int] = ()
    assessments: Sequence[Assessment] = ()
    faults: tuple[Fault, ...] = ()
    before_faults: int = 0
    portfolio: Portfolio = Portfolio.empty
    attention: Attention = NOTHING_FOUND
    skipped: int = 0
    rows: int = 0

    def until_fault(self) -> ScoredChunk:
        """Return the chunk up to and with the first fault."""
        return self._replace(
            scores=self.scores[: self.before_faults],
            assessments=self.assessments[: self.before_faults],
            faults=self.faults[:1],
            portfolio=Portfolio.empty,
            attention=NOTHING_FOUND,
            skipped=1,
        )
