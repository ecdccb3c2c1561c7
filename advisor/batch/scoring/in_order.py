"""Gives the results of jobs that are under way at the same time, in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

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
