"""By what a lesson reaches a partnership that lacks it is computed from what names it."""

from collections.abc import Callable

import pytest

from advisor.authoring.lesson_usage import REACHING, reached_by
from advisor.rulebook.rulebook import Rulebook
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook

RULEBOOKS = pytest.mark.parametrize("of", [shipped_rulebook, small_rulebook])


def told_by(rulebook: Rulebook) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the lessons of every part that tells what is lacking, by its sort and id."""
    raised = {step for rule in rulebook.rules.values() for step in rule.steps}
    found = {("question", part.id): part.lessons for part in rulebook.questions.values()}
    found |= {
        ("risk", rule.id): rule.lessons for rule in rulebook.rules.values() if rule.kind == "risk"
    }
    found |= {
        ("step", step.id): step.lessons
        for step in rulebook.steps.values()
        if step.id in raised or step.when_ready
    }
    found |= {
        ("element", f"{framework.id}/{element.id}"): element.lessons
        for framework in rulebook.frameworks.values()
        for element in framework.elements
        if framework.shown and element.in_place
    }
    return found


@RULEBOOKS
def test_reaching_is_telling_seen_from_the_other_end(of: Callable[[], Rulebook]) -> None:
    rulebook = of()
    reached = reached_by(rulebook)
    assert reached.keys() == rulebook.lessons.keys()
    told = told_by(rulebook)
    for lesson, by_sort in reached.items():
        assert by_sort.keys() <= set(REACHING)
        for sort, ids in by_sort.items():
            assert ids
            assert len(set(ids)) == len(ids)
            assert all(lesson in told[sort, part] for part in ids)
    for (sort, part), lessons in told.items():
        assert all(part in reached[lesson][sort] for lesson in lessons)


@RULEBOOKS
def test_neither_a_strength_nor_what_nobody_is_shown_reaches_anybody(
    of: Callable[[], Rulebook],
) -> None:
    rulebook = of()
    told = {part for ids in reached_by(rulebook).values() for sort in ids.values() for part in sort}
    assert told.isdisjoint(r.id for r in rulebook.rules.values() if r.kind == "strength")
    unshown = {name for name, framework in rulebook.frameworks.items() if not framework.shown}
    assert unshown
    assert told.isdisjoint(
        f"{name}/{element.id}" for name in unshown for element in rulebook.frameworks[name].elements
    )
