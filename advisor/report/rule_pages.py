"""The rules of a rulebook, listed and one by one, as pages and as JSON."""

import json
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.report.conditions import lines_of
from advisor.report.tables import BAND_LEGEND, STAGE_LEGEND, stage_marks
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, SEVERITIES


def as_json(rulebook: Rulebook, ids: Iterable[str]) -> str:
    """Return the rules as a JSON array."""
    data = [_plain(rulebook.rules[rule], rulebook) for rule in ids]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(rule: Rule, rulebook: Rulebook) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "topic": rule.topic,
        "kind": rule.kind,
        "severity": rule.severity,
        "holds_at": rule.holds_at,
        "until": rule.until,
        "unless": rule.unless,
        "kinds": list(rule.kinds),
        "stages": list(rule.stages),
        "because": rule.because,
        "reads": sorted(rulebook.read_by[rule.id]),
        "steps": list(rule.steps),
        "cites": [
            {"source": passage.source, "locator": passage.locator, "supports": lesson.says}
            for lesson in (rulebook.lessons[name] for name in rule.lessons)
            for passage in lesson.passages
        ],
    }


def listed(rulebook: Rulebook) -> RenderableType:
    """Return every rule under its topic: id, severity or strength, what it holds when, title."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("id", "what", "1234", "title"):
        table.add_column(name, no_wrap=name != "title")
    for topic in rulebook.topics:
        table.add_row(Text(topic.title, style="bold"))
        of_topic = [rule for rule in rulebook.rules.values() if rule.topic == topic.id]
        for rule in sorted(of_topic, key=_severity):
            what = rule.severity or "strength"
            holds = stage_marks({stage: rule.band_at(stage) for stage in rule.stages})
            table.add_row(f"  {rule.id}", what, holds, Text(rule.title))
    return Group(table, Text(), Text(_LEGEND))


_LEGEND = (
    f"{STAGE_LEGEND}. While it stands a risk holds the verdict at {BAND_LEGEND}; · holds nothing."
)


def _severity(rule: Rule) -> tuple[int, str]:
    return SEVERITIES.index(rule.severity) if rule.severity else len(SEVERITIES), rule.id


def _holds(rule: Rule) -> str:
    if isinstance(rule.holds_at, dict):
        return ", ".join(f"{band} ({stage})" for stage, band in rule.holds_at.items())
    return rule.holds_at or ""


def shown(rulebook: Rulebook, rule_id: str) -> RenderableType:
    """Return one rule with its condition in words, reasons, sources, steps and examples."""
    rule = rulebook.rules[rule_id]
    kinds = "every kind" if set(rule.kinds) == set(KINDS) else ", ".join(rule.kinds)
    what = f"{rule.severity} risk" if rule.severity else "strength"
    head = [
        Text(rule.title, style="bold"),
        Text(f"{rule.id}; {what}; {', '.join(rule.stages)}; {kinds}", style="dim"),
        Text(),
        Text("Stands when"),
    ]
    condition = [
        Padding(Text(words), (0, 0, 0, 2 * depth + 2))
        for depth, words in lines_of(rule.condition, rulebook)
    ]
    rest = [Padding(Text(line), (0, 0, 0, indent)) for indent, line in _rest(rule, rulebook)]
    return Group(*head, *condition, *rest)


def _rest(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[int, str]]:
    yield 0, ""
    yield 0, f"Because {rule.because}"
    if rule.holds_at:
        yield 0, f"Holds the verdict at {_holds(rule)}, until {rule.until}."
    for heading, lines in (
        ("Steps", [rulebook.steps[step].do for step in rule.steps]),
        ("Sources", list(_sources(rule, rulebook))),
        ("Examples", [f"{example.name}: {example.expect}" for example in rule.examples]),
    ):
        if lines:
            yield 0, ""
            yield 0, heading
            yield from ((2, line) for line in lines)


def _sources(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    for lesson in (rulebook.lessons[name] for name in rule.lessons):
        for passage in lesson.passages:
            source = rulebook.sources[passage.source]
            yield f"{source.short} ({source.year or 'undated'}), {passage.locator}: {lesson.says}"
