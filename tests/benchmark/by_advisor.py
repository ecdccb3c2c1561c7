"""Our own three engines: experta, the evaluator and the columns, on any rulebook."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from advisor import __version__
from advisor.reasoning.evaluator import Trace, Truth, evaluate, rules_that_are
from tests.benchmark.contest import NotHere, Reading

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from advisor.reasoning.engine import Engine, Findings
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.scenario import Scenario

Scenarios = Callable[[int, int], "list[Scenario]"]
Frame = Callable[[int, int], "pl.DataFrame"]


class ByExperta:
    """experta in the shape in which it is right: see ``advisor.reasoning.engine``."""

    def __init__(self, rulebook: Rulebook, scenarios: Scenarios) -> None:
        self._rulebook = rulebook
        self._scenarios = scenarios
        self._engines: dict[tuple[Any, ...], Engine] = {}

    @property
    def version(self) -> str:
        """The version of experta."""
        return version("experta")

    def carry(self, number: int, seed: int) -> list[tuple[Engine, Scenario]]:
        """Return the partnerships, each with the engine for its kinds and stage."""
        return [(self._engine(one), one) for one in self._scenarios(number, seed)]

    def _engine(self, scenario: Scenario) -> Engine:
        from advisor.reasoning.engine import Engine

        key = (scenario.kinds, scenario.judged_at)
        if key not in self._engines:
            self._engines[key] = Engine(self._rulebook, *key)
            # Built on first use; building is not what is measured.
            self._engines[key].find(scenario)
        return self._engines[key]

    def run(self, carried: list[tuple[Engine, Scenario]]) -> list[Findings]:
        """Return the findings of each."""
        return [engine.find(scenario) for engine, scenario in carried]

    def readings(self, found: list[Findings]) -> list[Reading]:
        """Return the findings as sets."""
        return [Reading(frozenset(one.stands), frozenset(one.undecided)) for one in found]


class ByEvaluator:
    """The evaluator, which also keeps what each condition saw."""

    version = __version__

    def __init__(self, rulebook: Rulebook, scenarios: Scenarios) -> None:
        self._rulebook = rulebook
        self._scenarios = scenarios

    def carry(self, number: int, seed: int) -> list[Scenario]:
        """Return the partnerships."""
        return self._scenarios(number, seed)

    def run(self, carried: list[Scenario]) -> list[dict[str, Trace]]:
        """Return the traces of each."""
        return [evaluate(self._rulebook, scenario) for scenario in carried]

    def readings(self, found: list[dict[str, Trace]]) -> list[Reading]:
        """Return which rules are true, and which unknown."""
        return [
            Reading(
                frozenset(rules_that_are(Truth.TRUE, traces)),
                frozenset(rules_that_are(Truth.UNKNOWN, traces)),
            )
            for traces in found
        ]


class ByColumns:
    """The columns: all partnerships at once, rule by rule."""

    version = __version__

    def __init__(self, rulebook: Rulebook, frame: Frame) -> None:
        self._rulebook = rulebook
        self._frame = frame
        try:
            from advisor.reasoning import columns
        except ImportError:
            raise NotHere("advisor.reasoning.columns is not there yet") from None

    def carry(self, number: int, seed: int) -> pl.DataFrame:
        """Return the answers as texts, a column a question."""
        return self._frame(number, seed)

    def run(self, carried: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return for each partnership and rule whether it stands, and whether it could."""
        return read_columns(self._rulebook, carried)

    def readings(self, found: tuple[np.ndarray, np.ndarray]) -> list[Reading]:
        """Return the rules behind the columns."""
        rules = [*self._rulebook.rules]
        return [
            Reading(
                frozenset(rules[n] for n in stands.nonzero()[0]),
                frozenset(rules[n] for n in (could & ~stands).nonzero()[0]),
            )
            for stands, could in zip(*found, strict=True)
        ]


def read_columns(rulebook: Rulebook, frame: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return two tables of truth values, partnerships by rules in the order of the rulebook.

    Args:
        rulebook: The rules.
        frame: Texts as a file holds them: a column a question, and the facts of the partnership
            where the rulebook asks for them.

    Returns:
        Which rules stand, and which stand or could.
    """
    raise NotHere(f"read_columns is not filled in ({len(rulebook.rules)} rules, {frame.height})")
