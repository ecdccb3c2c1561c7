"""Which lessons reach a partnership that lacks them: computed from the parts that name them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from advisor.rulebook.rulebook import Rulebook

Naming = Iterator[tuple[str, tuple[str, ...]]]


def _risks(rulebook: Rulebook) -> Naming:
    for rule in rulebook.rules.values():
        if rule.kind == "risk":
            yield rule.id, rule.lessons


def _steps(rulebook: Rulebook) -> Naming:
    """Yield the steps that some page shows, for a risk or for a verdict of ``ready``."""
    raised = {step for rule in rulebook.rules.values() for step in rule.steps}
    for step in rulebook.steps.values():
        if step.id in raised or step.when_ready:
            yield step.id, step.lessons


def _questions(rulebook: Rulebook) -> Naming:
    for question in rulebook.questions.values():
        yield question.id, question.lessons


def _elements(rulebook: Rulebook) -> Naming:
    """Yield the elements that are shown by default at some kind and stage."""
    for framework in rulebook.frameworks.values():
        for element in framework.elements:
            if framework.shown is not None and element.conditions:
                yield f"{framework.id}/{element.id}", element.lessons


REACHING: Mapping[str, Callable[[Rulebook], Naming]] = {
    "risk": _risks,
    "step": _steps,
    "question": _questions,
    "element": _elements,
}
"""Each type of part through which a lesson reaches a partnership; to add a type, add a line.

Not strengths: a partnership with the strength has taken the lesson already.
"""

ReachedBy = Mapping[str, tuple[str, ...]]
"""The ids of the parts through which a lesson reaches a partnership, by type."""


def reached_by(rulebook: Rulebook) -> Mapping[str, ReachedBy]:
    """Return, for every lesson, the parts that make it reach a partnership, without empty types."""
    found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in rulebook.lessons}
    for sort, naming in REACHING.items():
        for part, lessons in naming(rulebook):
            for lesson in dict.fromkeys(lessons):
                found[lesson][sort] = (*found[lesson].get(sort, ()), part)
    return found


def named_lessons(rulebook: Rulebook) -> frozenset[str]:
    """Return the lessons that any part names, whether or not it reaches anybody."""
    elements = (e for framework in rulebook.frameworks.values() for e in framework.elements)
    parts: tuple[Iterable[tuple[str, ...]], ...] = (
        (question.lessons for question in rulebook.questions.values()),
        (rule.lessons for rule in rulebook.rules.values()),
        (step.lessons for step in rulebook.steps.values()),
        (element.lessons for element in elements),
    )
    return frozenset(name for part in parts for lessons in part for name in lessons)
