"""Writes scores as an Excel file, row by row, in which every text is text and no formula."""

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from advisor.batch.output.data_format import Target
from advisor.batch.output.score_lines import COLUMNS, ScoreRows, Write, cells_of
from advisor.batch.score_row import ScoreRow
from advisor.files.atomic import temporary_folder
from advisor.files.faults import Fault, Faults
from advisor.files.spreadsheet_text import AS_TEXT, cell_text, row_height

MAX_ROWS = 1_048_575
"""How many partnerships fit in an Excel sheet below its headings."""
_A4 = 9


@contextmanager
def xlsx_writer(target: Target) -> Iterator[Write]:
    """Give what writes scores to an Excel file; leaving the context puts the file together.

    Until then the rows are in a temporary folder next to the file.

    Raises:
        Faults: There are more partnerships than a sheet holds.
    """
    # The usual folder for temporary files may be in memory. Next to a device there can be none.
    path = Path(target.name)
    is_device = path.exists() and not path.is_file()
    beside = Path(tempfile.gettempdir()) if is_device else path.resolve().parent
    with temporary_folder(beside) as rows:
        # Put together in memory, where no disk can be full: what writes a zip file writes its end
        # even when it is thrown away, and prints a failure to standard error.
        whole = io.BytesIO()
        # Scores of the shipped rules take 1,950 bytes of XML a row, so a full sheet comes close to
        # the 2 GiB above which zipfile needs zip64.
        options = {"constant_memory": True, "tmpdir": str(rows), **AS_TEXT, "use_zip64": True}
        book = xlsxwriter.Workbook(whole, options)
        sheet = _sheet(book)
        written = 0

        def write(scores: ScoreRows) -> None:
            nonlocal written
            if written + len(scores) > MAX_ROWS:
                says = (
                    f"an Excel sheet has room for {MAX_ROWS:,} partnerships and there are more; "
                    "write csv, jsonl or parquet"
                )
                raise Faults([Fault(str(path), 0, says)])
            for cells in _rows(scores):
                written += 1
                _write_row(sheet, written, cells)

        try:
            yield write
            # Only here is it known how far the filter has to reach.
            sheet.autofilter(0, 0, written, len(COLUMNS) - 1)
            book.close()
            target.stream.write(whole.getvalue())
        except FileCreateError as error:
            # XlsxWriter puts the OSError into one of its own; sinks word the fault by its strerror.
            raise error.args[0] from None
        finally:
            # After a fault nothing else closes it, and Windows deletes no folder with an open file
            # in it.
            sheet.row_data_fh.close()


def _sheet(book: Any) -> Any:
    sheet = book.add_worksheet("Partnerships")
    # A cell has the format of its column.
    top = book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    bold = book.add_format({"bold": True, "valign": "top"})
    for column, (name, width) in enumerate(_WIDTHS.items()):
        sheet.set_column(column, column, width, top if _is_number(name) else wrapped)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    return sheet


def _is_number(column: str) -> bool:
    return ScoreRow.model_fields[column].annotation in {int, int | None}


def _width(column: str) -> int:
    if _is_number(column):
        return 11
    if ScoreRow.model_fields[column].annotation == tuple[str, ...]:
        return 48
    return 36 if column in {"file", "partnership", "decision"} else 22


_WIDTHS = {name: _width(name) for name in COLUMNS}
"""How many letters wide each column is."""


def _rows(scores: ScoreRows) -> Iterable[Sequence[str | int | None]]:
    if isinstance(scores, Sequence):
        return (cells_of(score, "\n") for score in scores)
    from advisor.batch.output.score_frames import in_cells

    return in_cells(scores, "\n").iter_rows()


def _write_row(sheet: Any, row: int, cells: Sequence[str | int | None]) -> None:
    texts = (cell if isinstance(cell, str) else "" for cell in cells)
    sheet.set_row(row, row_height(texts, _WIDTHS.values()))
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell:
            sheet.write_string(row, column, cell_text(cell))
