"""Questions in an assessment: how each is answered, and what an open answer could change."""

from typing import Literal

from advisor.files.validation import Id, OneLine, Text
from advisor.reasoning.asked import State
from advisor.reasoning.reason import AssessmentPart
from advisor.rulebook.vocabulary import (
    Band,
)


class OpenQuestion(AssessmentPart):
    """A question, and the partner entry of whom it is asked."""

    question: Id
    partner: OneLine | None = None


class NotApplicableQuestion(OpenQuestion):
    """A question that was said not to apply, and why."""

    reason: OneLine


class Waiting(AssessmentPart):
    """An undecided rule and what it asks: questions, and each with whom it is asked of."""

    id: Id
    asks: tuple[Id, ...]
    open: tuple[OpenQuestion, ...]


class ToFindOut(OpenQuestion):
    """A question without an answer, who could tell and how, and whether it moves the verdict.

    Attributes:
        who: Whom the room means to ask, where the file names someone; else as the question says.
    """

    state: Literal["unknown", "not-asked"]
    who: OneLine
    how: OneLine
    matters: bool


class IfAnswered(AssessmentPart):
    """The verdict with one open question answered so, and all else unchanged.

    Attributes:
        best: How high the verdict could still be.
        limits_next: The band to which risks that read this answer would limit the verdict at the
            next stage; ``ready`` if none would.
    """

    level: Id
    band: Band
    best: Band
    limits_next: Band


class CouldChange(AssessmentPart):
    """An open question that could change the verdict, now or at the next stage.

    Attributes:
        partners: Of whom it is open; empty if it is asked of the partnership.
        best, worst: What the answers would do that do most for and most against it.
    """

    question: Id
    partners: tuple[OneLine, ...]
    best: IfAnswered
    worst: IfAnswered


class Note(OpenQuestion):
    """A note that the room left on an answer."""

    note: Text
    visibility: Literal["shared", "private"]
    said_by: OneLine | None = None


class AnswerShown(OpenQuestion):
    """One question asked, or answered without being asked, and how it stands.

    Attributes:
        partner: Whose answer it is; None for the partnership's, or one for every partner alike.
        asked: Whether kind, stage, role and the other answers ask for it.
        who_could_tell: Whom the room means to ask, where nobody knows.
    """

    topic: Id
    asked: bool
    state: State
    answer: Id | int | float | None = None
    said_by: OneLine | None = None
    who_could_tell: OneLine | None = None
