"""The assessment: the advice as one value, from which every report is made."""

import datetime as dt
from typing import Literal

from advisor.files.validation import Id, OneLine, Prose
from advisor.reasoning.advised_steps import DateShown, OtherAgreement, StepToTake
from advisor.reasoning.assessment_parts import AssessmentPart, Citation, Reason
from advisor.reasoning.framework_result import FrameworkResult
from advisor.reasoning.open_questions import (
    AnswerShown,
    CouldChange,
    NotApplicableQuestion,
    Note,
    OpenQuestion,
    ToFindOut,
    Waiting,
)
from advisor.rulebook.vocabulary import AnswersFrom, Band, Kind, Role, Room, Sector, Severity, Stage
from advisor.scenario.earlier import Earlier
from advisor.scenario.facts import About

TopicStatus = Literal["at-risk", "watch", "not-asked", "unclear", "sound"]


class RulebookVersion(AssessmentPart):
    """Which rulebook the advice comes from."""

    version: OneLine
    hash: OneLine


class ContradictionShown(AssessmentPart):
    """Answers that cannot all be true.

    Attributes:
        ask: The question to ask back.
    """

    id: Id
    ask: OneLine
    answers: tuple[Reason, ...]


class PartnerShown(AssessmentPart):
    """A partner entry, without its answers."""

    name: OneLine
    sector: Sector
    role: Role
    core: bool
    count: int
    answers_from: AnswersFrom
    committed_by: OneLine | None = None


class Finding(AssessmentPart):
    """A rule that is true or presumed, with its evidence and its sources.

    Attributes:
        disagreement: Why the room disagrees, if it does; the rule stays true.
    """

    id: Id
    title: OneLine
    topic: Id
    explanation: OneLine
    because: tuple[Reason, ...]
    sources: tuple[Citation, ...]
    disagreement: Prose | None = None


class Risk(Finding):
    """A risk that is true or presumed; ``steps`` are ids in the assessment's steps.

    Attributes:
        presumed: Whether only something that is not known could excuse it.
        open: For a presumed risk, the open answers that could excuse it.
    """

    severity: Severity
    holds_at: Band | None
    presumed: bool
    open: tuple[OpenQuestion, ...]
    steps: tuple[Id, ...]


class ConcernShown(AssessmentPart):
    """The heading of several risks, at least one of them true or presumed.

    Attributes:
        severity: The severity of its worst true risk, or of its worst presumed risk if none is
            true.
        holds_at: The band to which this risk limits the verdict, if it does.
        presumed: Whether none of its risks is true.
        until: What resolves it, in words, if it limits the verdict.
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


class HeldBy(AssessmentPart):
    """A true risk that limits the verdict.

    Attributes:
        until: What ends that, in words.
        then: The band without its concern, all else unchanged.
    """

    id: Id
    until: OneLine
    then: Band


class WaitingOn(Waiting):
    """A risk that the verdict waits on.

    Attributes:
        open: The essential answers that are open; for a presumed risk also what could excuse it.
        until, then: The same as in ``held_by``.
    """

    presumed: bool
    until: OneLine
    then: Band


class Verdict(AssessmentPart):
    """The verdict as conditions.

    Attributes:
        decision: What the band says at this stage, or that too little is known to judge.
        too_little_known: Whether too few essential answers are known to judge.
        held_by: The risks to resolve.
        waiting_on: The risks to find out about.
        then: The band without the concerns of ``held_by`` and ``waiting_on``, all else unchanged.
        further_open: How many further answers are open behind risks that could hold a band and
            that the verdict does not wait for.
    """

    band: Band
    best: Band
    worst: Band
    decision: OneLine
    too_little_known: bool
    held_by: tuple[HeldBy, ...]
    waiting_on: tuple[WaitingOn, ...]
    then: Band
    further_open: int


class OtherDisagreement(AssessmentPart):
    """Why the room disagrees with a rule that is not true now."""

    id: Id
    because: Prose


class TopicState(AssessmentPart):
    """A topic: its status, how many questions it asks, and how many of them are known."""

    id: Id
    status: TopicStatus
    known: int
    asked: int


DueStatus = Literal["stands", "presumed", "waits"]


class DueNext(AssessmentPart):
    """A risk that limits the verdict at the next stage, or could, given the current answers."""

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


class Assessment(AssessmentPart):
    """The complete advice for one partnership.

    Attributes:
        stage_given: Whether the file names the stage; if not, it is ``starting``.
        next_meeting: The day on which these people meet again.
        starts: The day on which the joint work begins.
        days_from: The day from which the days of steps are counted, if there is one.
        room: Who was in the room, if the file says so.
        present: Who answered, as roles.
        about: What the partnership is to do.
        dates: The key dates, in the order of their days.
        concerns: In order of weight.
        risks: Worst first; within one band, presumed risks last.
        undecided: The rules that are neither true nor false, without the presumed risks.
        steps: Those that help the verdict most first; each after the steps that it needs.
        agreed_besides: Agreements about steps that are done, or that no risk asks for now.
        disagreements_besides: The disagreements with rules that are not true now.
        could_change: The questions that decide most first.
        next_band: The verdict of the same answers at the next stage, if there is one.
        frameworks: Those shown at this kind and stage, and those requested.
        answers: Every question asked, in order.
        earlier: Entries under questions, findings and steps that no longer exist; they decide
            nothing.
        private_notes_left_out: The number of notes that are not shown.
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
    disagreements_besides: tuple[OtherDisagreement, ...]
    undecided: tuple[Waiting, ...]
    steps: tuple[StepToTake, ...]
    agreed_besides: tuple[OtherAgreement, ...]
    find_out: tuple[ToFindOut, ...]
    could_change: tuple[CouldChange, ...]
    unknown: tuple[OpenQuestion, ...]
    not_asked: tuple[OpenQuestion, ...]
    not_applicable: tuple[NotApplicableQuestion, ...]
    contradictions: tuple[ContradictionShown, ...]
    topics: tuple[TopicState, ...]
    due_next: tuple[DueNext, ...]
    next_band: Band | None
    not_covered: tuple[Uncovered, ...]
    frameworks: tuple[FrameworkResult, ...]
    answers: tuple[AnswerShown, ...]
    notes: tuple[Note, ...]
    earlier: tuple[Earlier, ...]
    private_notes_left_out: int

    @property
    def answers_known(self) -> tuple[int, int]:
        """How many answers are known or do not apply, and how many are asked for here.

        An answer to a question that is not asked here is in ``answers``, but in neither number.
        """
        return sum(topic.known for topic in self.topics), sum(topic.asked for topic in self.topics)

    def step(self, step: str) -> StepToTake | None:
        """Return a step by its id; None if the answers do not call for it."""
        return next((one for one in self.steps if one.id == step), None)
