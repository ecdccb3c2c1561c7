"""Defers Ctrl+C, or another signal that ends the program, until a block has finished."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from advisor.files.ending_signals import ENDING


@contextmanager
def deferred_interrupt() -> Iterator[None]:
    """Defer an interrupt to the end of the block; a second one is immediate.

    The second is the way out if the block hangs.
    """
    # Elsewhere signal() raises ValueError; Python calls handlers in the main thread only.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in ENDING}
    # What is ignored, as SIGHUP is under nohup, has no handler to call and stays ignored.
    before = {number: handler for number, handler in handlers.items() if callable(handler)}
    asked: list[tuple[int, FrameType | None]] = []

    def put_off(number: int, frame: FrameType | None) -> None:
        asked.append((number, frame))
        restore()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, put_off)
    try:
        yield
    finally:
        restore()
    for number, frame in asked:
        before[number](number, frame)
