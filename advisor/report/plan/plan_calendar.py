"""The agreed steps as a calendar, which updates its entries rather than doubling them."""

import datetime as dt

from advisor.files.faults import Fault, Faults
from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.report.phrases import STATUS_WORDS
from advisor.report.plan.action_plan import ActionPlan


def plan_calendar(plan: ActionPlan, partnership_id: str | None, made_on: dt.date) -> bytes:
    """Return the agreed steps that have a day as an iCalendar file, a whole day each.

    Args:
        plan: The plan.
        partnership_id: The id of the file; with the step it names an entry for good.
        made_on: The day on which it is made.

    Raises:
        Faults: The file has no id, or icalendar is not installed.
    """
    if partnership_id is None:
        says = "the file has no id, by which a calendar knows an entry again; save it once"
        raise Faults([Fault("calendar", 0, f"{says} in the interview, or write an id in it")])
    icalendar = optional("icalendar", DOCUMENTS)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//partnership advisor//action plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for row in plan.rows:
        # A day that is only suggested is nobody's promise.
        if not row.has_day or row.by is None or row.status == "dropped":
            continue
        event = icalendar.Event()
        event.add("uid", f"{row.step}@{partnership_id}.partnership-advisor")
        stamp = dt.datetime.combine(made_on, dt.time(), dt.UTC)
        event.add("dtstamp", stamp)
        # A later file wins over an earlier one; days since 2020 only ever grow.
        event.add("sequence", (made_on - dt.date(2020, 1, 1)).days)
        event.add("dtstart", row.by)
        event.add("dtend", row.by + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        # Calendars are shared with offices.
        event.add("summary", f"{row.what_for_many} ({row.who})")
        done = "" if row.is_private else f"Done when: {row.done_when} "
        says = f"{done}Status: {STATUS_WORDS[row.status]}."
        event.add("description", f"{plan.partnership}. {says}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
