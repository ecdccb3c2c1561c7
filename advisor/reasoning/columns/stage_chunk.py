"""The partnerships of one stage, with their partner entries in an order that reduces fast.

The first entries of all partnerships come first, then the second ones, and so on; partnerships
with the most entries lead. A reduction over the entries of each partnership is then one operation
on contiguous memory for each of these rounds.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.columns.partnership_arrays import (
    SECTORS,
    Bools,
    Bytes,
    Counts,
    PartnershipArrays,
)
from advisor.rulebook.vocabulary import STAGES, Stage
from advisor.scenario.scenario import Scenario

T = TypeVar("T", bound=np.generic)


class StageChunk:
    """Those of the arrays partnerships that are judged at one stage.

    Attributes:
        stage: The stage of all of them.
        rows: The index of each partnership in the arrays, in the chunk's order; shape (n,).
        entries: The index of each of their partner entries, likewise; shape (p,).
        kinds: The bits of the kinds; shape (n,).
        roles, sectors: The bit of each entry's role and sector; shape (p,).
        core: Whether the partnership cannot continue without the entry; shape (p,).
        by_others: Whether the entry's answers come from others; shape (p,).
        weights: How many alike the entry stands for; shape (p,).
        heads: How many partnerships have a first entry, how many a second, and so on.
        leaves: The four readings of each leaf evaluated so far.
    """

    def __init__(self, arrays: PartnershipArrays, stage: Stage, rows: Counts) -> None:
        begins, numbers = arrays.first[:-1][rows], np.diff(arrays.first)[rows]
        most = int(numbers.max(initial=0))
        if len(rows) and int(numbers.min()) < most:
            order = np.argsort(-numbers, kind="stable")
            rows, begins, numbers = rows[order], begins[order], numbers[order]
        self._arrays = arrays
        self.stage = stage
        self.rows, self.kinds = rows, arrays.kinds[rows]
        self.heads = tuple(int(np.count_nonzero(numbers > place)) for place in range(most))
        places = [begins[:head] + place for place, head in enumerate(self.heads)]
        self.entries: Counts = np.concatenate([np.empty(0, np.int64), *places])
        self.roles, self.sectors = arrays.roles[self.entries], arrays.sectors[self.entries]
        self.core, self.by_others = arrays.core[self.entries], arrays.by_others[self.entries]
        self.weights = arrays.weights[self.entries]
        self.leaves: dict[str, tuple[Bools, Bools, Bools, Bools]] = {}
        self._once: dict[str, Bytes] = {}
        self._each: dict[str, Bytes] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def owners(self) -> Counts:
        """The partnership of each entry, as its place in the chunk; shape (p,)."""
        return np.concatenate([np.empty(0, np.int64), *(np.arange(head) for head in self.heads)])

    @cached_property
    def timed(self) -> Mapping[int, Scenario]:
        """The partnerships with days or steps of their own, by their place in the chunk."""
        if not self._arrays.timed:
            return {}
        places = enumerate(self.rows.tolist())
        return {at: self._arrays.timed[row] for at, row in places if row in self._arrays.timed}

    @cached_property
    def partner_counts(self) -> Counts:
        """How many partners there are, each entry with its count; shape (n,)."""
        return self.added(self.weights)

    @cached_property
    def both_sectors(self) -> Bools:
        """Whether state and independent partners are both there; shape (n,)."""
        both = np.uint8(1 << SECTORS.index("state") | 1 << SECTORS.index("independent"))
        found: Bools = (self.united(self.sectors) & both) == both
        return found

    @cached_property
    def answered_by_others(self) -> Bools:
        """Whether a core partner's answers come from others; shape (n,)."""
        return self.any_of(self.core & self.by_others)

    def once(self, question: str) -> Bytes:
        """Return the bits of a question that is asked once; shape (n,)."""
        if question not in self._once:
            self._once[question] = self._arrays.once[question][self.rows]
        return self._once[question]

    def each(self, question: str) -> Bytes:
        """Return the bits of a question that is asked of partners; shape (p,)."""
        if question not in self._each:
            self._each[question] = self._arrays.each[question][self.entries]
        return self._each[question]

    def any_of(self, of_entries: Bools) -> Bools:
        """Return whether any of a partnership's entries has a flag; shape (n,)."""
        found = np.zeros(len(self), np.bool_)
        for head, part in self._places(of_entries):
            found[:head] |= part
        return found

    def united(self, of_entries: Bytes) -> Bytes:
        """Return the bits that any of a partnership's entries has; shape (n,)."""
        found = np.zeros(len(self), np.uint8)
        for head, part in self._places(of_entries):
            found[:head] |= part
        return found

    def counted(self, of_entries: Bools) -> Counts:
        """Return how many of each partnership's entries have a flag; shape (n,)."""
        return how_many((part for _, part in self._places(of_entries)), len(self))

    def added(self, of_entries: Counts) -> Counts:
        """Return the sum over each partnership's entries; shape (n,)."""
        found = np.zeros(len(self), np.int64)
        for head, part in self._places(of_entries):
            found[:head] += part
        return found

    def _places(self, of_entries: NDArray[T]) -> Iterator[tuple[int, NDArray[T]]]:
        begin = 0
        for head in self.heads:
            yield head, of_entries[begin : begin + head]
            begin += head


def how_many(found: Iterable[Bools], number: int) -> Counts:
    """Return how many flags each of ``number`` has; a shorter array has no flag for the rest."""
    # Bytes add up eight times as fast as integers; they are added to the total before they wrap.
    total = np.zeros(number, np.int64)
    few = np.zeros(number, np.uint8)
    for place, is_so in enumerate(found, start=1):
        few[: len(is_so)] += is_so.view(np.uint8)
        if place % _FULL == 0:
            total += few
            few[:] = 0
    return total + few


_FULL = 255


def stage_chunks(arrays: PartnershipArrays) -> Iterator[StageChunk]:
    """Yield the partnerships stage by stage, without empty stages; of none, one empty chunk."""
    for position, stage in enumerate(STAGES):
        rows = np.flatnonzero(arrays.stages == position)
        if len(rows) or not len(arrays):
            yield StageChunk(arrays, stage, rows)
        if not len(arrays):
            return
