"""Lines that somebody types or a pipe gives, as UTF-8 whatever the locale."""

import io
import sys
from collections.abc import Callable
from typing import BinaryIO

# A word: a screen reader would say "greater than" at every question.
PROMPT = "Answer: "
NOT_UTF8 = "That line is not UTF-8 text, so nothing of it was taken. Please type it again."


class Stopped(Exception):
    """The room has had enough, or the input has ended."""


class NotDone(Exception):
    """What was typed is not done; the text, if there is any, says why and what to type."""


def standard_input_lines() -> BinaryIO:
    """Return standard input; without one, an input that has ended."""
    # Its bytes: sys.stdin decodes by the locale, and in one of ASCII would fail at an accent. A
    # program that is started without a terminal may have no standard input at all.
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    return stream or io.BytesIO()


def read_line(given: BinaryIO, ask: Callable[[], None], say: Callable[[str], None]) -> str | None:
    """Ask for a line until it is UTF-8 text, and return it; None at the end of the input."""
    while True:
        ask()
        line = given.readline()
        # At a terminal the line end that somebody types ends the line of the prompt too.
        if not (line.endswith(b"\n") and given.isatty()):
            say("")
        if not line:
            return None
        try:
            return line.decode("utf-8").strip()
        except UnicodeDecodeError:
            say(NOT_UTF8)


def write_utf8() -> None:
    """Have standard output take every text, whatever the locale."""
    # Not where a test or another program has put a stream of its own there.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
