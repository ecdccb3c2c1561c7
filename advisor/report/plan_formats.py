"""The table of formats in which an action plan is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor.files.file_format import Format
from advisor.report.page_formats import PAGE_FORMATS, PageFormat

if TYPE_CHECKING:
    from advisor.report.plan.action_plan import ActionPlan
    from advisor.report.plan.folder_plan import FolderPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFormat(Format):
    """A format of action plans.

    Attributes:
        write: Writes a plan; it takes the id of the partnership file, and the day of today.
        write_folder: Writes the steps of many partnerships; nothing where that is no use.
        is_binary: Whether bytes are written, which no terminal can show.
    """

    write: Callable[[ActionPlan, str | None, dt.date, int], str | bytes]
    write_folder: Callable[[FolderPlan, int], str | bytes] | None = None
    is_binary: bool = False


def _made(plan: ActionPlan, on: dt.date) -> str:
    from advisor.report.days_in_words import day_in_words

    return f"Made on {day_in_words(on)}; {plan.aside}"


def _workbook(plan: ActionPlan, _id: str | None, on: dt.date, _width: int) -> bytes:
    from advisor.report.plan.plan_workbook import plan_workbook

    return plan_workbook(plan, _made(plan, on))


def _csv(plan: ActionPlan, _id: str | None, _on: dt.date, _width: int) -> str:
    from advisor.report.plan.plan_workbook import plan_csv

    return plan_csv(plan)


def _calendar(plan: ActionPlan, id: str | None, on: dt.date, _width: int) -> bytes:
    from advisor.report.plan.plan_calendar import plan_calendar

    return plan_calendar(plan, id, on)


def _folder_workbook(plan: FolderPlan, _width: int) -> bytes:
    from advisor.report.plan.folder_plan import folder_workbook

    return folder_workbook(plan)


def _folder_csv(plan: FolderPlan, _width: int) -> str:
    from advisor.report.plan.folder_plan import folder_csv

    return folder_csv(plan)


def _page_in(format_: PageFormat) -> PlanFormat:
    """Return a format of pages as one of plans."""

    def write(plan: ActionPlan, _id: str | None, on: dt.date, width: int) -> str | bytes:
        from advisor.report.plan.action_plan import plan_page

        return format_.page(replace(plan_page(plan), footer=_made(plan, on)), width)

    def write_folder(plan: FolderPlan, width: int) -> str | bytes:
        from advisor.report.plan.folder_plan import folder_page

        return format_.page(folder_page(plan), width)

    return PlanFormat(
        name=format_.name,
        endings=format_.endings,
        is_also_text=format_.is_also_text,
        write=write,
        write_folder=write_folder,
        is_binary=format_.is_binary,
    )


_OF_PAGES = ("docx", "pdf", "html", "markdown", "text")
PLAN_FORMATS: tuple[PlanFormat, ...] = (
    *(_page_in(format_) for format_ in PAGE_FORMATS if format_.name in _OF_PAGES),
    PlanFormat(
        name="xlsx",
        endings=(".xlsx",),
        write=_workbook,
        write_folder=_folder_workbook,
        is_binary=True,
    ),
    PlanFormat(name="csv", endings=(".csv",), write=_csv, write_folder=_folder_csv),
    PlanFormat(name="ics", endings=(".ics",), write=_calendar, is_binary=True),
)
