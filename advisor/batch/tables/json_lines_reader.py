"""Reads JSON Lines, each line an object whose keys are headings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from advisor.batch.tables.headings import is_free_text, is_partnership
from advisor.batch.tables.table_chunks import (
    ROW,
    TableChunk,
    UnreadRow,
    headings_of,
    in_chunks,
    is_recurring,
    plain_number,
    without_empty,
)
from advisor.files.faults import Fault, Faults

_Cells = dict[str, str | None]
# Longer numbers stay texts: int() refuses more than 4,300 digits, and that would cost the whole
# row. Any limit between that and the longest answer would do.
_MAX_DIGITS = 100


def json_chunks(path: Path, rows: int) -> Iterator[TableChunk]:
    """Yield the rows of a file of JSON Lines; see ``open_table.table_chunks``."""
    file = str(path)
    # Lines can differ in their keys, and every frame has the columns of all.
    keys: dict[str, None] = {}
    number = 0
    for number, cells, unread in _lines(path, file):  # noqa: B007  # whether there is any
        keys.update({} if unread else dict.fromkeys(cells))
    if not number:
        raise Faults([Fault(file, 0, "is empty; a line a row is expected")])
    names = headings_of([*keys], file, 0)
    yield from in_chunks(
        _parts(_lines(path, file), dict(zip(names, keys, strict=True)), rows),
        names,
        file,
        rows=rows,
    )


def _parts(
    lines: Iterator[tuple[int, _Cells, list[UnreadRow]]],
    headings: Mapping[str, str],
    rows: int,
) -> Iterator[tuple[pl.DataFrame, list[UnreadRow]]]:
    recurring = [h for h in headings if not is_free_text(h)]
    schema = {ROW: pl.Int64} | dict.fromkeys(headings, pl.String)
    while read := list(islice(lines, rows)):
        kept = [(number, cells) for number, cells, unread in read if not unread]
        columns: dict[str, Any] = {ROW: [number for number, _ in kept]}
        columns |= {h: [cells.get(key) for _, cells in kept] for h, key in headings.items()}
        frame = pl.DataFrame(columns, schema=schema)
        few = [name for name in recurring if is_recurring(frame[name].n_unique(), frame.height)]
        frame = frame.with_columns(pl.col(few).cast(pl.Categorical()))
        yield without_empty(frame), [row for _, _, unread in read for row in unread]


def _lines(path: Path, file: str) -> Iterator[tuple[int, _Cells, list[UnreadRow]]]:
    """Yield each line's number with its cells, and the faults for which they do not count."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not data.strip():
                continue
            try:
                cells, unread = _cells(data, file, number)
            except (ValueError, RecursionError) as error:
                cells, unread = {}, [UnreadRow(Fault(file, number, _says(error)))]
            yield number, cells, unread


def _says(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: look at the quotes, commas and brackets at character {error.colno}"
    return "is not JSON that can be read: lists in lists without end"


def _cells(data: bytes, file: str, number: int) -> tuple[_Cells, list[UnreadRow]]:
    twice: list[str] = []
    names: list[str] = []

    def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            # This is called for inner objects too, whose keys are no headings: only the caller can
            # tell.
            if key in found:
                twice.append(key)
            found[key] = value
            if is_partnership(key) and not isinstance(value, list | dict):
                names.append(_text(value) or "")
        return found

    # A number stays as it is written: one that no question takes is a fault of its own cell.
    text = data.decode(errors="replace")
    said = json.loads(text, object_pairs_hook=once, parse_constant=str, parse_int=_written_number)
    if not isinstance(said, dict):
        says = "is no object; {…} with headings as keys is expected"
        return {}, [UnreadRow(Fault(file, number, says))]
    faults = [Fault(file, number, "duplicate key", key) for key in twice if key in said]
    if text.encode() != data:
        faults.append(Fault(file, number, "is not UTF-8 text"))
    nested = [key for key, value in said.items() if isinstance(value, list | dict)]
    says = "has a list or a group; a table has one value in a cell"
    faults += [Fault(file, number, says, key) for key in nested]
    cells = {_whole(k): _text(v) for k, v in said.items() if not isinstance(v, list | dict)}
    return cells, [UnreadRow(fault, tuple(names)) for fault in faults]


def _written_number(digits: str) -> int | str:
    return digits if len(digits) > _MAX_DIGITS else int(digits)


def _text(value: str | float | bool | None) -> str | None:
    if value is None or isinstance(value, str):
        return _whole(value or "") or None
    return plain_number(value)


def _whole(text: str) -> str:
    """Return the text without half characters, which JSON can write and a frame cannot hold."""
    return text.encode(errors="replace").decode()
