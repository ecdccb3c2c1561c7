"""A random sample of the rows that columns scored, checked rule by rule against experta."""

import heapq
from collections.abc import Callable, Sequence

import numpy as np

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import ScoreRow, Today, score_row
from advisor.files.clean_text import one_line, quoted
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.partnership_arrays import Counts, encode
from advisor.reasoning.reasoner import Disagreement, Reasoner
from advisor.rulebook.rulebook import Rulebook

VERIFIED = 25
"""How many rows experta checks if ``--verify`` does not say."""
Again = Callable[[], tuple[ScenarioAt, ScoreRow]]
"""Reads a partnership from its file or rows again, and returns it with its score."""

# experta builds an engine for each: the first assessment takes 0.20 s of CPU time, each further one
# 0.045. With 25 from all 24 kinds and stages of a table of 10,000 rows, verification took 3.3 s of
# the 4.3 s; with four it takes 1.1 s of 2.1.
_MAX_SHAPES = 4
_SEED = 5
"""Fixed, so that a disagreement that was found once is found again."""


class Sample:
    """A random sample of all partnerships that are offered, from few kinds and stages.

    Args:
        most: How many to keep. For up to 25, four kinds and stages are chosen at random; more if
            these have too few.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # A larger sample can pay for more: it gets a kind and stage for each six partnerships.
        self._max_shapes = max(_MAX_SHAPES, most // 6)
        self._random = np.random.default_rng(_SEED)
        self._offered = 0
        # A shape comes before those that drew a higher number with their first partnership. So it
        # only ever falls back, and one that is kept was kept from its first partnership on.
        self._first_draw: dict[int, float] = {}
        self._kept: dict[int, list[tuple[float, int, Again]]] = {}

    def offer(self, shapes: Counts, get: Callable[[int], Again]) -> None:
        """Offer the partnerships of a chunk.

        Args:
            shapes: A number for the kinds and the stage of each.
            get: For the index of one in the chunk, what reads it again.
        """
        if not self._most:
            return
        draws = self._random.random(len(shapes))
        for shape, first in zip(*np.unique(shapes, return_index=True), strict=True):
            self._first_draw.setdefault(int(shape), float(draws[first]))
        total = 0
        for number, shape in enumerate(sorted(self._first_draw, key=self._first_draw.__getitem__)):
            if number >= self._max_shapes and total >= self._most:
                self._kept.pop(shape, None)
                continue
            kept = self._kept.setdefault(shape, [])
            highest = kept[-1][0] if len(kept) == self._most else 1.0
            # get() copies rows, so it is called only for what may stay in the sample.
            places = np.flatnonzero((shapes == shape) & (draws < highest))
            for place in places[np.argsort(draws[places])][: self._most].tolist():
                kept.append((float(draws[place]), self._offered + place, get(place)))
            kept.sort(key=lambda entry: entry[:2])
            del kept[self._most :]
            total += len(kept)
        self._offered += len(shapes)

    def kept(self) -> list[tuple[ScenarioAt, ScoreRow]]:
        """Read the sample again, those of one kind and stage together."""
        entries = ((shape, *entry) for shape, kept in self._kept.items() for entry in kept)
        lowest = heapq.nsmallest(self._most, entries, key=lambda entry: entry[1:3])
        return [get() for *_, get in sorted(lowest, key=lambda entry: (entry[0], entry[2]))]


_MAX_NAMED = 6


def verify_all(
    kept: Sequence[tuple[ScenarioAt, ScoreRow]], rulebook: Rulebook, today: Today
) -> None:
    """Compare every rule and every column of the scores with what experta finds.

    Columns read the rules from the scenarios, and so check the scenarios as well: the scores came
    from files or from frames.

    Raises:
        Disagreement: They differ.
    """
    reasoner = Reasoner(rulebook)
    scenarios = [one.scenario for one, _ in kept]
    values = ColumnReader(rulebook).read(encode(rulebook, scenarios)) if kept else None
    for place, (one, said) in enumerate(kept):
        assert values
        expected = reasoner.assess(one.scenario)
        stands, could, _, likely = (
            {rule for rule, is_so in zip(values.rules, of[:, place], strict=True) if is_so}
            for of in values[1:]
        )
        found = {rule.id for rule in (*expected.risks, *expected.strengths)}
        presumed = {risk.id for risk in expected.risks if risk.presumed}
        undecided = {waiting.id for waiting in expected.undecided} | presumed
        likely = {rule for rule in likely - stands if rulebook.rules[rule].kind == "risk"}
        differ = (stands ^ found - presumed) | (could - stands ^ undecided) | (likely ^ presumed)
        row = score_row(one.file, expected, rulebook, row=one.row, today=today)
        differ |= {name for name, value in row if getattr(said, name) != value}
        if differ:
            where = f"{one.file}:{one.row}" if one.row else one.file
            names = sorted(differ)
            more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
            says = f"columns and experta differ on {quoted(one.scenario.partnership)}, in"
            raise Disagreement(f"{one_line(where)}: {says} {', '.join(names[:_MAX_NAMED])}{more}")
