"""Complaints about the leaves of a condition: levels that tell nothing, or stand twice."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.rulebook.condition import Condition, parts, questions_read
from advisor.rulebook.rulebook import Rulebook


def leaf_complaints(
    condition: Condition, within: Place, rulebook: Rulebook
) -> Iterator[tuple[Place, str]]:
    """Yield each leaf that names every level of a question, or one of them twice."""
    for place, part in parts(condition, within):
        for question, levels, _, way in questions_read(part):
            at = (*place, *way)
            if levels is not None and set(levels) == set(rulebook.questions[question].order):
                yield at, f"names every level of {quoted(question)}, so it tells nothing"
            if levels is not None and len(set(levels)) < len(levels):
                yield at, f"names a level of {quoted(question)} twice"
