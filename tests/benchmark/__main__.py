"""Prints how fast partnerships are scored, beside other engines and what bounds it, as one table.

``python -m tests.benchmark`` takes all; ``--only peers`` (or ``own``, ``tables``, ``files``) takes
a part, and ``--rows 10000`` makes all of it a hundred times smaller.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping

from tests.benchmark import commands, own, peers
from tests.benchmark.lines import Line, heading, written

PARTS: Mapping[str, Callable[[int], Iterator[Line]]] = {
    "peers": peers.lines,
    "own": own.lines,
    "tables": commands.tables,
    "files": commands.files,
}


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="may be given again")
    parser.add_argument("--rows", type=int, default=1_000_000)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Print the table line by line, as it is measured."""
    given = _arguments(arguments)
    cores = len(os.sched_getaffinity(0))
    print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores\n")
    print(heading())
    for name, lines in PARTS.items():
        if not given.only or name in given.only:
            for line in lines(given.rows):
                print(written(line), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
