"""The exit codes of every command."""

from enum import IntEnum


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
