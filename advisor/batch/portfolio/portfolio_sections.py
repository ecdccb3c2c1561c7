"""The portfolio page: totals over many partnerships in words and charts."""

from collections.abc import Iterator

from advisor.batch.portfolio.rankings import (
    concerns_part,
    not_asked_part,
    plural_of,
    sources_shown,
    steps_part,
    strengths_part,
    unknown_part,
)
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import rulebook_stamp
from advisor.reasoning.assessment import TopicStatus
from advisor.report.blocks import Bar, Chart, Item, Page, Paragraph, Row, Section, Series
from advisor.report.marks import TOPIC_MARKS, band_mark
from advisor.report.phrases import stage_question
from advisor.report.sections.source_section import source_item
from advisor.report.writers.bars import number
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES, Stage

TITLE = "Partnerships taken together"
_TOPICS = (
    "At risk: a risk that decides the verdict is true or likely. Watch: another risk is true or "
    "likely. Unclear: no risk is, but one cannot be ruled out yet. Not asked: no question of the "
    "topic is answered, or it is not for their kind or stage. No risk: all are ruled out."
)
_OPEN = frozenset({"unclear", "not-asked"})
_STATUSES: tuple[TopicStatus, ...] = ("at-risk", "watch", "unclear", "not-asked", "sound")

NOT_COVERED = "NOT COVERED by these documents"


def portfolio_page(
    portfolio: Portfolio, skipped: int, rulebook: Rulebook, *opening: Section
) -> Page:
    """Return the page, section by section.

    Args:
        portfolio: What was counted.
        skipped: How many files or rows were left out because they could not be read.
        rulebook: The one that the scores were made with.
        opening: What the page opens with.
    """
    if not portfolio.partnerships:
        unread = (f"{number(skipped)} could not be read.",) if skipped else ()
        stamp = f"Rulebook {rulebook_stamp(rulebook)}."
        about = ("Nothing is counted here.", *unread, stamp)
        return Page(TITLE, (_version(rulebook),), heading="No partnership", about=about)
    parts: list[Section] = [
        *opening,
        _bands(portfolio, rulebook),
        *_kinds(portfolio, rulebook),
        concerns_part(portfolio, rulebook),
        steps_part(portfolio, rulebook),
        strengths_part(portfolio, rulebook),
        _topics(portfolio, rulebook),
        unknown_part(portfolio, rulebook),
        not_asked_part(portfolio, rulebook),
        *_not_covered(rulebook),
        *_evidence(portfolio, rulebook),
        _version(rulebook, *map(Paragraph, _counted(portfolio))),
    ]
    heading = plural_of(portfolio.partnerships, "partnership")
    blank = portfolio.nothing_answered
    placed = portfolio.partnerships - blank
    about = (
        f"{number(placed)} with a verdict; {number(blank)} in which nothing is answered.",
        f"{number(skipped)} more could not be read: left out here and counted nowhere below."
        if skipped
        else "None was left out: all could be read.",
    )
    return Page(TITLE, tuple(parts), heading=heading, about=about)


def _counted(portfolio: Portfolio) -> Iterator[str]:
    """Yield how much is known, and what the counts are."""
    known, asked = portfolio.answers_known, portfolio.answers_asked
    if asked:
        yield (
            f"Known: {number(known)} of the {number(asked)} answers that kind and stage call for"
            f"{_share(known, asked)}. The others are unknown or not asked yet; what they would say "
            "is not guessed."
        )
    yield (
        "Counted as the partnerships stated it; nobody has checked it. The counts name none, and "
        "none is put above another."
    )
    yield "Undated: answers are of the days on which they were given."


def _share(part: int, whole: int) -> str:
    """Return the share in percent, never all or nothing where it is not."""
    if part in {0, whole}:
        return ""
    return f" ({min(max(round(100 * part / whole), 1), 99)}%)"


def _bands(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    says = "What the answers allow today, in the words of each stage."
    if not portfolio.bands:
        says = "No verdict: in none of them is anything answered."
    elif portfolio.nothing_answered:
        blank = plural_of(portfolio.nothing_answered, "partnership")
        says += (
            f" The {blank} without any answer have none; below they count as unclear or not asked."
        )
    unnamed = f'Where no stage is named, it is read as "{stage_question(rulebook, "starting")}".'
    charts = (_stage(stage, portfolio, rulebook) for stage in STAGES if portfolio.bands.get(stage))
    about = (Paragraph(says), Paragraph(unnamed)) if portfolio.bands else (Paragraph(says),)
    return Section("verdicts", "Verdicts at each stage", (*about, *charts))


def _stage(stage: Stage, portfolio: Portfolio, rulebook: Rulebook) -> Chart:
    counts = portfolio.bands[stage]
    whole = sum(counts.values())
    bars = (
        Bar(
            rulebook.wording.bands[stage][band],
            (counts.get(band, 0),),
            whole,
            band_mark(rulebook, band),
        )
        for band in BANDS
    )
    title = f"{stage_question(rulebook, stage)}: {plural_of(whole, 'partnership')}"
    return Chart("Verdict", (Series("partnerships", "plain"),), tuple(bars), title=title)


def _kinds(portfolio: Portfolio, rulebook: Rulebook) -> Iterator[Section]:
    """Yield the verdicts of each kind, where there are any."""
    marks = [band_mark(rulebook, band) for band in BANDS]
    words = (rulebook.wording.ratings[band].short for band in BANDS)
    series = tuple(
        Series(word, mark.tone, symbol=mark.symbol) for word, mark in zip(words, marks, strict=True)
    )
    bars = tuple(
        Bar(
            rulebook.wording.kinds[kind].label,
            tuple(counts.get(band, 0) for band in BANDS),
            sum(counts.values()),
        )
        for kind in KINDS
        if (counts := portfolio.kinds.get(kind))
    )
    if bars:
        says = Paragraph("Verdicts over all stages; a partnership of two kinds is with its first.")
        chart = Chart("Kind", series, bars, "in all", side_by_side=True)
        yield Section("kinds", "Verdicts of each kind", (says, chart))


def _topics(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    marks = (TOPIC_MARKS[status] for status in _STATUSES)
    bars = (
        Bar(topic.title, tuple(counts.get(status, 0) for status in _STATUSES), sum(counts.values()))
        for topic in rulebook.topics
        for counts in (portfolio.topics.get(topic.id, {}),)
    )
    series = tuple(
        Series(mark.word, mark.tone, "outline" if status in _OPEN else "solid", mark.symbol)
        for mark, status in zip(marks, _STATUSES, strict=True)
    )
    chart = Chart("Topic", series, tuple(bars), side_by_side=True)
    return Section(
        "topics",
        "Topics: where there are risks, where too little is known",
        (Paragraph(_TOPICS), chart),
    )


def _not_covered(rulebook: Rulebook) -> Iterator[Section]:
    """Yield what no count on the page speaks of."""
    items = (Item(item.says, rows=(Row("Ask", (item.who,)),)) for item in rulebook.not_covered)
    says = Paragraph("Not judged in any partnership; not each of these concerns every kind.")
    if rulebook.not_covered:
        yield Section("not-covered", NOT_COVERED, (says, *items))


def _evidence(portfolio: Portfolio, rulebook: Rulebook) -> Iterator[Section]:
    """Yield how good the evidence behind the risks shown is."""
    shown = sources_shown(portfolio, rulebook)
    items = tuple(source_item(rulebook.sources[name], place) for name, place in shown.items())
    if items:
        yield Section("evidence", "How good the evidence is", items)


def _version(rulebook: Rulebook, *about: Paragraph) -> Section:
    rows = (Row("Version", (rulebook.version,)), Row("Hash", (rulebook.content_hash,)))
    return Section("about", "About this page", (*about, Item(rulebook.title, rows=rows)))
