"""Reads tables of partnerships of any format, a chunk of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.faults import Fault, Faults
from advisor.files.optional_packages import how_to_install

if TYPE_CHECKING:
    from advisor.batch.tables.table_chunks import TableChunk

# ``--help`` reads these, so nothing large is imported above.
TABLE_ENDINGS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
INSTALL_TABLES = how_to_install("tables")


def table_chunks(
    path: Path, rows: int = 131_072, *, sheet: str | None = None, only: str | None = None
) -> Iterator[TableChunk]:
    """Yield the rows of a table in order, in frames that all have the same columns.

    Rows that cannot be read are in ``faults``. They count in the numbers of the others: in CSV and
    Excel as a spreadsheet shows them, the headings as row 1; in JSON Lines the line; in Parquet
    from 1. Empty rows are skipped.

    Args:
        path: The file; its ending says what it holds.
        rows: The most rows of a frame.
        sheet: The sheet of a workbook to read; by default the first visible one, or those of
            answers.
        only: The one heading whose cells are wanted, where a format can leave the others out.

    Raises:
        Faults: The file as a whole cannot be read.
    """
    try:
        with path.open("rb"):
            pass
        yield from _batches(path, rows, sheet, only)
    except OSError as error:
        raise Faults([Fault(str(path), 0, f"cannot be read: {error.strerror or error}")]) from None


def _batches(path: Path, rows: int, sheet: str | None, only: str | None) -> Iterator[TableChunk]:
    # Each of these brings a large library, so that only what the file needs is loaded.
    match path.suffix.lower():
        case ".csv":
            from advisor.batch.tables.csv_reader import csv_chunks

            return csv_chunks(path, rows, only=only)
        case ".jsonl" | ".ndjson":
            from advisor.batch.tables.json_lines_reader import json_chunks

            return json_chunks(path, rows)
        case ".parquet":
            from advisor.batch.tables.parquet_reader import parquet_chunks

            return parquet_chunks(path, rows, only)
        case ".xlsx":
            from advisor.batch.tables.excel_reader import excel_chunks

            return excel_chunks(path, rows, sheet)
    endings = ", ".join(sorted(TABLE_ENDINGS))
    raise Faults([Fault(str(path), 0, f"is no table by its ending; tables end in {endings}")])
