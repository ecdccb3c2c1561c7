"""Entries under questions, findings and steps that no longer exist, shown as notes."""

from collections.abc import Iterator

from advisor.report.blocks import Paragraph, Point, Points, Section
from advisor.report.days_in_words import day_in_words
from advisor.report.grouping import grouped
from advisor.report.phrases import Phrases
from advisor.report.writers.cells import on_one_line
from advisor.scenario.earlier import Earlier


def earlier_section(phrases: Phrases) -> Section | None:
    """Return all earlier entries; None if there are none."""
    if not (kept := phrases.assessment.earlier):
        return None
    lead = Paragraph("The questions have changed since. What was said then counts for nothing now.")
    # By what was asked: with forty schools, each question would be printed forty times.
    by_asked = grouped((_asked(one), " ".join(_said(one, phrases))) for one in kept)
    points = (Point("-", " ".join((asked, *said))) for asked, said in by_asked.items())
    return Section("earlier", "Asked earlier", (lead, Points(tuple(points))))


def _asked(one: Earlier) -> str:
    kind = "You disagreed: " if one.rule else "Step: " if one.step else ""
    is_sentence = one.asked.rstrip(")").endswith((".", "?", "!"))
    return f"{kind}{one.asked}{'' if is_sentence else '.'}"


def _said(one: Earlier, phrases: Phrases) -> Iterator[str]:
    if one.partner:
        yield f"{phrases.short_names.get(one.partner, one.partner)}:"
    status = one.status.replace("-", " ") if one.status else None
    for label, text in (
        ("Answer", one.answer),
        ("Reason", one.reason),
        ("Said by", one.said_by),
        ("Who could tell", one.who_could_tell),
        ("Who", one.owner),
        ("By", day_in_words(one.by) if one.by else None),
        ("Status", status),
    ):
        if text:
            yield f"{label}: {text.removesuffix('.')}."
    if one.note:
        private = " (private)" if one.visibility == "private" else ""
        yield f'Note: "{on_one_line(one.note)}"{private}'
