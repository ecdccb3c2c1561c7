"""Keeps some of what the columns scored, each as likely as any other, for experta to read again."""

import heapq
from collections.abc import Callable

import numpy as np

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import Scored

Again = Callable[[], tuple[ScenarioAt, Scored]]
"""Reads one partnership anew, and returns with it what was said of it."""
_SEED = 5


class Sample:
    """At most so many of all that is offered.

    Args:
        most: How many to keep.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._chance = np.random.default_rng(_SEED)
        self._offered = 0
        self._kept: list[tuple[float, int, Again]] = []

    def offer(self, number: int, get: Callable[[int], Again]) -> None:
        """Offer a batch.

        Args:
            number: How many partnerships are in it.
            get: For the place of one in the batch, what reads it anew, with what was said of it.
        """
        drawn = self._chance.random(number)
        is_full = self._kept and len(self._kept) == self._most
        least = -self._kept[0][0] if is_full else 1.0
        places = np.flatnonzero(drawn < least) if self._most else np.zeros(0, np.int64)
        for place in places[np.argsort(drawn[places])][: self._most].tolist():
            entry = (-float(drawn[place]), self._offered + place, get(place))
            if len(self._kept) < self._most:
                heapq.heappush(self._kept, entry)
            else:
                heapq.heappushpop(self._kept, entry)
        self._offered += number

    def kept(self) -> list[tuple[ScenarioAt, Scored]]:
        """Return what is kept, read anew, in the order in which it was offered."""
        return [get() for _, _, get in sorted(self._kept, key=lambda entry: entry[1])]
