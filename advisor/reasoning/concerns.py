"""The concerns of a partnership: what its risks are about, in a leader's words."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Concern, Rulebook
from advisor.rulebook.vocabulary import BANDS, Stage


class ConcernFound(NamedTuple):
    """A concern of which some risk stands or is presumed.

    Attributes:
        lead: Its worst standing risk, or its worst presumed one where none stands.
        risks: All of its risks that stand or are presumed, in their order.
        presumed: Whether none of them stands.
    """

    concern: Concern
    lead: Rule
    risks: tuple[Rule, ...]
    presumed: bool


def concerns_found(
    risks: Sequence[Rule], presumed: Collection[str], rulebook: Rulebook, stage: Stage
) -> list[ConcernFound]:
    """Return the concerns in order: by the band that the lead holds, then by the rulebook's order.

    Args:
        risks: Those that stand or are presumed, worst first.
        presumed: Which of them are presumed.
        rulebook: Where the concerns stand.
        stage: At which the risks are judged.
    """
    by_concern: dict[str, list[Rule]] = {}
    for risk in risks:
        by_concern.setdefault(risk.concern or "", []).append(risk)
    found = []
    for concern, of_it in by_concern.items():
        standing = [risk for risk in of_it if risk.id not in presumed]
        lead = (standing or of_it)[0]
        found.append(
            ConcernFound(rulebook.concerns[concern], lead, tuple(of_it), presumed=not standing)
        )

    def order(one: ConcernFound) -> tuple[int, int]:
        band = one.lead.band_at(stage) or "ready"
        return BANDS.index(band), rulebook.concern_order[one.concern.id]

    return sorted(found, key=order)
