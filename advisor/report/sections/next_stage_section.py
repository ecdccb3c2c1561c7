"""What the next decision needs."""

from collections.abc import Mapping

from advisor.reasoning.assessment import DueNext, DueStatus
from advisor.report.blocks import Block, Group, Item, Paragraph, Row, Section
from advisor.report.words import Words
from advisor.rulebook.vocabulary import Band, Stage, next_stage

_STATUS: Mapping[DueStatus, str] = {
    "stands": "True today:",
    "presumed": "Likely, not certain:",
    "waits": "Not known yet:",
}


def next_stage_section(words: Words) -> Section | None:
    """Return what would limit the next decision, worst first; None at the last stage."""
    later = next_stage(words.assessment.stage)
    if later is None:
        return None
    by_band: dict[Band, list[DueNext]] = {}
    for item in words.assessment.due_next:
        by_band.setdefault(item.holds_at, []).append(item)
    blocks: list[Block] = [_limit(band, due, later, words) for band, due in by_band.items()]
    if not blocks:
        blocks = [Paragraph("Nothing more is needed for it.")]
    title = f"The next decision: {words.stage_question(later)}"
    return Section("due-next", title, tuple(blocks))


def _limit(band: Band, due: list[DueNext], later: Stage, words: Words) -> Item:
    """Return what would limit the next decision to a verdict."""
    by_status: dict[DueStatus, list[str]] = {}
    for item in due:
        line = f"{item.title}. Resolved when: {item.until}"
        by_status.setdefault(item.status, []).append(line)
    groups = tuple(Group(_STATUS[status], tuple(lines)) for status, lines in by_status.items())
    says = words.rulebook.wording.bands[later][band]
    return Item(says, mark=words.band(band), rows=(Row("", groups),))
