"""What falls due at the next stage."""

from collections.abc import Iterable, Mapping

from advisor.reasoning.assessment import DueNext, DueStatus
from advisor.report.blocks import Block, Item, Paragraph, Row, Section
from advisor.report.words import NOT_CERTAIN, Words
from advisor.rulebook.vocabulary import next_stage

MOST_DUE_IN_FULL = 10


def due_section(words: Words) -> Section | None:
    """Return what falls due at the next stage, in its order; None at the last stage."""
    assessment = words.assessment
    later = next_stage(assessment.stage)
    if later is None:
        return None
    due = assessment.due_next
    blocks: list[Block] = [_due(item, words) for item in due[:MOST_DUE_IN_FULL]]
    if rest := due[MOST_DUE_IN_FULL:]:
        blocks += [
            Paragraph(f"And {len(of)} more ({_ALSO_DUE[status]}): {_titles(of)}.")
            for status in _DUE
            if (of := [item for item in rest if item.status == status])
        ]
    if not blocks:
        blocks = [Paragraph("Nothing more falls due there.")]
    title = f"Due at the next stage: {words.stage_question(later)}"
    return Section("due-next", title, tuple(blocks))


_DUE: Mapping[DueStatus, str] = {
    "stands": "stands today; will hold at",
    "presumed": f"{NOT_CERTAIN}; could hold at",
    "waits": "not known yet; could hold at",
}


_ALSO_DUE: Mapping[DueStatus, str] = {
    "stands": "stand today",
    "presumed": NOT_CERTAIN,
    "waits": "not known yet",
}


def _due(item: DueNext, words: Words) -> Item:
    return Item(
        title=item.title,
        aside=f"{_DUE[item.status]} {words.band(item.holds_at).text}",
        rows=(Row("Until", (item.until,)),),
    )


def _titles(due: Iterable[DueNext]) -> str:
    return "; ".join(item.title for item in due)
