"""The columns of a score table as arrays, and the counts over all partnerships."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.columns.asked_columns import floors, questions_asked
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.concern_columns import concern_weights, in_order
from advisor.reasoning.columns.lists import Lists, in_first_order, listed
from advisor.reasoning.columns.partnership_arrays import Bools, Bytes, Counts, PartnershipArrays
from advisor.reasoning.columns.stage_chunk import StageChunk, how_many, stage_chunks
from advisor.reasoning.columns.step_columns import ChunkSteps
from advisor.reasoning.columns.tally import Tally, tally
from advisor.reasoning.columns.verdict_columns import risks_in_order, verdicts
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import SEVERITIES, STAGES, Severity


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of ``n`` partnerships, in arrays of shape (n,); bands are indexes in ``BANDS``.

    Attributes:
        too_little_known: Whether too little is known to judge.
        held_by: What has to be put in place, as indexes in the scorer's ``untils``.
        waiting_on: What has to be found out, likewise.
        severities: The number of concerns of each severity.
        concerns: The first concerns, as indexes in their order; presumed ones follow after all.
        first_steps: The first steps, as indexes in the rulebook's steps.
        known: How many of the ``asked`` answers are known, or do not apply.
        totals: The counts over all partnerships, if requested.
    """

    band: Bytes
    best: Bytes
    worst: Bytes
    too_little_known: Bools
    held_by: Lists
    waiting_on: Lists
    severities: Mapping[Severity, Counts]
    concerns: Lists
    first_steps: Lists
    known: Counts
    asked: Counts
    totals: Tally


N = TypeVar("N", np.uint8, np.int64, np.bool_)


class ColumnScorer:
    """Scores many partnerships against one rulebook.

    Attributes:
        untils: Every text that says what resolves a risk with a band.
    """

    def __init__(self, rulebook: Rulebook, most_listed: int) -> None:
        self.rulebook = rulebook
        self._reader = ColumnReader(rulebook)
        self._most = most_listed
        untils = {rule.id: rulebook.until_of(rule) for rule in rulebook.rules.values()}
        self.untils = tuple(dict.fromkeys(until for until in untils.values() if until))
        self._until_places = {
            rule: self.untils.index(until) for rule, until in untils.items() if until
        }
        self._risks = {stage: tuple(risks_in_order(rulebook, stage)) for stage in STAGES}

    def score(self, arrays: PartnershipArrays, *, with_portfolio: bool = False) -> Scores:
        """Return the scores of the partnerships, in their order.

        Args:
            arrays: The partnerships.
            with_portfolio: Whether to count the totals of the portfolio too.
        """
        parts = [
            (chunk.rows, self._score_chunk(chunk, with_portfolio=with_portfolio))
            for chunk in stage_chunks(arrays)
        ]

        def array(get: Callable[[Scores], NDArray[N]]) -> NDArray[N]:
            whole = np.empty(len(arrays), get(parts[0][1]).dtype)
            for rows, part in parts:
                whole[rows] = get(part)
            return whole

        def lists(get: Callable[[Scores], Lists]) -> Lists:
            return in_first_order([(rows, get(part)) for rows, part in parts], len(arrays))

        return Scores(
            band=array(lambda part: part.band),
            best=array(lambda part: part.best),
            worst=array(lambda part: part.worst),
            too_little_known=array(lambda part: part.too_little_known),
            held_by=lists(lambda part: part.held_by),
            waiting_on=lists(lambda part: part.waiting_on),
            severities={s: array(lambda part, s=s: part.severities[s]) for s in SEVERITIES},  # type: ignore[misc]
            concerns=lists(lambda part: part.concerns),
            first_steps=lists(lambda part: part.first_steps),
            known=array(lambda part: part.known),
            asked=array(lambda part: part.asked),
            totals=reduce(Tally.with_counts_of, (part.totals for _, part in parts)),
        )

    def _score_chunk(self, chunk: StageChunk, *, with_portfolio: bool) -> Scores:
        risks = self._risks[chunk.stage]
        values = self._reader.read_chunk(chunk)
        floor = floors(chunk, self.rulebook)
        verdict = verdicts(chunk, values, risks, self._until_places, floor)
        order = self.rulebook.concern_order
        weights = concern_weights(chunk, self.rulebook, values)
        steps = ChunkSteps(chunk, self.rulebook, risks, values, verdict.band)
        shown = steps.shown()
        asked = tuple(questions_asked(chunk, self.rulebook, self._reader.operations))
        return Scores(
            *verdict,
            severities={
                severity: how_many((one.of(severity) for one in weights), len(chunk))
                for severity in SEVERITIES
            },
            concerns=listed(in_order(weights, order), len(chunk), self._most),
            first_steps=steps.first(shown, self._most),
            known=_added(chunk, (one.settled for one in asked)),
            asked=_added(chunk, (one.asked for one in asked)),
            totals=tally(chunk, self.rulebook, values, weights, shown, asked)
            if with_portfolio
            else Tally.empty(),
        )


def _added(chunk: StageChunk, found: Iterable[Counts | Bools]) -> Counts:
    """Return the sum; flags are added as bytes, apart from numbers."""
    each = tuple(found)
    flags = (one.astype(np.bool_, copy=False) for one in each if one.dtype == np.bool_)
    total = how_many(flags, len(chunk))
    for one in each:
        if one.dtype != np.bool_:
            total += one
    return total
