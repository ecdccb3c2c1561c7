"""Measures the real command ``advisor score`` as a process of its own, and what bounds it."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from tests.benchmark.contest import NotHere
from tests.benchmark.lines import Line, at_most, missing
from tests.benchmark.memory import Watched, python, watched
from tests.benchmark.own import scenario_of
from tests.benchmark.partnership_files import write_partnership_files
from tests.generated import generated, write
from tests.generated_cells import Shape
from tests.shipped import shipped_rulebook

_RUNS = 3
_FEW_RUNS = 1
"""For what takes minutes."""

_TIMES_OF_POLARS = 2.0
_TIMES_OF_PARSING = 1.5
_MOST_MEMORY = 1_500_000_000
_PARTNERSHIPS_A_FILE = 100
"""So many rows of a table go with one partnership file: 10,000 files with a million rows."""


class Case(NamedTuple):
    """One file with what it becomes."""

    given: Path
    output: Path


def tables(rows: int) -> Iterator[Line]:
    """Yield how long tables take, beside Polars that only reads and writes, and how that grows."""
    with tempfile.TemporaryDirectory(prefix="advisor-benchmark-") as folder:
        for form in ("parquet", "csv"):
            case = Case(Path(folder) / f"in.{form}", Path(folder) / f"out.{form}")
            write(Shape(0, is_by_partner=False, is_csv=form == "csv"), rows, 1, 0.0, case.given)
            yield from _guarded(f"{form} to {form}", partial(_beside_polars, case, rows))
        yield from _guarded("parquet to parquet, growing", partial(_growing, Path(folder), rows))


def files(rows: int) -> Iterator[Line]:
    """Yield how long a folder of partnership files takes, beside merely parsing them."""
    number = max(10, rows // _PARTNERSHIPS_A_FILE)
    with tempfile.TemporaryDirectory(prefix="advisor-benchmark-") as folder:
        given = Path(folder) / "partnerships"
        given.mkdir()
        frame = generated(number, partners=3)
        scenarios = (scenario_of(r, shipped_rulebook()) for r in frame.iter_rows(named=True))
        write_partnership_files(scenarios, given)
        case = Case(given, Path(folder) / "out.csv")
        yield from _guarded("YAML files to csv", partial(_beside_parsing, case, number))


def _guarded(what: str, measuring: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    try:
        yield from measuring()
    except NotHere as error:
        yield missing(what, str(error))


def _in_turn(commands: dict[str, list[str]], runs: int) -> dict[str, list[Watched]]:
    """Return what became of each command, run in turn."""
    found: dict[str, list[Watched]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            ran = watched(command)
            if ran.code:
                raise NotHere(f"exit {ran.code}: {' '.join(ran.said.split())[:100]}")
            found[name].append(ran)
    return found


def _score(case: Case) -> list[str]:
    return python("-m", "advisor", "score", str(case.given), "--output", str(case.output))


def _line(what: str, number: int, ran: list[Watched]) -> Line:
    seconds = median(one.seconds for one in ran)
    return Line(what, number, seconds, max(one.peak for one in ran))


def _beside_polars(case: Case, rows: int) -> Iterator[Line]:
    _in_turn({"first": _score(case)}, 1)
    again = case.output.with_stem("again")
    merely = ("table", str(case.given), str(case.output), str(again))
    ran = _in_turn(
        {
            "ours": _score(case),
            "polars": python("-m", "tests.benchmark.reading", *merely),
        },
        _RUNS,
    )
    # What it read beforehand, only to have something of the same size to write, does not count.
    polars = [one._replace(seconds=one.seconds - float(one.said)) for one in ran["polars"]]
    form = case.given.suffix[1:]
    ours, theirs = _line("", rows, ran["ours"]), _line("", rows, polars)
    assert ours.seconds
    assert theirs.seconds
    ratio = ours.seconds / theirs.seconds
    yield ours._replace(
        what=f"{form} to {form}: advisor score",
        compared=f"{ratio:.2f} times as long as Polars",
        goal=at_most(ratio, _TIMES_OF_POLARS, " times"),
    )
    yield theirs._replace(what=f"{form} to {form}: Polars reads and writes")


def _growing(folder: Path, rows: int) -> Iterator[Line]:
    sizes = [max(1, rows * tenths // 100) for tenths in (1, 10, 100, 1000)]
    seconds = []
    for size in sizes:
        case = Case(folder / f"{size}.parquet", folder / f"{size}.out.parquet")
        write(Shape(0, is_by_partner=False, is_csv=False), size, 1, 0.0, case.given)
        ran = _in_turn({"ours": _score(case)}, _RUNS if size < rows else _FEW_RUNS)["ours"]
        case.given.unlink()
        case.output.unlink()
        line = _line("parquet to parquet, growing", size, ran)
        assert line.seconds
        assert line.peak
        seconds.append(line.seconds)
        if size == sizes[-1]:
            line = line._replace(goal=at_most(line.peak / 1e6, _MOST_MEMORY / 1e6, " MB"))
        yield line
    exponent = _exponent(sizes, seconds)
    last = _exponent(sizes[-2:], seconds[-2:])
    yield Line(
        "parquet to parquet, fitted exponent",
        compared=f"{exponent:.2f}, over the last step {last:.2f}",
        goal=at_most(round(exponent, 2), 1.0),
    )


def _exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of seconds over sizes on logarithmic scales, by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def _beside_parsing(case: Case, number: int) -> Iterator[Line]:
    def parsing(how: str) -> list[str]:
        return python("-m", "tests.benchmark.reading", "yaml", str(case.given), how)

    ran = _in_turn(
        {"ours": _score(case), "strict": parsing("strict"), "libyaml": parsing("libyaml")},
        _FEW_RUNS,
    )
    ours = _line("YAML files to csv: advisor score", number, ran["ours"])
    assert ours.seconds
    names = {"strict": "our parser", "libyaml": "libyaml"}
    ratios = {name: ours.seconds / median(one.seconds for one in ran[name]) for name in names}
    says = [f"{ratios[name]:.2f} times as long as {parser}" for name, parser in names.items()]
    goal = at_most(ratios["strict"], _TIMES_OF_PARSING, " times")
    yield ours._replace(compared=", ".join(says), goal=goal)
    for name, parser in names.items():
        yield _line(f"YAML files: {parser} parses, two processes", number, ran[name])
