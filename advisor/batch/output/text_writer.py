"""Writes lines of text: scores as CSV and JSON Lines, full advice, and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING, TypeVar

from advisor.batch.output.score_lines import (
    COLUMNS,
    FAULT_COLUMNS,
    ScoreRows,
    as_csv,
    as_json_lines,
    fault_lines,
    full_line,
)
from advisor.files.spreadsheet_text import csv_line

if TYPE_CHECKING:
    from advisor.batch.output.data_format import Target
    from advisor.batch.score_row import ScoreRow
    from advisor.reasoning.assessment import Assessment

B = TypeVar("B")


@contextmanager
def _line_writer(
    lines: Callable[[B], bytes], header: Sequence[str], target: Target
) -> Iterator[Callable[[B], object]]:
    if header:
        target.stream.write(csv_line(header).encode())
    yield lambda batch: target.stream.write(lines(batch))


def _csv(scores: ScoreRows) -> bytes:
    if isinstance(scores, Sequence):
        return as_csv(scores).encode()
    from advisor.batch.output.score_frames import frame_as_csv

    return frame_as_csv(scores)


def _json_lines(scores: ScoreRows) -> bytes:
    if isinstance(scores, Sequence):
        return as_json_lines(scores).encode()
    from advisor.batch.output.score_frames import frame_as_json_lines

    return frame_as_json_lines(scores)


def _full(found: Sequence[tuple[ScoreRow, Assessment]]) -> bytes:
    return "".join(starmap(full_line, found)).encode()


csv_writer = partial(_line_writer, _csv, COLUMNS)
json_lines_writer = partial(_line_writer, _json_lines, ())
full_writer = partial(_line_writer, _full, ())
fault_writer = partial(_line_writer, fault_lines, FAULT_COLUMNS)
