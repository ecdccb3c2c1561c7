"""The assessment: what is said of one partnership, as one value that every report is made from."""

import datetime as dt
from typing import Literal

from pydantic import ConfigDict

from advisor.files.validation import Id, OneLine, Prose, Text
from advisor.reasoning.asked import State
from advisor.reasoning.reason import AssessmentPart, Reason
from advisor.reasoning.standing import FrameworkStanding
from advisor.rulebook.vocabulary import (
    AnswersFrom,
    Band,
    Kind,
    Occasion,
    Role,
    Room,
    Sector,
    Severity,
    Stage,
    StepStatus,
)
from advisor.scenario.facts import About

TopicStatus = Literal["at-risk", "watch", "not-asked", "unclear", "sound"]


class RulebookVersion(AssessmentPart):
    """Which rulebook the advice comes from."""

    version: OneLine
    hash: OneLine


class PartnerShown(AssessmentPart):
    """A partner entry, without its answers."""

    name: OneLine
    sector: Sector
    role: Role
    core: bool
    count: int
    answers_from: AnswersFrom
    committed_by: OneLine | None = None


class OpenQuestion(AssessmentPart):
    """A question, and the partner entry of whom it is asked."""

    question: Id
    partner: OneLine | None = None


class NotApplicableQuestion(OpenQuestion):
    """A question that was said not to apply, and why."""

    reason: OneLine


class Citation(AssessmentPart):
    """A place in a source, and what of the finding it supports."""

    source: Id
    locator: OneLine
    supports: OneLine


class Finding(AssessmentPart):
    """A rule that stands, with the answers and sources behind it.

    Attributes:
        disagreement: Why the room disagrees, where it does; the finding stands all the same.
    """

    id: Id
    title: OneLine
    topic: Id
    explanation: OneLine
    because: tuple[Reason, ...]
    sources: tuple[Citation, ...]
    disagreement: Prose | None = None


class Risk(Finding):
    """A risk that stands or is presumed; ``steps`` are ids in the assessment's steps.

    Attributes:
        presumed: Whether only something that is not known could excuse it.
        open: Of a presumed risk, the answers that could.
    """

    severity: Severity
    holds_at: Band | None
    presumed: bool
    open: tuple[OpenQuestion, ...]
    steps: tuple[Id, ...]


class ConcernShown(AssessmentPart):
    """What several risks are about; it stands if one of them stands or is presumed.

    Attributes:
        severity: What its worst standing risk weighs, or its worst presumed one if none stands.
        holds_at: The band that this risk holds, if it does.
        presumed: Whether none of its risks stands.
        until: What clears it, in words, where it holds the verdict.
        then: The band without any of its risks, all else unchanged.
        risks: Ids in the assessment's risks.
        steps: Ids in the assessment's steps.
    """

    id: Id
    title: OneLine
    topic: Id
    severity: Severity
    holds_at: Band | None
    presumed: bool
    until: OneLine | None
    then: Band
    risks: tuple[Id, ...]
    steps: tuple[Id, ...]


class Held(AssessmentPart):
    """A standing risk that holds the verdict.

    Attributes:
        until: What ends that, in words.
        then: The band without its concern, all else unchanged.
    """

    id: Id
    until: OneLine
    then: Band


class Waiting(AssessmentPart):
    """An undecided rule and what it asks: questions, and each with whom it is asked of."""

    id: Id
    asks: tuple[Id, ...]
    open: tuple[OpenQuestion, ...]


class WaitingOn(Waiting):
    """A risk that the verdict waits on.

    Attributes:
        open: The essential answers that are open; of a presumed one also what could excuse it.
        until, then: As of one that holds the verdict.
    """

    presumed: bool
    until: OneLine
    then: Band


class Verdict(AssessmentPart):
    """The verdict as conditions.

    Attributes:
        decision: What the band says at this stage, or that too little is known to judge.
        too_little_known: Whether too few essential answers are known to judge.
        held_by: What has to be put in place.
        waiting_on: What has to be found out.
        then: The band without the concerns of ``held_by`` and ``waiting_on``, all else unchanged.
        further_open: How many further answers are open behind risks that could hold a band and
            that the verdict does not wait for.
    """

    band: Band
    best: Band
    worst: Band
    decision: OneLine
    too_little_known: bool
    held_by: tuple[Held, ...]
    waiting_on: tuple[WaitingOn, ...]
    then: Band
    further_open: int


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
        for_: The risks that it answers; none of a step to take though nothing limits the verdict.
        sources: Why to take it, where it answers no risk.
        owner: Who takes it, where the meeting set that.
        by: The day by which it is taken, where the meeting set that; it is never moved.
        overdue: Whether that day is past.
        status: How far it is, where the meeting set that.
        note: What the meeting noted on it.
        suggested_by: The day by which to take it, where the meeting set none.
        papers_by: The day by which its papers are with the clerk, a week before a board meets.
        too_late_for: The key date that it serves and can no longer meet.
    """

    id: Id
    do: OneLine
    who: OneLine
    when: Id
    effort: Id
    done_when: OneLine
    needs: tuple[Id, ...]
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


class AgreedBesides(AssessmentPart):
    """What the meeting set for a step that is done, or that no risk asks for now."""

    id: Id
    owner: OneLine | None = None
    by: dt.date | None = None
    status: StepStatus | None = None
    note: Prose | None = None


class DisagreementBesides(AssessmentPart):
    """Why the room disagrees with a finding that does not stand now."""

    id: Id
    because: Prose


class DateShown(_Aliased):
    """A day that matters to the partnership, and what is due on it.

    Attributes:
        is_: What sort of day it is.
        partner: The partner whose day it is; None if it is everybody's.
    """

    on: dt.date
    what: OneLine
    is_: Occasion
    partner: OneLine | None = None


class ToFindOut(OpenQuestion):
    """A question without an answer, who could tell and how, and whether it moves the verdict.

    Attributes:
        who: Whom the room means to ask, where the file names someone; else as the question says.
    """

    state: Literal["unknown", "not-asked"]
    who: OneLine
    how: OneLine
    matters: bool


class TopicState(AssessmentPart):
    """A topic: its status, and how many of its questions are known of how many asked."""

    id: Id
    status: TopicStatus
    known: int
    asked: int


class IfAnswered(AssessmentPart):
    """The verdict with one open question answered so, and all else unchanged.

    Attributes:
        best: How high the verdict could still be.
        limits_next: The band that risks which rest on this answer would hold at the next stage;
            ``ready`` if none would.
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


DueStatus = Literal["stands", "presumed", "waits"]


class DueNext(AssessmentPart):
    """A risk that holds the verdict at the next stage, or could, as things stand today."""

    id: Id
    title: OneLine
    until: OneLine
    holds_at: Band
    status: DueStatus


class Uncovered(AssessmentPart):
    """Something the documents do not answer, and whom to ask."""

    id: Id
    says: OneLine
    who: OneLine


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


class Assessment(AssessmentPart):
    """Everything that is said of one partnership.

    Attributes:
        stage_given: Whether the file names the stage; if not it is read as ``starting``.
        next_meeting: The day on which these people meet again.
        starts: The day on which the joint work begins.
        days_from: The day from which the days of steps are counted, if there is one.
        room: Who was in the room, where the file says so.
        present: Who answered, as roles.
        about: What the partnership is to do.
        dates: The key dates, in the order of their days.
        concerns: What weighs most first.
        risks: Worst first; among those of one band the presumed ones last.
        undecided: The rules that are neither true nor false, without the presumed risks.
        steps: What serves the verdict most first, each after those it needs.
        agreed_besides: What was set for steps that are done, or that no risk asks for now.
        disagreements_besides: The disagreements with findings that do not stand now.
        could_change: What decides most first.
        next_band: The verdict of the same answers at the next stage, if there is one.
        frameworks: Those shown at this kind and stage, and those asked for.
        answers: Every question asked, in order.
        private_notes_left_out: How many notes are not shown.
    """

    schema_version: Literal["2"] = "2"
    partnership: OneLine
    kind: Kind
    also: tuple[Kind, ...]
    stage: Stage
    stage_given: bool
    as_of: dt.date | None
    days_from: dt.date | None
    next_meeting: dt.date | None
    starts: dt.date | None
    room: Room | None
    present: tuple[OneLine, ...]
    about: About | None
    dates: tuple[DateShown, ...]
    partners: tuple[PartnerShown, ...]
    rulebook: RulebookVersion
    verdict: Verdict
    concerns: tuple[ConcernShown, ...]
    risks: tuple[Risk, ...]
    strengths: tuple[Finding, ...]
    disagreements_besides: tuple[DisagreementBesides, ...]
    undecided: tuple[Waiting, ...]
    steps: tuple[StepToTake, ...]
    agreed_besides: tuple[AgreedBesides, ...]
    find_out: tuple[ToFindOut, ...]
    could_change: tuple[CouldChange, ...]
    unknown: tuple[OpenQuestion, ...]
    not_asked: tuple[OpenQuestion, ...]
    not_applicable: tuple[NotApplicableQuestion, ...]
    topics: tuple[TopicState, ...]
    due_next: tuple[DueNext, ...]
    next_band: Band | None
    not_covered: tuple[Uncovered, ...]
    frameworks: tuple[FrameworkStanding, ...]
    answers: tuple[AnswerShown, ...]
    notes: tuple[Note, ...]
    private_notes_left_out: int
