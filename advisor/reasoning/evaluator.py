"""The reference reading of the rules: evaluates each condition tree and keeps what it saw."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations
from typing import assert_never

from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answering import known_level
from advisor.scenario.scenario import Answer, Partner, Scenario


class Truth(IntEnum):
    """The three truth values, least first, so that ``min`` is *and* and ``max`` is *or*."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer that a leaf looked at.

    Attributes:
        partner: Whose answer it is, or None for the partnership's.
        answer: The answer as given, or None if the question was not answered.
        value: Whether it is one of the levels that the leaf names.
    """

    question: str
    partner: Partner | None
    answer: Answer | None
    value: Truth


@dataclass(frozen=True, slots=True)
class Match:
    """One partner that a quantifier counted: the least of what it answers."""

    partner: Partner
    value: Truth
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one part of a condition, and of its own parts.

    Attributes:
        rule: For a finding that applies, the rule whose condition ``parts`` holds.
        seen: The answer that a leaf about the partnership looked at.
        matches: The partners that a quantifier counted.
        fact: For a leaf about a fact, what is the case.
    """

    condition: Condition
    value: Truth
    parts: tuple["Trace", ...] = ()
    rule: str | None = None
    seen: tuple[Seen, ...] = ()
    matches: tuple[Match, ...] = ()
    fact: str | int | bool | tuple[str, ...] | None = None


def evaluate(rulebook: Rulebook, scenario: Scenario) -> dict[str, Trace]:
    """Return the trace of every rule that exists for the scenario's kinds and stage."""
    reading = Reading(rulebook, scenario)
    for rule in rulebook.rules_at(scenario.kinds, scenario.judged_at):
        reading.traces[rule.id] = reading.of(rule.condition)
    return reading.traces


def rules_that_are(value: Truth, traces: Mapping[str, Trace]) -> tuple[str, ...]:
    """Return the rules that have a value, in the order of the traces."""
    return tuple(rule for rule, trace in traces.items() if trace.value == value)


def evaluate_condition(condition: Condition, rulebook: Rulebook, scenario: Scenario) -> Trace:
    """Return the trace of a condition that reads no findings."""
    return Reading(rulebook, scenario).of(condition)


class Reading:
    """One pass over one scenario; rules are read after those whose findings they read.

    Attributes:
        traces: The rules that were read so far, to which findings lead.
    """

    def __init__(
        self, rulebook: Rulebook, scenario: Scenario, traces: dict[str, Trace] | None = None
    ) -> None:
        self.rulebook = rulebook
        self.scenario = scenario
        self.traces = {} if traces is None else traces

    def of(self, condition: Condition) -> Trace:
        """Return the trace of a condition."""
        match condition:
            case language.AnswerIs():
                return self._answer_is(condition)
            case language.All():
                return self._all(condition)
            case language.AnyOf():
                return self._any(condition)
            case language.FindingStands():
                return self._finding(condition)
            case language.Not():
                return self._opposite(condition)
            case language.AnyPartner():
                return self._at_least(condition, 1)
            case language.AtLeast():
                return self._at_least(condition, condition.number)
            case language.EveryPartner():
                return self._every_partner(condition)
            case language.DifferBy():
                return self._differ_by(condition)
            case language.Fact():
                return self._fact(condition)
            case _:
                assert_never(condition)

    def _all(self, condition: language.All) -> Trace:
        parts = tuple(self.of(part) for part in condition.parts)
        return Trace(condition, min(part.value for part in parts), parts)

    def _any(self, condition: language.AnyOf) -> Trace:
        parts = tuple(self.of(part) for part in condition.parts)
        return Trace(condition, max(part.value for part in parts), parts)

    def _opposite(self, condition: language.Not) -> Trace:
        part = self.of(condition.part)
        return Trace(condition, Truth(2 - part.value), (part,))

    def _finding(self, condition: language.FindingStands) -> Trace:
        trace = self.traces.get(condition.rule)
        if trace is None:
            return Trace(condition, Truth.FALSE)
        return Trace(condition, trace.value, (trace,), rule=condition.rule)

    def _answer_is(self, condition: language.AnswerIs) -> Trace:
        question = self.rulebook.questions[condition.question]
        seen = _seen(question, None, self.scenario.answer_once(question.id), condition.levels)
        return Trace(condition, seen.value, seen=(seen,))

    def _at_least(self, condition: language.AnyPartner | language.AtLeast, number: int) -> Trace:
        matches = tuple(self._matches(condition))
        sure = _weigh(matches, Truth.TRUE)
        possible = sure + _weigh(matches, Truth.UNKNOWN)
        value = Truth.TRUE if sure >= number else Truth(int(possible >= number))
        return Trace(condition, value, matches=matches)

    def _every_partner(self, condition: language.EveryPartner) -> Trace:
        matches = tuple(self._matches(condition))
        value = min((match.value for match in matches), default=Truth.FALSE)
        return Trace(condition, value, matches=matches)

    def _differ_by(self, condition: language.DifferBy) -> Trace:
        question = self.rulebook.questions[condition.question]
        seen = []
        for partner in self.scenario.partners_asked(question):
            answer = self.scenario.answer_of(partner, question.id)
            if _is_among(partner, condition.among) and not (answer and answer.is_not_applicable):
                seen.append(_seen(question, partner, answer, question.order))
        matches = tuple(Match(s.partner, s.value, (s,)) for s in seen if s.partner)
        value = _apart(question, matches, condition.number)
        return Trace(condition, value, matches=matches)

    def _fact(self, condition: language.AnyFact) -> Trace:
        scenario = self.scenario
        match condition:
            case language.KindIs():
                holds = not scenario.kinds.isdisjoint(condition.kinds)
                return _of_fact(condition, holds, (scenario.kind, *scenario.also))
            case language.StageIs():
                stage = scenario.judged_at
                return _of_fact(condition, stage in condition.stages, stage)
            case language.PartnerCount():
                count, bounds = scenario.partner_count, condition.bounds
                least = bounds.at_least or 0
                fits = least <= count and (bounds.at_most is None or count <= bounds.at_most)
                return _of_fact(condition, fits, count)
            case language.BothSectors():
                both = scenario.has_both_sectors
                return _of_fact(condition, both == condition.expected, both)
            case language.AnsweredByOthers():
                names = tuple(partner.name for partner in scenario.answered_by_others)
                return _of_fact(condition, bool(names) == condition.expected, names or False)
            case _:
                assert_never(condition)

    def _matches(self, condition: language.PartnersMatch) -> Iterator[Match]:
        """Yield each partner that is asked all of the questions, and for which all apply."""
        questions = [self.rulebook.questions[name] for name in condition.answers]
        for partner in self.scenario.partners:
            if not _is_among(partner, condition.among):
                continue
            if not all(question.is_asked_of(partner.role) for question in questions):
                continue
            answers = [self.scenario.answer_of(partner, question.id) for question in questions]
            if any(answer is not None and answer.is_not_applicable for answer in answers):
                continue
            seen = tuple(
                _seen(question, partner, answer, condition.answers[question.id])
                for question, answer in zip(questions, answers, strict=True)
            )
            yield Match(partner, min(s.value for s in seen), seen)


def _of_fact(condition: Condition, holds: bool, fact: str | int | tuple[str, ...]) -> Trace:
    return Trace(condition, Truth.TRUE if holds else Truth.FALSE, fact=fact)


def _seen(
    question: Question, partner: Partner | None, answer: Answer | None, levels: tuple[str, ...]
) -> Seen:
    level = known_level(question, answer)
    if level is not None:
        value = Truth.TRUE if level in levels else Truth.FALSE
    elif answer is not None and answer.is_not_applicable:
        value = Truth.FALSE
    else:
        value = Truth.UNKNOWN
    return Seen(question.id, partner, answer, value)


def _is_among(partner: Partner, among: language.Among) -> bool:
    return (
        (among.role is None or partner.role in among.role)
        and (among.core is None or partner.core == among.core)
        and (among.sector is None or partner.sector in among.sector)
        and (among.answers_from is None or partner.answers_from == among.answers_from)
    )


def _weigh(matches: tuple[Match, ...], value: Truth) -> int:
    return sum(match.partner.count for match in matches if match.value == value)


def _apart(question: Question, matches: tuple[Match, ...], number: int) -> Truth:
    """Return whether two known answers are ``number`` levels apart, or could turn out to be."""
    known = sorted(question.order.index(level) for level in map(_level(question), matches) if level)
    open_answers = _weigh(matches, Truth.UNKNOWN)
    last = len(question.order) - 1
    if known and known[-1] - known[0] >= number:
        return Truth.TRUE
    reach_of_one = max((max(position, last - position) for position in known), default=-1)
    could = (open_answers >= 1 and reach_of_one >= number) or (open_answers >= 2 and last >= number)
    return Truth.UNKNOWN if could else Truth.FALSE


def _level(question: Question) -> Callable[[Match], str | None]:
    return lambda match: known_level(question, match.seen[0].answer)


def apart_pairs(question: Question, matches: tuple[Match, ...], number: int) -> tuple[Match, ...]:
    """Return the partners whose known answers are that far from another's."""
    level = _level(question)
    known = [(match, question.order.index(found)) for match in matches if (found := level(match))]
    far = {
        partner.partner.name
        for one, other in combinations(known, 2)
        if abs(one[1] - other[1]) >= number
        for partner in (one[0], other[0])
    }
    return tuple(match for match in matches if match.partner.name in far)
