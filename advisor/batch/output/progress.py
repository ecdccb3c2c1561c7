"""A line that says how far scoring is, on terminals only."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_REFRESH_SECONDS = 0.1


@contextmanager
def progress(
    stream: TextIO | None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int], None]]:
    """Show a progress line until the end of the block; give what counts more partnerships.

    Args:
        stream: Standard error; where it is no terminal, nothing is shown.
        clock: Returns the seconds; the line is drawn again once some have passed.
    """
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _partnerships: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    # Without a thread of its own, so that nothing is drawn once the block is left.
    line = Progress(
        TextColumn("{task.description}", markup=False),
        console=Console(file=stream, force_terminal=True, highlight=False),
        auto_refresh=False,
        transient=True,
        # Rich would print through its console what others write: scores may go to standard output.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    began = drawn = clock()
    done = 0
    with line:
        task = line.add_task(said(0, 0.0))

        def advance(partnerships: int) -> None:
            nonlocal done, drawn
            done += partnerships
            now = clock()
            if now - drawn >= _REFRESH_SECONDS:
                drawn = now
                line.update(task, description=said(done, now - began), refresh=True)

        yield advance


def said(done: int, seconds: float) -> str:
    """Return how many partnerships are done, and how fast."""
    rate = f", {round(done / seconds):,} a second" if seconds and done else ""
    return f"{done:,} partnership{'' if done == 1 else 's'}{rate}"
