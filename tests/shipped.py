"""The rulebook and the partnership files that are shipped, read once for all tests."""

from functools import cache
from pathlib import Path

from advisor.rulebook.loading import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.strategies import changed

_ROOT = Path(__file__).parents[1]
SCENARIO_NAMES = tuple(sorted(path.stem for path in (_ROOT / "scenarios").glob("*.yaml")))


@cache
def shipped_rulebook() -> Rulebook:
    """Return the rulebook in ``rules/``."""
    return load_rulebook(_ROOT / "rules")


@cache
def shipped_scenario(name: str) -> Scenario:
    """Return one of the partnerships in ``scenarios/``."""
    return load_scenario(_ROOT / "scenarios" / f"{name}.yaml", shipped_rulebook())


def as_if(scenario: Scenario, kind: Kind, stage: Stage) -> Scenario:
    """Return the partnership as if it were of another kind and at another stage."""
    also = tuple(other for other in scenario.also if other != kind)
    return changed(scenario, kind=kind, also=also, stage=stage)
