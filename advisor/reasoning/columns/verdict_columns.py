"""The verdicts of a chunk as arrays: the band, what limits it, what it waits on."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.lists import Lists, listed
from advisor.reasoning.columns.partnership_arrays import Bools, Bytes
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.reasoning.verdict import risk_order
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Band, Stage

_READY = BANDS.index("ready")


class ChunkVerdicts(NamedTuple):
    """The verdict of each partnership of a chunk; bands are indexes in ``BANDS``, shape (n,).

    Attributes:
        too_little_known: Whether too little is known to judge.
        held_by: What resolves each true risk with this band, as indexes in ``untils``.
        waiting_on: What resolves each waiting risk with this band or a lower one, likewise.
    """

    band: Bytes
    best: Bytes
    worst: Bytes
    too_little_known: Bools
    held_by: Lists
    waiting_on: Lists


def risks_in_order(rulebook: Rulebook, stage: Stage) -> list[Rule]:
    """Return the risks of every kind that exist at a stage, in the order of the page."""
    found = [r for r in rulebook.rules.values() if r.kind == "risk" and stage in r.stages]
    return sorted(found, key=lambda rule: risk_order(rule, rulebook, stage))


def verdicts(
    chunk: StageChunk,
    values: Mapping[str, Truths],
    risks: Sequence[Rule],
    untils: Mapping[str, int],
    floor: Bytes,
) -> ChunkVerdicts:
    """Return the verdicts that follow from the readings of the rules.

    Args:
        chunk: The partnerships.
        values: The readings of each rule.
        risks: The risks that exist at the stage, in order.
        untils: For each risk with a band, the index of the text that says what resolves it.
        floor: The lowest band to which unknown answers can bring each verdict; shape (n,).
    """
    holding = [(risk.id, held) for risk in risks if (held := risk.band_at(chunk.stage))]
    by_band = {name: [values[r] for r, held in holding if held == name] for name in BANDS}
    best = _lowest(chunk, {name: [v.true for v in of] for name, of in by_band.items()})
    worst = _lowest(chunk, {name: [v.could for v in of] for name, of in by_band.items()})
    cautious = _lowest(chunk, {name: [v.waits for v in of] for name, of in by_band.items()})
    band = np.minimum(best, np.maximum(cautious, floor))
    at = {name: band == place for place, name in enumerate(BANDS)}
    held_by = ((untils[risk], values[risk].true & at[held]) for risk, held in holding)
    at_or_above = {name: band >= place for place, name in enumerate(BANDS)}
    waiting_on = (
        (untils[risk], values[risk].waits & ~values[risk].true & at_or_above[held])
        for risk, held in holding
    )
    low = BANDS.index("foundations-first")
    return ChunkVerdicts(
        band,
        best,
        worst,
        (floor == low) & (band == low) & (best > low),
        listed(_each_once(held_by), len(chunk)),
        listed(_each_once(waiting_on), len(chunk)),
    )


def _lowest(chunk: StageChunk, by_band: Mapping[Band, Sequence[Bools]]) -> Bytes:
    """Return the lowest band with a risk, or the best one."""
    lowest = np.full(len(chunk), _READY, np.uint8)
    for place in reversed(range(_READY)):
        if held := by_band[BANDS[place]]:
            np.copyto(lowest, np.uint8(place), where=reduce(np.logical_or, held))
    return lowest


def _each_once(found: Iterable[tuple[int, Bools]]) -> Iterable[tuple[int, Bools]]:
    """Drop a text from the partnerships that have it from an earlier risk."""
    told: dict[int, Bools] = {}
    for text, is_so in found:
        earlier = told.get(text)
        yield text, is_so if earlier is None else is_so & ~earlier
        told[text] = is_so if earlier is None else is_so | earlier
