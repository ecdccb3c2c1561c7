"""Measures our engines and those of others on the generated rulebook of one hundred rules."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmark.by_advisor import ByColumns, ByEvaluator, ByExperta
from tests.benchmark.by_clips import Clips, ClipsDirect
from tests.benchmark.by_zen import ZenExpression, ZenTable
from tests.benchmark.contest import Contestant
from tests.benchmark.lines import Line, at_least, missing
from tests.benchmark.peers_rulebook import (
    columns_of_answers,
    expected,
    peers_rulebook,
    scenarios,
)
from tests.benchmark.workers import Entered, Timed, contest

if TYPE_CHECKING:
    import polars as pl

_RUNS = 5
_COMPARED = 500
"""In how many partnerships all engines must agree before any is timed."""

COLUMNS = "our columns"
CATEGORIES = "our columns, from categories"
"""The same texts as a file that numbers its texts has them, which is how Parquet is read."""

_GOALS = {
    "CLIPS": 1_000,
    "CLIPS, its C functions": 1_000,
    "ZEN, a decision table": 300,
    "ZEN, one expression": 300,
}


def _frame(number: int, seed: int) -> "pl.DataFrame":
    import polars as pl

    return pl.DataFrame(columns_of_answers(number, seed))


def _frame_of_categories(number: int, seed: int) -> "pl.DataFrame":
    import polars as pl

    return _frame(number, seed).cast(pl.Categorical)


def _experta() -> Contestant:
    return ByExperta(peers_rulebook(), scenarios)


def _evaluator() -> Contestant:
    return ByEvaluator(peers_rulebook(), scenarios)


def _columns() -> Contestant:
    return ByColumns(peers_rulebook(), _frame)


def _categories() -> Contestant:
    return ByColumns(peers_rulebook(), _frame_of_categories)


def ours_and_theirs(rows: int) -> dict[str, Entered]:
    """Return every engine; a slower one is handed a smaller share of the rows."""
    few = partial(_share, rows)
    return {
        "experta": Entered(_experta, few(100)),
        "our evaluator": Entered(_evaluator, few(2_000)),
        "CLIPS": Entered(Clips, few(10_000), "clipspy"),
        "CLIPS, its C functions": Entered(ClipsDirect, few(20_000), "clipspy"),
        "ZEN, a decision table": Entered(ZenTable, few(10_000), "zen-engine"),
        "ZEN, one expression": Entered(ZenExpression, few(20_000), "zen-engine"),
        COLUMNS: Entered(_columns, few(200_000)),
        CATEGORIES: Entered(_categories, few(200_000)),
    }


def lines(rows: int) -> Iterator[Line]:
    """Yield a line an engine, timed once all agree."""
    entered = ours_and_theirs(rows)
    compared = min(_COMPARED, max(rows // 100, 20))
    found = contest(entered, expected(compared, seed=1), _RUNS, seed=1)
    for name, timed in found.items():
        what = f"100 rules: {name}{f' ({timed.version})' if timed.version else ''}"
        if timed.missing:
            yield missing(what, timed.missing)
        else:
            line = Line(what, timed.number, timed.seconds, timed.peak)
            yield _compared(line, found, _GOALS.get(name))


def _compared(line: Line, found: dict[str, Timed], goal: int | None) -> Line:
    """Say of another engine how much faster the columns are; only texts count for the goal."""
    ours, categories = found[COLUMNS], found[CATEGORIES]
    if goal is None or not line.seconds or ours.missing:
        return line
    rate = line.number / line.seconds
    texts, numbered = (one.number / one.seconds / rate for one in (ours, categories))
    return line._replace(
        compared=f"columns are {texts:,.0f} times as fast ({numbered:,.0f} from categories)",
        goal=at_least(texts, goal, " times"),
    )


def _share(rows: int, of_a_million: int) -> int:
    return max(20, of_a_million * rows // 1_000_000)
