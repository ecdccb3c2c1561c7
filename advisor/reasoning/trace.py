"""What the evaluator saw: the truth value of each part of a condition, and the answers it read."""

from enum import IntEnum
from typing import NamedTuple

from advisor.rulebook.condition import Condition
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner


class Truth(IntEnum):
    """The three truth values, least first, so that ``min`` is *and* and ``max`` is *or*."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Seen(NamedTuple):
    """One answer that a leaf looked at.

    Attributes:
        partner: Whose answer it is, or None for the partnership's.
        answer: The answer as given, or None if the question was not answered.
        value: Whether it is one of the levels in the leaf.
        waits: Whether it is one of them, or is unknown and its question is essential here.
    """

    question: str
    partner: Partner | None
    answer: Answer | None
    value: Truth
    waits: bool


class Match(NamedTuple):
    """One partner that a quantifier counted, with the lowest value among its answers."""

    partner: Partner
    value: Truth
    waits: bool
    seen: tuple[Seen, ...]


class Trace(NamedTuple):
    """The result of one part of a condition, with the results of its own parts.

    Attributes:
        value: Whether it is true or could be true, in one value.
        waits: The result if open answers to essential questions count as a match.
        presumed: The result if an excuse counts only when it is known.
        rule: For a finding that applies, the rule whose condition is in ``parts``.
        seen: The answer that a leaf about the partnership looked at.
        matches: The partners that a quantifier counted.
        fact: For a leaf about a fact, the fact of the partnership.
    """

    condition: Condition
    value: Truth
    waits: bool
    presumed: bool
    parts: tuple["Trace", ...] = ()
    rule: str | None = None
    seen: tuple[Seen, ...] = ()
    matches: tuple[Match, ...] = ()
    fact: str | int | bool | tuple[str, ...] | None = None

    @property
    def all_seen(self) -> tuple[Seen, ...]:
        """Every answer that the part itself looked at."""
        return (*self.seen, *(seen for match in self.matches for seen in match.seen))
