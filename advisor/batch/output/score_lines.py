"""Scores as text for programs: CSV and JSON Lines, a line for each partnership."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from advisor.batch.score_row import ScoreRow
from advisor.files.faults import Fault
from advisor.files.spreadsheet_text import csv_line
from advisor.reasoning.assessment import Assessment
from advisor.report.writers.json_text import assessment_data

if TYPE_CHECKING:
    import polars as pl

ScoreRows: TypeAlias = "Sequence[ScoreRow] | pl.DataFrame"
"""Scores one by one, or as the columns of a frame."""
Write: TypeAlias = "Callable[[ScoreRows], object]"

COLUMNS = tuple(ScoreRow.model_fields)
FAULT_COLUMNS = ("file", "row", "field", "reason")
CSV_JOINER = " | "
"""Between the texts in one cell: a line feed would make several lines of a partnership."""


def as_csv(scores: Iterable[ScoreRow]) -> str:
    """Return a line for each partnership."""
    return "".join(csv_line(cells_of(score, CSV_JOINER)) for score in scores)


def cells_of(score: ScoreRow, joiner: str) -> tuple[str | int | None, ...]:
    """Return the cell of each column, with several texts joined in one."""
    values = (value for _, value in writable(score))
    return tuple(joiner.join(v) if isinstance(v, tuple) else v for v in values)


def as_json_lines(scores: Iterable[ScoreRow]) -> str:
    """Return a line of JSON a partnership."""
    return "".join(f"{writable(score).model_dump_json()}\n" for score in scores)


def full_line(score: ScoreRow, assessment: Assessment) -> str:
    """Return a line of JSON: the file and the row, then what ``assess`` writes."""
    said = {"file": score.file, "row": score.row, **assessment_data(assessment)}
    line = json.dumps(said, ensure_ascii=False)
    return f"{line}\n".encode("utf-8", "replace").decode("utf-8")


def writable(score: ScoreRow) -> ScoreRow:
    """Return the score, with "?" in a file name for each byte that is not text."""
    file = score.file
    if file.isascii():
        return score
    name = file.encode("utf-8", "replace").decode("utf-8")
    return score if name == file else score.model_copy(update={"file": name})


def fault_lines(faults: Iterable[Fault]) -> bytes:
    """Return a line a fault, without the header."""
    cells = ((fault.file, fault.line or "", fault.field, fault.says) for fault in faults)
    return "".join(map(csv_line, cells)).encode("utf-8", "replace")
