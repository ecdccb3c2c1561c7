"""The verdict as conditions: the best and worst it could be, what holds it, what it waits on."""

from collections.abc import Iterable
from typing import NamedTuple

from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Band, Stage, higher, lower


class Bounds(NamedTuple):
    """The verdict rule by rule.

    Attributes:
        band: The verdict.
        best: The lowest band that standing risks hold.
        worst: The same with undecided risks added.
        held_by: The standing risks that hold at ``band``.
        waiting_on: The undecided risks that hold at ``band`` or lower.
    """

    band: Band
    best: Band
    worst: Band
    held_by: tuple[str, ...]
    waiting_on: tuple[str, ...]


def verdict(
    rulebook: Rulebook, stage: Stage, stands: Iterable[str], undecided: Iterable[str]
) -> Bounds:
    """Return the verdict at a stage from the rules that stand and those that are undecided.

    Unknowns alone never say stop: they lower the verdict to ``foundations-first`` at most, or to
    ``pilot`` at most where the partnership runs already.
    """
    standing = {r: band for r in stands if (band := rulebook.rules[r].band_at(stage))}
    open_ones = {r: band for r in undecided if (band := rulebook.rules[r].band_at(stage))}
    best = _lowest(standing.values())
    worst = lower(best, _lowest(open_ones.values()))
    floor: Band = "pilot" if stage == "running" else "foundations-first"
    band = lower(best, higher(worst, floor))

    def in_order(rules: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(rules, key=lambda r: risk_order(rulebook.rules[r], rulebook, stage)))

    return Bounds(
        band,
        best,
        worst,
        held_by=in_order(rule for rule, held in standing.items() if held == band),
        waiting_on=in_order(
            rule for rule, held in open_ones.items() if BANDS.index(held) <= BANDS.index(band)
        ),
    )


def _lowest(bands: Iterable[Band]) -> Band:
    return min(bands, key=BANDS.index, default="ready")


def risk_order(rule: Rule, rulebook: Rulebook, stage: Stage) -> tuple[int, int, str]:
    """Return what risks are sorted by: band held at (worst first), topic, id."""
    band = BANDS.index(rule.band_at(stage) or "ready")
    return band, rulebook.topic_order[rule.topic], rule.id
