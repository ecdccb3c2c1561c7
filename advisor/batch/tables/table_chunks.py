"""A chunk of a table: a frame, and the rows that could not be read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import polars as pl

from advisor.batch.tables.headings import REPEATED
from advisor.files.faults import Fault, Faults

ROW = "#row"
"""The heading of the column that carries the number of the row in the file."""
SHEET = "#sheet"
"""The heading of the column that carries the sheet, where answers are in several."""
OWN_COLUMNS = (ROW, SHEET)
"""The columns of a frame that are not in the file."""
NO_VALUE = "\ufdd1"
"""Is in a cell whose formula was never calculated; it answers no question and names nothing."""
NO_VALUE_SAYS = "has a formula without a value; open and save the file in Excel"
# A choice: the answers to a question have few forms, names and remarks have many.
_MANY = 1_000
_FEW = 50


class UnreadRow(NamedTuple):
    """A row that cannot be read.

    Attributes:
        fault: What is wrong with it.
        names: What the name of its partnership may be, as far as that can still be read.
    """

    fault: Fault
    names: tuple[str, ...] = ()


class TableChunk(NamedTuple):
    """Adjacent rows of a table.

    Attributes:
        frame: The number of each row under ``#row``, its sheet under ``#sheet`` where a workbook
            has several, and the columns of the file: text (String or Categorical), numbers or truth
            values; null where a cell is empty.
        faults: The rows that could not even be read.
        total: How many rows the whole file has, if that is known beforehand.
        file: The name of the file for faults.
        skipped: A fault for each partnership that is skipped although rows of it were read.
        heading_row: The row in which the headings are, in files that have one.
        remarks: What else a reader of the file should know; in the first batch only.
        merged: The headings over merged cells other than names; a value is in the first of them.
        unread_names: What the partnerships of rows that could not be read may be called, each with
            the number of the row.
        respelt: The partnerships whose name is written in several ways.
    """

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    total: int | None
    file: str
    skipped: tuple[Fault, ...] = ()
    heading_row: int = 0
    remarks: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    unread_names: tuple[tuple[str, int], ...] = ()
    respelt: tuple[str, ...] = ()

    @property
    def skipped_count(self) -> int:
        """How many partnerships are left out, as far as anyone can tell.

        A row that cannot be read, beside partnerships that are left out for that, counts with them.
        """
        return len(self.skipped) or len({fault.line for fault in self.faults})


def headings_of(cells: Sequence[str | None], file: str, row: int) -> list[str]:
    """Return the headings as columns of a frame, each a name of its own.

    An empty one is named by its place, and one that an earlier column has is marked as repeated:
    whether that matters depends on whether it is read.

    Raises:
        Faults: A heading is the one that carries the row.
    """
    named = [cell or "" for cell in cells]
    headings = [cell if cell.strip() else f"column {n}" for n, cell in enumerate(named, 1)]
    says = "cannot be a heading; choose another"
    if faults := [Fault(file, row, says, h) for h in headings if h in OWN_COLUMNS]:
        raise Faults(faults)
    first = {heading: -number for number, heading in enumerate(reversed(headings), -len(headings))}
    return [
        heading if first[heading] == number else f"{heading}{REPEATED}{number}"
        for number, heading in enumerate(headings, 1)
    ]


def as_texts(frame: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return the rows with numbers, truth values and days as people write them.

    Raises:
        Faults: A column holds something else.
    """
    strange = [
        name
        for name, of in frame.schema.items()
        if not (isinstance(of, _TEXTS | _WORDED) or of.is_numeric())
    ]
    if strange:
        says = "has neither text nor numbers, truth values or days"
        raise Faults(Fault(file, 0, says, name) for name in strange)
    return frame.with_columns(
        _worded(name, of)
        for name, of in frame.schema.items()
        if name not in OWN_COLUMNS and not isinstance(of, _TEXTS)
    )


_TEXTS = pl.String | pl.Categorical | pl.Enum | pl.Null
_WORDED = pl.Boolean | pl.Date | pl.Datetime | pl.Time
_MAX_EXACT = 2**53
"""Up to here every whole number is one that a column of numbers can hold."""


def _worded(name: str, of: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if not of.is_float():
        return column.cast(pl.String)
    # Polars writes the number 3 of such a column as 3.0, which is the number of no level.
    number = column.cast(pl.Float64)
    is_whole = number.is_finite() & (number == number.round()) & (number.abs() < _MAX_EXACT)
    whole = number.cast(pl.Int64, strict=False).cast(pl.String)
    return pl.when(is_whole).then(whole).otherwise(number.cast(pl.String)).alias(name)


def without_empty(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in which any cell is filled."""
    cells = frame.drop(OWN_COLUMNS, strict=False)
    if not cells.width or not all(column.null_count() for column in cells):
        return frame
    return frame.filter(~cells.select(pl.all_horizontal(pl.all().is_null())).to_series())


def is_recurring(texts: int, rows: int) -> bool:
    """Return whether so many different texts in so many rows are worth keeping as categories.

    Polars keeps each category until the program ends.
    """
    return texts <= _FEW or texts <= min(_MANY, rows // 2)


def in_chunks(
    parts: Iterable[tuple[pl.DataFrame | None, Sequence[UnreadRow]]],
    headings: Sequence[str],
    file: str,
    *,
    rows: int,
    total: int | None = None,
    heading_row: int = 0,
    remarks: Sequence[str] = (),
    merged: tuple[str, ...] = (),
) -> Iterator[TableChunk]:
    """Yield the rows of the parts again, so many at a time; a file without rows gives one chunk."""
    frames: list[pl.DataFrame] = []
    unread: list[UnreadRow] = []
    wanted, is_first = rows, True

    def chunk() -> TableChunk:
        none = pl.DataFrame(schema={ROW: pl.Int64} | dict.fromkeys(headings, pl.String))
        return TableChunk(
            joined(frames or [none]),
            tuple(row.fault for row in unread),
            total,
            file,
            heading_row=heading_row,
            remarks=tuple(remarks) if is_first else (),
            merged=merged,
            unread_names=tuple((name, row.fault.line) for row in unread for name in row.names),
        )

    for frame, more in parts:
        unread += more
        while frame is not None and frame.height:
            frames.append(frame[:wanted])
            frame = frame[frames[-1].height :]  # noqa: PLW2901
            wanted -= frames[-1].height
            if not wanted:
                yield chunk()
                frames, unread, wanted, is_first = [], [], rows, False
    # A file without rows gives a chunk too: its headings and remarks are in it.
    if frames or unread or is_first:
        yield chunk()


def joined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the frames one below the other; a column that is plain text in one is so in all."""
    # Relaxed, or pl.concat() refuses a Categorical below a String.
    return frames[0] if len(frames) == 1 else pl.concat(frames, how="vertical_relaxed")


def plain_number(value: float | bool) -> str:
    """Return a number or truth value as a person writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
