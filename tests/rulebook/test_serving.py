"""What serves a lesson is computed from what names it."""

from collections.abc import Mapping

from advisor.rulebook.framework import Element
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.serving import SERVING, served_by
from tests.shipped import shipped_rulebook


def test_serving_is_naming_seen_from_the_other_end() -> None:
    rulebook = shipped_rulebook()
    served = served_by(rulebook)
    assert served.keys() == rulebook.lessons.keys()
    elements = {
        f"{framework.id}/{element.id}": element
        for framework in rulebook.frameworks.values()
        for element in framework.elements
    }
    parts: Mapping[str, Mapping[str, Question | Rule | Step | Element]] = {
        "question": rulebook.questions,
        "rule": rulebook.rules,
        "step": rulebook.steps,
        "element": elements,
    }
    assert parts.keys() == SERVING.keys()
    for lesson, by_sort in served.items():
        for sort, ids in by_sort.items():
            assert ids
            assert len(set(ids)) == len(ids)
            assert all(lesson in parts[sort][part].lessons for part in ids)
    for sort, known in parts.items():
        for name, part in known.items():
            assert all(name in served[lesson][sort] for lesson in part.lessons)
