"""The reference evaluator: evaluates each condition tree and keeps what it saw."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import assert_never

from advisor.reasoning.readings import Findings
from advisor.reasoning.trace import Match, Seen, Trace, Truth
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario


def evaluate(
    rulebook: Rulebook, scenario: Scenario, only: Iterable[str] | None = None
) -> dict[str, Trace]:
    """Return the trace of every rule for the scenario's kinds and stage.

    Args:
        rulebook: The rules.
        scenario: The partnership.
        only: Evaluate these rules, and the rules whose findings they read.
    """
    evaluation = Evaluation(rulebook, scenario)
    rules: Iterable[Rule] = rulebook.rules_at(scenario.kinds, scenario.judged_at)
    if only is not None:
        wanted = frozenset[str]().union(*(rulebook.chains[rule] for rule in only))
        rules = (rule for rule in rules if rule.id in wanted)
    # rules_at() has them in strata: the trace of a finding is there before a rule reads it.
    for rule in rules:
        evaluation.evaluate_rule(rule)
    return evaluation.traces


def findings_of(traces: Mapping[str, Trace]) -> Findings:
    """Return the findings that follow from the traces, in their order."""
    undecided = {rule: trace for rule, trace in traces.items() if trace.value == Truth.UNKNOWN}
    return Findings(
        stands=tuple(rule for rule, trace in traces.items() if trace.value == Truth.TRUE),
        undecided=tuple(undecided),
        waiting=tuple(rule for rule, trace in undecided.items() if trace.waits),
        presumed=tuple(rule for rule, trace in undecided.items() if trace.presumed),
    )


def evaluate_condition(condition: Condition, rulebook: Rulebook, scenario: Scenario) -> Trace:
    return Evaluation(rulebook, scenario).evaluate(condition)


class Evaluation:
    """One pass over one scenario; a rule is evaluated after the rules whose findings it reads.

    Attributes:
        traces: The rules evaluated so far, for the findings that refer to them.
        essential: The questions of the short form, if they have been computed already.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        scenario: Scenario,
        traces: dict[str, Trace] | None = None,
        essential: frozenset[str] | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.scenario = scenario
        # Not copied, and evaluate_rule() writes into it: to try another answer,
        # pass a copy.
        self.traces = {} if traces is None else traces
        if essential is None:
            essential = rulebook.essential_at(scenario.kinds, scenario.judged_at)
        self._essential = essential

    def evaluate_rule(self, rule: Rule) -> Trace:
        """Evaluate a rule, and keep its trace for the rules that read its finding."""
        trace = self.traces[rule.id] = self.evaluate(rule.condition)
        return trace

    def evaluate(self, condition: Condition) -> Trace:
        """Return the trace of a condition."""
        match condition:
            case language.AnswerIs():
                return self._answer_is(condition)
            case language.All():
                return self._joined(condition, min, all)
            case language.AnyOf():
                return self._joined(condition, max, any)
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

    def _joined(
        self,
        condition: language.All | language.AnyOf,
        of_values: Callable[[list[Truth]], Truth],
        of_readings: Callable[[list[bool]], bool],
    ) -> Trace:
        parts = tuple([self.evaluate(part) for part in condition.parts])
        return Trace(
            condition,
            of_values([part.value for part in parts]),
            of_readings([part.waits for part in parts]),
            of_readings([part.presumed for part in parts]),
            parts,
        )

    def _opposite(self, condition: language.Not) -> Trace:
        part = self.evaluate(condition.part)
        # Evaluated at the finding itself: as a part, a finding is presumed only if it is true.
        of_finding = part.parts[0] if part.parts else part
        return Trace(
            condition,
            Truth(2 - part.value),
            waits=part.value != Truth.TRUE,
            presumed=not of_finding.presumed,
            parts=(part,),
        )

    def _finding(self, condition: language.FindingStands) -> Trace:
        trace = self.traces.get(condition.rule)
        # A rule that does not exist at this kind and stage is false. One that was not evaluated yet
        # would look the same, so rules have to come in strata.
        if trace is None:
            return Trace(condition, Truth.FALSE, waits=False, presumed=False)
        stands = trace.value == Truth.TRUE
        return Trace(condition, trace.value, trace.waits, stands, (trace,), rule=condition.rule)

    def _answer_is(self, condition: language.AnswerIs) -> Trace:
        question = self.rulebook.questions[condition.question]
        answer = self.scenario.answer_once(question.id)
        seen = self._seen(question, None, answer, condition.levels)
        return Trace(condition, seen.value, seen.waits, seen.value == Truth.TRUE, seen=(seen,))

    def _at_least(self, condition: language.AnyPartner | language.AtLeast, number: int) -> Trace:
        matches = tuple(self._matches(condition))
        sure = _weigh(match for match in matches if match.value == Truth.TRUE)
        possible = _weigh(match for match in matches if match.value != Truth.FALSE)
        waiting = _weigh(match for match in matches if match.waits)
        is_so = sure >= number
        value = Truth.TRUE if is_so else Truth(int(possible >= number))
        return Trace(condition, value, waiting >= number, is_so, matches=matches)

    def _every_partner(self, condition: language.EveryPartner) -> Trace:
        matches = tuple(self._matches(condition))
        # False if nobody is asked, where all() of nothing would be true; `waits` is guarded
        # likewise.
        value = min((match.value for match in matches), default=Truth.FALSE)
        waits = bool(matches) and all(match.waits for match in matches)
        return Trace(condition, value, waits, value == Truth.TRUE, matches=matches)

    def _differ_by(self, condition: language.DifferBy) -> Trace:
        question = self.rulebook.questions[condition.question]
        matches = []
        for partner in self.scenario.partners_asked(question):
            answer = self.scenario.answer_of(partner, question.id)
            if is_among(partner, condition.among) and not (answer and answer.is_not_applicable):
                # Every level counts as a match here: the value only says whether the answer is
                # known.
                seen = self._seen(question, partner, answer, question.order)
                matches.append(Match(partner, seen.value, seen.waits, (seen,)))
        value = _apart(question, tuple(matches), condition.number)
        waits = value == Truth.UNKNOWN and question.id in self._essential
        is_so = value == Truth.TRUE
        return Trace(condition, value, waits or is_so, is_so, matches=tuple(matches))

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
        """Yield each partner that is asked all of the questions, if all apply to it."""
        questions = [self.rulebook.questions[name] for name in condition.answers]
        for partner in self.scenario.partners:
            if not is_among(partner, condition.among):
                continue
            if not all(question.is_asked_of(partner.role) for question in questions):
                continue
            answers = [self.scenario.answer_of(partner, question.id) for question in questions]
            if any(answer is not None and answer.is_not_applicable for answer in answers):
                continue
            seen = tuple(
                self._seen(question, partner, answer, condition.answers[question.id])
                for question, answer in zip(questions, answers, strict=True)
            )
            least = min(s.value for s in seen)
            yield Match(partner, least, all(s.waits for s in seen), seen)

    def _seen(
        self,
        question: Question,
        partner: Partner | None,
        answer: Answer | None,
        levels: tuple[str, ...],
    ) -> Seen:
        level = known_level(question, answer)
        if level is not None:
            matches = level in levels
            return Seen(
                question.id, partner, answer, Truth.TRUE if matches else Truth.FALSE, matches
            )
        if answer is not None and answer.is_not_applicable:
            return Seen(question.id, partner, answer, Truth.FALSE, waits=False)
        waits = question.id in self._essential
        return Seen(question.id, partner, answer, Truth.UNKNOWN, waits)


def _of_fact(condition: Condition, holds: bool, fact: str | int | tuple[str, ...]) -> Trace:
    return Trace(condition, Truth.TRUE if holds else Truth.FALSE, holds, holds, fact=fact)


# Written once more in the engine and in the columns, on purpose: the three readers share no code,
# so that a slip in one of them shows as a disagreement.
def is_among(partner: Partner, among: language.Among) -> bool:
    return (
        (among.role is None or partner.role in among.role)
        and (among.core is None or partner.core == among.core)
        and (among.sector is None or partner.sector in among.sector)
        and (among.answers_from is None or partner.answers_from == among.answers_from)
    )


def _weigh(matches: Iterable[Match]) -> int:
    return sum(match.partner.count for match in matches)


def _apart(question: Question, matches: tuple[Match, ...], number: int) -> Truth:
    """Return whether two known answers are ``number`` levels apart, or could turn out to be."""
    known = sorted(question.order.index(level) for level in map(_level(question), matches) if level)
    # One unknown answer can only be apart from a known one, but two can be apart from each other.
    # An entry that stands for several schools is several unknowns.
    open_answers = _weigh(match for match in matches if match.value == Truth.UNKNOWN)
    last = len(question.order) - 1
    if known and known[-1] - known[0] >= number:
        return Truth.TRUE
    reach_of_one = max((max(position, last - position) for position in known), default=-1)
    could = (open_answers >= 1 and reach_of_one >= number) or (open_answers >= 2 and last >= number)
    return Truth.UNKNOWN if could else Truth.FALSE


def _level(question: Question) -> Callable[[Match], str | None]:
    return lambda match: known_level(question, match.seen[0].answer)


def apart_pairs(question: Question, matches: tuple[Match, ...], number: int) -> tuple[Match, ...]:
    """Return the matches whose known answer is that far from another one."""
    level = _level(question)
    known = [(match, question.order.index(found)) for match in matches if (found := level(match))]
    positions = [position for _, position in known]
    return tuple(
        match
        for match, position in known
        if position - min(positions) >= number or max(positions) - position >= number
    )
