"""The sources, and how good each is as evidence."""

from advisor.report.blocks import Item, Paragraph, Row, Section
from advisor.report.grouping import lessons_with_places
from advisor.report.phrases import Phrases, year
from advisor.rulebook.source import Source


def source_section(phrases: Phrases) -> Section:
    """Return each source cited: its author, year, quality and lessons."""
    sources = tuple(
        source_item(phrases.rulebook.sources[source], number, _says(source, phrases))
        for source, number in phrases.cited.items()
    )
    nothing = (Paragraph("Nothing in this report cites a document."),)
    return Section("evidence", "Sources, and how good each is as evidence", sources or nothing)


def source_item(source: Source, number: int, says: tuple[str, ...] = ()) -> Item:
    """Return a source under its number, with what it says and where."""
    authors, publisher = source.authors, source.publisher
    published = "" if publisher == authors else f", {publisher}"
    rows = [
        Row("By", (f"{authors} ({year(source)}){published}",)),
        Row("How good", (source.quality,)),
        *([Row("It says", says)] if says else []),
    ]
    return Item(title=source.title, number=f"[{number}]", rows=tuple(rows))


def _says(source: str, phrases: Phrases) -> tuple[str, ...]:
    """Return a source's lessons about what decides or limits the advice, once each.

    Everything else cites its places inline; with all lessons, the list was twice as long.
    """
    concerns = phrases.assessment.concerns
    leads = {concern.risks[0] for concern in concerns if concern.severity != "low"}
    leading = (risk for risk in phrases.assessment.risks if risk.id in leads)
    cited = (citation for risk in leading for citation in risk.sources)
    return lessons_with_places(citation for citation in cited if citation.source == source)
