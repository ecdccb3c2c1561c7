"""Scores frames on several threads, while others are read and written, and keeps their order."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from advisor.batch.frames.scorer import FrameScored, FrameScorer
from advisor.batch.scoring.score_inputs import TableRows
from advisor.batch.scoring.workers import in_order
from advisor.batch.tables.headings import Layout
from advisor.rulebook.rulebook import Rulebook


def scored_in_threads(
    units: Iterable[TableRows], rulebook: Rulebook, today: dt.date, *, over_all: bool
) -> Iterator[tuple[TableRows, FrameScored]]:
    """Yield each unit with what is said of its partnerships, in order.

    Polars and NumPy let go of the interpreter while they work, so that threads work side by side.
    """
    threads = min(os.cpu_count() or 1, 4)
    scorers = _Scorers(rulebook, today, over_all=over_all)
    with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(1) as reader:
        jobs = ((unit, pool.submit(scorers.score, unit)) for unit in _read_ahead(units, reader))
        try:
            # One frame more than threads is read ahead; each takes memory.
            for unit, found in in_order(jobs, threads):
                yield unit, found.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _read_ahead(units: Iterable[TableRows], reader: ThreadPoolExecutor) -> Iterator[TableRows]:
    """Yield the units, each of which is read while the one before is in use."""
    remaining = iter(units)
    coming = reader.submit(next, remaining, None)
    while (unit := coming.result()) is not None:
        coming = reader.submit(next, remaining, None)
        yield unit


class _Scorers:
    """Lends each thread a scorer of its own, which keeps what the cells came to."""

    def __init__(self, rulebook: Rulebook, today: dt.date, *, over_all: bool) -> None:
        self._rulebook = rulebook
        self._today = today
        self._over_all = over_all
        self._free: SimpleQueue[FrameScorer] = SimpleQueue()

    def score(self, unit: TableRows) -> FrameScored:
        """Return what is said of the partnerships in a unit."""
        scorer = self._of(unit.layout)
        found = scorer.score(unit.batch.frame, unit.batch.file, over_all=self._over_all)
        self._free.put(scorer)
        return found

    def _of(self, layout: Layout) -> FrameScorer:
        try:
            while (scorer := self._free.get_nowait()).layout is not layout:
                pass
        except Empty:
            return FrameScorer(self._rulebook, layout, self._today)
        return scorer
