"""Writes many partnerships as text: CSV, JSON Lines, or a table for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from typing import TYPE_CHECKING

from advisor.batch.output.score_lines import (
    COLUMNS,
    FAULT_COLUMNS,
    Put,
    ScoreRows,
    Write,
    as_csv,
    as_json_lines,
    fault_lines,
    full_line,
)
from advisor.batch.score_row import ScoreRow
from advisor.files.faults import Fault
from advisor.files.spreadsheet_text import csv_line

if TYPE_CHECKING:
    from advisor.batch.output.data_format import TableLook
    from advisor.reasoning.assessment import Assessment


@contextmanager
def csv_writer(put: Put) -> Iterator[Write]:
    """Give what writes scores as CSV, after the header."""
    put(csv_line(COLUMNS).encode())

    def write(scores: ScoreRows) -> None:
        if isinstance(scores, Sequence):
            put(as_csv(scores).encode())
        else:
            from advisor.batch.output.score_frames import frame_as_csv

            put(frame_as_csv(scores))

    yield write


@contextmanager
def json_lines_writer(put: Put) -> Iterator[Write]:
    """Give what writes scores as JSON Lines."""

    def write(scores: ScoreRows) -> None:
        if isinstance(scores, Sequence):
            put(as_json_lines(scores).encode())
        else:
            from advisor.batch.output.score_frames import frame_as_json_lines

            put(frame_as_json_lines(scores))

    yield write


@contextmanager
def full_writer(put: Put) -> Iterator[Callable[[Sequence[tuple[ScoreRow, Assessment]]], None]]:
    """Give what writes all of the advice as JSON Lines, each with its file and row."""

    def write(found: Sequence[tuple[ScoreRow, Assessment]]) -> None:
        put("".join(starmap(full_line, found)).encode())

    yield write


@contextmanager
def fault_writer(put: Put) -> Iterator[Callable[[Sequence[Fault]], None]]:
    """Give what writes faults as CSV, after the header."""
    put(csv_line(FAULT_COLUMNS).encode())

    def write(faults: Sequence[Fault]) -> None:
        put(fault_lines(faults).encode())

    yield write


@contextmanager
def table_writer(put: Put, look: TableLook) -> Iterator[Write]:
    """Give what keeps scores, and at the end writes them as one table."""
    rows: list[ScoreRow] = []

    def write(scores: ScoreRows) -> None:
        nonlocal rows
        if isinstance(scores, Sequence):
            rows += scores
        else:
            from advisor.batch.output.score_frames import fitted, scores_of

            rows += scores_of(fitted(scores))

    yield write
    if not rows:
        return
    from advisor.batch.output.terminal_table import table_of
    from advisor.report.writers.printing import printed

    put(printed(table_of(rows, look.rulebook, look.width), look.width, colour=look.colour).encode())
