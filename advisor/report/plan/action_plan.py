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
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import StepStatus

SUGGESTED = "Suggested: "
"""What stands before an owner whom nobody has agreed to yet."""
AGREED, TO_AGREE = "Agreed", "To agree"
AGREEMENTS = (AGREED, TO_AGREE)
HEADINGS = ("No", "By", "What", "Who", "Done when", "Agreed?", "Status")
_TO_BE_AGREED = "[date to be agreed]"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One step of the plan.

    Attributes:
        step: Its id, by which a plan that comes back is matched.
        by: The day that was agreed, or else suggested.
        horizon: By when, in words, where there is no day.
        is_agreed: Whether the meeting set its owner or its day.
    """

    step: str
    number: int
    by: dt.date | None
    horizon: str
    what: str
    who: str
    done_when: str
    is_agreed: bool
    status: StepStatus

    @property
    def by_in_words(self) -> str:
        """The day as a page says it."""
        return weekday_and_day(self.by, year_of=None) if self.by else self.horizon

    @property
    def who_in_words(self) -> str:
        """Who takes it, marked as suggested where nobody has agreed."""
        return self.who if self.is_agreed else SUGGESTED + self.who

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells under ``HEADINGS``."""
        agreed = AGREED if self.is_agreed else TO_AGREE
        status = STATUS_WORDS[self.status]
        number = str(self.number)
        return (
            *(number, self.by_in_words, self.what, self.who_in_words, self.done_when),
            *(agreed, status),
        )


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The steps of one partnership by date.

    Attributes:
        about: The lines under its title.
        left_out: How many steps of the full report are not for now.
    """

    partnership: str
    aside: str
    about: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    left_out: int


def plan_of(assessment: Assessment, rulebook: Rulebook) -> ActionPlan:
    """Return the action plan of an assessment, soonest first; steps without a day come last."""
    phrases = Phrases(assessment, rulebook)
    limiting = {risk.id for risk in assessment.risks if risk.severity != "low"}
    taken = [one for one in assessment.steps if _is_for_now(one, limiting)]
    found = [_taken(step, phrases) for step in taken]
    found += [_besides(agreed, rulebook) for agreed in assessment.agreed_besides]
    in_order = sorted(found, key=lambda row: row.by or dt.date.max)
    rows = tuple(replace(row, number=number) for number, row in enumerate(in_order, 1))
    return ActionPlan(
        partnership=assessment.partnership,
        aside=dated(assessment.as_of),
        about=tuple(_about(phrases)),
        rows=rows,
        left_out=len(assessment.steps) - len(taken),
    )


def _is_for_now(step: StepToTake, limiting: AbstractSet[str]) -> bool:
    """Return whether a step is for what decides or limits, or was agreed; all are if none is."""
    is_agreed = bool(step.owner or step.by or step.status)
    return not limiting or is_agreed or not limiting.isdisjoint(step.for_)


def _taken(step: StepToTake, phrases: Phrases) -> PlanRow:
    return PlanRow(
        step=step.id,
        number=0,
        by=step.by or step.suggested_by,
        horizon=phrases.step_day(step),
        what=step.do,
        who=phrases.step_who(step),
        done_when=step.done_when,
        is_agreed=bool(step.owner or step.by),
        status=step.status or "not-started",
    )


def _besides(agreed: OtherAgreement, rulebook: Rulebook) -> PlanRow:
    step = rulebook.steps[agreed.id]
    return PlanRow(
        step=agreed.id,
        number=0,
        by=agreed.by,
        horizon="no day agreed",
        what=step.do,
        who=agreed.owner or step.who,
        done_when=step.done_when,
        is_agreed=bool(agreed.owner or agreed.by),
        status=agreed.status or "not-started",
    )


def _about(phrases: Phrases) -> Iterable[str]:
    assessment = phrases.assessment
    says = phrases.says(assessment.verdict.band, assessment.stage)
    meeting = assessment.next_meeting
    look = weekday_and_day(meeting, year_of=None) if meeting else _TO_BE_AGREED
    yield f"The advice: {says}. Next look at this plan: {look}."
    days = [f"{weekday_and_day(day.on, year_of=None)}: {day.what}" for day in assessment.dates]
    if days:
        yield f"Key dates: {'; '.join(days)}."


def plan_page(plan: ActionPlan) -> Page:
    """Return the plan as a page; in Word the last two columns are lists to choose from."""
    table = Table(
        HEADINGS,
        tuple(row.cells for row in plan.rows),
        wraps=frozenset({1, 2, 3, 4, 5, 6}),
        narrow=frozenset({1, 5, 6}),
        keys=tuple(row.step for row in plan.rows),
        choices=((5, AGREEMENTS), (6, tuple(STATUS_WORDS.values()))),
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
