"""The small changes of rules that no example notices: a list for authors."""

import json
from collections.abc import Collection

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.reasoning.flips import Flip
from advisor.report.conditions import in_words
from advisor.report.words import plural
from advisor.rulebook.rulebook import Rulebook


def as_json(rulebook: Rulebook, tried: int, unnoticed: Collection[Flip]) -> str:
    """Return the changes that no example notices, and how many were tried, as JSON."""
    data = {
        "tried": tried,
        "unnoticed": [
            {"rule": flip.rule.id, "leaf": in_words(flip.leaf, rulebook), "flip": flip.says}
            for flip in unnoticed
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def page(rulebook: Rulebook, tried: int, unnoticed: Collection[Flip]) -> RenderableType:
    """Return each change that no example notices, then how many were tried."""
    lines = []
    for flip in unnoticed:
        lines.append(Text(f"{flip.rule.id}: {flip.says}", style="bold"))
        lines.append(Text(f"  {in_words(flip.leaf, rulebook)}"))
    found = f"{len(unnoticed)} that no example notices" if unnoticed else "each is noticed"
    return Group(*lines, Text(f"{plural(tried, 'small change')} of the rules tried: {found}"))
