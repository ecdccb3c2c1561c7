"""How a partnership stands in a framework: each element's status, and what follows from them."""

from typing import Literal

from advisor.files.validation import Id
from advisor.reasoning.assessment_parts import AssessmentPart, Reason

ElementStatus = Literal["in-place", "partly", "missing", "unknown", "not-applicable", "background"]
OMITTED: frozenset[ElementStatus] = frozenset({"not-applicable", "background"})
"""The statuses of elements from which nothing follows."""

Outcome = Literal["yes", "no", "unknown"]


class ElementResult(AssessmentPart):
    """An element, its status, and what that rests on.

    Attributes:
        because: The answers and facts that decide the status, or would decide it.
        not_asked: The questions that would decide it and are not asked at this kind and stage.
        steps: What it takes where it is missing or partly there, less what is done already.
    """

    id: Id
    status: ElementStatus
    because: tuple[Reason, ...]
    not_asked: tuple[Id, ...]
    steps: tuple[Id, ...] = ()


class ConclusionOfProfile(AssessmentPart):
    """Of a profile nothing follows but its counts."""

    reads: Literal["profile"] = "profile"


class PartOutcome(AssessmentPart):
    """Whether one part of a test is met."""

    id: Id
    outcome: Outcome


class ConclusionOfTest(AssessmentPart):
    """Whether all parts of a test are met."""

    reads: Literal["test"] = "test"
    outcome: Outcome
    parts: tuple[PartOutcome, ...]


class ConclusionOfRange(AssessmentPart):
    """Which form fits, beside today's; forms are elements, named by their ids.

    Attributes:
        today: The level of the question that tells today's form, where that is known.
        fits: The tightest form that is called for.
        could_fit: The forms that could turn out to fit, loosest first; ``fits`` among them.
        settled: Whether no unknown answer could change which form fits.
        move: Which way it is from today's form to the one that fits, where both are known.
        next: The next form on that way.
        steps: What it takes to move to that, less what is done already.
    """

    reads: Literal["range"] = "range"
    today: Id | None
    fits: Id | None
    could_fit: tuple[Id, ...]
    settled: bool
    move: Literal["none", "looser", "tighter"] | None
    next: Id | None
    steps: tuple[Id, ...]


class ConclusionOfPhases(AssessmentPart):
    """Which phase is at hand; phases are parts, named by their ids.

    Attributes:
        phase: The first that is not known to be wholly in place; None after the last.
        could_be: The phases that could turn out to be at hand, in order.
        finished: Whether every phase is wholly in place.
        calls_for: The elements of ``phase`` that are not in place.
    """

    reads: Literal["phases"] = "phases"
    phase: Id | None
    could_be: tuple[Id, ...]
    finished: Outcome
    calls_for: tuple[Id, ...]


Conclusion = ConclusionOfProfile | ConclusionOfTest | ConclusionOfRange | ConclusionOfPhases


class FrameworkResult(AssessmentPart):
    """How a partnership stands in one framework.

    Attributes:
        counts: How many elements have each status.
    """

    id: Id
    conclusion: Conclusion
    counts: dict[ElementStatus, int]
    elements: tuple[ElementResult, ...]
