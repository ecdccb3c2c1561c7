"""The concerns of a chunk's partnerships, by how much each weighs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.partnership_arrays import Bools
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Severity


class ConcernWeights(NamedTuple):
    """One concern of a chunk's partnerships.

    Attributes:
        standing: For each band, worst first, the partnerships whose lead has it and is true; shape
            (n,) each. The last array is for leads without a band.
        presumed: The same for leads that are presumed.
    """

    id: str
    standing: tuple[Bools, ...]
    presumed: tuple[Bools, ...]

    def of(self, severity: Severity) -> Bools:
        """Where the concern has a severity; shape (n,)."""
        both = zip(self.standing, self.presumed, strict=True)
        not_ready, foundations, pilot, nothing = (one | other for one, other in both)
        return {"high": not_ready | foundations, "medium": pilot, "low": nothing}[severity]


def concern_weights(
    chunk: StageChunk, rulebook: Rulebook, values: Mapping[str, Truths]
) -> list[ConcernWeights]:
    """Return the concerns that exist at the chunk's stage, in their order.

    Args:
        chunk: The partnerships.
        rulebook: The rulebook.
        values: The readings of each rule.
    """
    of_each = {
        concern: [risk for risk in risks if chunk.stage in risk.stages]
        for concern, risks in rulebook.risks_of.items()
    }
    return [
        ConcernWeights(concern, *_weights(chunk, risks, values))
        for concern, risks in of_each.items()
        if risks
    ]


def _weights(
    chunk: StageChunk, risks: Iterable[Rule], values: Mapping[str, Truths]
) -> tuple[tuple[Bools, ...], tuple[Bools, ...]]:
    stands = [np.zeros(len(chunk), np.bool_) for _ in BANDS]
    presumed = [np.zeros(len(chunk), np.bool_) for _ in BANDS]
    for risk in risks:
        band, value = BANDS.index(risk.band_at(chunk.stage) or "ready"), values[risk.id]
        stands[band] |= value.true
        if value.presumed is not value.true:
            presumed[band] |= value.presumed
    # The lead is the worst that stands; only where none does, the worst that is presumed.
    led = np.zeros(len(chunk), np.bool_)
    for of in (stands, presumed):
        for place, found in enumerate(of):
            of[place] = found & ~led
            led |= found
    return tuple(stands), tuple(presumed)


def in_order(
    weights: Sequence[ConcernWeights], places: Mapping[str, int]
) -> Iterator[tuple[int, Bools]]:
    """Yield each concern's index with where it has a weight, the heaviest weight first.

    The index of a presumed concern is higher by the number of concerns.
    """
    for band in range(len(BANDS)):
        for one in weights:
            yield places[one.id], one.standing[band]
            yield places[one.id] + len(places), one.presumed[band]
