"""Starts a partnership from plain facts: who is in it, what it is for, which decision is due."""

from collections.abc import Iterable

from advisor.rulebook.vocabulary import Kind, Stage
from advisor.scenario.scenario import Partner, Scenario

MANY_PARTNERS = 25


def proposed_kinds(yes: Iterable[Kind], partners: Iterable[Partner]) -> tuple[Kind, ...]:
    """Return the kind that the facts propose, and after it those that apply too.

    Args:
        yes: The kinds whose fact was answered yes, in the order in which they were asked.
        partners: Who is in it; both sectors among them propose independent-state.
    """
    found: list[Kind] = list(dict.fromkeys(yes))
    entries = list(partners)
    if sum(partner.count for partner in entries) >= MANY_PARTNERS and "hub" not in found:
        found.append("hub")
    if {"state", "independent"} <= {partner.sector for partner in entries}:
        found.append("independent-state")
    return tuple(found) or ("cluster",)


def started(
    name: str, partners: tuple[Partner, ...], kinds: tuple[Kind, ...], stage: Stage
) -> Scenario:
    """Return a partnership in which nothing is answered yet.

    Raises:
        pydantic.ValidationError: The names do not fit: one is empty, or two are the same.
    """
    return Scenario(partnership=name, kind=kinds[0], also=kinds[1:], stage=stage, partners=partners)
