"""Makes the partnership that rows of a table describe, or reports all that is wrong in them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import polars as pl

from advisor.batch.tables.group_rows import file_and_sheet
from advisor.batch.tables.partnership_names import names_in, starts_in
from advisor.batch.tables.row_reader import Row, RowReader
from advisor.batch.tables.table_chunks import ROW, SHEET, plain_number
from advisor.files.clean_text import one_line
from advisor.files.faults import Fault
from advisor.scenario.scenario import Scenario


class RowsRead(NamedTuple):
    """The rows of one partnership.

    Attributes:
        file: The file, with the sheet where it has several.
        first: The number of its first row in the file.
        last: The number of its last.
        partnership: Its name, as far as it has one.
        scenario: What they say, or None where anything in them is wrong.
        faults: What is wrong in them.
    """

    file: str
    first: int
    last: int
    partnership: str
    scenario: Scenario | None
    faults: tuple[Fault, ...]


def scenarios_in(frame: pl.DataFrame, reader: RowReader, file: str) -> Iterator[RowsRead]:
    """Yield the partnerships in a frame that cuts none in two, in order.

    Args:
        frame: Rows of a table, as ``whole_partnerships`` yields them.
        reader: Reads the rows of its layout.
        file: The name to use in faults.
    """
    layout = reader.layout
    starts = starts_in(names_in(frame, layout)).tolist()
    for start, end in pairwise([*starts, frame.height]):
        rows = [_row(cells, file) for cells in frame[start:end].iter_rows(named=True)]
        said, faults = reader.read(rows)
        name = one_line(rows[0].cells.get(layout.facts["partnership"], ""))
        yield RowsRead(rows[0].file, rows[0].number, rows[-1].number, name, said, faults)


def _row(cells: Mapping[str, Any], file: str) -> Row:
    filled = {
        heading: text
        for heading, value in cells.items()
        if value is not None and heading not in {ROW, SHEET}
        if (text := value if isinstance(value, str) else plain_number(value)).strip()
    }
    return Row(cells[ROW], file_and_sheet(file, cells.get(SHEET)), filled)
