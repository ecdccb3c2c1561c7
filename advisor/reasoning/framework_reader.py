"""Evaluate a framework over the answers of a partnership: the status of each of its elements."""

from collections.abc import Collection, Iterable, Iterator

from advisor.reasoning.asked_questions import AskedQuestion, asked_of_each
from advisor.reasoning.assessment_parts import answer_reason, reason_for
from advisor.reasoning.evaluator import Evaluation
from advisor.reasoning.evidence import (
    Evidence,
    evidence_against,
    evidence_for,
    evidence_of_absence,
    open_answers,
    subject,
)
from advisor.reasoning.framework_conclusion import conclusion
from advisor.reasoning.framework_result import (
    ConclusionOfRange,
    ElementResult,
    ElementStatus,
    FrameworkResult,
)
from advisor.reasoning.step_selection import is_done
from advisor.reasoning.trace import Trace, Truth
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.rule import Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

_NO_LEVEL = frozenset({NOT_APPLICABLE, UNKNOWN, None})


def frameworks_shown(
    rulebook: Rulebook, scenario: Scenario, asked_for: Collection[str]
) -> Iterator[Framework]:
    """Yield the frameworks shown at this kind and stage, and those asked for.

    Raises:
        KeyError: There is no such framework.
    """
    wanted = {rulebook.frameworks[framework].id for framework in asked_for}
    for framework in rulebook.frameworks.values():
        if framework.id in wanted or framework.is_shown_at(scenario.kinds, scenario.judged_at):
            yield framework


class FrameworkReader:
    """Evaluates frameworks over the answers of one partnership.

    Args:
        rulebook: The rulebook.
        scenario: The partnership.
        traces: The traces of every rule that exists for it.
        asked: The questions that it is asked.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        scenario: Scenario,
        traces: dict[str, Trace],
        asked: Collection[str],
    ) -> None:
        self.rulebook = rulebook
        self.scenario = scenario
        self._asked = asked
        self._evaluation = _AskedHere(rulebook, scenario, traces)

    def result(self, framework: Framework) -> FrameworkResult:
        elements = tuple(map(self._element, framework.elements))
        statuses = {element.id: element.status for element in elements}
        counts: dict[ElementStatus, int] = {}
        for status in statuses.values():
            counts[status] = counts.get(status, 0) + 1
        follows = conclusion(framework, statuses, self.rulebook, self._today(framework))
        if isinstance(follows, ConclusionOfRange):
            follows = follows.model_copy(update={"steps": self._to_do(follows.steps)})
        return FrameworkResult(
            id=framework.id,
            conclusion=follows,
            counts=counts,
            elements=elements,
        )

    def _today(self, framework: Framework) -> Answer | None:
        """Return the answer about the current form, if it is asked and given."""
        present = framework.present
        if present is None or not self._evaluation.is_asked(present):
            return None
        return self.scenario.answer_once(present)

    def _element(self, element: Element) -> ElementResult:
        if element.in_place is None:
            return ElementResult(id=element.id, status="background", because=(), not_asked=())
        first = self._evaluation.evaluate(element.in_place)
        second = self._evaluation.evaluate(element.partly) if element.partly is not None else None
        status, evidence, traces = _status(first, second, self.rulebook)
        if status == "missing" and (aside := self._set_aside(element)):
            return aside
        because = {subject(item): reason_for(item) for item in evidence}
        not_asked = dict.fromkeys(q for trace in traces for q in self._unasked(trace))
        for item in (item for trace in traces for item in open_answers(trace)):
            if item.question not in self._asked:
                not_asked[item.question] = None
                continue
            because[subject(item)] = reason_for(item)
        return ElementResult(
            id=element.id,
            status=status,
            because=tuple(because.values()),
            not_asked=tuple(not_asked),
            steps=self._to_do(element.steps) if status in {"missing", "partly"} else (),
        )

    def _to_do(self, steps: Iterable[str]) -> tuple[str, ...]:
        return tuple(step for step in steps if not self._is_done(self.rulebook.steps[step]))

    def _is_done(self, step: Step) -> bool:
        is_asked = all(map(self._evaluation.is_asked, step.brings))
        return is_asked and is_done(step, self.rulebook, self.scenario)

    def _set_aside(self, element: Element) -> ElementResult | None:
        """Return an element that is not in place merely because answers do not apply."""
        behind = (self.rulebook.questions_behind(condition) for _, condition in element.conditions)
        # Sorted, since a set of texts has another order in each process.
        read = dict.fromkeys(question for found in behind for question in sorted(found))
        answers = (one for question in read for one in self._answers(question))
        reasons = [answer_reason(one.question.id, one.partner, one.answer) for one in answers]
        if {NOT_APPLICABLE} <= {reason.answer for reason in reasons} <= _NO_LEVEL:
            asked_here = all(map(self._evaluation.is_asked, read))
            settled = asked_here and all(reason.answer == NOT_APPLICABLE for reason in reasons)
            return ElementResult(
                id=element.id,
                status="not-applicable" if settled else "unknown",
                because=tuple(reasons),
                not_asked=tuple(
                    q for q in read if not settled and not self._evaluation.is_asked(q)
                ),
            )
        return None

    def _answers(self, question: str) -> Iterator[AskedQuestion]:
        """Yield the answers to a question, if it is asked here."""
        if self._evaluation.is_asked(question):
            yield from asked_of_each(self.rulebook.questions[question], self.scenario)

    def _unasked(self, trace: Trace) -> Iterator[str]:
        """Yield the questions that leave a trace open and are not asked here."""
        if trace.value != Truth.UNKNOWN:
            return
        yield from self._evaluation.unasked(trace.condition) or ()
        if not isinstance(trace.condition, language.FindingStands):
            for part in trace.parts:
                yield from self._unasked(part)


def _status(
    in_place: Trace, partly: Trace | None, rulebook: Rulebook
) -> tuple[ElementStatus, tuple[Evidence, ...], tuple[Trace, ...]]:
    """Return the status, the answers that decide it, and the traces that leave it open."""
    if in_place.value == Truth.TRUE:
        return "in-place", _for(in_place, rulebook), ()
    if in_place.value == Truth.UNKNOWN:
        return "unknown", (), (in_place,)
    against = evidence_against(in_place, rulebook)
    if partly is None:
        return "missing", against, ()
    if partly.value == Truth.TRUE:
        return "partly", (*_for(partly, rulebook), *against), ()
    if partly.value == Truth.UNKNOWN:
        return "unknown", against, (partly,)
    return "missing", (*against, *evidence_against(partly, rulebook)), ()


def _for(trace: Trace, rulebook: Rulebook) -> tuple[Evidence, ...]:
    # An element may be nothing but the absence of a finding.
    return (*evidence_for(trace, rulebook), *evidence_of_absence(trace, rulebook))


class _AskedHere(Evaluation):
    """Evaluates as unknown whatever is not asked at the partnership's kind and stage.

    An old answer does not count there, just as rules do not exist without their questions.
    """

    def evaluate(self, condition: Condition) -> Trace:
        if self.unasked(condition) is not None:
            return Trace(condition, Truth.UNKNOWN, waits=False, presumed=False)
        return super().evaluate(condition)

    def is_asked(self, question: str) -> bool:
        scenario = self.scenario
        return self.rulebook.questions[question].exists_at(scenario.kinds, scenario.judged_at)

    def unasked(self, part: Condition) -> tuple[str, ...] | None:
        """Return the questions not asked here without which a part has no value; None if none.

        For a finding they may be empty: its rule can be absent although all it reads is asked.
        """
        if isinstance(part, language.FindingStands):
            if part.rule in self.traces:
                return None
            reads = sorted(self.rulebook.read_by[part.rule])
            return tuple(question for question in reads if not self.is_asked(question))
        # A join can have a value without some of its parts, so only its parts are asked about.
        own = (
            []
            if isinstance(part, language.All | language.AnyOf)
            else sorted(language.questions_in(part))
        )
        missing = tuple(question for question in own if not self.is_asked(question))
        if missing:
            return missing
        if isinstance(part, language.OfPartners) and not self._someone_is_asked(own):
            return tuple(own)
        return None

    def _someone_is_asked(self, questions: list[str]) -> bool:
        asked = [self.rulebook.questions[question] for question in questions]
        return any(
            all(question.is_asked_of(partner.role) for question in asked)
            for partner in self.scenario.partners
        )
