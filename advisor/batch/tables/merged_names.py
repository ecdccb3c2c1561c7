"""Gives every row of a partner the partnership's name where its cells are merged in Excel."""

from collections.abc import Mapping

import polars as pl

from advisor.batch.tables.headings import heading_key, is_partnership
from advisor.batch.tables.sheet_marks import SheetMarks
from advisor.batch.tables.table_chunks import ROW
from advisor.files.clean_text import quoted


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
