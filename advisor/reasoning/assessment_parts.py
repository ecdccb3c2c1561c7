"""What things in an assessment are based on: answers, facts, and places in sources."""

from pydantic import BaseModel, ConfigDict

from advisor.files.validation import Id, OneLine, Text
from advisor.reasoning.evidence import Evidence, FactSeen
from advisor.rulebook.framework import Element
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner


class AssessmentPart(BaseModel):
    """The base of everything that an assessment is made of."""

    # Built when first used: to import the modules of an assessment takes 23 ms of CPU time so, and
    # 34 ms without (pydantic 2.14).
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


def answer_reason(
    question: str, partner: Partner | None, answer: Answer | None, *, with_note: bool = False
) -> Reason:
    """Return an answer as a reason; its note may be private, so it is left out by default."""
    if answer is None:
        return Reason(question=question, partner=partner.name if partner else None)
    return Reason(
        question=question,
        answer=answer.answer,
        partner=partner.name if partner else None,
        said_by=answer.shown_said_by,
        note=answer.note if with_note else None,
    )


def reason_for(item: Evidence, *, with_note: bool = False) -> Reason:
    if isinstance(item, FactSeen):
        return Reason(fact=item.fact, value=item.value)
    return answer_reason(item.question, item.partner, item.answer, with_note=with_note)


def citations(part: Rule | Step | Question | Element, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that the lessons of a part of the rulebook cite, and its claim."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in part.lessons)
        for passage in lesson.passages
    )
