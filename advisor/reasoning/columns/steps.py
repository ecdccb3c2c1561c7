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

    One pass finds them for every partnership of which no first step has to wait for another; the
    few others are gone through once for each step.
    """
    taken: Codes = np.full((most, len(group)), -1, np.int32)
    finder = _Finder(taken, values, raises, raised)
    left = finder.in_one_pass(np.arange(len(group)))
    taken[:, left] = -1
    for turn in range(most):
        left = finder.one_more(left, turn)
    first = np.concatenate([[0], np.cumsum(np.count_nonzero(taken >= 0, axis=0))])
    in_turn = taken.T
    return Lists(first, in_turn[in_turn >= 0])


class _Finder:
    """Finds steps in the order in which they are taken.

    Args:
        taken: Of each partnership the steps taken so far, -1 where none is; filled in.
        values: What each rule came to.
        raises: Which risk raises which step, in the order in which steps are taken.
        raised: Of which partnerships each step is raised.
    """

    def __init__(
        self,
        taken: Codes,
        values: Mapping[str, Truths],
        raises: Sequence[Raise],
        raised: Mapping[int, Bools],
    ) -> None:
        self._taken = taken
        self._values = values
        self._raises = raises
        self._raised = raised

    def in_one_pass(self, waiting: Counts) -> Counts:
        """Find the steps of partnerships, and return those of which one has to wait."""
        most, number = self._taken.shape
        lengths = np.zeros(number, np.int64)
        stuck = [np.zeros(0, np.int64)]
        for one in self._raises:
            if not len(waiting):
                break
            found = waiting[self._values[one.risk].true[waiting]]
            found = found[~self._has_taken(found, one.step, most)]
            if not len(found):
                continue
            if one.needs:
                is_held = self._has_to_wait(found, one, most)
                stuck.append(found[is_held])
                lengths[found[is_held]] = most
                found = found[~is_held]
            self._taken[lengths[found], found] = one.step
            lengths[found] += 1
            waiting = waiting[lengths[waiting] < most]
        return np.concatenate(stuck)

    def one_more(self, left: Counts, turn: int) -> Counts:
        """Find the next step of partnerships, and return those that have one."""
        waiting = left
        for one in self._raises:
            if not len(waiting):
                break
            here = self._values[one.risk].true[waiting]
            found = waiting[here]
            is_free = ~self._has_taken(found, one.step, turn)
            if one.needs:
                is_free &= ~self._has_to_wait(found, one, turn)
            self._taken[turn, found[is_free]] = one.step
            here[here] = is_free
            waiting = waiting[~here]
        with_one: Counts = left[self._taken[turn, left] >= 0]
        return with_one

    def _has_taken(self, found: Counts, step: int, turns: int) -> Bools:
        """Return which partnerships have taken a step in the turns before."""
        has = np.zeros(len(found), np.bool_)
        for turn in range(turns):
            has |= self._taken[turn, found] == step
        return has

    def _has_to_wait(self, found: Counts, one: Raise, turns: int) -> Bools:
        """Return of which partnerships a step that comes first is raised and not yet taken."""
        has = np.zeros(len(found), np.bool_)
        for need in one.needs:
            if need in self._raised:
                has |= self._raised[need][found] & ~self._has_taken(found, need, turns)
        return has
