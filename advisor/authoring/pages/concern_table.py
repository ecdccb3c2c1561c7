"""The table of concerns: the risks of each, and what clears it."""

from collections.abc import Iterator

from advisor.report.blocks import Block, Strong, Table
from advisor.report.listings.band_marks import BAND_LEGEND, stage_marks
from advisor.report.listings.listing import STAGE_LEGEND, lines
from advisor.rulebook.rulebook import Rulebook


def concern_table(rulebook: Rulebook) -> Iterator[Block]:
    """Yield each concern, and its risks with their band at each stage."""
    yield Table(("1234", "risk", "title"), tuple(_rows(rulebook)), wraps=frozenset({2}))
    note = f"{STAGE_LEGEND}. {BAND_LEGEND}; · limits nothing at that stage; blank does not exist."
    yield from lines(("", note))


def _rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for concern in rulebook.concerns.values():
        yield "", Strong(concern.id), Strong(concern.title)
        if concern.until:
            yield "", "", f"Until {concern.until}."
        for risk in rulebook.risks_of[concern.id]:
            yield stage_marks(risk.bands), risk.id, risk.title
