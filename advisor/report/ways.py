"""The nearest way by which a condition would become true, or cease to be."""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from advisor.reasoning.evaluator import Trace, Truth
from advisor.rulebook import condition as language
from advisor.rulebook.rulebook import Rulebook

_COST = {"yes": 1, "partly": 2, "no": 10}
_COST_OF_FACT = 100
_COST_OF_WORSE = 1_000
_COST_OF_NOTHING = 10_000


class Change(NamedTuple):
    """A part of a condition that would have to become what it is not, or is not known to be."""

    part: Trace
    to: bool


def nearest_way(trace: Trace, rulebook: Rulebook, *, to: bool) -> tuple[Change, ...]:
    """Return the fewest and easiest changes that make a condition true, or false.

    Findings are followed; facts of the file are changed only where no answer would do.
    """
    if trace.value == (Truth.TRUE if to else Truth.FALSE):
        return ()
    match trace.condition:
        case language.FindingStands() if trace.parts:
            return nearest_way(trace.parts[0], rulebook, to=to)
        case language.Not():
            return nearest_way(trace.parts[0], rulebook, to=not to)
        case language.All() | language.AnyOf():
            ways = [way for part in trace.parts if (way := nearest_way(part, rulebook, to=to))]
            if isinstance(trace.condition, language.All) == to:
                return _each_once(change for way in ways for change in way)
            return min(ways, key=lambda way: sum(_cost(change, rulebook) for change in way))
        case language.Leaf():
            return (Change(trace, to),)
        case _:
            assert_never(trace.condition)


def _each_once(changes: Iterable[Change]) -> tuple[Change, ...]:
    found: list[Change] = []
    for change in changes:
        if change not in found:
            found.append(change)
    return tuple(found)


def _cost(change: Change, rulebook: Rulebook) -> int:
    """Return how hard a change is: an answer by its question, a fact more, the impossible most.

    To give up the best answer counts for more than any fact, since nobody would advise it.
    """
    condition = change.part.condition
    if isinstance(condition, language.FindingStands):
        return _COST_OF_NOTHING
    read = [
        (rulebook.questions[r.question], r.levels or ()) for r in language.questions_read(condition)
    ]
    cost = max((_COST[question.changeable] for question, _ in read), default=_COST_OF_FACT)
    only_worse = any(q.better != "neither" and q.order[-1] in levels for q, levels in read)
    return cost + _COST_OF_WORSE if only_worse and not change.to else cost
