"""Makes big tables of partnerships that fit the shipped rulebook, some of them bad, from a seed.

``python -m tests.generated --rows 1000000 --partners 3 --bad 0.01 --seed 1 --output FILE.parquet``
(or ``.csv``). ``FILE.bad.csv`` then says which rows are bad, and how: row, sort, partnership.
Rows are counted as ``advisor score`` counts them: the heading of a CSV file is row 1.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from tests.generated_cells import BAD_CELLS, Cells, Shape

CHUNK = 50_000
"""How many partnerships are made at once, so that memory does not grow with their number."""

_BAD_LINES = ("field too many", "field too few", "not UTF-8")
"""What only a line of CSV can be; elsewhere a row always has its fields."""


class BadRow(NamedTuple):
    """A row that cannot be read, and what is wrong with it."""

    row: int
    sort: str
    partnership: str


class Chunk(NamedTuple):
    """Some of the rows; the number of a bad one counts from 0 within the frame."""

    frame: pl.DataFrame
    bad: tuple[BadRow, ...]


def chunks(shape: Shape, partnerships: int, seed: int, *, bad: float = 0.0) -> Iterator[Chunk]:
    """Yield so many partnerships, a share of them bad, in chunks that do not depend on each other.

    Args:
        shape: How many partners each has, and what a row is.
        partnerships: How many.
        seed: The same seed makes the same rows.
        bad: The share with a bad row.
    """
    cells = Cells(shape)
    for number, first in enumerate(range(0, partnerships, CHUNK)):
        chance = np.random.default_rng([seed, number])
        yield _chunk(cells, first, min(CHUNK, partnerships - first), chance, bad)


def generated(
    partnerships: int, *, partners: int, seed: int = 1, form: str = "partnership"
) -> pl.DataFrame:
    """Return good partnerships in one frame."""
    shape = Shape(partners=partners, is_by_partner=form == "partner", is_csv=False)
    return pl.concat([chunk.frame for chunk in chunks(shape, partnerships, seed)])


def _chunk(
    cells: Cells, first: int, partnerships: int, chance: np.random.Generator, bad: float
) -> Chunk:
    shape = cells.shape
    sorts = cells.bad_sorts + (_BAD_LINES if shape.has_bad_lines else ())
    places = np.flatnonzero(chance.random(partnerships) < bad)
    chosen = chance.integers(0, len(sorts), len(places))
    by_sort = {sort: places[chosen == number] for number, sort in enumerate(sorts)}
    bad_cells = {sort: at for sort, at in by_sort.items() if sort in BAD_CELLS}
    frame = cells.frame(first, partnerships, chance, bad_cells)
    names = frame["partnership"]
    rows = sorted(
        BadRow(int(at) * shape.rows_each, sort, names[int(at) * shape.rows_each] or "")
        for sort, where in by_sort.items()
        for at in where
    )
    return Chunk(frame, tuple(rows))


def write(shape: Shape, partnerships: int, seed: int, bad: float, output: Path) -> int:
    """Write the table and the list of its bad rows; return how many are bad."""
    number, before = 0, 2 if shape.is_csv else 1
    listed = output.with_name(f"{output.name}.bad.csv")
    with listed.open("w", encoding="utf-8", newline="") as listing, output.open("wb") as table:
        lines = csv.writer(listing, lineterminator="\n")
        lines.writerow(BadRow._fields)
        parquet: pq.ParquetWriter | None = None
        for chunk in chunks(shape, partnerships, seed, bad=bad):
            if shape.is_csv:
                _write_csv(chunk, table, with_heading=before == 2)
            else:
                rows = chunk.frame.to_arrow(compat_level=pl.CompatLevel.oldest())
                parquet = parquet or pq.ParquetWriter(table, rows.schema, compression="zstd")
                parquet.write_table(rows)
            lines.writerows((row + before, *rest) for row, *rest in chunk.bad)
            before += chunk.frame.height
            number += len(chunk.bad)
        if parquet:
            parquet.close()
    return number


def _write_csv(chunk: Chunk, table: IO[bytes], *, with_heading: bool) -> None:
    if with_heading:
        table.write((",".join(chunk.frame.columns) + "\n").encode())
    lines = chunk.frame.write_csv(include_header=False).encode().split(b"\n")
    for bad in chunk.bad:
        line = lines[bad.row]
        if bad.sort == "field too many":
            line += b",more"
        elif bad.sort == "field too few":
            line = line.rpartition(b",")[0]
        elif bad.sort == "not UTF-8":
            line = b"\xff" + line
        lines[bad.row] = line
    table.write(b"\n".join(lines))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="partnerships, not partners")
    parser.add_argument("--partners", type=int, choices=(0, 1, 3), default=0)
    parser.add_argument("--bad", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("partnership", "partner"), default="partnership")
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    if given.output.suffix not in {".csv", ".parquet"}:
        parser.error("--output ends in .csv or .parquet")
    if given.form == "partner" and not given.partners:
        parser.error("a row a partner needs --partners 1 or 3")
    return given


def main() -> int:
    """Write the table that the command line asks for."""
    given = _arguments()
    shape = Shape(given.partners, given.form == "partner", given.output.suffix == ".csv")
    bad = write(shape, given.rows, given.seed, given.bad, given.output)
    print(f"{given.output}: {given.rows} partnerships, {bad} of them bad")
    return 0


if __name__ == "__main__":
    sys.exit(main())
