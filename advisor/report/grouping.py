"""Gather what belongs together, in the order in which it comes."""

from collections.abc import Iterable
from typing import TypeVar

from advisor.reasoning.assessment_parts import Citation

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values of each key.

    >>> grouped([("Elm", 1), ("Oak", 2), ("Elm", 3)])
    {'Elm': [1, 3], 'Oak': [2]}
    """
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def places_by_source(citations: Iterable[Citation]) -> dict[str, str]:
    """Return the places of each source that is cited, each place once."""
    found = grouped((citation.source, citation.locator) for citation in citations)
    return {source: "; ".join(dict.fromkeys(places)) for source, places in found.items()}


def lessons_with_places(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return what citations of one source say, each lesson once, after its places."""
    found = grouped((citation.supports, citation.locator) for citation in citations)
    return tuple(f"{'; '.join(dict.fromkeys(of))}: {lesson}" for lesson, of in found.items())
