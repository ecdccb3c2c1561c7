"""A progress bar, on terminals only."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_REFRESH_SECONDS = 0.1

Advance = Callable[..., None]


@contextmanager
def progress(
    total: int | None, stream: TextIO | None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Advance]:
    """Show a progress line until the end of the block; give the function that advances it.

    Call it as ``advance(partnerships)``, or ``advance(partnerships, rows)`` where rows are what is
    counted beforehand and some of them are bad or several make a partnership.

    Args:
        total: How many rows there are, if that is known.
        stream: Standard error; where it is no terminal, nothing is shown.
        clock: Returns the seconds; the line is drawn again once some have passed.
    """
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    bar = BarColumn(bar_width=30)
    shown = (TextColumn("{task.description}", markup=False), *((bar,) if total else ()))
    # Without a thread of its own, so that nothing is drawn once the block is left.
    line = Progress(
        *shown,
        console=Console(file=stream, force_terminal=True, highlight=False),
        auto_refresh=False,
        transient=True,
        # Rich would print through its console what others write: scores may go to standard output.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    began = drawn = clock()
    done = seen = 0
    with line:
        task = line.add_task(said(0, 0, 0.0, total), total=total)

        def advance(partnerships: int, rows: int | None = None) -> None:
            nonlocal done, seen, drawn
            done += partnerships
            seen += partnerships if rows is None else rows
            now = clock()
            if now - drawn >= _REFRESH_SECONDS:
                drawn = now
                line.update(task, completed=seen, description=said(done, seen, now - began, total))
                line.refresh()

        yield advance


def _nothing(partnerships: int, rows: int | None = None) -> None:
    """Show nothing."""


def said(done: int, seen: int, seconds: float, total: int | None) -> str:
    """Return how many partnerships are done, how fast, and what share of the rows that was."""
    rate = f", {round(done / seconds):,} a second" if seconds and done else ""
    share = f", {min(seen * 100 // total, 100)}% of rows" if total else ""
    return f"{done:,} partnership{'' if done == 1 else 's'}{rate}{share}"
