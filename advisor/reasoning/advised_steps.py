"""The steps of an assessment with their days, and the key dates."""

import datetime as dt

from pydantic import ConfigDict

from advisor.files.validation import Id, OneLine, Prose
from advisor.reasoning.assessment_parts import AssessmentPart, Citation
from advisor.rulebook.vocabulary import Occasion, StepStatus


class _Aliased(AssessmentPart):
    """A part with fields whose names are Python's own words; JSON has them without the ``_``."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_"),
        validate_by_name=True,
        serialize_by_alias=True,
    )


class StepToTake(_Aliased):
    """A step, and the risks that it answers.

    Attributes:
        who: The role that usually takes it.
        when: By which horizon it is usually taken.
        at: The partners whose answers it would improve; empty if it is for all of them.
        agreed_at: The partners for which the meeting agreed on it, if it is for others too by now.
        for_: The risks that it answers; empty for a step that is advised although nothing limits
            the verdict.
        sources: The evidence for it.
        owner: Who takes it, if the meeting set that.
        by: The day by which it is taken, if the meeting set that; it is never moved.
        overdue: Whether that day is past.
        status: Its status, if the meeting set that.
        note: The meeting's note on it.
        suggested_by: The day by which to take it, if the meeting set none.
        papers_by: The day by which the clerk needs its papers, a week before a board meets.
        too_late_for: The key date that it serves and can no longer meet.
    """

    id: Id
    do: OneLine
    who: OneLine
    when: Id
    effort: Id
    done_when: OneLine
    needs: tuple[Id, ...]
    at: tuple[OneLine, ...] = ()
    agreed_at: tuple[OneLine, ...] = ()
    for_: tuple[Id, ...]
    sources: tuple[Citation, ...] = ()
    owner: OneLine | None = None
    by: dt.date | None = None
    overdue: bool = False
    status: StepStatus | None = None
    note: Prose | None = None
    suggested_by: dt.date | None = None
    papers_by: dt.date | None = None
    too_late_for: dt.date | None = None


class OtherAgreement(AssessmentPart):
    """What the meeting set for a step that is done, or that no risk asks for now.

    Attributes:
        at: The partners that it was for when this was set; empty if it was for all.
    """

    id: Id
    owner: OneLine | None = None
    by: dt.date | None = None
    status: StepStatus | None = None
    note: Prose | None = None
    at: tuple[OneLine, ...] = ()


class DateShown(_Aliased):
    """A day that matters to the partnership, and what is due on it.

    Attributes:
        is_: What kind of day it is.
        partner: The partner whose day it is; None if it is everybody's.
    """

    on: dt.date
    what: OneLine
    is_: Occasion
    partner: OneLine | None = None
