"""Complaints about concerns: one without a risk, and one of which nothing says what clears it."""

from collections.abc import Iterator
from itertools import combinations

from advisor.files.clean_text import quoted
from advisor.rulebook.references import Complaint
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook


def concern_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each concern that has no risk, or needs an ``until`` of its own."""
    for concern in rulebook.concerns.values():
        risks, about = rulebook.risks_of[concern.id], ("concern", concern.id)
        if not risks:
            yield Complaint(about, (), f"no risk belongs to {quoted(concern.id)}")
        if concern.until is None and (pair := _ended_apart(risks)):
            one, other = (quoted(risk.id) for risk in pair)
            says = f"{one} and {other} limit the verdict together, until different things"
            yield Complaint(about, (), f"{says}; say under until what clears both")


def _ended_apart(risks: tuple[Rule, ...]) -> tuple[Rule, Rule] | None:
    """Return two risks that can hold the verdict together, if each ends in its own way."""
    for one, other in combinations((risk for risk in risks if risk.holds_at), 2):
        meet = any(one.band_at(stage) and other.band_at(stage) for stage in one.stages)
        if meet and one.until != other.until and not set(one.kinds).isdisjoint(other.kinds):
            return one, other
    return None
