"""The formats in which an action plan is written: those of sheets, and those of programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.files.file_format import CSV, XLSX, Format, format_named
from advisor.report.page_formats import SHEET_FORMATS

if TYPE_CHECKING:
    from advisor.report.plan.action_plan import ActionPlan
    from advisor.report.plan.folder_plan import FolderPlan

CALENDAR = Format("ics", (".ics",), is_binary=True)
PLAN_FORMATS: tuple[Format, ...] = (*SHEET_FORMATS, XLSX, CSV, CALENDAR)


def plan_in(
    format_: Format, plan: ActionPlan, partnership_id: str | None, made_on: dt.date, width: int
) -> str | bytes:
    """Return a plan in a format; the id of the partnership's file is for a calendar.

    Raises:
        Faults: The format needs packages that are not installed, or an id.
    """
    from advisor.report.days_in_words import made
    from advisor.report.plan.action_plan import plan_page
    from advisor.report.plan.plan_calendar import plan_calendar
    from advisor.report.plan.plan_workbook import plan_csv, plan_workbook

    footer = made(made_on, plan.aside)
    match format_.name:
        case "xlsx":
            return plan_workbook(plan, footer)
        case "csv":
            return plan_csv(plan)
        case "ics":
            return plan_calendar(plan, partnership_id, made_on)
        case name:
            page = replace(plan_page(plan), footer=footer)
            return format_named(name, SHEET_FORMATS).page(page, width)


def folder_plan_in(format_: Format, plan: FolderPlan, width: int) -> str | bytes:
    """Return the steps of many partnerships in a format, which is no calendar.

    Raises:
        Faults: The format needs packages that are not installed.
    """
    from advisor.report.plan.folder_plan import folder_csv, folder_page, folder_workbook

    match format_.name:
        case "xlsx":
            return folder_workbook(plan)
        case "csv":
            return folder_csv(plan)
        case name:
            return format_named(name, SHEET_FORMATS).page(folder_page(plan), width)
