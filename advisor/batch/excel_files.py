"""Reads the answers in an Excel workbook: its first sheet, or those that are named Answers."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import fastexcel
import polars as pl

from advisor.batch.table_batch import ROW, TableBatch, headings_of, in_batches, without_empty
from advisor.files.faults import Fault, Faults

ANSWERS = "answers"
"""How the name of a sheet begins that holds answers, in small letters."""

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class _Sheet(NamedTuple):
    file: str
    frame: pl.DataFrame
    faults: list[Fault]


def excel_batches(path: Path, rows: int) -> Iterator[TableBatch]:
    """Yield the rows of a workbook; see ``table_files.table_batches``."""
    file = str(path)
    with path.open("rb") as stream:
        if stream.read(len(_ENCRYPTED)) == _ENCRYPTED:
            says = "has a password, or is of the old kind (.xls); save it as .xlsx without one"
            raise Faults([Fault(file, 0, says)])
    try:
        sheets = _sheets(file)
    except fastexcel.FastExcelError as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        raise Faults([Fault(file, 0, f"cannot be read as Excel: {reason}")]) from None
    # Every frame has the columns of all sheets.
    headings = list(dict.fromkeys(h for sheet in sheets for h in sheet.frame.columns))[1:]
    total = sum(sheet.frame.height for sheet in sheets)
    for sheet in sheets:
        none = [pl.lit(None, pl.String).alias(h) for h in headings if h not in sheet.frame]
        frame = sheet.frame.with_columns(none).select(ROW, *headings)
        parts = [(frame, sheet.faults)]
        yield from in_batches(parts, headings, sheet.file, rows=rows, total=total)


def _sheets(file: str) -> list[_Sheet]:
    book = fastexcel.read_excel(file)
    answers = [name for name in book.sheet_names if name.casefold().startswith(ANSWERS)]
    names = answers or book.sheet_names[:1]
    if not names:
        raise Faults([Fault(file, 0, "has no sheet")])
    # A sheet in which nobody wrote is left out where others are there.
    named = [(f"{file}[{name}]" if len(names) > 1 else file, name) for name in names]
    sheets = [_sheet(book, name, told) for told, name in named]
    found = [sheet for sheet in sheets if sheet is not None]
    if not found:
        raise Faults([Fault(file, 0, "is empty; a row of headings is expected")])
    return found


def _sheet(book: fastexcel.ExcelReader, name: str, file: str) -> _Sheet | None:
    """Return a sheet's rows as they are numbered on the screen; None if it has none."""
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch))
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    if not len(filled):
        return None
    top = int(filled[0])
    texts = [None if cell is None else str(cell) for cell in cells.row(top)]
    headings = headings_of(texts, file, top + 1)
    below = cells[top + 1 :].rename(dict(zip(cells.columns, headings, strict=True)))
    frame = below.with_row_index(ROW, top + 2).with_columns(pl.col(ROW).cast(pl.Int64))
    frame = frame.with_columns(pl.col(headings).str.replace(_MIDNIGHT, "$1"))
    unused = [h for h, text in zip(headings, texts, strict=True) if text is None]
    empty = [h for h in unused if frame[h].null_count() == frame.height]
    spoilt = _spoilt(errors, headings, file) if errors else []
    bad = {fault.line for fault in spoilt}
    kept = frame.drop(empty).filter(~pl.col(ROW).is_in(bad))
    return _Sheet(file, without_empty(kept), spoilt)


_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"


def _spoilt(errors: fastexcel.CellErrors, headings: Sequence[str], file: str) -> list[Fault]:
    """Return the cells in which a formula has gone wrong."""
    placed = ((*error.position, error.detail) for error in errors.errors)
    return [Fault(file, row + 1, _says(detail), headings[column]) for row, column, detail in placed]


def _says(detail: str) -> str:
    kind = re.search(r"Error\((\w+)\)", detail)
    return f"holds a formula that fails{f' ({kind[1]})' if kind else ''}, no answer"
