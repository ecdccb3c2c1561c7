"""The action plan: the steps by date, and what of each was agreed."""

import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from advisor.reasoning.advised_steps import OtherAgreement, StepToTake
from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import Page, Paragraph, Section, Table
from advisor.report.days_in_words import dated, weekday_and_day
from advisor.report.phrases import STATUS_WORDS, Phrases, plural
from advisor.report.plan.row_marks import SUGGESTED_DAY, marks_of, short_key
from advisor.report.sections.step_section import where_it_helps
from advisor.report.step_days import other_boards, step_day
from advisor.rulebook.rule import Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS, StepStatus

SUGGESTED = "Suggested: "
"""What comes before an owner whom nobody has agreed to yet."""
NOT_CALLED_FOR = "no longer called for"
"""What comes after a step that was agreed, and that the answers do not ask for any more."""
AGREED, TO_AGREE = "Agreed", "To agree"
CHOICES = ((5, (AGREED, TO_AGREE)), (6, tuple(STATUS_WORDS.values())))
"""The columns in which one chooses, each with what there is to choose from."""
HEADINGS = ("No", "By", "What", "Who", "Done when", "Agreed?", "Status")
STEP_IN_PRIVATE = "A step that is best talked about in private"
"""In place of a step that is taken in private, for many readers."""
NO_DAY = "no day agreed"
CHANGEABLE = (1, 3, 5, 6)
"""The columns that people may change."""
DATE_TO_BE_AGREED = "[date to be agreed]"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One step of the plan.

    Attributes:
        step: Its id, by which a plan that comes back is matched.
        by: The day that was agreed, or else suggested.
        horizon: By when, in the words of the brief; there may be no day.
        where: The schools that it helps, if not all, and whether it is not called for any more.
        has_owner: Whether the meeting set its owner.
        has_day: Whether the meeting set its day.
        is_private: Whether it is taken in private, so that its words may tell what was answered.
        is_delicate: Whether it is to improve a delicate answer, so that a school's name tells it.
        at: The partners that it is for; empty if for all.
    """

    step: str
    number: int
    by: dt.date | None
    horizon: str
    what: str
    where: str
    who: str
    done_when: str
    has_owner: bool
    has_day: bool
    status: StepStatus
    is_private: bool
    is_delicate: bool
    at: tuple[str, ...] = ()

    @property
    def is_agreed(self) -> bool:
        """Whether the meeting set its owner or its day."""
        return self.has_owner or self.has_day

    @property
    def day_is_suggested(self) -> bool:
        """Whether its day needs a mark, since the rest of its row is agreed."""
        return self.has_owner and not self.has_day and self.by is not None

    @property
    def what_in_words(self) -> str:
        """What is done, and where."""
        return f"{self.what} ({self.where})" if self.where else self.what

    @property
    def what_for_many(self) -> str:
        """What is done, as a paper for many readers may name it."""
        if self.is_private:
            return STEP_IN_PRIVATE
        names_schools = self.is_delicate and self.where != NOT_CALLED_FOR
        return self.what if names_schools else self.what_in_words

    @property
    def day(self) -> str:
        """The day, without a mark that it is suggested."""
        return weekday_and_day(self.by, year_of=None) if self.by else self.horizon

    @property
    def by_in_words(self) -> str:
        """The day as a page says it."""
        return SUGGESTED_DAY + self.day if self.day_is_suggested else self.day

    @property
    def by_in_sheet(self) -> dt.date | str:
        """The day as a cell has it that can be sorted; in words where it is none, or marked."""
        return self.by_in_words if self.by is None or self.day_is_suggested else self.by

    @property
    def who_in_words(self) -> str:
        """Who takes it, marked as suggested where nobody has agreed."""
        return self.who if self.has_owner else SUGGESTED + self.who

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells under ``HEADINGS``."""
        agreed = AGREED if self.is_agreed else TO_AGREE
        status = STATUS_WORDS[self.status]
        number = str(self.number)
        return (
            *(number, self.by_in_words, self.what_in_words, self.who_in_words, self.done_when),
            *(agreed, status),
        )


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The steps of one partnership by date.

    Attributes:
        about: The lines under its title.
        left_out: How many steps of the full report are not for now.
        names: What the partners are called where a step helps only some of them.
        is_for_leaders_only: Whether a step of it is taken in private.
    """

    partnership: str
    aside: str
    about: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    left_out: int
    names: tuple[str, ...]
    is_for_leaders_only: bool = False

    def marks(self, row: PlanRow) -> str:
        """Return what tells later which cells of a row were changed."""
        return marks_of([row.cells[column] for column in CHANGEABLE], len(self.rows))


def plan_of(assessment: Assessment, rulebook: Rulebook) -> ActionPlan:
    """Return the action plan of an assessment, soonest first; steps without a day come last."""
    phrases = Phrases(assessment, rulebook)
    limiting = {risk.id for risk in assessment.risks if risk.severity != "low"}
    for_now = {one.id for one in assessment.steps if _is_for_now(one, limiting)}
    # With what they wait for, such as the costs before a board decides; each comes before
    # what waits for it.
    for step in reversed(assessment.steps):
        if step.id in for_now:
            for_now.update(step.needs)
    taken = [one for one in assessment.steps if one.id in for_now]
    found = [_taken(step, phrases) for step in taken]
    found += [_besides(agreed, phrases) for agreed in assessment.agreed_besides]
    in_order = sorted(found, key=lambda row: row.by or dt.date.max)
    rows = tuple(replace(row, number=number) for number, row in enumerate(in_order, 1))
    is_for_leaders_only = any(row.is_private for row in rows)
    return ActionPlan(
        partnership=assessment.partnership,
        aside=dated(assessment.as_of),
        about=tuple(_about(phrases, is_for_leaders_only=is_for_leaders_only)),
        rows=rows,
        left_out=len(assessment.steps) - len(taken),
        names=tuple(phrases.short_names.values()),
        is_for_leaders_only=is_for_leaders_only,
    )


def _is_for_now(step: StepToTake, limiting: AbstractSet[str]) -> bool:
    """Return whether a step is for what decides or limits, or was agreed; all are if none is."""
    is_agreed = bool(step.owner or step.by or step.status)
    return not limiting or is_agreed or not limiting.isdisjoint(step.for_)


def _taken(step: StepToTake, phrases: Phrases) -> PlanRow:
    where = "; ".join(filter(None, (where_it_helps(step, phrases), *other_boards(step, phrases))))
    return _row(step, step, step.by or step.suggested_by, step_day(step, phrases), where, phrases)


def _besides(agreed: OtherAgreement, phrases: Phrases) -> PlanRow:
    horizon = phrases.short_day(agreed.by) if agreed.by else NO_DAY
    where = phrases.names(agreed.at) if agreed.status in {"done", "dropped"} else NOT_CALLED_FOR
    known = phrases.rulebook.steps[agreed.id]
    return _row(agreed, known, agreed.by, horizon, where, phrases)


def _row(
    agreed: StepToTake | OtherAgreement,
    step: StepToTake | Step,
    by: dt.date | None,
    horizon: str,
    where: str,
    phrases: Phrases,
) -> PlanRow:
    rulebook = phrases.rulebook
    return PlanRow(
        step=agreed.id,
        number=0,
        by=by,
        horizon=horizon,
        what=step.do,
        where=where,
        who=agreed.owner or step.who,
        done_when=step.done_when,
        has_owner=agreed.owner is not None,
        has_day=agreed.by is not None,
        status=agreed.status or "not-started",
        is_private=rulebook.is_done_in_private(agreed.id),
        is_delicate=rulebook.improves_delicate(agreed.id),
        at=agreed.at,
    )


def _about(phrases: Phrases, *, is_for_leaders_only: bool) -> Iterable[str]:
    assessment = phrases.assessment
    if is_for_leaders_only:
        yield "For the leaders only: it has a step that is taken in private."
    says = phrases.says(assessment.verdict.band, assessment.stage)
    meeting = assessment.next_meeting
    look = weekday_and_day(meeting, year_of=None) if meeting else DATE_TO_BE_AGREED
    yield f"The advice: {says}. Next look at this plan: {look}."
    days = [
        f"{weekday_and_day(day.on, year_of=None)}: {day.what}"
        + (f" ({phrases.short_names[day.partner]})" if day.partner else "")
        for day in assessment.dates
        if day.is_ not in PERSONAL_OCCASIONS
    ]
    if days:
        yield f"Key dates: {'; '.join(days)}."


def plan_page(plan: ActionPlan) -> Page:
    """Return the plan as a page; in Word the last two columns are lists to choose from."""
    table = Table(
        HEADINGS,
        tuple(row.cells for row in plan.rows),
        wraps=frozenset({1, 2, 3, 4, 5, 6}),
        narrow=frozenset({1, 5, 6}),
        keys=tuple(f"{short_key(row.step)}_{plan.marks(row)}" for row in plan.rows),
        choices=CHOICES,
    )
    more = plural(plan.left_out, "other step")
    later = f" Not now: {more} in the full report." if plan.left_out else ""
    empty = Paragraph("No concern calls for a step.")
    return Page(
        title="Action plan",
        heading=plan.partnership,
        aside=plan.aside,
        about=plan.about,
        sections=(Section("steps", "Steps by date", (table if plan.rows else empty,)),),
        closing=f"What the meeting set is agreed. What we suggest is no promise yet.{later}",
        is_brief=True,
        is_wide=True,
    )
