"""What serves each lesson: computed from what names it, never typed."""

from collections.abc import Callable, Iterable, Mapping

from advisor.rulebook.rulebook import Rulebook

Naming = Callable[[Rulebook], Iterable[tuple[str, tuple[str, ...]]]]
"""The parts of a sort that name lessons: the id of each with the lessons."""

SERVING: Mapping[str, Naming] = {
    "question": lambda rulebook: ((part.id, part.lessons) for part in rulebook.questions.values()),
    "rule": lambda rulebook: ((part.id, part.lessons) for part in rulebook.rules.values()),
    "step": lambda rulebook: ((part.id, part.lessons) for part in rulebook.steps.values()),
    "element": lambda rulebook: (
        (f"{framework.id}/{element.id}", element.lessons)
        for framework in rulebook.frameworks.values()
        for element in framework.elements
    ),
}
"""Every sort of part that serves lessons; a further sort is a further line here."""

ServedBy = Mapping[str, tuple[str, ...]]
"""The ids of the parts that serve a lesson, by their sort."""


def served_by(rulebook: Rulebook) -> Mapping[str, ServedBy]:
    """Return for every lesson what serves it, by sort; a sort that does not serve it is absent."""
    found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in rulebook.lessons}
    for sort, naming in SERVING.items():
        for part, lessons in naming(rulebook):
            for lesson in dict.fromkeys(lessons):
                found[lesson][sort] = (*found[lesson].get(sort, ()), part)
    return found
