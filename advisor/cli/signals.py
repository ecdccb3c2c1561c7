"""End every command in order on SIGTERM and SIGHUP: like Ctrl+C, with the signal's exit code."""

import signal
from types import FrameType

from advisor.files.ending_signals import ENDING

# For SIGINT Python's own handler does the same.
_OTHERS = tuple(number for number in ENDING if number != signal.SIGINT)
_received: list[int] = []


def end_in_order() -> None:
    """Have the signals raise KeyboardInterrupt, unless our parent ignores them (nohup)."""
    for number in _OTHERS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def exit_code(code: int) -> int:
    """Return the exit code: the shell's code for the first signal, else what the command gave.

    From here on a signal ends the process at once, since nothing is left to clean up; Ctrl+C does
    nothing any more.
    """
    for number in _OTHERS:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_DFL)
    # While Python closes, Ctrl+C would end it by the signal, or with a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return 128 + _received[0] if _received else code


def _interrupt(number: int, _frame: FrameType | None) -> None:
    # Several may come; the first one decides the exit code.
    _received.append(number)
    raise KeyboardInterrupt
