"""Questions in an assessment: how each is answered, and what an open answer could change."""

from typing import Literal

from advisor.files.validation import Id, OneLine, Text
from advisor.reasoning.asked_questions import AnswerState
from advisor.reasoning.assessment_parts import AssessmentPart
from advisor.rulebook.vocabulary import Band


class OpenQuestion(AssessmentPart):
    """A question, and the partner entry that is asked it."""

    question: Id
    partner: OneLine | None = None


class NotApplicableQuestion(OpenQuestion):
    """A question answered ``not-applicable``, with the reason."""

    reason: OneLine


class Waiting(AssessmentPart):
    """An undecided rule with its questions, and each question with the partner asked."""

    id: Id
    asks: tuple[Id, ...]
    open: tuple[OpenQuestion, ...]


class ToFindOut(OpenQuestion):
    """A question without an answer, who could tell and how, and whether it moves the verdict.

    Attributes:
        who: Whom the room means to ask, if the file says so; else as the question says.
    """

    state: Literal["unknown", "not-asked"]
    who: OneLine
    how: OneLine
    matters: bool


class IfAnswered(AssessmentPart):
    """The verdict with one open question answered at one level, and all else unchanged.

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
        partners: The partners with an open answer; empty if it is asked of the partnership.
        best, worst: The effect of the most and the least favourable answer.
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
    """One question that is asked, or answered without being asked, with its answer.

    Attributes:
        partner: Whose answer it is; None for the partnership's, or one for every partner.
        asked: Whether it is asked, given the kind, stage, role and other answers.
        who_could_tell: Whom the room means to ask, if nobody knows.
    """

    topic: Id
    asked: bool
    state: AnswerState
    answer: Id | int | float | None = None
    said_by: OneLine | None = None
    who_could_tell: OneLine | None = None
