"""The rules of a rulebook, listed and one by one."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment_parts import citations
from advisor.report.blocks import Block, Paragraph, Small, Strong
from advisor.report.explain.condition_text import lines_of
from advisor.report.grouping import grouped
from advisor.report.listings.listing import (
    BAND_LEGEND,
    STAGE_LEGEND,
    Listing,
    by_topic,
    kinds_in_words,
    lines,
    stage_marks,
    titled,
)
from advisor.report.phrases import year
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS

_ONLY_FOR_FILES = {"when", "lessons", "examples", "status"}
_LEGEND = f"{STAGE_LEGEND}. A risk that is true limits the verdict to {BAND_LEGEND}; · is no limit."


def _data(rules: Iterable[Rule], rulebook: Rulebook) -> list[dict[str, object]]:
    return [
        {
            **rule.model_dump(mode="json", exclude=_ONLY_FOR_FILES),
            "reads": sorted(rulebook.read_by[rule.id]),
            "cites": [place.model_dump() for place in citations(rule, rulebook)],
        }
        for rule in rules
    ]


def listed(rulebook: Rulebook) -> Listing:
    """Return every rule under its topic: id, worst limit, limit at each stage, title."""
    rows = grouped(
        (rule.topic, (rule.id, rule.worst_band or rule.kind, stage_marks(rule.bands), rule.title))
        for rule in sorted(rulebook.rules.values(), key=_worst_first)
    )
    table = by_topic(rulebook, ("id", "what", "1234", "title"), rows)
    data = _data(rulebook.rules.values(), rulebook)
    return Listing(data, (table, *lines(("", _LEGEND))))


def _worst_first(rule: Rule) -> tuple[int, str, str]:
    return BANDS.index(rule.worst_band or "ready"), rule.kind, rule.id


def shown(rulebook: Rulebook, rule_id: str) -> Listing:
    """Return one rule with its condition in words, reasons, sources, steps and examples."""
    rule = rulebook.rules[rule_id]
    return Listing(_data([rule], rulebook), tuple(_blocks(rule, rulebook)))


def _blocks(rule: Rule, rulebook: Rulebook) -> Iterator[Block]:
    where = f"{', '.join(rule.stages)}; {kinds_in_words(rule.kinds)}"
    yield Paragraph(Strong(rule.title))
    yield Paragraph(Small(f"{rule.id}; {rule.kind}; {where}"))
    yield from lines(("", "True when"))
    for depth, words in lines_of(rule.condition, rulebook):
        yield Paragraph(words, indent=2 * depth + 2)
    yield from lines(("", f"Because {rule.because}"))
    if rule.holds_at:
        yield Paragraph(f"Limits the verdict to {_limit(rule)}, until {rule.until}.")
    yield from titled("Steps", (rulebook.steps[step].do for step in rule.steps))
    yield from titled("Sources", _sources(rule, rulebook))
    yield from titled("Examples", (f"{x.name}: {x.expect}" for x in rule.examples))


def _limit(rule: Rule) -> str:
    if isinstance(rule.holds_at, dict):
        return ", ".join(f"{band} ({stage})" for stage, band in rule.holds_at.items())
    return rule.holds_at or ""


def _sources(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    for place in citations(rule, rulebook):
        source = rulebook.sources[place.source]
        yield f"{source.short} ({year(source)}), {place.locator}: {place.supports}"
