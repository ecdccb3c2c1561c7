"""What things in an assessment rest on: answers, facts, and places in sources."""

from pydantic import BaseModel, ConfigDict

from advisor.files.validation import Id, OneLine, Text
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


class AssessmentPart(BaseModel):
    """The base of everything that an assessment is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Reason(AssessmentPart):
    """One answer or fact behind a finding: ``question`` and ``answer``, or ``fact`` and ``value``.

    Attributes:
        said_by: Who answered, where the file says so.
    """

    question: Id | None = None
    answer: Id | int | float | None = None
    partner: OneLine | None = None
    said_by: OneLine | None = None
    note: Text | None = None
    fact: OneLine | None = None
    value: OneLine | int | bool | tuple[OneLine, ...] | None = None


class Citation(AssessmentPart):
    """A place in a source, and what of the finding it supports."""

    source: Id
    locator: OneLine
    supports: OneLine


def citations(part: Rule | Step | Question, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that the lessons of a rule, step or question cite, and its claim."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in part.lessons)
        for passage in lesson.passages
    )
