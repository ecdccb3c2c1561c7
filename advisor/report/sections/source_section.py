"""The sources, and how good each is as evidence."""

from advisor.report.blocks import Block, Item, Paragraph, Row, Section
from advisor.report.words import Words, year
from advisor.rulebook.source import Source


def evidence_section(words: Words) -> Section:
    """Return each source cited, with who wrote it, when, and how good it is as evidence."""
    blocks: list[Block] = [
        source_item(words.rulebook.sources[source], number)
        for source, number in words.cited.items()
    ]
    if not blocks:
        blocks = [Paragraph("Nothing on this page cites a document.")]
    return Section("evidence", "How good the evidence is", tuple(blocks))


def source_item(source: Source, number: int) -> Item:
    """Return a source under its number."""
    authors, publisher = source.authors, source.publisher
    published = "" if publisher == authors else f", {publisher}"
    return Item(
        title=source.title,
        number=f"[{number}]",
        rows=(
            Row("Known here as", (source.short,)),
            Row("By", (f"{authors} ({year(source)}){published}",)),
            Row("How good", (source.quality,)),
        ),
    )
