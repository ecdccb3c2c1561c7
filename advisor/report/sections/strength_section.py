"""What is in the partnership's favour."""

from advisor.reasoning.assessment import Finding
from advisor.report.blocks import Block, Item, Paragraph, Row, Section, Table
from advisor.report.sections.concern_section import _disagreement, _places, _said_in_short
from advisor.report.sections.finding_rows import cited, said
from advisor.report.words import (
    STRENGTH,
    WE_DISAGREE,
    Words,
    plural,
)
from advisor.report.writers.cells import on_one_line

MOST_STRENGTHS_IN_FULL = 6


def favour_section(words: Words) -> Section:
    """Return the strengths, with their answers and sources."""
    strengths = words.assessment.strengths
    blocks: list[Block] = [
        Item(
            title=strength.title,
            mark=STRENGTH,
            rows=(
                Row("You said", said(strength.because, words)),
                Row("Why", (strength.explanation,)),
                Row("From", cited(strength.sources, words)),
                *_disagreement(strength),
            ),
        )
        for strength in strengths[:MOST_STRENGTHS_IN_FULL]
    ]
    if more := strengths[MOST_STRENGTHS_IN_FULL:]:
        headings = ("Strength", "You said", "From", WE_DISAGREE)
        shown = headings if any(one.disagreement is not None for one in more) else headings[:-1]
        rows = tuple(_short_strength(strength, words)[: len(shown)] for strength in more)
        count = plural(len(more), "further strength")
        blocks += [Paragraph(f"{count}, sources by number:"), Table(shown, rows)]
    if not blocks:
        blocks = [Paragraph("Nothing that counts as a strength here is known yet.")]
    return Section("in-your-favour", "In your favour", tuple(blocks))


def _short_strength(strength: Finding, words: Words) -> tuple[str, ...]:
    """Return a strength in short: sources by number, notes left to where they stand."""
    return (
        strength.title,
        _said_in_short(strength, words),
        _places(strength, words),
        on_one_line(strength.disagreement or ""),
    )
