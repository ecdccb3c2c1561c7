"""Lets a piece of work come to its end before Ctrl+C ends the program."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off an interrupt until the end of the block; a second one comes at once.

    The second is for a block that waits for something that will not come.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []

    def put_off(number: int, frame: FrameType | None) -> None:
        asked.append((number, frame))
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, put_off)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    for number, frame in asked:
        before(number, frame)
