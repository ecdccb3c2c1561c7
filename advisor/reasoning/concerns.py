"""The concerns of a partnership: what its risks are about, in a leader's words."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Concern, Rulebook
from advisor.rulebook.vocabulary import BANDS, Stage


class ConcernFound(NamedTuple):
    """A concern with at least one risk that is true or presumed.

    Attributes:
        lead: Its worst true risk; without one, its worst presumed risk.
        risks: Its true and presumed risks, in their order.
        presumed: Whether none of them is true.
    """

    concern: Concern
    lead: Rule
    risks: tuple[Rule, ...]
    presumed: bool


def concerns_found(
    risks: Sequence[Rule], presumed: Collection[str], rulebook: Rulebook, stage: Stage
) -> list[ConcernFound]:
    """Return the concerns, worst lead first, then in the order of the rulebook.

    Args:
        risks: True or presumed, worst first.
        presumed: The ids of the presumed ones.
        rulebook: Names the concerns.
        stage: Decides how much each risk weighs.
    """
    found = []
    for concern in rulebook.concerns.values():
        of_it = tuple(risk for risk in risks if risk.concern == concern.id)
        standing = [risk for risk in of_it if risk.id not in presumed]
        if of_it:
            lead = (standing or of_it)[0]
            found.append(ConcernFound(concern, lead, of_it, presumed=not standing))
    # A stable sort: concerns of equal weight keep the order of concerns.yaml.
    return sorted(found, key=lambda one: BANDS.index(one.lead.band_at(stage) or "ready"))
