"""Merely reads, and writes, what ``advisor score`` reads and writes: what no scoring can beat.

Run as a process of its own: ``table IN OURS OUT`` reads a table with Polars and writes OURS, read
beforehand, to OUT; ``yaml FOLDER strict|libyaml`` parses files in a pool of two processes. It
prints the seconds that are no part of what is measured, for whoever measures the whole process.
"""

import multiprocessing
import sys
import time
from pathlib import Path


def _table(given: Path, ours: Path, output: Path) -> float:
    """Read and write; return how long it took to read what is written."""
    import polars as pl

    is_csv = given.suffix == ".csv"
    start = time.perf_counter()
    written = pl.read_csv(ours, infer_schema=False) if is_csv else pl.read_parquet(ours)
    beforehand = time.perf_counter() - start
    if is_csv:
        pl.read_csv(given, infer_schema=False)
        written.write_csv(output)
    else:
        pl.read_parquet(given)
        written.write_parquet(output)
    return beforehand


def _strictly(path: Path) -> None:
    from advisor.files.strict_yaml import read_yaml

    read_yaml(path)


def _by_libyaml(path: Path) -> None:
    import yaml

    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _yaml(folder: Path, how: str) -> float:
    parse = {"strict": _strictly, "libyaml": _by_libyaml}[how]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for _ in pool.imap(parse, sorted(folder.iterdir()), chunksize=100):
            pass
    return 0.0


def main() -> None:
    """Read what the command line says."""
    match sys.argv[1:]:
        case ["table", given, ours, output]:
            print(_table(Path(given), Path(ours), Path(output)))
        case ["yaml", folder, how]:
            print(_yaml(Path(folder), how))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
