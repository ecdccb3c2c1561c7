"""A third reading of the rules, naive on purpose, written from the design's page alone.

It copies out each partner entry as often as it counts, follows findings anew each time, and tries
pairs one by one. It shares the parsed tree with the other readings, and no code.
"""

from itertools import combinations
from typing import assert_never

from advisor.rulebook import condition as c
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import AnswerForEvery
from advisor.scenario.scenario import Partner, Scenario

FALSE, UNKNOWN, TRUE = 0, 1, 2
ANY_LEVEL, NO_LEVEL = "any level", "no level"
"""What stands for an answer that nobody knows, and for one that does not apply."""


def read(rulebook: Rulebook, scenario: Scenario) -> dict[str, int]:
    """Return the value of each rule that exists, those first that build on the fewest others."""
    existing = [rule for rule in rulebook.rules if _exists(rulebook, scenario, rule)]
    existing.sort(key=lambda rule: (_depth(rulebook, rule), rule))
    return {rule: _of_rule(rulebook, scenario, rule) for rule in existing}


def read_four(rulebook: Rulebook, scenario: Scenario) -> dict[str, dict[str, bool]]:
    """Return what each of the four readings says of each rule that exists, in the same order."""
    here: dict[str, dict[str, bool]] = {}
    for name in read(rulebook, scenario):
        rule = rulebook.rules[name]
        here[name] = {}
        for reading in ("stands", "could", "waits", "presumed"):
            yes = _yes(rule.when, reading, here, rulebook, scenario)
            if rule.unless:
                yes = yes and _is_no(rule.unless, reading, here)
            here[name][reading] = yes
    return here


def _is_no(name: str, reading: str, here: dict[str, dict[str, bool]]) -> bool:
    """Return what ``not: {finding: name}`` is in a reading."""
    of = {"stands": "could", "could": "stands", "waits": "stands", "presumed": "presumed"}
    return name not in here or not here[name][of[reading]]


def _yes(
    part: c.Condition,
    reading: str,
    here: dict[str, dict[str, bool]],
    rulebook: Rulebook,
    scenario: Scenario,
) -> bool:
    def matches(question: str, level: str, levels: tuple[str, ...]) -> bool:
        return level in levels or (level == ANY_LEVEL and opens(question))

    def opens(question: str) -> bool:
        asked, stage = rulebook.questions[question], scenario.stage or "starting"
        kinds = [kind for kind in (scenario.kind, *scenario.also) if kind in asked.kinds]
        essential = stage in asked.stages and any(
            stage in where.stages and kind in where.kinds
            for where in asked.essential
            for kind in kinds
        )
        return reading == "could" or (reading == "waits" and essential)

    match part:
        case c.All():
            return all(_yes(p, reading, here, rulebook, scenario) for p in part.parts)
        case c.AnyOf():
            return any(_yes(p, reading, here, rulebook, scenario) for p in part.parts)
        case c.FindingStands(rule=name):
            of = "stands" if reading == "presumed" else reading
            return name in here and here[name][of]
        case c.Not():
            return _is_no(part.part.rule, reading, here)
        case c.AnswerIs(question=name):
            return matches(name, _level_of(rulebook.questions[name], scenario), part.levels)
        case c.AnyPartner() | c.EveryPartner() | c.AtLeast():
            each = _answers_of_each(
                [rulebook.questions[q] for q in part.answers], part.among, scenario
            )
            names, wanted = tuple(part.answers), tuple(part.answers.values())
            yes = [all(map(matches, names, levels, wanted)) for levels in each].count(True)
            number = part.number if isinstance(part, c.AtLeast) else 1
            return yes >= (max(1, len(each)) if isinstance(part, c.EveryPartner) else number)
        case c.DifferBy(question=name):
            value = _differ(part, rulebook, scenario)
            return value == TRUE or (value == UNKNOWN and opens(name))
        case c.Fact():
            return _is_fact(part, scenario)
        case _:
            assert_never(part)


def _exists(rulebook: Rulebook, scenario: Scenario, name: str) -> bool:
    rule = rulebook.rules[name]
    here = {scenario.kind, *scenario.also}
    return bool(here & {*rule.kinds}) and (scenario.stage or "starting") in rule.stages


def _depth(rulebook: Rulebook, name: str) -> int:
    read_here = c.findings_in(rulebook.rules[name].when) | {rulebook.rules[name].unless}
    return max((1 + _depth(rulebook, rule) for rule in read_here if rule), default=0)


def _of_rule(rulebook: Rulebook, scenario: Scenario, name: str) -> int:
    if not _exists(rulebook, scenario, name):
        return FALSE
    rule = rulebook.rules[name]
    value = _of(rule.when, rulebook, scenario)
    if rule.unless:
        value = min(value, TRUE - _of_rule(rulebook, scenario, rule.unless))
    return value


def _of(part: c.Condition, rulebook: Rulebook, scenario: Scenario) -> int:
    match part:
        case c.All():
            return min(_of(p, rulebook, scenario) for p in part.parts)
        case c.AnyOf():
            return max(_of(p, rulebook, scenario) for p in part.parts)
        case c.FindingStands():
            return _of_rule(rulebook, scenario, part.rule)
        case c.Not():
            return TRUE - _of_rule(rulebook, scenario, part.part.rule)
        case c.AnswerIs():
            return _matches(_level_of(rulebook.questions[part.question], scenario), part.levels)
        case c.AnyPartner() | c.EveryPartner() | c.AtLeast():
            return _of_partners(part, rulebook, scenario)
        case c.DifferBy():
            return _differ(part, rulebook, scenario)
        case c.Fact():
            return TRUE if _is_fact(part, scenario) else FALSE
        case _:
            assert_never(part)


def _level_of(question: Question, scenario: Scenario, partner: Partner | None = None) -> str:
    said = scenario.answers.get(question.id)
    if partner and question.id in partner.answers:
        said = partner.answers[question.id]
    if said is None:
        return ANY_LEVEL
    value = said.every if isinstance(said, AnswerForEvery) else said.answer
    if value == "unknown":
        return ANY_LEVEL
    if value == "not-applicable":
        return NO_LEVEL
    if isinstance(value, str):
        return value
    assert question.number
    for band in question.number.bands:
        if band.up_to is not None and value <= band.up_to:
            return band.id
        if band.up_to is None and (band.under is None or value < band.under):
            return band.id
    raise AssertionError("the last band has no end")


def _matches(level: str, levels: tuple[str, ...]) -> int:
    return UNKNOWN if level == ANY_LEVEL else TRUE if level in levels else FALSE


def _answers_of_each(
    questions: list[Question], among: c.Among, scenario: Scenario
) -> list[list[str]]:
    """Return what each single partner answers to all of the questions, some left out."""
    found = []
    for partner in scenario.partners:
        limits = [
            among.role is not None and partner.role not in among.role,
            among.core is not None and partner.core != among.core,
            among.sector is not None and partner.sector not in among.sector,
            among.answers_from is not None and partner.answers_from != among.answers_from,
            any(partner.role not in question.of for question in questions),
        ]
        levels = [_level_of(question, scenario, partner) for question in questions]
        if not any(limits) and NO_LEVEL not in levels:
            found += [levels] * partner.count
    return found


def _of_partners(part: c.PartnersMatch, rulebook: Rulebook, scenario: Scenario) -> int:
    questions = [rulebook.questions[name] for name in part.answers]
    values = [
        min(map(_matches, levels, part.answers.values()))
        for levels in _answers_of_each(questions, part.among, scenario)
    ]
    k, t, u = len(values), values.count(TRUE), values.count(UNKNOWN)
    if k == 0:
        return FALSE
    match part:
        case c.AnyPartner():
            return TRUE if t >= 1 else FALSE if t + u == 0 else UNKNOWN
        case c.EveryPartner():
            return TRUE if t == k else FALSE if t + u < k else UNKNOWN
        case c.AtLeast(number=n):
            return TRUE if t >= n else FALSE if t + u < n else UNKNOWN


def _differ(part: c.DifferBy, rulebook: Rulebook, scenario: Scenario) -> int:
    question = rulebook.questions[part.question]
    order = [level.id for level in question.choices]
    levels = [level for (level,) in _answers_of_each([question], part.among, scenario)]
    pairs = set(combinations(levels, 2))
    could_be = {level: [level] for level in order} | {ANY_LEVEL: order}

    def apart(one: str, other: str) -> bool:
        return abs(order.index(one) - order.index(other)) >= part.number

    if any(apart(*pair) for pair in pairs if ANY_LEVEL not in pair):
        return TRUE
    could = any(apart(a, b) for one, two in pairs for a in could_be[one] for b in could_be[two])
    return UNKNOWN if could else FALSE


def _is_fact(part: c.AnyFact, scenario: Scenario) -> bool:
    match part:
        case c.KindIs():
            return scenario.kind in part.kinds or any(kind in part.kinds for kind in scenario.also)
        case c.StageIs():
            return (scenario.stage or "starting") in part.stages
        case c.PartnerCount(bounds=bounds):
            count = sum(partner.count for partner in scenario.partners)
            enough = bounds.at_least is None or count >= bounds.at_least
            return enough and (bounds.at_most is None or count <= bounds.at_most)
        case c.BothSectors():
            sectors = [partner.sector for partner in scenario.partners]
            return ("state" in sectors and "independent" in sectors) == part.expected
        case c.AnsweredByOthers():
            by_others = [p for p in scenario.partners if p.core and p.answers_from == "others"]
            return bool(by_others) == part.expected
        case _:
            assert_never(part)
