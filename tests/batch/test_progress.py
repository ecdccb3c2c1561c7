"""Progress is shown on a terminal and nowhere else, and leaves nothing behind."""

import io
import os
import pty
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.output.progress import progress, said

SHOW_CURSOR, HIDE_CURSOR, CLEAR_LINE = "\x1b[?25h", "\x1b[?25l", "\x1b[2K"


@contextmanager
def a_terminal() -> Iterator[tuple[TextIO, list[str]]]:
    """Give a terminal to write to, and what was written to it once it is closed."""
    reader, writer = pty.openpty()
    shown: list[str] = []
    with os.fdopen(writer, "w") as stream:
        yield stream, shown
    with os.fdopen(reader, "rb", buffering=0) as screen, suppress(OSError):
        # It ends with an error once nobody can write to it any more.
        text = b""
        while part := screen.read(4_096):
            text += part
            shown[:] = [text.decode(errors="replace")]


def test_on_a_terminal_it_says_how_far_it_is_and_then_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    seconds = iter([100.0, 100.2, 100.25, 100.5])
    with a_terminal() as (stream, shown), progress(4_000, stream, seconds.__next__) as advance:
        advance(1_000, 1_200)
        advance(700)
        advance(300)
    (text,) = shown
    assert "1,000 partnerships, 5,000 a second, 30% of rows" in text
    assert "1,700 partnerships" not in text
    assert "2,000 partnerships, 4,000 a second, 55% of rows" in text
    assert text.rindex(SHOW_CURSOR) > text.rindex(HIDE_CURSOR)
    assert text.rstrip("\r\n").endswith(CLEAR_LINE)


def fail(stream: TextIO, error: type[BaseException]) -> None:
    with progress(None, stream, iter([0.0, 1.0]).__next__) as advance:
        advance(1)
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupt_leaves_the_terminal_clean(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with a_terminal() as (stream, shown), pytest.raises(error):
        fail(stream, error)
    (text,) = shown
    assert "1 partnership, " in text
    assert "of rows" not in text
    assert text.rindex(SHOW_CURSOR) > text.rindex(HIDE_CURSOR)
    assert text.rstrip("\r\n").endswith(CLEAR_LINE)


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    with progress(10, stream) as advance:
        advance(5, 6)
    assert stream.getvalue() == ""
    with progress(10, None) as advance:
        advance(5)
    monkeypatch.setenv("TERM", "dumb")
    with a_terminal() as (plain, shown):
        with progress(10, plain) as advance:
            advance(5)
        plain.write("the end")
    assert shown == ["the end"]


# A clock ticks in nanoseconds, so no two of its times are nearer than that but not the same.
SECONDS = st.just(0.0) | st.floats(1e-9, 1e6)


@given(st.integers(0, 10**8), st.integers(0, 10**8), SECONDS, st.integers(1, 10**8))
def test_what_it_says_is_true(done: int, seen: int, seconds: float, total: int) -> None:
    text = said(done, seen, seconds, total)
    assert int(text.split()[0].replace(",", "")) == done
    share = re.search(r"(\d+)% of rows", text)
    assert share
    assert 0 <= int(share[1]) <= 100
    assert (int(share[1]) == 100) == (seen >= total)
    assert "of rows" not in said(done, seen, seconds, None)
