"""The exit codes of every command."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command tells the shell."""

    DONE = 0
    NO = 1
    """The answer is no: the band is below what was required, or a check found something."""
    CANNOT = 2
    """Bad use, or input that cannot be read or is invalid."""
    BUG = 70
    """A bug of the program."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """Whoever read the output stopped reading."""
