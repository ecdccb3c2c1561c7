"""What examples and partnerships never showed of the rules: a list for authors."""

from advisor.authoring.rule_coverage import Exercise, Unseen, leaves_of
from advisor.report.explain.condition_text import in_words
from advisor.report.listings.listing import Listing, lines
from advisor.report.phrases import plural


def listing(exercise: Exercise) -> Listing:
    """Return each gap, then how many rules and partnerships were read."""
    gaps = list(exercise.unseen())
    rules = exercise.rulebook.rules.values()
    leaves = sum(1 for rule in rules for _ in leaves_of(rule))
    data = {
        "partnerships": exercise.scenarios,
        "rules": len(rules),
        "leaves": leaves,
        "gaps": [
            {
                "rule": gap.rule,
                "leaf": in_words(gap.leaf, exercise.rulebook) if gap.leaf else None,
                "never": list(gap.never),
            }
            for gap in gaps
        ],
    }
    looked_at = (
        f"{plural(len(rules), 'rule')} with {plural(leaves, 'leaf', 'leaves')}, over "
        f"{plural(exercise.scenarios, 'example or partnership', 'examples and partnerships')}: "
    )
    found = plural(len(gaps), "thing") + " never seen" if gaps else "everything was seen"
    return Listing(data, tuple(lines((*(_line(g, exercise) for g in gaps), looked_at + found))))


def _line(gap: Unseen, exercise: Exercise) -> str:
    if gap.leaf is None:
        says = {"stands": "stand", "silent": "stay silent", "undecided": "be undecided"}
        return f"{gap.rule}: never seen to {' or '.join(says[word] for word in gap.never)}"
    never = " or ".join(gap.never)
    return f"{gap.rule}: never seen {never}: {in_words(gap.leaf, exercise.rulebook)}"
