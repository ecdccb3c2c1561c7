"""Reads the answers in an Excel workbook: its first visible sheet, or those named Answers."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import fastexcel
import polars as pl

from advisor.batch.tables.heading_rows import ROWS_SEARCHED, heading_rows
from advisor.batch.tables.headings import heading_key, is_partnership
from advisor.batch.tables.sheet_marks import (
    ANSWERS,
    CHOICES,
    Cell,
    Damaged,
    SheetMarks,
    WorkbookMarks,
)
from advisor.batch.tables.table_chunks import (
    NO_VALUE,
    NO_VALUE_SAYS,
    OWN_COLUMNS,
    ROW,
    SHEET,
    TableChunk,
    headings_of,
    in_chunks,
    without_empty,
)
from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults
from advisor.files.text_comparison import comparable


def with_merged_names(
    frame: pl.DataFrame, marks: SheetMarks, columns: Mapping[int, str]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows with the name of a merged cell in each row that it covers, and a remark.

    A name covers rows where a row is a partner. Where each row is a partnership, nobody can tell
    what a name over several of them means, and all of them lose it.

    Args:
        frame: The rows of a sheet, with their numbers.
        marks: What is merged.
        columns: The heading of each column, by its place in the sheet.
    """
    heading = next((h for h in columns.values() if is_partnership(h)), "")
    first_of = {
        row: first.row
        for first, last in marks.merged
        if columns.get(first.column) == heading
        for row in range(first.row, last.row + 1)
    }
    rows = [row for row in frame[ROW].to_list() if first_of.get(row, row) != row]
    if not rows:
        return frame, ()
    names = dict(frame.select(ROW, heading).iter_rows())
    merged = [name for row in rows if (name := names.get(first_of[row])) is not None]
    said = ", ".join(map(quoted, dict.fromkeys(merged)))
    if any(heading_key(heading) == "partner" for heading in frame.columns):
        kept = [names.get(first_of.get(row, row)) for row in names]
        rows_more = f"{len(rows)} more {'row' if len(rows) == 1 else 'rows'}"
        remark = f"the name in merged cells counts for {rows_more}: {said}"
    else:
        kept = [None if row in first_of else name for row, name in names.items()]
        remark = f"each row is a partnership; give those under a merged name their own: {said}"
    return frame.with_columns(pl.Series(heading, kept, dtype=pl.String)), (remark,)


# fastexcel makes room for every cell up to the last one, some 32 bytes each, and ends the program
# where there is no such room: for one word in the last cell of a sheet, 550 GB.
_MOST_CELLS = 100_000_000
# The signature of an OLE compound file. Excel puts a workbook with a password into one, and .xls is
# one.
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def excel_chunks(path: Path, rows: int, sheet: str | None) -> Iterator[TableChunk]:
    """Yield the rows of a workbook; see ``open_table.table_chunks``."""
    file = str(path)
    with path.open("rb") as stream:
        if stream.read(len(_ENCRYPTED)) == _ENCRYPTED:
            says = "has a password, or is of the old kind (.xls); save it as .xlsx without one"
            raise Faults([Fault(file, 0, says)])
    try:
        sheets, remarks = _sheets(path, sheet)
    except (fastexcel.FastExcelError, Damaged):
        says = "cannot be read as Excel; is it damaged, or another kind of file by this name?"
        raise Faults([Fault(file, 0, says)]) from None
    whole = pl.concat([read.frame for read in sheets], how="diagonal")
    headings = [heading for heading in whole.columns if heading not in OWN_COLUMNS]
    merged = tuple(dict.fromkeys(heading for read in sheets for heading in read.merged))
    yield from in_chunks(
        [(whole, ())],
        headings,
        file,
        rows=rows,
        total=whole.height,
        heading_row=sheets[0].heading_row if len(sheets) == 1 else 0,
        remarks=remarks,
        merged=merged,
    )


class _SheetRead(NamedTuple):
    """The rows of one sheet, and of the batch that they become what is known already."""

    frame: pl.DataFrame
    heading_row: int
    remarks: tuple[str, ...]
    merged: tuple[str, ...]


def _sheets(path: Path, chosen: str | None) -> tuple[list[_SheetRead], list[str]]:
    """Return the rows of each sheet to read in which anything is written, and all remarks."""
    file, book, marks = str(path), fastexcel.read_excel(path), WorkbookMarks(path)
    names, remarks = _chosen(marks.sheets, marks.hidden, chosen, file)
    found = [(n, read) for n in names if (read := _sheet(book, n, marks.of(n), file)) is not None]
    if not found:
        says = "is empty; a row of headings is expected"
        others = "; ".join(["", *remarks])
        raise Faults([Fault(file, 0, f"{says}{others}")])
    if len(found) == 1:
        ((_, read),) = found
        return [read], [*remarks, *read.remarks]
    for name, read in found:
        remarks += [f"the sheet {quoted(name)}: {remark}" for remark in read.remarks]
    # As categories in their order, so that rows can be put in the order of the file.
    in_order = pl.Enum([name for name, _ in found])
    return [
        read._replace(
            frame=read.frame.select(ROW, pl.lit(name, in_order).alias(SHEET), pl.exclude(ROW))
        )
        for name, read in found
    ], remarks


def _chosen(
    names: Sequence[str], hidden: Collection[str], chosen: str | None, file: str
) -> tuple[list[str], list[str]]:
    """Return the sheets to read, and which are not read where that may surprise.

    Raises:
        Faults: There is no such sheet, or it is hidden, or all are.
    """
    visible = [name for name in names if name not in hidden]
    listed = ", ".join(map(quoted, visible))
    if not visible:
        raise Faults([Fault(file, 0, "every sheet is hidden; unhide the one to read")])
    if chosen is not None:
        key = comparable(chosen)
        if found := [name for name in visible if comparable(name) == key]:
            return found[:1], []
        is_hidden = any(comparable(name) == key for name in hidden)
        says = "is hidden; unhide it, or choose" if is_hidden else "is not there; the sheets are"
        raise Faults([Fault(file, 0, f"the sheet {quoted(chosen)} {says} {listed}")])
    answers = [name for name in visible if name.casefold().startswith(ANSWERS)]
    unread = [name for name in visible[1:] if not answers]
    passed = [name for name in names if name in hidden and not (answers and name == CHOICES)]
    remarks = []
    if unread:
        says = f"of the sheets {quoted(visible[0])} is read, not {', '.join(map(quoted, unread))}"
        remarks.append(f"{says} (choose one with --sheet)")
    if passed:
        are = "sheets are" if len(passed) > 1 else "sheet is"
        remarks.append(f"the hidden {are} not read: {', '.join(map(quoted, passed))}")
    return answers or visible[:1], remarks


def _sheet(
    book: fastexcel.ExcelReader, name: str, marks: SheetMarks, file: str
) -> _SheetRead | None:
    """Return a sheet's rows as they are numbered on the screen; None if it is empty."""
    row, column = marks.reach
    if row * column > _MOST_CELLS:
        says = f"reaches to row {row} and column {column}; delete what stands far from the table"
        raise Faults([Fault(file, 0, f"the sheet {quoted(name)} {says}")])
    cells = _cells(book, name, marks.uncalculated)
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    if not len(filled):
        return None
    first_rows = filled[: ROWS_SEARCHED + 3].to_list()
    found = heading_rows([(row + 1, [*map(_text, cells.row(row))]) for row in first_rows])
    top, below = first_rows[found.top], first_rows[found.top + found.below] + 1
    texts = [found.instead.get(n, _text(cell)) for n, cell in enumerate(cells.row(top))]
    if NO_VALUE in texts:
        raise Faults([Fault(file, top + 1, f"a heading {NO_VALUE_SAYS}")])
    headings = headings_of(texts, file, top + 1)
    rest = cells[below:].rename(dict(zip(cells.columns, headings, strict=True)))
    frame = rest.with_row_index(ROW, below + 1).with_columns(pl.col(ROW).cast(pl.Int64))
    frame = frame.with_columns(pl.col(headings).str.replace(_MIDNIGHT, "$1"))
    unused = [h for h, text in zip(headings, texts, strict=True) if text is None]
    frame = without_empty(frame.drop(h for h in unused if frame[h].null_count() == frame.height))
    columns = {int(column): h for column, h in zip(cells.columns, headings, strict=True)}
    frame, names = with_merged_names(frame, marks, columns)
    merged = tuple(
        columns[first.column]
        for first, last in marks.merged
        if first.row > below and last.row > first.row and first.column in columns
    )
    hidden = frame[ROW].is_in(marks.hidden_rows).sum()
    remarks = [*found.remarks, *names]
    if hidden:
        rows = "1 hidden row is" if hidden == 1 else f"{hidden:,} hidden rows are"
        remarks.append(f"{rows} read too; a filter hides rows but removes none")
    return _SheetRead(frame, top + 1, tuple(remarks), merged)


def _cells(book: fastexcel.ExcelReader, name: str, uncalculated: Sequence[Cell]) -> pl.DataFrame:
    """Return all cells of a sheet as texts, each column named by its place in the sheet."""
    # As texts: where fastexcel guesses a type, a word among numbers becomes null. And with no row
    # skipped, since it skips empty rows at the top by default, and every number would be too low.
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch))
    # A formula that fails is null too, as if the cell were empty; the error says which one it was.
    for error in errors.errors if errors else ():
        cells[error.position] = _shown(error.detail)
    # The index counts from column A, also where the first columns are empty.
    cells.columns = [str(column.absolute_index + 1) for column in loaded.available_columns()]
    if not uncalculated:
        return cells
    # fastexcel ends a sheet with the last cell that has a value.
    height = max([cells.height, *(cell.row for cell in uncalculated)])
    texts = {int(name): [*cells[name], *[None] * (height - cells.height)] for name in cells.columns}
    first, last = min(cell.column for cell in uncalculated), max(c.column for c in uncalculated)
    for column in range(min([first, *texts]), max([last, *texts]) + 1):
        texts.setdefault(column, [None] * height)
    for row, column in uncalculated:
        texts[column][row - 1] = NO_VALUE
    return pl.DataFrame({str(n): pl.Series(texts[n], dtype=pl.String) for n in sorted(texts)})


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


# fastexcel writes a day as 2026-05-12 00:00:00 if cells are read as texts.
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
