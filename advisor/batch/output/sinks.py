"""Where the scores of many partnerships go: a form, to a file whole or to standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from advisor.batch.output.data_format import DataFormat, TableLook
from advisor.batch.output.deferred_interrupt import deferred_interrupt
from advisor.batch.output.score_lines import Put, ScoreRows, Write
from advisor.batch.output.sort_by_band import by_band
from advisor.batch.tables.install_hint import INSTALL_TABLES
from advisor.files.atomic import replacing
from advisor.files.faults import Fault, Faults

_ROWS_AT_ONCE = 16_384
"""How many rows of a frame are written together; their text then stays near the processor."""
_SCORES_AT_ONCE = 1_000
"""How many are written one by one between two chances to interrupt it."""


B = TypeVar("B")


class Sink(Generic[B]):
    """Takes scores in, a batch after the other, as a context manager.

    Left in the usual way or through KeyboardInterrupt, the file is finished whole and put in
    place. After any other exception, and where an interrupt came before anything was written, the
    old file stands, and nothing lies beside it. What is worth something only as a whole, such as
    a table that is laid out over all of its rows, an interrupt ends like any other exception.

    Attributes:
        written: How many partnerships were taken in; after an interrupt the file holds these.
    """

    def __init__(
        self,
        name: str,
        opened: Callable[[ExitStack], Callable[[B], None]],
        parts: Callable[[B], Iterator[tuple[B, int]]],
        *,
        only_as_a_whole: bool = False,
    ) -> None:
        self.written = 0
        self._only_as_a_whole = only_as_a_whole
        self._name = name
        self._opened = opened
        self._parts = parts
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with _told(self._name), ExitStack() as stack:
            self._write = self._opened(stack)
            self._stack = stack.pop_all()
        return self

    def write(self, scores: B) -> None:
        """Write scores, as such or as the columns of a frame.

        Rows of a frame without a band are those that could not be scored; they are left out.

        Raises:
            Faults: They cannot be written.
        """
        with _told(self._name):
            for part, partnerships in self._parts(scores):
                with self._finishing():
                    self._write(part)
                    self.written += partnerships

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            if self._only_as_a_whole:
                self.written = 0
            elif self.written:
                kind = error = trace = None
        try:
            with _told(self._name), self._finishing():
                self._stack.__exit__(kind, error, trace)
        except KeyboardInterrupt:
            if self._only_as_a_whole:
                self.written = 0
            raise

    def _finishing(self) -> AbstractContextManager[None]:
        """Return what lets a step come to its end before an interrupt, if that is of use."""
        return nullcontext() if self._only_as_a_whole else deferred_interrupt()


def sink(
    format_: DataFormat,
    output: Path | None,
    look: TableLook,
    *,
    sort_by_band: bool,
    write_out: Callable[[bytes], None],
) -> Sink[ScoreRows]:
    """Return what writes scores in a format to a file, or to standard output where none is named.

    Args:
        format_: How they are written.
        output: The file; ``-`` is standard output.
        look: How a table for people looks.
        sort_by_band: Whether to keep them all and put them in the order of ``by_band``.
        write_out: Writes to standard output.

    Raises:
        Faults: The format needs a file, or packages that are not installed.
    """
    to_file, name = _place(output)
    if format_.text_scores:
        writer = _of_text(format_.text_scores(look), to_file, write_out)
    elif to_file is None:
        says = f"{format_.program} is written to a file only; name it with --output FILE"
        raise Faults([Fault(name, 0, says)])
    else:
        writer = _of_bytes(format_, to_file)

    def opened(stack: ExitStack) -> Write:
        write = writer(stack)
        return stack.enter_context(by_band(write)) if sort_by_band else write

    rows_at_once = _SCORES_AT_ONCE if format_.name == "xlsx" else _ROWS_AT_ONCE
    parts = partial(_parts, rows_at_once=rows_at_once)
    return Sink(name, opened, parts, only_as_a_whole=format_.is_laid_out)


def line_sink(
    writer: Callable[[Put], AbstractContextManager[Callable[[Sequence[Any]], None]]],
    output: Path | None,
    write_out: Put,
) -> Sink[Sequence[Any]]:
    """Return what writes each thing that it is given as a line, such as a fault."""
    to_file, name = _place(output)
    opened = _of_text(writer, to_file, write_out)
    return Sink(name, opened, lambda lines: iter([(lines, len(lines))]))


def _place(output: Path | None) -> tuple[Path | None, str]:
    """Return the file to write, none for standard output, and what it is called."""
    if output is None or str(output) == "-":
        return None, "standard output"
    return output, str(output)


W = TypeVar("W")


def _of_text(
    writer: Callable[[Put], AbstractContextManager[W]], to_file: Path | None, write_out: Put
) -> Callable[[ExitStack], W]:
    def opened(stack: ExitStack) -> W:
        put = stack.enter_context(replacing(to_file)).write if to_file else write_out
        return stack.enter_context(writer(put))

    return opened


def _of_bytes(format_: DataFormat, to_file: Path) -> Callable[[ExitStack], Write]:
    assert format_.file_scores
    try:
        writer = format_.file_scores()
    except ModuleNotFoundError as error:
        says = f"{format_.program} needs {error.name}, which is not installed: {INSTALL_TABLES}"
        raise Faults([Fault(str(to_file), 0, says)]) from None

    def opened(stack: ExitStack) -> Write:
        return stack.enter_context(writer(stack.enter_context(replacing(to_file)), to_file))

    return opened


def _parts(scores: ScoreRows, rows_at_once: int) -> Iterator[tuple[ScoreRows, int]]:
    """Yield the scores in parts, each with how many partnerships are in it."""
    if isinstance(scores, Sequence):
        for start in range(0, len(scores), _SCORES_AT_ONCE):
            part = scores[start : start + _SCORES_AT_ONCE]
            yield part, len(part)
    else:
        for rows in scores.iter_slices(rows_at_once):
            yield rows, len(rows) - rows["band"].null_count()


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell in one line that the file cannot be written."""
    try:
        yield
    except OSError as error:
        says = f"cannot be written: {error.strerror or error}"
        raise Faults([Fault(name, 0, says)]) from None
