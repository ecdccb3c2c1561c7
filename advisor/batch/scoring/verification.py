"""A random sample of the rows that columns scored, checked rule by rule against experta."""

import heapq
from collections.abc import Callable, Iterable

import numpy as np

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import ScoreRow, scored
from advisor.batch.today import Today
from advisor.files.clean_text import one_line, quoted
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.partnership_arrays import encode
from advisor.reasoning.reasoner import Disagreement, Reasoner
from advisor.rulebook.rulebook import Rulebook

Again = Callable[[], tuple[ScenarioAt, ScoreRow]]
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

    def kept(self) -> list[tuple[ScenarioAt, ScoreRow]]:
        """Return what is kept, read anew, in the order in which it was offered."""
        return [get() for _, _, get in sorted(self._kept, key=lambda entry: entry[1])]


_MOST_NAMED = 6


def verify_all(
    kept: Iterable[tuple[ScenarioAt, ScoreRow]], rulebook: Rulebook, today: Today
) -> None:
    """Compare every rule, and everything that was said in short, with what experta says.

    The rules are read by columns from the partnerships as they are given here, what was said is
    what came of the file or the frame.

    Raises:
        Disagreement: They differ.
    """
    reasoner, reader = Reasoner(rulebook), ColumnReader(rulebook)
    for one, said in kept:
        said_by_experta = reasoner.assess(one.scenario)
        found = (*said_by_experta.risks, *said_by_experta.strengths)
        values = reader.read(encode(rulebook, [one.scenario]))
        stands, could, _, likely = (
            {r for r, is_so in zip(values.rules, of[:, 0], strict=True) if is_so}
            for of in values[1:]
        )
        presumed = {risk.id for risk in said_by_experta.risks if risk.presumed}
        undecided = {waiting.id for waiting in said_by_experta.undecided} | presumed
        differ = stands ^ {one.id for one in found if one.id not in presumed}
        differ |= (could - stands) ^ undecided
        risks = {rule for rule in likely - stands if rulebook.rules[rule].kind == "risk"}
        differ |= risks ^ presumed
        expected = scored(one.file, said_by_experta, rulebook, row=one.row, today=today)
        differ |= {name for name, value in expected if getattr(said, name) != value}
        if differ:
            place = f"{one.file}:{one.row}" if one.row else one.file
            names = sorted(differ)
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            says = f"columns and experta differ on {quoted(one.scenario.partnership)}, in"
            raise Disagreement(f"{one_line(place)}: {says} {', '.join(names[:_MOST_NAMED])}{more}")
