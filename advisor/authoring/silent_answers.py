"""Which bad answers raise no risk, each tried alone in an otherwise perfect file."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple

from advisor.authoring.perfect_files import perfect_file
from advisor.files.clean_text import quoted
from advisor.reasoning.evaluator import Evaluation
from advisor.reasoning.trace import Trace, Truth
from advisor.rulebook.question import Question
from advisor.rulebook.references import Complaint
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook, SilentAnswer
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

Outcome = Literal["raises", "raises-with-a-fact", "silent"]
"""Whether the worst answer raises a risk: always, only with another value of one fact, or never."""


class BadAnswer(NamedTuple):
    """The worst answer to a question with a better end, at one kind and stage."""

    question: str
    kind: Kind
    stage: Stage


def bad_answers(rulebook: Rulebook) -> dict[BadAnswer, Outcome]:
    """Return the effect of the worst answer to each question, wherever it is asked.

    All else is at its best. If a question is asked of partners, only one of them answers badly.
    """
    return {
        BadAnswer(question, kind, stage): outcome
        for kind in KINDS
        for stage in STAGES
        for question, outcome in _Trial(rulebook, kind, stage).outcomes()
    }


def listed_under(
    entry: SilentAnswer, rulebook: Rulebook, outcomes: Mapping[BadAnswer, Outcome]
) -> list[BadAnswer]:
    """Return the worst answers that an entry of ``silent.yaml`` is about."""
    question = rulebook.questions[entry.question]
    every = product(entry.kinds or question.kinds, entry.stages or question.stages)
    meant = (BadAnswer(question.id, kind, stage) for kind, stage in every)
    return [bad for bad in meant if bad in outcomes]


def silence_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each question whose silent worst answer is not listed, and each wrong entry."""
    outcomes = bad_answers(rulebook)
    listed: set[BadAnswer] = set()
    for number, entry in enumerate(rulebook.silent):
        about, question = ("silent", str(number)), quoted(entry.question)
        under = listed_under(entry, rulebook, outcomes)
        is_a_fact_to_do = entry.reason == "to do" and entry.question in rulebook.unread
        if not under and not is_a_fact_to_do:
            message = (
                f"{question} has no worst answer that anybody gives there; take it off the list"
            )
            yield Complaint(about, (), message)
        for amiss, why in (
            ([bad for bad in under if bad in listed], "is listed twice"),
            ([bad for bad in under if outcomes[bad] != "silent"], "raises a risk"),
        ):
            if amiss:
                message = f"the worst answer to {question} {why} {_where(amiss)}"
                yield Complaint(about, (), f"{message}; take that off the list")
        listed.update(under)
    missing: dict[str, list[BadAnswer]] = {}
    for bad, outcome in outcomes.items():
        if outcome == "silent" and bad not in listed:
            missing.setdefault(bad.question, []).append(bad)
    for question, found in missing.items():
        message = f"the worst answer to {quoted(question)} raises no risk {_where(found)}"
        mend = "write a rule, or list it in silent.yaml with the reason"
        yield Complaint(("question", question), (), f"{message}; {mend}")


def _where(bad: list[BadAnswer]) -> str:
    more = f" (and {len(bad) - 1} more)" if bad[1:] else ""
    return f"for {bad[0].kind} at {bad[0].stage}{more}"


class _Evaluated(NamedTuple):
    """A partnership with the result of each rule."""

    scenario: Scenario
    traces: Mapping[str, Trace]


class _Trial:
    """One kind and stage; a change re-evaluates only the rules that read the question."""

    def __init__(self, rulebook: Rulebook, kind: Kind, stage: Stage) -> None:
        self.rulebook = rulebook
        kinds = frozenset([kind])
        self.rules = rulebook.rules_at(kinds, stage)
        self.questions = [q for q in rulebook.questions.values() if q.exists_at(kinds, stage)]
        scenario = perfect_file(rulebook, kind, stage)
        self.perfect = self._evaluated(scenario, {}, self.rules)

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        """Yield each question with a better end that somebody is asked, with its outcome."""
        for question in self.questions:
            if question.better == "neither" or not _asked(self.perfect.scenario, question):
                continue
            if self._raises(question, self.perfect):
                yield question.id, "raises"
            elif any(self._raises(question, other) for other in self._with_one_fact):
                yield question.id, "raises-with-a-fact"
            else:
                yield question.id, "silent"

    def _raises(self, question: Question, before: _Evaluated) -> bool:
        """Return whether the worst answer raises a risk, from any partner."""
        risks = [rule.id for rule in self._rules_reading(question) if rule.kind == "risk"]
        for partner in _asked(before.scenario, question):
            after = self._answered(before, question, question.order[0], partner)
            values = ((before.traces[risk].value, after.traces[risk].value) for risk in risks)
            if any(was != Truth.TRUE == now for was, now in values):
                return True
        return False

    @cached_property
    def _with_one_fact(self) -> list[_Evaluated]:
        """The perfect file with one fact changed: one copy for each level of each fact."""
        return [
            self._answered(self.perfect, fact, level)
            for fact in self.questions
            if fact.better == "neither" and fact.once
            for level in fact.order
            if self.perfect.scenario.answers[fact.id] != Answer(answer=level)
        ]

    def _answered(
        self, before: _Evaluated, question: Question, level: str, partner: str | None = None
    ) -> _Evaluated:
        scenario = before.scenario.with_answer(question.id, Answer(answer=level), partner)
        return self._evaluated(scenario, before.traces, self._rules_reading(question))

    def _evaluated(
        self, scenario: Scenario, traces: Mapping[str, Trace], rules: tuple[Rule, ...]
    ) -> _Evaluated:
        # A copy: hundreds of bad answers start from the same perfect file.
        evaluation = Evaluation(self.rulebook, scenario, {**traces})
        for rule in rules:
            evaluation.evaluate_rule(rule)
        return _Evaluated(scenario, evaluation.traces)

    def _rules_reading(self, question: Question) -> tuple[Rule, ...]:
        # No other rule can change. The 957 worst answers of the shipped questions take 0.3 s of CPU
        # time so, and 4.9 s with every rule.
        return tuple(r for r in self.rules if question.id in self.rulebook.read_by[r.id])


def _asked(scenario: Scenario, question: Question) -> list[str | None]:
    """Return one partner of each role and sector to answer, or None for the partnership."""
    if question.once:
        return [None]
    # In a perfect file they answer alike, so that one of them is enough.
    alike = {(p.role, p.sector): p.name for p in scenario.partners_asked(question)}
    return [*alike.values()]
