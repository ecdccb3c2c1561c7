"""Check that every name in a framework refers to something."""

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest
from advisor.rulebook.condition_references import (
    Found,
    Names,
    condition_faults,
    each_named,
    rests_on_something,
)
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.question import Question
from advisor.rulebook.source import Lesson


def framework_faults(framework: Framework, names: Names) -> Found:
    """Yield each name in a framework that refers to nothing, with its key path."""
    if message := names.missing("source", framework.source):
        yield ("source",), message
    if framework.shown is not None:
        for key, words in (("kinds", framework.shown.kinds), ("stages", framework.shown.stages)):
            if not words:
                yield ("shown", key), f"{quoted(key)}: is empty; leave it out where all are meant"
    for number, element in enumerate(framework.elements):
        place: Place = ("elements", number)
        yield from _of_element(element, place, framework, names)
    yield from _of_range(framework, names)


def _of_element(element: Element, place: Place, framework: Framework, names: Names) -> Found:
    part_ids = [part.id for part in framework.parts]
    if element.part is not None and part_ids and element.part not in part_ids:
        message = f"there is no part {quoted(element.part)}{nearest(element.part, part_ids)}"
        yield (*place, "part"), message
    yield from each_named("step", element.steps, (*place, "steps"), names)
    yield from each_named("lesson", element.lessons, (*place, "lessons"), names)
    for number, name in enumerate(element.lessons):
        lesson = names.models.get(("lesson", name))
        cited = {p.source for p in lesson.passages} if isinstance(lesson, Lesson) else ()
        # A missing source is one fault, and not one more for each lesson of the framework.
        if (
            cited
            and framework.source not in cited
            and not names.missing("source", framework.source)
        ):
            message = f"{quoted(name)} has no passage in {quoted(framework.source)}"
            yield (*place, "lessons", number), message
    for key, condition in element.conditions:
        yield from condition_faults(condition, (*place, key), names, may_read_findings=True)
        if not rests_on_something(condition):
            yield (*place, key), "the element has nothing but not; say what must be there too"


def _of_range(framework: Framework, names: Names) -> Found:
    """Yield what is wrong with today's form, and with the levels that are the forms."""
    if framework.present is None:
        return
    if message := names.missing("question", framework.present):
        yield ("present",), message
        return
    question = names.question(framework.present)
    if question is None:
        return
    if not question.once or question.better != "neither":
        message = f"{quoted(question.id)} is no fact asked once; a range needs better: neither"
        yield ("present",), message
    yield from _of_levels(framework, question)


def _of_levels(framework: Framework, question: Question) -> Found:
    reached = -1
    for number, element in enumerate(framework.elements):
        level = element.level
        if level is None:
            continue
        place: Place = ("elements", number, "level")
        if level not in question.order:
            near = nearest(level, question.order)
            yield place, f"{quoted(question.id)} has no level {quoted(level)}{near}"
            continue
        position = question.order.index(level)
        if position < reached:
            message = f"{quoted(level)} comes after a tighter form; write the loosest first"
            yield place, message
        reached = max(reached, position)
