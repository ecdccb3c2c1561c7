"""Many partnerships as a table for the terminal, a row a partnership, in the order of the input."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.batch.scored import NOTHING_ANSWERED, Scored
from advisor.report.words import band_mark
from advisor.rulebook.rulebook import Rulebook

HEADINGS = ("Partnership", "Verdict", "To put in place, or to find out", "Risks", "Known")


def table_of(scores: Iterable[Scored], rulebook: Rulebook) -> RenderableType:
    """Return the table; nothing in its order says that one partnership is above another."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, no_wrap=heading in {"Risks", "Known"})
    for score in scores:
        table.add_row(*(Text(cell) for cell in _row(score, rulebook)))
    return table


def _row(score: Scored, rulebook: Rulebook) -> tuple[str, ...]:
    answered = score.decision != NOTHING_ANSWERED
    mark = band_mark(rulebook, score.band)
    verdict = f"{mark.text}: {score.decision}" if answered else f"[ ] {NOTHING_ANSWERED}"
    to_do = (*score.put_in_place, *(f"whether {until}" for until in score.find_out_whether))
    stage = rulebook.wording.stages[score.stage].short
    more = f" and {len(to_do) - 1} more" if len(to_do) > 1 else ""
    return (
        f"{score.partnership} ({score.kind}; {stage})",
        verdict,
        f"{to_do[0]}{more}" if to_do and answered else "",
        f"{score.high} high, {score.medium + score.low} other" if answered else "",
        f"{score.known} of {score.asked}",
    )
