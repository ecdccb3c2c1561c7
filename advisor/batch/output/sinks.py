"""Where scores go: to a file, replaced as a whole, or to standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NamedTuple, Self, TypeVar

from advisor.batch.output.data_format import DataFormat, TableLook, Target, Writer
from advisor.batch.output.deferred_interrupt import deferred_interrupt
from advisor.batch.output.score_lines import ScoreRows, Write
from advisor.batch.tables.open_table import INSTALL_TABLES
from advisor.files.atomic import replacing
from advisor.files.faults import Fault, Faults
from advisor.rulebook.vocabulary import BANDS

if TYPE_CHECKING:
    import polars as pl


@contextmanager
def sort_by_band(writer: Writer, target: Target) -> Iterator[Write]:
    """Keep all scores and write them at the end; those without any answer come last."""
    kept: list[ScoreRows] = []
    with writer(target) as write:
        yield kept.append
        for band in (*BANDS, None):
            for scores in kept:
                if len(found := _in_band(scores, band)):
                    write(found)


def _in_band(scores: ScoreRows, band: str | None) -> ScoreRows:
    """Return those of a band in which something is answered, or those in which nothing is."""
    if isinstance(scores, Sequence):
        return [score for score in scores if (score.band if score.known else None) == band]
    import polars as pl

    if band is None:
        return scores.filter(pl.col("band").is_not_null(), pl.col("known") == 0)
    return scores.filter(pl.col("band").cast(pl.String) == band, pl.col("known") > 0)


# CPU time to write 65,536 scores as CSV (Polars 2.1, busy machine): 0.28 s with 1,000 rows at once,
# 0.14 s with 4,096, 0.11 s with 16,384, 0.13 s with all.
_ROWS_AT_ONCE = 16_384
_SCORES_AT_ONCE = 1_000
"""How many are written one by one between two chances to interrupt it."""

B = TypeVar("B", bound="Sequence[object] | pl.DataFrame")


class _StandardOutput(NamedTuple):
    write: Callable[[bytes], object]


@dataclass(eq=False)
class Sink(Generic[B]):
    """Receives scores, one batch after another, as a context manager.

    Left normally or through KeyboardInterrupt, the file is finished and put in place. After any
    other exception, and after an interrupt before anything was written, the old file is unchanged
    and no temporary file remains. If a part is useless, such as a table whose layout depends on all
    rows, an interrupt is like any other exception.

    Attributes:
        output: The file; ``-`` and None are standard output.
        write_out: Writes to standard output.
        look: How a table for people looks.
        rows_at_once: The most rows of a frame between two chances to interrupt it.
        only_as_a_whole: Whether a part is useless.
        written: How many partnerships were received; after an interrupt the file has these.
    """

    writer: Writer
    output: Path | None
    write_out: Callable[[bytes], object]
    look: TableLook | None = None
    rows_at_once: int = _ROWS_AT_ONCE
    only_as_a_whole: bool = False
    written: int = field(default=0, init=False)
    _stack: ExitStack = field(default_factory=ExitStack, init=False)

    def __enter__(self) -> Self:
        with _os_errors_as_faults(name_of(self.output)), ExitStack() as stack:
            target = Target(_StandardOutput(self.write_out), name_of(self.output), self.look)
            if self.output is not None and not is_standard_output(self.output):
                target = target._replace(stream=stack.enter_context(replacing(self.output)))
            self._write = stack.enter_context(self.writer(target))
            # Only from here on does __exit__ close them. If the writer cannot begin, the block
            # does, and no temporary file remains.
            self._stack = stack.pop_all()
        return self

    def write(self, scores: B) -> None:
        """Write scores: a list, or a frame, in which rows without a band are not written.

        Raises:
            Faults: They cannot be written.
        """
        with _os_errors_as_faults(name_of(self.output)):
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
            if self.only_as_a_whole:
                self.written = 0
            elif self.written:
                # So the writer and replacing() take it for a normal end, and put the file in place.
                kind = error = trace = None
        try:
            with _os_errors_as_faults(name_of(self.output)), self._finishing():
                self._stack.__exit__(kind, error, trace)
        except KeyboardInterrupt:
            if self.only_as_a_whole:
                self.written = 0
            raise

    def _finishing(self) -> AbstractContextManager[None]:
        """Defer Ctrl+C, unless a part is useless anyway."""
        return nullcontext() if self.only_as_a_whole else deferred_interrupt()

    def _parts(self, scores: B) -> Iterator[tuple[object, int]]:
        """Yield the scores in parts, each with the number of its partnerships."""
        if isinstance(scores, Sequence):
            for start in range(0, len(scores), _SCORES_AT_ONCE):
                part = scores[start : start + _SCORES_AT_ONCE]
                yield part, len(part)
        else:
            for rows in scores.iter_slices(self.rows_at_once):
                yield rows, len(rows) - rows["band"].null_count()


def score_sink(
    format_: DataFormat,
    output: Path | None,
    look: TableLook,
    *,
    by_band: bool,
    write_out: Callable[[bytes], object],
) -> Sink[ScoreRows]:
    """Return the sink for scores in a format.

    Args:
        format_: How they are written.
        output: The file; ``-`` and None are standard output.
        look: How a table for people looks.
        by_band: Whether to keep them all and sort them by band.
        write_out: Writes to standard output.

    Raises:
        Faults: The format needs a file, or packages that are not installed.
    """
    assert format_.scores
    if format_.is_binary and is_standard_output(output):
        says = f"{format_.name} is written to a file only; name it with --output FILE"
        raise Faults([Fault(name_of(output), 0, says)])
    try:
        writer = format_.scores()
    except ModuleNotFoundError as error:
        says = f"{format_.name} needs {error.name}, which is not installed: {INSTALL_TABLES}"
        raise Faults([Fault(name_of(output), 0, says)]) from None
    return Sink(
        partial(sort_by_band, writer) if by_band else writer,
        output,
        write_out,
        look,
        # XlsxWriter takes 0.12 s of CPU time for 1,000 rows, and Ctrl+C waits for the rows at once.
        rows_at_once=_SCORES_AT_ONCE if format_.name == "xlsx" else _ROWS_AT_ONCE,
        only_as_a_whole=format_.is_laid_out,
    )


def is_standard_output(output: Path | None) -> bool:
    """Return whether no file is written."""
    return output is None or str(output) == "-"


def name_of(output: Path | None) -> str:
    """Return the name of an output for messages."""
    return "standard output" if is_standard_output(output) else str(output)


@contextmanager
def _os_errors_as_faults(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        says = f"cannot be written: {error.strerror or error}"
        raise Faults([Fault(name, 0, says)]) from None
