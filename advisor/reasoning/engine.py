"""The experta engine: runs the rules of some kinds and one stage over a scenario.

Each rule becomes an engine rule for each of the four readings that differ for it. One fact holds
the scenario with every field explicit, and control facts carry what each reading found from one
level of rules to the next, so that findings chain inside a single run. One thread owns an engine.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, assert_never

from advisor.reasoning.encoding import (
    EncodedPartner,
    encoded_answers,
    encoded_partners,
    levels_mask,
    unknown_bit,
)
from advisor.reasoning.experta_library import experta
from advisor.reasoning.experta_network import Matcher
from advisor.reasoning.readings import (
    AGAINST_A_FINDING,
    OF_A_FINDING,
    READINGS,
    Findings,
    Reading,
    readings_alike,
)
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage
from advisor.scenario.scenario import Scenario

Fields = Mapping[str, Any]
Found = Mapping[Reading, frozenset[str]]
"""Which rules each reading says yes to, of those on lower levels."""
Predicate = Callable[[Fields, Found], bool]

_ScenarioFact: Any = type("ScenarioFact", (experta.Fact,), {})
_LevelFact: Any = type("LevelFact", (experta.Fact,), {})

# experta would inspect each rule for it, eight times over while it builds an engine.
_FIRES = inspect.Signature([inspect.Parameter("engine", inspect.Parameter.POSITIONAL_OR_KEYWORD)])


class EngineFailure(Exception):
    """experta did not run to the end; what it found must not be used."""


class Engine:
    """experta over the rules that exist for some kinds at one stage."""

    def __init__(self, rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage) -> None:
        self._rulebook = rulebook
        self._class = _engine_class(rulebook, kinds, stage)
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
            _ScenarioFact(**_fields(self._rulebook, scenario)),
            _LevelFact(level=0, **{reading: frozenset() for reading in READINGS}),
        )
        engine.run(steps=engine.size + 1)
        if engine.agenda.activations or engine.ended != engine.depth:
            raise EngineFailure("the run stopped before its end")
        if any(len(set(ids)) < len(ids) for ids in found.values()):
            raise EngineFailure("a rule fired twice")
        self._engine = engine
        stands, waits, presumed = (
            frozenset(found[reading]) for reading in ("stands", "waits", "presumed")
        )
        undecided = tuple(rule for rule in found["could"] if rule not in stands)
        return Findings(
            stands=tuple(found["stands"]),
            undecided=undecided,
            waiting=tuple(rule for rule in undecided if rule in waits),
            presumed=tuple(rule for rule in undecided if rule in presumed),
        )


def _fields(rulebook: Rulebook, scenario: Scenario) -> dict[str, Any]:
    """Return every field of the scenario's one fact; the prefix keeps ids apart from the rest."""
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
    compiler = _Compiler(rulebook, essential)
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
        attributes[f"rule_{len(attributes):04}"] = _closing_rule(level, -len(attributes))
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


def _closing_rule(level: int, salience: int) -> Any:
    """End a level: the next begins, and sees what was found up to here."""

    def fire(engine: Any) -> None:
        found = {into: frozenset(ids) for into, ids in engine.found.items()}
        engine.ended = level + 1
        engine.declare(_LevelFact(level=level + 1, **found))

    return experta.Rule(experta.AS.at << _LevelFact(level=level), salience=salience)(fire)


@cache
def _any_bit_of(mask: int) -> Any:
    """Share one predicate for each mask, since experta keeps every one it has ever met."""
    return experta.P(lambda bits: bits & mask != 0)


class _Compiler:
    """Turns conditions into experta patterns and predicates, for one reading at a time."""

    def __init__(self, rulebook: Rulebook, essential: frozenset[str]) -> None:
        self._questions = rulebook.questions
        self._essential = essential

    def engine_rule(
        self, rule: Rule, readings: tuple[Reading, ...], level: int, salience: int
    ) -> Any:
        """Return the engine rule for readings that say the same of a rule."""
        reading = readings[0]
        condition = rule.condition
        top = condition.parts if isinstance(condition, language.All) else (condition,)
        masks: dict[str, int] = {}
        rest: list[Predicate] = []
        for part in top:
            if isinstance(part, language.AnswerIs):
                field = f"q-{part.question}"
                mask = self._mask(part.question, part.levels, reading)
                masks[field] = masks.get(field, ~0) & mask
            else:
                rest.append(self.predicate(part, reading))
        patterns: list[Any] = [
            experta.AS.scenario << _ScenarioFact(**{f: _any_bit_of(m) for f, m in masks.items()})
        ]
        # On the first level nothing is found yet, so its rules (349 of the 369 shipped) need not
        # wait for the level's fact: a run of 16 ms takes 9 without that join.
        if level:
            patterns.append(experta.AS.at << _LevelFact(level=level))
        if rest:
            patterns.append(_test(rest) if level else _first_level_test(rest))

        def fire(engine: Any) -> None:
            for into in readings:
                engine.found[into].append(rule.id)

        fire.__dict__["__signature__"] = _FIRES
        return experta.Rule(*patterns, salience=salience)(fire)

    def _mask(self, question: str, levels: tuple[str, ...], reading: Reading) -> int:
        asked = self._questions[question]
        open_matches = unknown_bit(asked) if self._open_matches(question, reading) else 0
        return levels_mask(asked, levels) | open_matches

    def _open_matches(self, question: str, reading: Reading) -> bool:
        return reading == "could" or (reading == "waits" and question in self._essential)

    def predicate(self, part: Condition, reading: Reading) -> Predicate:
        """Return a total predicate: whether the reading says yes to the part."""
        match part:
            case language.All():
                each = [self.predicate(p, reading) for p in part.parts]
                return lambda s, found: all(holds(s, found) for holds in each)
            case language.AnyOf():
                each = [self.predicate(p, reading) for p in part.parts]
                return lambda s, found: any(holds(s, found) for holds in each)
            case language.FindingStands():
                rule, of = part.rule, OF_A_FINDING[reading]
                return lambda _s, found: rule in found[of]
            case language.Not():
                other, against = part.part.rule, AGAINST_A_FINDING[reading]
                return lambda _s, found: other not in found[against]
            case language.AnswerIs():
                field = f"q-{part.question}"
                mask = self._mask(part.question, part.levels, reading)
                return lambda s, _found: s[field] & mask != 0
            case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
                return self._of_partners(part, reading)
            case language.DifferBy():
                return self._differ_by(part, reading)
            case language.Fact():
                return _fact(part)
            case _:
                assert_never(part)

    def _of_partners(self, part: language.PartnersMatch, reading: Reading) -> Predicate:
        fields = [f"q-{question}" for question in part.answers]
        masks = [self._mask(question, levels, reading) for question, levels in part.answers.items()]
        enough = _enough(part)

        def holds(scenario: Fields, _found: Found) -> bool:
            asked = matching = 0
            answers = zip(*(scenario[field] for field in fields), strict=True)
            for partner, bits in zip(scenario["partners"], answers, strict=True):
                if _is_counted(partner, part.among) and all(bits):
                    asked += partner.weight
                    if all(b & mask for b, mask in zip(bits, masks, strict=True)):
                        matching += partner.weight
            return enough(matching, asked)

        return holds

    def _differ_by(self, part: language.DifferBy, reading: Reading) -> Predicate:
        field, number = f"q-{part.question}", part.number
        question = self._questions[part.question]
        unknown, last = unknown_bit(question), len(question.order) - 1
        open_matches = self._open_matches(question.id, reading)

        def holds(scenario: Fields, _found: Found) -> bool:
            ranges: list[tuple[int, int]] = []
            for partner, bit in zip(scenario["partners"], scenario[field], strict=True):
                if not bit or not _is_counted(partner, part.among):
                    continue
                if bit != unknown:
                    ranges.append((bit.bit_length() - 1, bit.bit_length() - 1))
                elif open_matches:
                    ranges += [(0, last)] * min(partner.weight, 2)
            return any(
                high - low >= number
                for i, (low, _) in enumerate(ranges)
                for j, (_, high) in enumerate(ranges)
                if i != j
            )

        return holds


_NOTHING_FOUND: Found = {reading: frozenset() for reading in READINGS}


def _first_level_test(rest: list[Predicate]) -> Any:
    def holds(scenario: Any) -> bool:
        return all(part(scenario, _NOTHING_FOUND) for part in rest)

    return experta.TEST(holds)


def _test(rest: list[Predicate]) -> Any:
    def holds(scenario: Any, at: Any) -> bool:
        return all(part(scenario, at) for part in rest)

    return experta.TEST(holds)


def _enough(part: language.PartnersMatch) -> Callable[[int, int], bool]:
    """Return whether so many matching partners, of so many asked, are enough."""
    match part:
        case language.AnyPartner():
            return lambda matching, _asked: matching >= 1
        case language.EveryPartner():
            return lambda matching, asked: asked > 0 and matching == asked
        case language.AtLeast():
            number = part.number
            return lambda matching, _asked: matching >= number
        case _:
            assert_never(part)


def _is_counted(partner: EncodedPartner, among: language.Among) -> bool:
    return all(
        limit is None or (value in limit if isinstance(limit, tuple) else value == limit)
        for limit, value in (
            (among.role, partner.role),
            (among.core, partner.core),
            (among.sector, partner.sector),
            (among.answers_from, partner.answers_from),
        )
    )


def _fact(part: language.AnyFact) -> Predicate:
    match part:
        case language.KindIs():
            kinds = frozenset(part.kinds)
            return lambda s, _found: bool(s["kinds"] & kinds)
        case language.StageIs():
            stages = frozenset(part.stages)
            return lambda s, _found: s["stage"] in stages
        case language.PartnerCount():
            least, most = part.bounds.at_least, part.bounds.at_most
            return lambda s, _found: (
                (least is None or s["count"] >= least) and (most is None or s["count"] <= most)
            )
        case language.BothSectors():
            expected = part.expected
            return lambda s, _found: s["both-sectors"] is expected
        case language.AnsweredByOthers():
            expected = part.expected
            return lambda s, _found: s["answered-by-others"] is expected
        case _:
            assert_never(part)
