"""The experta engine: runs the rules of some kinds and one stage over a scenario.

Each rule becomes an engine rule for each of the four readings that differ for it. One fact holds
the scenario with every field explicit, and control facts carry what each reading found from one
level of rules to the next, so that findings chain inside a single run. One thread owns an engine.
"""

from typing import Any

from advisor.reasoning.encoding import encoded_answers, encoded_partners
from advisor.reasoning.engine_rules import LevelFact, RuleCompiler, ScenarioFact, closing_rule
from advisor.reasoning.experta_library import experta
from advisor.reasoning.experta_network import Matcher
from advisor.reasoning.readings import READINGS, Findings, Reading, readings_alike
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage
from advisor.scenario.scenario import Scenario


class EngineFailure(Exception):
    """experta did not run to the end; what it found must not be used."""


class Engine:
    """experta over the rules that exist for some kinds at one stage."""

    def __init__(self, rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage) -> None:
        self._rulebook = rulebook
        self._class = _engine_class(rulebook, kinds, stage)
        # Kept between runs. For a partnership of the kind `itt` the class takes 7 ms of CPU time to
        # compile, an engine of it 10 ms, and a run 4 ms.
        self._engine: Any = None

    def run(self, scenario: Scenario) -> Findings:
        """Return what the four readings find in a scenario of these kinds and stage.

        Raises:
            EngineFailure: The run did not end as it must.
        """
        # Taken out while it runs: after an exception an engine carries one scenario into the next.
        engine, self._engine = self._engine or self._class(), None
        found: dict[Reading, list[str]] = {reading: [] for reading in READINGS}
        engine.found = found
        engine.reset()
        engine.declare(
            ScenarioFact(**_fields(self._rulebook, scenario)),
            LevelFact(level=0, **{reading: frozenset() for reading in READINGS}),
        )
        # Each engine rule fires at most once, so more steps than rules are a fault. Without a limit
        # experta would go on while its agenda has anything.
        engine.run(steps=engine.size + 1)
        # A rule that did not fire looks like one that is false. Only the end of the last level
        # shows that all were tried.
        if engine.agenda.activations or engine.ended != engine.depth:
            raise EngineFailure("the run stopped before its end")
        if any(len(set(ids)) < len(ids) for ids in found.values()):
            raise EngineFailure("a rule fired twice")
        self._engine = engine
        stands, waits, presumed = (
            frozenset(found[reading]) for reading in ("stands", "waits", "presumed")
        )
        # In the order of firing: levels, then ids. Evaluator and engine are compared with their
        # order.
        undecided = tuple(rule for rule in found["could"] if rule not in stands)
        return Findings(
            stands=tuple(found["stands"]),
            undecided=undecided,
            waiting=tuple(rule for rule in undecided if rule in waits),
            presumed=tuple(rule for rule in undecided if rule in presumed),
        )


def _fields(rulebook: Rulebook, scenario: Scenario) -> dict[str, Any]:
    """Return every field of the scenario's one fact; the prefix keeps ids apart from the rest."""
    # Every field is declared: experta lets no pattern on a field match a fact without it, not even
    # a negated one (tests/canaries).
    answers = encoded_answers(rulebook, scenario)
    return {f"q-{question}": bits for question, bits in answers.items()} | {
        "partners": encoded_partners(scenario),
        "kinds": scenario.kinds,
        "stage": scenario.judged_at,
        "count": scenario.partner_count,
        "both-sectors": scenario.has_both_sectors,
        "answered-by-others": bool(scenario.answered_by_others),
    }


def _engine_class(rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage) -> type[Any]:
    """Build the engine's class; every engine rule has a salience of its own, so one order."""
    rules = rulebook.rules_at(kinds, stage)
    essential = rulebook.essential_at(kinds, stage)
    compiler = RuleCompiler(rulebook, essential)
    alike = readings_alike(rules, essential)
    levels = sorted({rulebook.strata[rule.id] for rule in rules})
    attributes: dict[str, Any] = {}
    for level, stratum in enumerate(levels):
        for rule in rules:
            if rulebook.strata[rule.id] == stratum:
                for readings in alike[rule.id]:
                    salience = -len(attributes)
                    attributes[f"rule_{len(attributes):04}"] = compiler.engine_rule(
                        rule, readings, level, salience
                    )
        attributes[f"rule_{len(attributes):04}"] = closing_rule(level, -len(attributes))
    attributes |= {"size": len(attributes), "depth": len(levels), "ended": 0}
    attributes |= {"__matcher__": Matcher, "__strategy__": _BySalience}
    attributes["get_activations"] = _get_activations
    return type("CompiledEngine", (experta.KnowledgeEngine,), attributes)


class _BySalience(experta.strategies.DepthStrategy):  # type: ignore[misc]
    """experta's agenda, for rules that each have a salience of their own.

    It would compare the age of facts too, and look each key up in a cache that compares the
    activations: a tenth of a run.
    """

    def get_key(self, activation: Any) -> int:
        salience: int = activation.rule.salience
        return salience


def _get_activations(engine: Any) -> tuple[list[Any], list[Any]]:
    # experta asks every rule's node after each rule that fires, and most change no fact.
    changes = engine.facts.changes
    return engine.matcher.changes(*changes) if any(changes) else ([], [])
