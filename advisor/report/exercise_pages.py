"""What examples and partnerships never showed of the rules: a table for authors."""

import json

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.reasoning.exercised import Exercise, Unseen, leaves_of
from advisor.report.conditions import in_words
from advisor.report.words import plural


def as_json(exercise: Exercise) -> str:
    """Return the gaps and the counts as JSON."""
    data = {
        "partnerships": exercise.scenarios,
        "rules": len(exercise.rulebook.rules),
        "leaves": _leaf_count(exercise),
        "gaps": [
            {
                "rule": gap.rule,
                "leaf": in_words(gap.leaf, exercise.rulebook) if gap.leaf else None,
                "never": list(gap.never),
            }
            for gap in exercise.unseen()
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def page(exercise: Exercise) -> RenderableType:
    """Return each gap, then how much was looked at."""
    gaps = list(exercise.unseen())
    lines = [_line(gap, exercise) for gap in gaps]
    looked_at = (
        f"{plural(len(exercise.rulebook.rules), 'rule')} with "
        f"{plural(_leaf_count(exercise), 'leaf', 'leaves')}, over "
        f"{plural(exercise.scenarios, 'example or partnership', 'examples and partnerships')}: "
    )
    found = plural(len(gaps), "thing") + " never seen" if gaps else "everything was seen"
    return Group(*lines, Text(looked_at + found))


def _line(gap: Unseen, exercise: Exercise) -> Text:
    never = " or ".join(gap.never)
    if gap.leaf is None:
        says = {"stands": "stand", "silent": "stay silent", "undecided": "be undecided"}
        return Text(f"{gap.rule}: never seen to {' or '.join(says[word] for word in gap.never)}")
    return Text(f"{gap.rule}: never seen {never}: {in_words(gap.leaf, exercise.rulebook)}")


def _leaf_count(exercise: Exercise) -> int:
    return sum(1 for rule in exercise.rulebook.rules.values() for _ in leaves_of(rule))
