"""Worker processes: partnership files scored by columns, and rows verified, on every core."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from typing import TypeVar

from advisor.batch.column_summaries import ColumnSummaries, ScenarioAt, shape_of
from advisor.batch.output.deferred_interrupt import deferred_interrupt
from advisor.batch.portfolio.attention import NOTHING_FOUND
from advisor.batch.portfolio.attention_reasons import attention_to
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import ScoreRow, Today
from advisor.batch.scoring.score_inputs import PartnershipFile, read_file
from advisor.batch.scoring.scored_chunk import ScoredChunk
from advisor.batch.scoring.verification import verify_all
from advisor.files.faults import Fault, Faults
from advisor.rulebook.rulebook import Rulebook

T = TypeVar("T")


def in_order(jobs: Iterable[T], ahead: int) -> Iterator[T]:
    """Yield each job once so many more were begun; taking one from ``jobs`` begins it."""
    waiting: deque[T] = deque()
    for job in jobs:
        waiting.append(job)
        if len(waiting) > ahead:
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()


FILES_AT_ONCE = 256
_AHEAD = 4
"""How many groups for each processor wait to be handed on."""

Files = Sequence[PartnershipFile]
A = TypeVar("A")
R = TypeVar("R")


class FileScorer:
    """Scores groups of files against one rulebook."""

    def __init__(self, rulebook: Rulebook, today: Today, with_portfolio: bool) -> None:
        self.rulebook = rulebook
        self.today = today
        self._in_short = ColumnSummaries(rulebook, today)
        self._with_portfolio = with_portfolio

    def score(self, files: Files) -> ScoredChunk:
        """Return the scores of the partnerships in some files."""
        read = [read_file(file, self.rulebook) for file in files]
        good = [one for one, _ in read if one is not None]
        faults = tuple(fault for _, told in read for fault in told)
        scores: list[ScoreRow] = []
        portfolio, attention = Portfolio.empty, NOTHING_FOUND
        if good:
            scores, portfolio = self._in_short.score(good, with_portfolio=self._with_portfolio)
        for one in good if self._with_portfolio else ():
            found = attention_to(one.scenario, self.rulebook, self.today.day)
            attention = attention.followed_by(found)
        first_bad = next((place for place, (one, _) in enumerate(read) if one is None), len(read))
        return ScoredChunk(
            scores,
            shapes=[shape_of(one.scenario) for one in good],
            faults=faults,
            before_faults=min(first_bad, len(good)),
            portfolio=portfolio,
            attention=attention,
            skipped=len(files) - len(good),
            rows=len(files),
        )


class Processes:
    """A worker process for each core, to score files and to verify scores.

    They end when it is closed.
    """

    def __init__(self, rulebook: Rulebook, today: Today, with_portfolio: bool) -> None:
        self._number = _processors()
        # It starts a helper with the first worker, and lets Ctrl+C through from then on, whatever
        # was blocked before (CPython 3.11 to 3.13). Workers that began then died of it.
        with deferred_interrupt():
            resource_tracker.ensure_running()
        # A fork of a process with threads can deadlock, so each worker starts afresh.
        self._pool = ProcessPoolExecutor(
            self._number,
            get_context("spawn"),
            initializer=_begin,
            initargs=(rulebook, today, with_portfolio),
        )

    def close(self) -> None:
        """End the processes, once they have finished what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def scored(self, groups: Iterable[Files]) -> Iterator[tuple[Files, ScoredChunk]]:
        """Yield each group with its scores, in order."""
        # Not pool.map(), which reads and submits everything before the first result.
        jobs = ((group, self._submit(_score, group)) for group in groups)
        for files, future in in_order(jobs, _AHEAD * self._number):
            yield files, _result(future)

    def verify(self, kept: Sequence[tuple[ScenarioAt, ScoreRow]]) -> None:
        """Compare scores with experta, as ``verify_all`` does.

        Raises:
            Disagreement: They differ.
        """
        # Of an empty sample the share is 0, which range() refuses as a step.
        share = -(-len(kept) // self._number)
        parts = [kept[start : start + share] for start in range(0, len(kept), max(share, 1))]
        for future in [self._submit(_verify, part) for part in parts]:
            _result(future)

    def _submit(self, work: Callable[[A], R], given: A) -> Future[R]:
        # The pool starts its processes when it gets work, and they inherit what is blocked here.
        with deferred_interrupt(), _unreached():
            return self._pool.submit(work, given)


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except BrokenProcessPool:
        says = "a worker process was killed, perhaps out of memory; try fewer files"
        raise Faults([Fault("advisor", 0, says)]) from None


def _processors() -> int:
    # cpu_count() counts processors that a container or taskset keeps from us too.
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


@contextmanager
def _unreached() -> Iterator[None]:
    """Keep Ctrl+C at the terminal away from processes that start in the block."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# Global, since a function that a pool calls is found by its name, and can hold nothing itself.
_own: list[FileScorer] = []
"""The scorer of a worker process, kept from one group to the next."""


def _begin(rulebook: Rulebook, today: Today, with_portfolio: bool) -> None:
    # Ctrl+C is for the main process, which then closes the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    _own[:] = [FileScorer(rulebook, today, with_portfolio)]


def _end_with_the_first() -> None:
    """End this worker when the main process has ended, even if it was killed."""
    if first := parent_process():
        first.join()
        # sys.exit() would end this thread only.
        os._exit(1)


def _score(files: Files) -> ScoredChunk:
    return _own[0].score(files)


def _verify(kept: Sequence[tuple[ScenarioAt, ScoreRow]]) -> None:
    verify_all(kept, _own[0].rulebook, _own[0].today)
