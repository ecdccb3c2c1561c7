"""Many partnerships as text: CSV and JSON Lines line by line, or a table for the terminal."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from advisor.batch.scored import Scored
from advisor.files.faults import Fault

COLUMNS = tuple(Scored.model_fields)
FAULT_COLUMNS = ("file", "row", "field", "reason")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Iterable[object]) -> str:
    """Return a line of CSV in which no spreadsheet runs anything."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_inert(cell) for cell in cells])
    return line.getvalue()


def _inert(cell: object) -> object:
    """Return a cell; a text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def as_csv(scores: Iterable[Scored]) -> Iterator[str]:
    """Yield a header, then a line a partnership; several texts in one cell stand on lines."""
    yield csv_line(COLUMNS)
    for score in scores:
        values = (value for _, value in score)
        yield csv_line("\n".join(v) if isinstance(v, tuple) else v for v in values)


def as_json_lines(scores: Iterable[Scored]) -> Iterator[str]:
    """Yield a line of JSON a partnership."""
    for score in scores:
        yield f"{score.model_dump_json()}\n"


def faults_as_csv(faults: Sequence[Fault]) -> str:
    """Return a header, then a line a fault: file, row, field and reason."""
    lines = (csv_line((fault.file, fault.line or "", fault.field, fault.says)) for fault in faults)
    return "".join((csv_line(FAULT_COLUMNS), *lines))
