"""The agreed steps of many partnerships, and the reminders for their owners."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.files.spreadsheet_text import csv_line
from advisor.files.text_comparison import comparable
from advisor.report.blocks import Page, Paragraph, Section, Table
from advisor.report.days_in_words import day_in_words, weekday_and_day
from advisor.report.grouping import grouped
from advisor.report.phrases import STATUS_WORDS, plural
from advisor.report.plan.action_plan import ActionPlan, PlanRow
from advisor.report.plan.plan_workbook import step_sheet, write_rows
from advisor.report.writers.cells import hanging
from advisor.rulebook.vocabulary import StepStatus

HEADINGS = ("Partnership", "Step", "Who", "By", "Status")
_CLOSED: frozenset[StepStatus] = frozenset({"done", "dropped"})
_WIDTHS = (36, 56, 28, 16, 20)
_COLUMNS = 76


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that somebody agreed to and that is not closed."""

    partnership: str
    row: PlanRow
    is_overdue: bool

    @property
    def status(self) -> str:
        """Its status in words, and whether its day is past."""
        words = STATUS_WORDS[self.row.status]
        return f"Overdue, {words.lower()}" if self.is_overdue else words

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells under ``HEADINGS``."""
        return (
            self.partnership,
            self.row.what_in_words,
            self.row.who_in_words,
            self.row.by_in_words,
            self.status,
        )

    @property
    def cells_in_sheet(self) -> tuple[str | dt.date, ...]:
        """The cells, with the day as one that can be sorted."""
        name, what, who, _, status = self.cells
        return (name, what, who, self.row.by_in_sheet, status)


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """The agreed steps of many partnerships, overdue ones first, then by day.

    Attributes:
        on: The day on which a step is overdue or not.
        partnerships: How many there are.
        to_agree: How many steps nobody has agreed to yet.
        closed: How many are done or dropped.
    """

    on: dt.date
    due: tuple[DueStep, ...]
    partnerships: int
    to_agree: int
    closed: int


def folder_plan(plans: Iterable[ActionPlan], on: dt.date) -> FolderPlan:
    """Return what is due of many plans on a day."""
    plans = list(plans)
    rows = [(plan.partnership, row) for plan in plans for row in plan.rows]
    still_open = [(name, row) for name, row in rows if row.status not in _CLOSED]
    agreed = [
        DueStep(name, row, is_overdue=row.has_day and row.by is not None and row.by < on)
        for name, row in still_open
        if row.is_agreed
    ]
    return FolderPlan(
        on=on,
        due=tuple(sorted(agreed, key=_order)),
        partnerships=len(plans),
        to_agree=len(still_open) - len(agreed),
        closed=len(rows) - len(still_open),
    )


def _order(step: DueStep) -> tuple[bool, dt.date, str, int]:
    return (not step.is_overdue, step.row.by or dt.date.max, step.partnership, step.row.number)


def folder_page(plan: FolderPlan) -> Page:
    """Return the list as a page."""
    overdue = sum(step.is_overdue for step in plan.due)
    table = Table(
        HEADINGS,
        tuple(step.cells for step in plan.due),
        wraps=frozenset(range(5)),
        narrow=frozenset({2, 3, 4}),
    )
    block = table if plan.due else Paragraph("No step that is agreed is open.")
    rest = f"{plural(plan.to_agree, 'other step')} nobody has agreed to yet"
    return Page(
        title="Steps of all partnerships",
        heading=plural(plan.partnerships, "partnership"),
        aside=f"on {day_in_words(plan.on)}",
        about=(f"{plural(len(plan.due), 'agreed step')} open, {overdue} overdue.",),
        sections=(Section("steps", "Overdue first, then by day", (block,)),),
        closing=f"Not listed: {rest}; {plan.closed} done or dropped.",
        is_brief=True,
        is_wide=True,
    )


def folder_csv(plan: FolderPlan) -> str:
    """Return the list as CSV, with days as 2026-05-12."""
    return "".join(map(csv_line, (HEADINGS, *(step.cells_in_sheet for step in plan.due))))


def folder_workbook(plan: FolderPlan) -> bytes:
    """Return the list as a workbook to sort and filter; no text in it is a formula.

    Raises:
        Faults: XlsxWriter is not installed.
    """
    book, sheet, written = step_sheet("Steps", HEADINGS, _WIDTHS, 0)
    write_rows(book, sheet, (step.cells_in_sheet for step in plan.due), _WIDTHS, 1)
    sheet.autofilter(0, 0, len(plan.due), len(HEADINGS) - 1)
    book.close()
    return written.getvalue()


def reminders(plan: FolderPlan, within: int) -> dict[str, str]:
    """Return a short text for each owner who has a step that is due, by owner.

    Args:
        plan: The steps.
        within: In how many days a step is due.
    """
    until = plan.on + dt.timedelta(days=within)
    due = [step for step in plan.due if step.row.by is not None and step.row.by <= until]
    of_owner = grouped((comparable(step.row.who), step) for step in due).values()
    by_name = {steps[0].row.who: steps for steps in of_owner}
    return {owner: _reminder(owner, by_name[owner], plan.on) for owner in sorted(by_name)}


def _reminder(owner: str, steps: list[DueStep], on: dt.date) -> str:
    lines = [f"To: {owner}", "", f"Your steps, on {day_in_words(on)}:", ""]
    for step in steps:
        lines += [*_step_lines(step), ""]
    lines.append("Has a day or an owner changed? Tell whoever keeps the plan.")
    return "\n".join(lines) + "\n"


def _step_lines(step: DueStep) -> Iterator[str]:
    assert step.row.by is not None
    day = weekday_and_day(step.row.by, year_of=None)
    when = "Suggested for" if step.row.day_is_suggested else "By"
    when = "Overdue since" if step.is_overdue else when
    for text in (
        f"{when} {day} ({step.partnership})",
        step.row.what_in_words,
        f"Done when: {step.row.done_when}",
        f"Status: {STATUS_WORDS[step.row.status]}.",
    ):
        yield from (line.plain for line in hanging("  ", text, _COLUMNS, 4))
