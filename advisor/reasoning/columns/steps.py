"""The first steps of each partnership of a group, in the order in which all steps are taken."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.reasoning.columns.conditions import Truths
from advisor.reasoning.columns.encoded import Bools, Counts
from advisor.reasoning.columns.group import Group
from advisor.reasoning.columns.lists import Codes, Lists
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook


class Raise(NamedTuple):
    """A risk that raises a step.

    Attributes:
        step: The step's place in the rulebook.
        needs: The places of those that come first.
    """

    risk: str
    step: int
    needs: tuple[int, ...]


def raises_in_order(rulebook: Rulebook, risks: Sequence[Rule]) -> tuple[Raise, ...]:
    """Return every risk with every step that it raises, in the order in which steps are taken.

    That is by horizon, then by the risk's place, then by the step's id; prerequisites aside.
    """
    soonest = {named.id: place for place, named in enumerate(rulebook.wording.horizons)}
    places = {step: place for place, step in enumerate(rulebook.steps)}
    found = [
        ((soonest[rulebook.steps[step].when], rank, step), risk.id)
        for rank, risk in enumerate(risks)
        for step in risk.steps
    ]
    return tuple(
        Raise(risk, places[step], tuple(places[n] for n in rulebook.steps[step].needs))
        for (_, _, step), risk in sorted(found)
    )


def raised_steps(values: Mapping[str, Truths], raises: Sequence[Raise]) -> dict[int, Bools]:
    """Return for each step of which partnerships a standing risk raises it."""
    found: dict[int, Bools] = {}
    for one in raises:
        is_so = values[one.risk].true
        found[one.step] = found[one.step] | is_so if one.step in found else is_so
    return found


def first_steps(
    group: Group,
    values: Mapping[str, Truths],
    raises: Sequence[Raise],
    raised: Mapping[int, Bools],
    most: int,
) -> Lists:
    """Return the places of the first ``most`` steps of each partnership.

    One step is found for every partnership before the next one is looked for: a step whose
    prerequisites are raised and not yet taken gives way until they are.
    """
    taken: Codes = np.full((most, len(group)), -1, np.int32)
    left: Counts = np.arange(len(group))
    for turn in range(most):
        left = _take_one(left, taken, turn, values, raises, raised)
    first = np.concatenate([[0], np.cumsum(np.count_nonzero(taken >= 0, axis=0))])
    in_turn = taken.T
    return Lists(first, in_turn[in_turn >= 0])


def _take_one(
    left: Counts,
    taken: Codes,
    turn: int,
    values: Mapping[str, Truths],
    raises: Sequence[Raise],
    raised: Mapping[int, Bools],
) -> Counts:
    """Find the next step of those that are left, and return those that have one."""
    waiting = left
    for one in raises:
        if not len(waiting):
            break
        here = values[one.risk].true[waiting]
        found = waiting[here]
        is_free = np.ones(len(found), np.bool_)
        for before in range(turn):
            is_free &= taken[before, found] != one.step
        for need in one.needs:
            if need in raised:
                is_open = raised[need][found]
                for before in range(turn):
                    is_open &= taken[before, found] != need
                is_free &= ~is_open
        taken[turn, found[is_free]] = one.step
        here[here] = is_free
        waiting = waiting[~here]
    with_one: Counts = left[taken[turn, left] >= 0]
    return with_one
