"""The table of preconditions: what breaks each, at which stages, and on what it rests."""

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
from advisor.rulebook.preconditions import Break
from advisor.rulebook.rulebook import Rulebook


def as_json(rulebook: Rulebook) -> str:
    """Return the preconditions, and the gates that rest on several answers, as JSON."""
    listed = rulebook.preconditions
    data = {
        "preconditions": [
            {
                "id": precondition.id,
                "says": precondition.says,
                "cites": [
                    {"source": passage.source, "locator": passage.locator}
                    for passage in passages_of(precondition.lessons, rulebook)
                ],
                "breaks": [
                    {
                        "given": broken.given,
                        "every": broken.every,
                        "role": broken.role,
                        "answers_from": broken.answers_from,
                        "count": broken.count,
                        "kinds": list(precondition.kinds_of(broken)),
                        "bands": broken.bands,
                    }
                    for broken in precondition.breaks
                ],
            }
            for precondition in listed.preconditions
        ],
        "combinations": [entry.model_dump(mode="json") for entry in listed.combinations],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def page(rulebook: Rulebook) -> RenderableType:
    """Return each precondition with the answers that break it, then the combinations."""
    table = frame("1234", "broken by", "rests on", wraps=("broken by", "rests on"))
    for precondition in rulebook.preconditions.preconditions:
        named = Text(precondition.says, style="bold").append(some_kinds(precondition.kinds))
        table.add_row("", named, Text(rests_on(precondition.lessons, rulebook)))
        for broken in precondition.breaks:
            says = Text(_in_words(broken, rulebook))
            table.add_row(stage_marks({**broken.bands}), says)
    legend = (
        f"{STAGE_LEGEND}. In an otherwise perfect file the answer leads to {BAND_LEGEND}; a blank "
        "stage is not named. What is asked of partners is answered so by one core partner."
    )
    lines = [
        "Gates that rest on several answers together",
        *(f"  {entry.rule}: {entry.reason}" for entry in rulebook.preconditions.combinations),
        "",
        legend,
        *sources_legend(rulebook),
        JUDGEMENT,
    ]
    return Group(table, Text(), *map(Text, lines))


def _in_words(broken: Break, rulebook: Rulebook) -> str:
    said = [
        f"{name}: {rulebook.questions[name].level(level).label}"
        for name, level in broken.given.items()
    ]
    limits = [
        "every partner" if broken.every else "",
        f"the {broken.role} partner" if broken.role else "",
        "answered by others" if broken.answers_from == "others" else "",
        f"of {broken.count} alike" if broken.count > 1 else "",
    ]
    who = ", ".join(limit for limit in limits if limit)
    kinds = some_kinds(broken.kinds) if broken.kinds else ""
    answers = "; ".join(said)
    return (f"{answers} ({who})" if answers and who else answers or who) + kinds
