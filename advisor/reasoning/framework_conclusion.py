"""What follows from the statuses of a framework's elements."""

from collections.abc import Mapping

from advisor.reasoning.framework_result import (
    OMITTED,
    Conclusion,
    ConclusionOfPhases,
    ConclusionOfProfile,
    ConclusionOfRange,
    ConclusionOfTest,
    ElementStatus,
    Outcome,
    PartOutcome,
)
from advisor.reasoning.trace import Truth
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer

_TRUTH: Mapping[ElementStatus, Truth] = {
    "in-place": Truth.TRUE,
    "partly": Truth.FALSE,
    "missing": Truth.FALSE,
    "unknown": Truth.UNKNOWN,
}
_OUTCOMES: Mapping[Truth, Outcome] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "unknown",
}
_Statuses = Mapping[str, ElementStatus]


def conclusion(
    framework: Framework, statuses: _Statuses, rulebook: Rulebook, today: Answer | None
) -> Conclusion:
    """Return what follows from the statuses.

    Args:
        framework: The framework.
        statuses: The status of each element.
        rulebook: Has the question about the current form of a range.
        today: The answer to that question, if there is one.
    """
    match framework.reads:
        case "profile":
            return ConclusionOfProfile()
        case "test":
            return _of_test(framework, statuses)
        case "phases":
            return _of_phases(framework, statuses)
        case "range":
            return _of_range(framework, statuses, rulebook, today)


def _values(framework: Framework, part: str, statuses: _Statuses) -> list[Truth]:
    """Return whether each element of a part is in place, less those from which nothing follows."""
    found = (statuses[element.id] for element in framework.of_part(part))
    return [_TRUTH[status] for status in found if status not in OMITTED]


def _of_test(framework: Framework, statuses: _Statuses) -> ConclusionOfTest:
    found: dict[str, Truth] = {}
    for part in framework.parts:
        if values := _values(framework, part.id, statuses):
            found[part.id] = max(values) if part.takes == "any" else min(values)
    return ConclusionOfTest(
        outcome=_OUTCOMES[min(found.values(), default=Truth.UNKNOWN)],
        parts=tuple(PartOutcome(id=part, outcome=_OUTCOMES[v]) for part, v in found.items()),
    )


def _of_phases(framework: Framework, statuses: _Statuses) -> ConclusionOfPhases:
    could_be: list[str] = []
    found: list[Truth] = []
    for part in framework.parts:
        values = _values(framework, part.id, statuses)
        found += values
        if min(values, default=Truth.TRUE) < Truth.TRUE:
            could_be.append(part.id)
        # No later phase can be the current one while something is known to be missing here.
        if Truth.FALSE in values:
            break
    phase = could_be[0] if could_be else None
    of_phase = framework.of_part(phase) if phase else ()
    return ConclusionOfPhases(
        phase=phase,
        could_be=tuple(could_be),
        # Phases of which nothing applies are not finished: nothing is known about them.
        finished=_OUTCOMES[min(found, default=Truth.UNKNOWN)],
        calls_for=tuple(e.id for e in of_phase if statuses[e.id] not in {"in-place", *OMITTED}),
    )


def _of_range(
    framework: Framework, statuses: _Statuses, rulebook: Rulebook, today: Answer | None
) -> ConclusionOfRange:
    could_fit: list[Element] = []
    # From the tightest form down: the first that is called for fits, whatever looser ones say.
    for element in reversed(framework.elements):
        if statuses[element.id] in {"in-place", "unknown"}:
            could_fit.insert(0, element)
        if statuses[element.id] == "in-place":
            break
    fits = next((e for e in could_fit if statuses[e.id] == "in-place"), None)
    # Without a form that fits, any form left keeps it open. With one, a tighter one that could fit
    # does.
    settled = len(could_fit) == int(fits is not None)
    question = rulebook.questions[framework.present or ""]
    level = known_level(question, today)
    found = ConclusionOfRange(
        today=level,
        fits=fits.id if fits else None,
        could_fit=tuple(element.id for element in could_fit),
        settled=settled,
        move=None,
        next=None,
        steps=(),
    )
    if level is None or fits is None or not settled:
        return found
    return found.model_copy(update=_way(framework, question.order, level, fits))


def _way(
    framework: Framework, order: tuple[str, ...], level: str, fits: Element
) -> dict[str, object]:
    """Return which way it is from today's form to the one that fits, and the next on it."""
    at = {element.id: order.index(element.level or "") for element in framework.elements}
    here, there = order.index(level), at[fits.id]
    if here == there:
        return {"move": "none"}
    if here < there:
        move = "tighter"
        following = next(e for e in framework.elements if at[e.id] > here)
    else:
        move = "looser"
        following = next(e for e in reversed(framework.elements) if at[e.id] < here)
    return {"move": move, "next": following.id, "steps": following.steps}
