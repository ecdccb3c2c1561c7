"""Which lessons reach a partnership that lacks them: computed from the parts that name them."""

from collections.abc import Mapping

from advisor.rulebook.rulebook import Rulebook

REACHING = ("risk", "step", "question", "element")
"""The types of part through which a lesson reaches a partnership.

Not strengths: a partnership with the strength has taken the lesson already.
"""

ReachedBy = dict[str, tuple[str, ...]]
"""The ids of the parts through which a lesson reaches a partnership, by type."""


def reached_by(rulebook: Rulebook) -> dict[str, ReachedBy]:
    """Return, for every lesson, the parts that make it reach a partnership, without empty types."""
    found: dict[str, ReachedBy] = {name: {} for name in rulebook.lessons}
    for sort, parts in zip(REACHING, _reaching(rulebook), strict=True):
        for part, lessons in parts.items():
            for lesson in dict.fromkeys(lessons):
                found[lesson][sort] = (*found[lesson].get(sort, ()), part)
    return found


def _reaching(rulebook: Rulebook) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """Return the lessons of each part that a page shows to somebody, by type as in ``REACHING``."""
    rules, steps = rulebook.rules.values(), rulebook.steps.values()
    # A step that nothing raises is on no page. A framework without `shown` is on a page only for
    # those who name it, so it reaches nobody who lacks the lesson.
    raised = {step for rule in rules for step in rule.steps}
    shown = [framework for framework in rulebook.frameworks.values() if framework.shown]
    return (
        {rule.id: rule.lessons for rule in rules if rule.kind == "risk"},
        {step.id: step.lessons for step in steps if step.id in raised or step.when_ready},
        {question.id: question.lessons for question in rulebook.questions.values()},
        {f"{f.id}/{e.id}": e.lessons for f in shown for e in f.elements if e.conditions},
    )
