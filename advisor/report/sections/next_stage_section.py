"""What the next decision needs."""

from collections.abc import Mapping

from advisor.reasoning.assessment import DueNext, DueStatus
from advisor.report.blocks import Group, Item, Paragraph, Row, Section
from advisor.report.grouping import grouped
from advisor.report.phrases import Phrases, stage_question
from advisor.rulebook.vocabulary import Stage, next_stage

_STATUS: Mapping[DueStatus, str] = {
    "stands": "True today",
    "presumed": "Likely, not certain",
    "waits": "Not known yet",
}


def next_stage_section(phrases: Phrases) -> Section | None:
    """Return what would limit the next decision, in its order; None at the last stage."""
    later = next_stage(phrases.assessment.stage)
    if later is None:
        return None
    by_status = grouped((item.status, item) for item in phrases.assessment.due_next)
    limits = tuple(_limits(status, due, later, phrases) for status, due in by_status.items())
    title = f"The next decision: {stage_question(phrases.rulebook, later)}"
    return Section("due-next", title, limits or (Paragraph("Nothing more is needed for it."),))


def _limits(status: DueStatus, due: list[DueNext], later: Stage, phrases: Phrases) -> Item:
    """Return what limits the next decision, or could, under the verdict that would follow."""
    by_band = grouped((item.holds_at, _line(item)) for item in due)
    groups = tuple(
        Group(f"{phrases.band(band).text}: {phrases.says(band, later)}", tuple(lines))
        for band, lines in by_band.items()
    )
    return Item(_STATUS[status], rows=(Row("", groups),))


def _line(due: DueNext) -> str:
    # An unknown risk need not be resolved: it has to be found out about first.
    return f"{due.title}{'' if due.status == 'waits' else f'. Resolved when {due.until}'}."
