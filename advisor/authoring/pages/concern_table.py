"""The table of concerns: the risks of each, and what clears it."""

from collections.abc import Iterator

from advisor.report.blocks import Strong, Table
from advisor.report.listings.band_marks import BAND_LEGEND, stage_marks
from advisor.report.listings.listing import STAGE_LEGEND, Listing, lines
from advisor.report.phrases import plural
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Concern, Rulebook


def listing(rulebook: Rulebook) -> Listing:
    """Return each concern, its risks with their band at each stage, then what has no risk."""
    data = [
        {**concern.model_dump(mode="json"), "risks": [risk.id for risk in risks]}
        for concern, risks in _concerns(rulebook)
    ]
    table = Table(("1234", "risk", "title"), tuple(_rows(rulebook)), wraps=frozenset({2}))
    note = f"{STAGE_LEGEND}. {BAND_LEGEND}; · limits nothing at that stage; blank does not exist."
    return Listing(data, (table, *lines(("", note, *_gaps(rulebook)))))


def _concerns(rulebook: Rulebook) -> Iterator[tuple[Concern, tuple[Rule, ...]]]:
    for concern in rulebook.concerns.values():
        yield concern, rulebook.risks_of[concern.id]


def _rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for concern, risks in _concerns(rulebook):
        yield "", Strong(concern.id), Strong(concern.title)
        if concern.until:
            yield "", "", f"Until {concern.until}."
        for risk in risks:
            yield stage_marks(risk.bands), risk.id, risk.title


def _gaps(rulebook: Rulebook) -> Iterator[str]:
    gaps = [concern for concern, risks in rulebook.risks_of.items() if not risks]
    if gaps:
        yield f"{plural(len(gaps), 'concern')} without a risk: {', '.join(gaps)}"
