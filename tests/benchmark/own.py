"""Measures our three engines on the shipped rulebook, without partners and with one and three."""

from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario
from tests.benchmark.by_advisor import ByColumns, ByEvaluator, ByExperta, ByRows
from tests.benchmark.contest import Contestant, Reading
from tests.benchmark.lines import Line, at_least, missing
from tests.benchmark.workers import Entered, contest
from tests.shipped import shipped_rulebook

if TYPE_CHECKING:
    import polars as pl

_RUNS = 5
_COMPARED = 500
_GOALS = {0: 800_000, 3: 250_000}
"""Partnerships a second on one core, by the number of partners."""

_PARTNERS = {0: "no partners", 1: "one partner", 3: "three partners"}
_FACTS = ("sector", "role", "core", "count", "answers_from")


@cache
def _frame(partners: int, number: int, seed: int) -> "pl.DataFrame":
    from tests.generated import generated

    return generated(number, partners=partners, seed=seed)


def _scenarios(partners: int, number: int, seed: int) -> list[Scenario]:
    rulebook = shipped_rulebook()
    rows = _frame(partners, number, seed).iter_rows(named=True)
    return [scenario_of(row, rulebook) for row in rows]


def scenario_of(row: dict[str, str | None], rulebook: Rulebook) -> Scenario:
    """Return the partnership in a generated row, read apart from what reads users' tables."""
    names = (row.get("partners") or "").split(";") if row.get("partners") else []
    partners: list[dict[str, Any]] = [{"name": name, "answers": {}} for name in names]
    for partner, *facts in zip(
        partners, *(_parts(row, f, len(names)) for f in _FACTS), strict=True
    ):
        partner |= {f: v for f, v in zip(_FACTS, facts, strict=True) if v}
        partner |= {"core": partner["core"] == "true", "count": int(partner["count"])}
    answers: dict[str, Any] = {}
    for question in rulebook.questions.values():
        if question.once:
            if cell := row.get(question.id):
                answers[question.id] = _answer(cell)
            continue
        for partner, cell in zip(partners, _parts(row, question.id, len(names)), strict=True):
            if cell:
                partner["answers"][question.id] = _answer(cell)
    if not partners:
        partners = _unnamed(str(row["kind"]), rulebook)
    return Scenario.model_validate(
        {
            "partnership": row["partnership"],
            "kind": row["kind"],
            "stage": row["stage"],
            "as_of": row["as_of"],
            "partners": tuple(partners),
            "answers": answers,
        }
    )


def _parts(row: dict[str, str | None], heading: str, number: int) -> list[str]:
    """Return one cell a partner: its own, or the one that is given for all."""
    parts = (row.get(heading) or "").split(";")
    return parts * number if len(parts) == 1 else parts


def _answer(cell: str) -> Any:
    word, _, reason = cell.partition(": ")
    if reason:
        return {"answer": word, "reason": reason}
    return int(cell) if cell.isdigit() else cell


def _unnamed(kind: str, rulebook: Rulebook) -> list[dict[str, Any]]:
    """Return a partner for each role that only some questions of the kind are asked of."""
    found: dict[str, None] = {}
    for question in rulebook.questions.values():
        limited = not question.once and len(question.of) < 6
        if limited and kind in question.kinds and len(question.kinds) < 6:
            found |= dict.fromkeys(question.of)
    roles = [*found] or ["member"]
    return [{"name": f"Partner {n}", "role": role} for n, role in enumerate(roles, 1)]


def _experta(partners: int) -> Contestant:
    return ByExperta(shipped_rulebook(), partial(_scenarios, partners))


def _evaluator(partners: int) -> Contestant:
    return ByEvaluator(shipped_rulebook(), partial(_scenarios, partners))


def _columns(partners: int) -> Contestant:
    return ByColumns(shipped_rulebook(), partial(_frame, partners))


def _rows(partners: int) -> Contestant:
    return ByRows(shipped_rulebook(), partial(_frame, partners))


def lines(rows: int) -> Iterator[Line]:
    """Yield a line an engine and number of partners."""
    for partners, named in _PARTNERS.items():
        entered = {
            "experta": Entered(partial(_experta, partners), max(20, rows // 10_000)),
            "our evaluator": Entered(partial(_evaluator, partners), max(20, rows // 1_000)),
            "our columns": Entered(partial(_columns, partners), max(20, rows // 5)),
            "our columns, rows one by one": Entered(partial(_rows, partners), max(20, rows // 500)),
        }
        evaluator = _evaluator(partners)
        compared = min(_COMPARED, max(rows // 100, 20))
        expected: list[Reading] = evaluator.readings(evaluator.run(evaluator.carry(compared, 1)))
        for name, timed in contest(entered, expected, _RUNS, seed=1).items():
            what = f"{len(shipped_rulebook().rules)} rules, {named}: {name}"
            if timed.missing:
                yield missing(what, timed.missing)
                continue
            rate = timed.number / timed.seconds
            with_goal = name == "our columns" and partners in _GOALS
            goal = at_least(rate, _GOALS[partners], " a second") if with_goal else ""
            yield Line(what, timed.number, timed.seconds, timed.peak, "", goal)
