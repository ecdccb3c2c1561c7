"""The table of gates: what holds the verdict, at which band, stage by stage."""

import json

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.report.tables import (
    BAND_LEGEND,
    JUDGEMENT,
    STAGE_LEGEND,
    frame,
    passages_of,
    rests_on,
    some_kinds,
    sources_legend,
    stage_marks,
)
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, SEVERITIES, STAGES, Band, Stage


def holding(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Return every risk that holds the verdict at any stage, worst first."""
    found = (rule for rule in rulebook.rules.values() if rule.holds_at)
    return tuple(sorted(found, key=lambda rule: _worst_first(rule, rulebook)))


def _worst_first(rule: Rule, rulebook: Rulebook) -> tuple[list[int], int, int, str]:
    held = sorted(BANDS.index(rule.band_at(stage) or "ready") for stage in STAGES)
    severity = SEVERITIES.index(rule.severity or "low")
    return held, severity, rulebook.topic_order[rule.topic], rule.id


def _bands(rule: Rule) -> dict[Stage, Band | None]:
    return {stage: rule.band_at(stage) for stage in STAGES if stage in rule.stages}


def as_json(rulebook: Rulebook) -> str:
    """Return the holding risks as a JSON array, worst first."""
    data = [
        {
            "id": rule.id,
            "title": rule.title,
            "topic": rule.topic,
            "severity": rule.severity,
            "kinds": list(rule.kinds),
            "bands": _bands(rule),
            "until": rule.until,
            "unless": rule.unless,
            "cites": [
                {"source": passage.source, "locator": passage.locator}
                for passage in passages_of(rule.lessons, rulebook)
            ],
        }
        for rule in holding(rulebook)
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def page(rulebook: Rulebook) -> RenderableType:
    """Return a line a holding risk: what it holds at each stage, its title, what it rests on."""
    table = frame("1234", "id", "title", "rests on", wraps=("title", "rests on"))
    for rule in holding(rulebook):
        title = Text(rule.title).append(some_kinds(rule.kinds), style="dim")
        places = Text(rests_on(rule.lessons, rulebook))
        table.add_row(stage_marks(_bands(rule)), rule.id, title, places)
    legend = (
        f"{STAGE_LEGEND}. While it stands a risk holds the verdict at {BAND_LEGEND}; · holds "
        "nothing at that stage; blank does not exist there."
    )
    lines = [legend, *sources_legend(rulebook), JUDGEMENT]
    return Group(table, Text(), *map(Text, lines))
