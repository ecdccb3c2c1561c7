"""Turn the rules of a rulebook into rules of experta, one for each reading that differs."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, assert_never

from advisor.reasoning.encoding import EncodedPartner, levels_mask, unknown_bit
from advisor.reasoning.experta_library import experta
from advisor.reasoning.readings import AGAINST_A_FINDING, OF_A_FINDING, READINGS, Reading
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook

Fields = Mapping[str, Any]
Found = Mapping[Reading, frozenset[str]]
"""Which rules each reading says yes to, of those on lower levels."""
Predicate = Callable[[Fields, Found], bool]

# Built by call, since mypy cannot check a class statement whose base is untyped.
ScenarioFact: Any = type("ScenarioFact", (experta.Fact,), {})
LevelFact: Any = type("LevelFact", (experta.Fact,), {})

# experta would inspect each rule for it, eight times over while it builds an engine.
_FIRES = inspect.Signature([inspect.Parameter("engine", inspect.Parameter.POSITIONAL_OR_KEYWORD)])


def closing_rule(level: int, salience: int) -> Any:
    """End a level: the next begins, and sees what was found up to here."""

    def fire(engine: Any) -> None:
        # Frozen, since the lists go on growing while the rules of the next level read this fact.
        found = {into: frozenset(ids) for into, ids in engine.found.items()}
        engine.ended = level + 1
        engine.declare(LevelFact(level=level + 1, **found))

    return experta.Rule(experta.AS.at << LevelFact(level=level), salience=salience)(fire)


@cache
def _any_bit_of(mask: int) -> Any:
    """Share one predicate for each mask, since experta keeps every one it has ever met."""
    return experta.P(lambda bits: bits & mask != 0)


class RuleCompiler:
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
                # A pattern has one constraint a field, so leaves on the same question share a mask.
                masks[field] = masks.get(field, ~0) & mask
            else:
                rest.append(self.predicate(part, reading))
        patterns: list[Any] = [
            experta.AS.scenario << ScenarioFact(**{f: _any_bit_of(m) for f, m in masks.items()})
        ]
        # On the first level nothing is found yet, so its rules (349 of the 369 shipped) need not
        # wait for the level's fact: a run of 16 ms takes 9 without that join.
        if level:
            patterns.append(experta.AS.at << LevelFact(level=level))
        # Last, since experta never fires a rule whose first condition is a TEST (tests/canaries).
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
                # No bit at all: the role is not asked one of the questions, or one does not apply.
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
                    # Two unknown answers reach as far as sixty, and are 2 ordered pairs to compare,
                    # not 3,540.
                    ranges += [(0, last)] * min(partner.weight, 2)
            return any(
                high - low >= number
                for i, (low, _) in enumerate(ranges)
                for j, (_, high) in enumerate(ranges)
                if i != j
            )

        return holds


_NOTHING_FOUND: Found = {reading: frozenset() for reading in READINGS}


# experta passes what a TEST asks for by name: `scenario` and `at` are the names bound with AS. A
# default argument would arrive as None (tests/canaries), so values come from closures.
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


# The same as `is_among` of the evaluator, on purpose: the readers share no code.
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
