"""Scores frames on several threads, while others are read and written, and keeps their order."""

import datetime as dt
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from advisor.batch.frames.scorer import FrameScored, FrameScorer
from advisor.batch.scoring.score_inputs import TableRows
from advisor.batch.scoring.workers import in_order
from advisor.rulebook.rulebook import Rulebook


def scored_in_threads(
    inputs: Iterable[TableRows], rulebook: Rulebook, today: dt.date, *, with_portfolio: bool
) -> Iterator[tuple[TableRows, FrameScored]]:
    """Yield each item with its scores, in order.

    Polars and NumPy release the interpreter while they work, so threads run in parallel.
    """
    # A scorer caches what the texts of cells mean, and is not safe to share.
    own = threading.local()

    def score(item: TableRows) -> FrameScored:
        scorer: FrameScorer | None = getattr(own, "scorer", None)
        if scorer is None or scorer.layout is not item.layout:
            scorer = own.scorer = FrameScorer(rulebook, item.layout, today)
        return scorer.score(item.chunk.frame, item.chunk.file, with_portfolio=with_portfolio)

    threads = min(os.cpu_count() or 1, 4)
    # One thread reads: the inputs are a generator, which two threads cannot advance at once.
    with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(1) as reader:
        jobs = ((item, pool.submit(score, item)) for item in _read_ahead(inputs, reader))
        try:
            # One frame more than threads is read ahead; each takes memory.
            for item, found in in_order(jobs, threads):
                yield item, found.result()
        finally:
            # Leaving the block waits for what runs; this drops the frames that wait for a thread.
            pool.shutdown(wait=False, cancel_futures=True)


def _read_ahead(inputs: Iterable[TableRows], reader: ThreadPoolExecutor) -> Iterator[TableRows]:
    """Yield the inputs; while one is in use, the next is read."""
    # With None as its end: StopIteration from a future would be a RuntimeError in this generator.
    remaining = iter(inputs)
    coming = reader.submit(next, remaining, None)
    while (item := coming.result()) is not None:
        coming = reader.submit(next, remaining, None)
        yield item
