"""The first steps of each partnership in a chunk, in the order of all its steps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.columns.chunk_masks import is_an_answer
from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.lists import Lists
from advisor.reasoning.columns.partnership_arrays import Bools, Bytes
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.reasoning.encoding import levels_mask
from advisor.reasoning.step_days import step_order
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS

Places = NDArray[np.int16]
"""The position of each step among all steps, for each partnership; shape (steps, n)."""

# Positions end below three times the number of steps, as there are three groups: at 678 for the
# 226 shipped ones. int16 has room for 10,900 steps.
_NOWHERE = np.iinfo(np.int16).max


class ChunkSteps:
    """The steps of the partnerships in a chunk.

    Args:
        chunk: The partnerships.
        rulebook: The rulebook that they were evaluated with.
        risks: The risks that exist at the stage.
        values: The value of each rule.
        band: The verdict of each, as an index into ``BANDS``.
    """

    def __init__(
        self,
        chunk: StageChunk,
        rulebook: Rulebook,
        risks: Sequence[Rule],
        values: Mapping[str, Truths],
        band: Bytes,
    ) -> None:
        self._chunk = chunk
        self._rulebook = rulebook
        self._risks = risks
        self._values = values
        self._holds: dict[str, Bools] = {
            risk.id: values[risk.id].true & (band == BANDS.index(held))
            for risk in risks
            if (held := risk.band_at(chunk.stage))
        }
        self._raised_by: dict[str, list[Rule]] = defaultdict(list)
        for risk in risks:
            for step in risk.steps:
                self._raised_by[step].append(risk)

    def shown(self) -> dict[str, Bools]:
        """Return for each step the partnerships that have to take it."""
        raised = {
            step: reduce(np.logical_or, [self._values[risk.id].presumed for risk in risks])
            for step, risks in self._raised_by.items()
        }
        never = np.zeros(len(self._chunk), np.bool_)
        done = {
            name: self._is_done(self._rulebook.steps[name]) if of.brings else never
            for name in raised
            for of in (self._rulebook.steps[name],)
        }
        closed = self._closed()
        over = done | {step: done.get(step, never) | is_so for step, is_so in closed.items()}
        omitted = dict(over)
        for name, is_raised in raised.items():
            for other in self._rulebook.steps[name].instead_of:
                omitted[other] = omitted.get(other, never) | (is_raised & ~over[name])
        shown = {name: is_so & ~omitted[name] for name, is_so in raised.items()}
        replacing = {name: shown[name] for name in raised if self._rulebook.steps[name].instead_of}
        for risk in self._risks:
            # By identity: a step that nothing can leave out has this one array. A risk with such a
            # step never loses its last one.
            if all(omitted[step] is not never for step in risk.steps):
                none_left = reduce(np.logical_and, [omitted[step] for step in risk.steps])
                alone = self._values[risk.id].true & none_left
                for step, name in product(risk.steps, replacing):
                    if step in self._rulebook.steps[name].instead_of:
                        alone = alone & ~(replacing[name] & ~over[step])
                for step in risk.steps:
                    shown[step] = shown[step] | (alone & ~over[step])
                    alone = alone & over[step]
                for step in risk.steps:
                    is_closed = closed.get(step, never)
                    shown[step] = shown[step] | (alone & ~is_closed)
                    alone = alone & is_closed
                    if is_closed is never:
                        break
        return shown

    def _closed(self) -> dict[str, Bools]:
        """Return, for each step marked as done or dropped, the partnerships that marked it."""
        found: dict[str, Bools] = {}
        for place, scenario in self._chunk.timed.items():
            for step in scenario.closed_steps:
                found.setdefault(step, np.zeros(len(self._chunk), np.bool_))[place] = True
        return found

    def _is_done(self, step: Step) -> Bools:
        found: Bools = reduce(
            np.logical_and, [self._is_there(q, level) for q, level in step.brings.items()]
        )
        return found

    def _is_there(self, name: str, level: str) -> Bools:
        question = self._rulebook.questions[name]
        enough = question.order[question.order.index(level) :]
        mask = np.uint8(levels_mask(question, enough))
        found: Bools
        if question.once:
            found = (self._chunk.once(name) & mask) != 0
        else:
            bits = self._chunk.each(name)
            concerned = is_an_answer(bits)
            short = self._chunk.any_of(concerned & ((bits & mask) == 0))
            found = self._chunk.any_of(concerned) & ~short
        return found

    def first(self, shown: Mapping[str, Bools], most: int) -> Lists:
        """Return the indexes in the rulebook of the first ``most`` steps of each partnership."""
        depths, usual = self._rulebook.step_depths, self._rulebook.step_order
        names = sorted(shown, key=lambda step: (depths[step], step))
        row = {step: place for place, step in enumerate(names)}
        places: Places = np.empty((len(names), len(self._chunk)), np.int16)
        for step in names:
            places[row[step]] = np.where(shown[step], self._own_place(step), _NOWHERE)
        for at, scenario in self._chunk.timed.items():
            order = step_order(self._rulebook, scenario, scenario.as_of)
            if order is not usual:
                moved = np.array([order[step] - usual[step] for step in names], np.int16)
                is_shown = places[:, at] != _NOWHERE
                places[is_shown, at] += moved[is_shown]
        for step in reversed(names):
            for need in self._rulebook.steps[step].needs:
                if need in row:
                    here, after = places[row[need]], places[row[step]]
                    np.copyto(here, np.minimum(here, after), where=here != _NOWHERE)
        in_rulebook = {step: place for place, step in enumerate(self._rulebook.steps)}
        codes = np.array([in_rulebook[step] for step in names], np.int32)
        every = np.arange(len(self._chunk))
        taken = np.full((len(self._chunk), most), -1, np.int32)
        # One row for each partnership, so that its minimum is taken over contiguous memory.
        of_each = np.ascontiguousarray(places.T)
        for turn in range(most if names else 0):
            # Among equal positions the first wins: a step that another needs is less deep.
            first = of_each.argmin(axis=1)
            is_one = of_each[every, first] != _NOWHERE
            taken[:, turn] = np.where(is_one, codes[first], -1)
            of_each[every, first] = _NOWHERE
        lengths = np.concatenate([[0], np.cumsum(np.count_nonzero(taken >= 0, axis=1))])
        return Lists(lengths, taken[taken >= 0])

    def _own_place(self, step: str) -> Places:
        """Return the position of a step that no other step needs."""
        number, order = len(self._rulebook.steps), self._rulebook.step_order[step]
        limiting = [risk.id for risk in self._raised_by[step] if risk.id in self._holds]
        if not limiting:
            return np.full(len(self._chunk), 2 * number + order, np.int16)
        holds = reduce(np.logical_or, [self._holds[risk] for risk in limiting])
        limits = reduce(np.logical_or, [self._values[risk].presumed for risk in limiting])
        # One less if its risk has a band, and one less again if that risk decides the verdict.
        serves = np.int16(2) - limits.view(np.int8) - holds.view(np.int8)
        return serves.astype(np.int16) * np.int16(number) + np.int16(order)
