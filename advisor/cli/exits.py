"""How a command ends: its exit code, and in order on Ctrl+C, SIGTERM and SIGHUP."""

import signal
from enum import IntEnum
from types import FrameType

from advisor.files.ending_signals import ENDING


class Exit(IntEnum):
    """What a command tells the shell."""

    DONE = 0
    NO = 1
    """The answer is no: the band is below what was required, or a check found something."""
    CANNOT = 2
    """Bad use, or input that cannot be read or is invalid."""
    BUG = 70  # EX_SOFTWARE in sysexits.h
    """A bug of the program."""
    # What a shell reports for a process that SIGINT or SIGPIPE ended: 128 and the signal.
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """The reader of the output stopped reading."""


_received: list[int] = []


def end_in_order() -> None:
    """Have the signals raise KeyboardInterrupt, unless our parent ignores them (nohup)."""
    # Python's own handler for SIGINT raises the same, and leaves no trace: where a library swallows
    # the exception, or another one takes its place, the exit code would not tell of Ctrl+C.
    for number in ENDING:
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, _interrupt)


def exit_code(code: int) -> int:
    """Return the exit code: the shell's code for the first signal, else what the command gave.

    From here on a signal ends the process at once, since nothing is left to clean up; Ctrl+C does
    nothing any more.
    """
    for number in ENDING:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_DFL)
    # While Python closes, Ctrl+C would end it by the signal, or with a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return 128 + _received[0] if _received else code


def _interrupt(number: int, _frame: FrameType | None) -> None:
    # Several may come; the first one decides the exit code.
    _received.append(number)
    raise KeyboardInterrupt
