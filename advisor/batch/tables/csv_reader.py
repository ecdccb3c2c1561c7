"""Reads CSV block by block, with a fault for each row of too few or too many fields."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.csv

from advisor.batch.tables.arrow_rows import MARKING, framed
from advisor.batch.tables.heading_rows import ROWS_SEARCHED, heading_rows
from advisor.batch.tables.headings import is_free_text, is_partnership
from advisor.batch.tables.table_chunks import TableChunk, UnreadRow, headings_of, in_chunks
from advisor.files.faults import Fault, Faults

# CPU time to read 84 MB with 41 columns (pyarrow 26.0.1, Polars 2.1, busy machine): 0.86 s in
# blocks of 256 KiB, 0.61 s of 1 MiB, 0.53 s of 4 MiB, 0.77 s of 16 MiB.
_BLOCK = 4 << 20
_MAX_HEADER = 1 << 20
_DELIMITERS = ",;\t"
_BLANK = b'\r\n\0"\t ,;'
"""All that a row holds whose cells are empty."""
_LINE_END = re.compile(rb"\r\n|\r|\n")
# Excel writes the delimiter in a line of its own, which it does not count as a row.
_BEFORE_HEADINGS = re.compile(rb"(?:\xef\xbb\xbf)?(?:sep=.(?:\r\n|\r|\n))?(?P<empty>[\r\n]*)")
# Possessive (++), so that a quotation mark left open fails at once. With plain + the 24 bytes
# before one take 0.6 s, and each further byte doubles that.
_RECORD = re.compile(rb'(?:[^"\r\n]++|"[^"]*+")*+(?:\r\n|\r|\n|\Z)')

_Part = tuple[pl.DataFrame | None, list[UnreadRow]]
_MAX_ASTRAY = 8
"""By how many fields too few or too many the name is still looked for."""


class _Header(NamedTuple):
    """What is known from the first lines of a file.

    Attributes:
        headings: The names of the columns.
        delimiter: The character between two fields.
        row: The number of the row of headings.
        next_row: The number of the first row of answers.
        end: How many bytes precede it.
        remarks: What is passed over.
    """

    headings: list[str]
    delimiter: str
    row: int
    next_row: int
    end: int
    remarks: tuple[str, ...]


class _Record(NamedTuple):
    """One of the first rows of a file.

    Attributes:
        row: Its number.
        end: How many bytes precede the row after it.
        is_whole: Whether it has an end.
    """

    row: int
    data: bytes
    end: int
    is_whole: bool


class _MarkedBytes(io.RawIOBase):
    """The bytes of a file as UTF-8, with a mark in place of each byte that is not."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")(MARKING)

    def read(self, size: int = -1) -> bytes:
        """Return about so many bytes, none at the end only."""
        while True:
            # To pyarrow an empty result is the end of the file. A read can give part of one
            # character only, which is nothing yet: so this reads on.
            data = self._stream.read(size)
            if data.isascii() and data and not self._decoder.getstate()[0]:
                return data
            text = self._decoder.decode(data, final=not data)
            if text or not data:
                return text.encode()

    def readable(self) -> bool:
        """Return that it can be read."""
        return True


def csv_chunks(
    path: Path, rows: int, block: int = _BLOCK, *, only: str | None = None
) -> Iterator[TableChunk]:
    """Yield the rows of a CSV file; see ``open_table.table_chunks``."""
    file = str(path)
    header = _header(path, file)
    parts = _parts(path, header, block, only)
    yield from in_chunks(
        parts,
        header.headings,
        file,
        rows=rows,
        heading_row=header.row,
        remarks=header.remarks,
    )


def _header(path: Path, file: str) -> _Header:
    with path.open("rb") as stream:
        data = stream.read(_MAX_HEADER)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Faults([Fault(file, 0, "is UTF-16 text; save it as CSV in UTF-8")])
    records = [*_records(data)]
    if not records:
        raise Faults([Fault(file, 0, "is empty; a row of headings is expected")])
    # Bytes that are not UTF-8 matter only in the headings themselves.
    texts = [record.data.decode(errors="replace") for record in records]
    delimiter = max(_DELIMITERS, key=lambda mark: max(_likeness(_fields(t, mark)) for t in texts))
    numbered = [(r.row, _fields(t, delimiter)) for r, t in zip(records, texts, strict=True)]
    found = heading_rows(numbered)
    record, last = records[found.top], records[found.top + found.below]
    if not record.is_whole:
        says = "the headings have no end; is a quotation mark left open?"
        raise Faults([Fault(file, record.row, says)])
    try:
        text = record.data.decode()
    except UnicodeDecodeError:
        says = "is not UTF-8 text; save it as CSV in UTF-8"
        raise Faults([Fault(file, record.row, says)]) from None
    fields = [found.instead.get(n, field) for n, field in enumerate(_fields(text, delimiter))]
    headings = headings_of(fields, file, record.row)
    return _Header(headings, delimiter, record.row, last.row + 1, last.end, found.remarks)


def _records(data: bytes) -> Iterator[_Record]:
    """Yield the first rows in which anything is written."""
    before = _BEFORE_HEADINGS.match(data)
    assert before is not None
    end, row, count = before.end(), len(_LINE_END.findall(before["empty"])), 0
    while end < len(data) and count < ROWS_SEARCHED + 3:
        match = _RECORD.match(data, end)
        row += 1
        if match is None or (match.end() == len(data) and len(data) == _MAX_HEADER):
            yield _Record(row, data[end:], len(data), is_whole=False)
            return
        end = match.end()
        if match[0].strip(_BLANK):
            yield _Record(row, match[0], end, is_whole=True)
            count += 1


def _likeness(headings: list[str]) -> tuple[bool, int]:
    """Return how like headings the parts of a line are; wordings of questions hold commas too."""
    return any(is_partnership(heading) for heading in headings), len(headings)


def _fields(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []


def _parts(path: Path, header: _Header, block: int, only: str | None) -> Iterator[_Part]:
    """Yield the rows of each block, and a fault for each row with too few or too many fields."""
    file, first = str(path), header.next_row
    unfit: dict[int, UnreadRow] = {}

    def on_misfit(row: Any) -> str:
        number = first + row.number - 1
        fault = Fault(file, number, _misfit(row, header.headings))
        unfit[number] = UnreadRow(fault, _possible_names(str(row.text), header))
        return "skip"

    reached = first
    with path.open("rb", buffering=0) as stream:
        stream.seek(header.end)
        # To report a row that does not fit, pyarrow decodes it as UTF-8, and fails if it is not.
        marked = _MarkedBytes(stream)
        try:
            # pyarrow reads some blocks ahead, so rows of later blocks may be in unfit already.
            for batch in _reader(marked, header, block, on_misfit, only):
                numbers = _good_numbers(reached, batch.num_rows, unfit)
                reached = int(numbers[-1]) + 1 if len(numbers) else reached
                frame, unread = framed(batch, numbers, file)
                yield frame, sorted([*unread, *_taken(unfit, reached)])
        except pa.ArrowInvalid as error:
            yield None, sorted([*_taken(unfit, None), *_broken(error, file, reached)])
    yield None, _taken(unfit, None)


def _reader(stream: Any, header: _Header, block: int, on_misfit: Any, only: str | None) -> Any:
    texts = pa.dictionary(pa.int32(), pa.string())
    return pa.csv.open_csv(
        stream,
        # pyarrow gives the number of a row that does not fit only if it reads with one thread.
        read_options=pa.csv.ReadOptions(
            use_threads=False, block_size=block, column_names=header.headings
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=header.delimiter,
            # Without it pyarrow fails where a block ends at a line feed inside a cell.
            newlines_in_values=True,
            # pyarrow does not count the lines that it ignores, and every number below would be too
            # low.
            ignore_empty_lines=False,
            invalid_row_handler=on_misfit,
        ),
        convert_options=pa.csv.ConvertOptions(
            column_types={h: pa.string() if is_free_text(h) else texts for h in header.headings},
            include_columns=None if only is None else [only],
            # _MarkedBytes has made all of it UTF-8.
            check_utf8=False,
            strings_can_be_null=True,
            # By default n/a, NA and null are empty cells too. They are answers, or names.
            null_values=[""],
        ),
    )


def _misfit(row: Any, headings: list[str]) -> str:
    fields = "field" if row.actual_columns == 1 else "fields"
    says = f"has {row.actual_columns} {fields}; there are {len(headings)} headings"
    return f"{says}; is a quotation mark left open?" if "\n" in str(row.text) else says


def _possible_names(text: str, header: _Header) -> tuple[str, ...]:
    """Return what the name may be in a row of too few or too many fields.

    A field that is missing before the name moves it to the left; one too many moves it to the
    right, or is a part of the name, where a comma in it was not quoted.
    """
    place = next((n for n, h in enumerate(header.headings) if is_partnership(h)), None)
    if place is None:
        return ()
    fields = _fields(text, header.delimiter)
    more = min(max(len(fields) - len(header.headings), 0), _MAX_ASTRAY)
    fewer = min(max(len(header.headings) - len(fields), 0), _MAX_ASTRAY)
    spans = [
        fields[start : start + length]
        for start in range(max(place - fewer, 0), place + more + 1)
        for length in range(1, more + 2)
    ]
    return tuple(dict.fromkeys(header.delimiter.join(span) for span in spans))


def _good_numbers(start: int, count: int, unfit: dict[int, UnreadRow]) -> np.ndarray[Any, Any]:
    """Return the numbers of the next rows that fit, from one on."""
    passed = sorted(number for number in unfit if number >= start)
    end = start + count
    for number in passed:
        if number >= end:
            break
        end += 1
    return np.setdiff1d(np.arange(start, end), np.array(passed, dtype=np.int64))


def _taken(unfit: dict[int, UnreadRow], until: int | None) -> list[UnreadRow]:
    """Remove and return the faults of the rows before a number, or all."""
    numbers = sorted(number for number in unfit if until is None or number < until)
    return [unfit.pop(number) for number in numbers]


def _broken(error: Exception, file: str, reached: int) -> list[UnreadRow]:
    # What pyarrow says of a file in which nothing is below the headings.
    if "Empty CSV" in str(error):
        return []
    says = "this row or one below it does not end; is a quotation mark left open?"
    return [UnreadRow(Fault(file, reached, says))]
