"""Reads the answers in an Excel workbook: its first sheet, or those that are named Answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
import polars.selectors as cs

from advisor.batch.tables.batches import (
    OWN_COLUMNS,
    ROW,
    SHEET,
    TableBatch,
    headings_of,
    in_batches,
    without_empty,
)
from advisor.files.faults import Fault, Faults

ANSWERS = "answers"
"""How the name of a sheet begins that holds answers, in small letters."""

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def excel_batches(path: Path, rows: int) -> Iterator[TableBatch]:
    """Yield the rows of a workbook; see ``files.table_batches``."""
    file = str(path)
    with path.open("rb") as stream:
        if stream.read(len(_ENCRYPTED)) == _ENCRYPTED:
            says = "has a password, or is of the old kind (.xls); save it as .xlsx without one"
            raise Faults([Fault(file, 0, says)])
    try:
        sheets = _sheets(file)
    except fastexcel.FastExcelError:
        says = "cannot be read as Excel; is it damaged, or another kind of file by this name?"
        raise Faults([Fault(file, 0, says)]) from None
    # Every frame has the columns of all sheets.
    headings = list(
        dict.fromkeys(h for sheet in sheets for h in sheet.columns if h not in OWN_COLUMNS)
    )
    total = sum(sheet.height for sheet in sheets)
    whole = pl.concat(
        sheet.with_columns(
            pl.lit(None, pl.String).alias(h) for h in headings if h not in sheet
        ).select(cs.by_name(OWN_COLUMNS, require_all=False), *headings)
        for sheet in sheets
    )
    yield from in_batches([(whole, ())], headings, file, rows=rows, total=total)


def _sheets(file: str) -> list[pl.DataFrame]:
    """Return the rows of each sheet of answers in which anything is written."""
    book = fastexcel.read_excel(file)
    answers = [name for name in book.sheet_names if name.casefold().startswith(ANSWERS)]
    names = answers or book.sheet_names[:1]
    sheets = [(name, sheet) for name in names if (sheet := _sheet(book, name, file)) is not None]
    if not sheets:
        raise Faults([Fault(file, 0, "is empty; a row of headings is expected")])
    if len(sheets) == 1:
        return [sheet for _, sheet in sheets]
    return [sheet.with_columns(pl.lit(name).alias(SHEET)) for name, sheet in sheets]


def _sheet(book: fastexcel.ExcelReader, name: str, file: str) -> pl.DataFrame | None:
    """Return a sheet's rows as they are numbered on the screen; None if nothing stands in it."""
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch))
    for error in errors.errors if errors else ():
        cells[error.position] = _shown(error.detail)
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
    return without_empty(frame.drop(h for h in unused if frame[h].null_count() == frame.height))


_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"


def _shown(detail: str) -> str:
    """Return what a cell shows whose formula fails, so that it answers nothing."""
    kind = re.search(r"Error\((\w+)\)", detail)
    return _ERRORS.get(kind[1] if kind else "", "#ERROR!")


_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
