"""ZEN through zen-engine: a decision table that collects its rows, or one compiled expression.

Of the shapes tried, these were the fastest: the table with a column a question, its content
compiled beforehand, looping over fifty partnerships a call (a call each, JSON texts, its batch
function and a function node were slower); and an expression that makes a list of a truth value a
rule, with ``==`` joined by ``or``, evaluated partnership by partnership.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.benchmark.contest import Reading
from tests.benchmark.peers_rulebook import Answers, answers, peers_rulebook, plain_rules

_AT_ONCE = 50


def _zen() -> Any:
    import zen

    return zen


def _field(question: str) -> str:
    """Return the name of a question in the expression language, in which a hyphen is a minus."""
    return question.replace("-", "_")


def _carried(number: int, seed: int) -> list[Answers]:
    return [
        {_field(question): level for question, level in given.items()}
        for given in answers(number, seed)
    ]


class _Zen:
    @property
    def version(self) -> str:
        """The version of zen-engine."""
        from importlib.metadata import version

        return version("zen-engine")


class ZenTable(_Zen):
    """A decision table, which is what ZEN is made for."""

    def __init__(self) -> None:
        zen = _zen()
        content = zen.ZenDecisionContent(json.dumps(_graph()))
        self._decision = zen.ZenEngine().create_decision(content)

    def carry(self, number: int, seed: int) -> list[dict[str, list[Answers]]]:
        """Return the answers, fifty partnerships a call."""
        given = _carried(number, seed)
        starts = range(0, number, _AT_ONCE)
        return [{"given": given[start : start + _AT_ONCE]} for start in starts]

    def run(self, carried: list[dict[str, list[Answers]]]) -> list[list[dict[str, str]]]:
        """Return the rows that each partnership matches."""
        decide = self._decision.evaluate
        found: list[list[dict[str, str]]] = []
        for calls in carried:
            found += decide(calls)["result"]["found"]
        return found

    def readings(self, found: list[list[dict[str, str]]]) -> list[Reading]:
        """Return the rules of the rows."""
        return [Reading(frozenset(row["rule"] for row in rows)) for rows in found]


def _graph() -> dict[str, Any]:
    questions = [*peers_rulebook().questions]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": _field(name)} for name in questions],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": list(_rows(questions)),
        "inputField": "given",
        "outputPath": "found",
        "executionMode": "loop",
    }
    nodes: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("in", "inputNode", {}),
        ("rules", "decisionTableNode", table),
        ("out", "outputNode", {}),
    )
    return {
        "nodes": [
            {
                "id": name,
                "name": name,
                "type": sort,
                "position": {"x": 0, "y": 0},
                "content": content,
            }
            for name, sort, content in nodes
        ],
        "edges": [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in (("in", "rules"), ("rules", "out"))
        ],
    }


def _rows(questions: list[str]) -> Iterator[dict[str, str]]:
    for rule in plain_rules():
        cells = {
            name: ", ".join(f'"{level}"' for level in levels) for name, levels in rule.conditions
        }
        empty = dict.fromkeys(questions, "")
        yield {"_id": rule.id, "rule": f'"{rule.id}"', **empty, **cells}


class ZenExpression(_Zen):
    """One expression for all rules: no table, no trace, only the language."""

    def __init__(self) -> None:
        self._rules = plain_rules()
        parts = (
            " and ".join(
                "(" + " or ".join(f'{_field(name)} == "{level}"' for level in levels) + ")"
                for name, levels in rule.conditions
            )
            for rule in self._rules
        )
        self._expression = _zen().compile_expression(f"[{', '.join(parts)}]")

    def carry(self, number: int, seed: int) -> list[Answers]:
        """Return the answers of each partnership."""
        return _carried(number, seed)

    def run(self, carried: list[Answers]) -> list[list[bool]]:
        """Return a truth value a rule for each partnership."""
        evaluate = self._expression.evaluate
        return [evaluate(given) for given in carried]

    def readings(self, found: list[list[bool]]) -> list[Reading]:
        """Return the rules that are true."""
        return [
            Reading(frozenset(r.id for r, is_so in zip(self._rules, row, strict=True) if is_so))
            for row in found
        ]
