"""Checks that every name in a rulebook leads somewhere."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple, get_args

from advisor.files.clean_text import quoted
from advisor.files.faults import nearest
from advisor.files.strict_yaml import Place
from advisor.files.validation import FileModel
from advisor.rulebook.condition import (
    All,
    AnswerIs,
    AnyOf,
    Condition,
    DifferBy,
    FindingStands,
    Not,
    OfPartners,
    findings_in,
    named_levels,
    parts,
)
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import NotMonotone
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.vocabulary import BANDS, KINDS, ROLES, SEVERITIES, STAGES, Sector
from advisor.rulebook.wording import NotCovered, Wording

Part = tuple[str, str]
"""A part of a rulebook: its sort (rule, question, step, …) and its id."""

WORDING: Part = ("wording", "wording.yaml")


class Complaint(NamedTuple):
    """Something wrong with a part of a rulebook, named apart from files.

    Attributes:
        about: The part.
        place: The place within it.
        says: What is wrong.
    """

    about: Part
    place: Place
    says: str


class _Names(NamedTuple):
    """Every name that something may refer to, with the parts that could be read."""

    models: Mapping[Part, FileModel]
    declared: Mapping[str, frozenset[str]]
    topics: tuple[str, ...] | None
    wording: Wording | None

    def missing(self, sort: str, name: str) -> str:
        """Return what to say of a name that leads nowhere, or nothing."""
        known = self.declared.get(sort)
        if known is None or name in known:
            return ""
        return f"there is no {sort} {quoted(name)}{nearest(name, known)}"

    def question(self, name: str) -> Question | None:
        found = self.models.get(("question", name))
        return found if isinstance(found, Question) else None


def reference_complaints(
    models: Mapping[Part, FileModel],
    declared: Mapping[str, frozenset[str]],
    topics: tuple[str, ...] | None,
    wording: Wording | None,
) -> Iterator[Complaint]:
    """Yield everything in the models that names something which is not there.

    Args:
        models: The parts that could be read, by sort and id.
        declared: The ids of all parts of each sort, those included that could not be read; a sort
            is left out where not all of its ids are known.
        topics: The ids of the topics, if they are known.
        wording: The wording, if it could be read.
    """
    names = _Names(models, declared, topics, wording)
    for about, model in models.items():
        match model:
            case Question():
                found = _of_question(model, names)
            case Rule():
                found = _of_rule(model, names)
            case Step():
                found = _of_step(model, names)
            case Lesson():
                found = _of_lesson(model, names)
            case NotCovered() if model.when is not None:
                found = _of_condition(model.when, ("when",), names, may_read_findings=False)
            case NotMonotone():
                found = _each("rule", (model.rule,), ("rule",), names)
            case _:
                continue
        for place, says in found:
            yield Complaint(about, place, says)
    for place, says in _of_wording(wording) if wording else ():
        yield Complaint(WORDING, place, says)
    yield from _circles(models, "rule")
    yield from _circles(models, "step")


def _each(
    sort: str, ids: tuple[str, ...], place: Place, names: _Names
) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(ids):
        if says := names.missing(sort, name):
            yield (*place, number), says


def _topic(topic: str, names: _Names) -> Iterator[tuple[Place, str]]:
    if names.topics is not None and topic not in names.topics:
        yield ("topic",), f"there is no topic {quoted(topic)}{nearest(topic, names.topics)}"


def _exists(part: Question | Rule) -> Iterator[tuple[Place, str]]:
    for key, words in (("kinds", part.kinds), ("stages", part.stages)):
        if not words:
            yield (key,), f"{quoted(key)}: is empty; leave it out where all are meant"


def _of_wording(wording: Wording) -> Iterator[tuple[Place, str]]:
    """Yield each word of the closed lists for which there are no words."""
    for key, words in (
        ("kinds", KINDS),
        ("stages", STAGES),
        ("bands", STAGES),
        ("ratings", BANDS),
        ("severities", SEVERITIES),
        ("sectors", get_args(Sector)),
        ("roles", ROLES),
    ):
        there = getattr(wording, key)
        yield from (
            ((key,), f"the key {quoted(word)} is missing") for word in words if word not in there
        )
    for stage, bands in wording.bands.items():
        missing = (band for band in BANDS if band not in bands)
        yield from ((("bands", stage), f"the key {quoted(band)} is missing") for band in missing)


def _of_question(question: Question, names: _Names) -> Iterator[tuple[Place, str]]:
    yield from _topic(question.topic, names)
    yield from _exists(question)
    yield from _each("lesson", question.lessons, ("lessons",), names)
    if question.ask_when is not None:
        yield from _of_condition(question.ask_when, ("ask_when",), names, may_read_findings=False)


def _of_rule(rule: Rule, names: _Names) -> Iterator[tuple[Place, str]]:
    yield from _topic(rule.topic, names)
    yield from _exists(rule)
    yield from _of_condition(rule.when, ("when",), names, may_read_findings=True)
    yield from _each("step", rule.steps, ("steps",), names)
    yield from _each("lesson", rule.lessons, ("lessons",), names)
    if rule.unless is not None:
        strength = names.models.get(("rule", rule.unless))
        if says := names.missing("rule", rule.unless):
            yield ("unless",), says
        elif isinstance(strength, Rule) and strength.kind != "strength":
            yield ("unless",), f"{quoted(rule.unless)} is a risk; unless names a strength"
    if not rests_on_something(rule.when):
        yield ("when",), "the rule rests on not alone; say what must be there too"


def rests_on_something(condition: Condition) -> bool:
    """Return whether every way in which the condition can be true includes more than a ``not``."""
    match condition:
        case Not():
            return False
        case All():
            return any(rests_on_something(part) for part in condition.parts)
        case AnyOf():
            return all(rests_on_something(part) for part in condition.parts)
        case _:
            return True


def _of_condition(
    condition: Condition, within: Place, names: _Names, *, may_read_findings: bool
) -> Iterator[tuple[Place, str]]:
    for place, part in parts(condition, within):
        if isinstance(part, FindingStands):
            if not may_read_findings:
                yield place, "only a rule can read a finding"
            elif says := names.missing("rule", part.rule):
                yield (*place, "finding"), says
        for name, levels in named_levels(part):
            yield from _of_leaf(part, place, name, levels, names)


def _of_leaf(
    part: Condition, place: Place, name: str, levels: tuple[str, ...] | None, names: _Names
) -> Iterator[tuple[Place, str]]:
    at = (*place, *way_to(part, name))
    if says := names.missing("question", name):
        yield at, says
        return
    question = names.question(name)
    if question is None:
        return
    if isinstance(part, AnswerIs) and not question.once:
        yield at, f"{quoted(name)} is asked of partners; use any_partner or every_partner"
    if isinstance(part, OfPartners | DifferBy) and question.once:
        yield at, f"{quoted(name)} is asked once, not of partners"
    if isinstance(part, DifferBy) and part.number >= len(question.order):
        yield (*place, "differ_by"), f"{quoted(name)} has {len(question.order)} levels only"
    for number, level in enumerate(levels or ()):
        if level not in question.order:
            says = f"{quoted(name)} has no level {quoted(level)}{nearest(level, question.order)}"
            yield (*at, number), says


def way_to(part: Condition, question: str) -> Place:
    """Return where in a leaf's part of the file a question stands."""
    if isinstance(part, DifferBy):
        return ("question",)
    if isinstance(part, OfPartners):
        alias = type(part).model_fields["answers"].alias
        return (alias or "answers", question)
    return (question,)


def _of_step(step: Step, names: _Names) -> Iterator[tuple[Place, str]]:
    yield from _each("step", step.needs, ("needs",), names)
    yield from _each("lesson", step.lessons, ("lessons",), names)
    for name, level in step.brings.items():
        question = names.question(name)
        if says := names.missing("question", name):
            yield ("brings", name), says
        elif question and level not in question.order:
            says = f"{quoted(name)} has no level {quoted(level)}{nearest(level, question.order)}"
            yield ("brings", name), says
    if names.wording:
        for key, named in (("when", names.wording.horizons), ("effort", names.wording.efforts)):
            known = [word.id for word in named]
            if getattr(step, key) not in known:
                word = getattr(step, key)
                says = f"{quoted(key)}: {quoted(word)} is not known here{nearest(word, known)}"
                yield (key,), says


def _of_lesson(lesson: Lesson, names: _Names) -> Iterator[tuple[Place, str]]:
    for number, passage in enumerate(lesson.passages):
        place: Place = ("also", number - 1) if number else ()
        source = names.models.get(("source", passage.source))
        if says := names.missing("source", passage.source):
            yield (*place, "source"), says
        elif isinstance(source, Source) and passage.locator not in source.locators:
            near = nearest(passage.locator, source.locators)
            says = f"{quoted(passage.source)} has no place {quoted(passage.locator)}{near}"
            yield (*place, "locator"), says


def _circles(models: Mapping[Part, FileModel], sort: str) -> Iterator[Complaint]:
    """Yield each circle in which findings build on findings, or steps need steps."""
    graph = {
        part_id: sorted(findings_in(model.condition) if isinstance(model, Rule) else model.needs)
        for (of_sort, part_id), model in models.items()
        if of_sort == sort and isinstance(model, Rule | Step)
    }
    word = "findings build on one another" if sort == "rule" else "steps need one another"
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
        else:
            return
        first, read = circle[0], circle[-2]
        says = f"{word} in a circle: {' → '.join(reversed(circle))}"
        yield Complaint((sort, first), _reads_at(models[sort, first], read), says)
        graph = {part: reads for part, reads in graph.items() if part not in circle}


def _reads_at(model: FileModel, name: str) -> Place:
    """Return where in a rule a finding is named, or in a step one that it needs."""
    if isinstance(model, Step):
        return ("needs", model.needs.index(name))
    if isinstance(model, Rule) and name != model.unless:
        for place, part in parts(model.when, ("when",)):
            if isinstance(part, FindingStands) and part.rule == name:
                return (*place, "finding")
    return ("unless",)
