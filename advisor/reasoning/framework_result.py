"""The result of a framework: each element's status, and what follows from them."""

from typing import Literal

from advisor.files.validation import Id
from advisor.reasoning.assessment_parts import AssessmentPart, Reason

ElementStatus = Literal["in-place", "partly", "missing", "unknown", "not-applicable", "background"]
OMITTED: frozenset[ElementStatus] = frozenset({"not-applicable", "background"})
"""The statuses of elements from which nothing follows."""

Outcome = Literal["yes", "no", "unknown"]


class ElementResult(AssessmentPart):
    """An element, its status, and its evidence.

    Attributes:
        because: The answers and facts that decide the status, or would decide it.
        not_asked: The questions that would decide it and are not asked at this kind and stage.
        steps: What to do if it is missing or partly in place, without the steps already done.
    """

    id: Id
    status: ElementStatus
    because: tuple[Reason, ...]
    not_asked: tuple[Id, ...]
    steps: tuple[Id, ...] = ()


class ConclusionOfProfile(AssessmentPart):
    """Nothing follows from a profile but its counts."""

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
    """Which form fits, compared with the current one; forms are element ids.

    Attributes:
        today: The current form as a level of the question, if it is known.
        fits: The tightest form that is called for.
        could_fit: The forms that could turn out to fit, loosest first; ``fits`` among them.
        settled: Whether no unknown answer could change which form fits.
        move: The way from the current form to the one that fits, if both are known.
        next: The next form on that way.
        steps: What to do to move there, without the steps already done.
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
    """The current phase; phases are part ids.

    Attributes:
        phase: The first that is not known to be fully in place; None after the last.
        could_be: The phases that could turn out to be the current one, in order.
        finished: Whether every phase is fully in place.
        calls_for: The elements of ``phase`` that are not in place.
    """

    reads: Literal["phases"] = "phases"
    phase: Id | None
    could_be: tuple[Id, ...]
    finished: Outcome
    calls_for: tuple[Id, ...]


Conclusion = ConclusionOfProfile | ConclusionOfTest | ConclusionOfRange | ConclusionOfPhases


class FrameworkResult(AssessmentPart):
    """The result of one framework.

    Attributes:
        counts: How many elements have each status.
    """

    id: Id
    conclusion: Conclusion
    counts: dict[ElementStatus, int]
    elements: tuple[ElementResult, ...]
