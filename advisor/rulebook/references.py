"""Check that every name in a rulebook refers to an existing part."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple, get_args

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest
from advisor.files.validation import FileModel
from advisor.rulebook.change_references import change_faults
from advisor.rulebook.changes import FormerConcern, FormerQuestion, FormerRule, FormerStep
from advisor.rulebook.condition import FindingStands, findings_in, parts
from advisor.rulebook.condition_references import (
    Found,
    Names,
    Part,
    condition_faults,
    each_named,
    rests_on_something,
)
from advisor.rulebook.framework import Framework
from advisor.rulebook.framework_references import framework_faults
from advisor.rulebook.papers import Papers, paper_faults
from advisor.rulebook.precondition_references import precondition_faults
from advisor.rulebook.preconditions import Preconditions
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Concern, Contradiction, NotMonotone, SilentAnswer
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.vocabulary import BANDS, KINDS, ROLES, SEVERITIES, STAGES, Sector
from advisor.rulebook.wording import NotCovered, Wording

WORDING: Part = ("wording", "wording.yaml")
PRECONDITIONS: Part = ("preconditions", "preconditions.yaml")
PAPERS: Part = ("papers", "papers.yaml")


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


def reference_complaints(
    models: Mapping[Part, FileModel],
    declared: Mapping[str, frozenset[str]],
    topics: tuple[str, ...] | None,
    wording: Wording | None,
) -> Iterator[Complaint]:
    """Yield each name in the models that refers to nothing.

    Args:
        models: The parts that could be read, by sort and id.
        declared: The ids of all parts of each sort, those included that could not be read; a sort
            is left out where not all of its ids are known.
        topics: The ids of the topics, if they are known.
        wording: The wording, if it could be read.
    """
    names = Names(models, declared, topics, wording)
    for about, model in models.items():
        for place, message in _of_part(model, names):
            yield Complaint(about, place, message)
    for place, message in _of_wording(wording) if wording else ():
        yield Complaint(WORDING, place, message)
    yield from _circles(models, "rule")
    yield from _circles(models, "step")


def _of_part(model: FileModel, names: Names) -> Found:
    match model:
        case Question():
            yield from _of_question(model, names)
        case Rule():
            yield from _of_rule(model, names)
        case Concern():
            yield from _topic(model.topic, names)
        case Step():
            yield from _of_step(model, names)
        case Lesson():
            yield from _of_lesson(model, names)
        case Framework():
            yield from framework_faults(model, names)
        case NotCovered(when=when) | Contradiction(when=when) if when is not None:
            yield from condition_faults(when, ("when",), names, may_read_findings=False)
        case Papers():
            yield from paper_faults(model, names)
        case Preconditions():
            yield from precondition_faults(model, names)
        case NotMonotone():
            yield from each_named("rule", (model.rule,), ("rule",), names)
        case SilentAnswer():
            yield from _of_silent_answer(model, names)
        case FormerQuestion() | FormerRule() | FormerStep() | FormerConcern():
            yield from change_faults(model, names)


def _topic(topic: str, names: Names) -> Found:
    if names.topics is not None and topic not in names.topics:
        yield ("topic",), f"there is no topic {quoted(topic)}{nearest(topic, names.topics)}"


def _exists(part: Question | Rule) -> Found:
    for key, words in (("kinds", part.kinds), ("stages", part.stages)):
        if not words:
            yield (key,), f"{quoted(key)}: is empty; leave it out where all are meant"


def _of_wording(wording: Wording) -> Found:
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


def _of_question(question: Question, names: Names) -> Found:
    yield from _topic(question.topic, names)
    yield from _exists(question)
    yield from each_named("lesson", question.lessons, ("lessons",), names)
    if question.ask_when is not None:
        yield from condition_faults(
            question.ask_when, ("ask_when",), names, may_read_findings=False
        )


def _of_rule(rule: Rule, names: Names) -> Found:
    yield from _topic(rule.topic, names)
    yield from _exists(rule)
    if rule.concern is not None and (message := names.missing("concern", rule.concern)):
        yield ("concern",), message
    yield from condition_faults(rule.when, ("when",), names, may_read_findings=True)
    yield from each_named("step", rule.steps, ("steps",), names)
    yield from each_named("lesson", rule.lessons, ("lessons",), names)
    if rule.unless is not None:
        strength = names.models.get(("rule", rule.unless))
        if message := names.missing("rule", rule.unless):
            yield ("unless",), message
        elif isinstance(strength, Rule) and strength.kind != "strength":
            yield ("unless",), f"{quoted(rule.unless)} is a risk; unless names a strength"
    if not rests_on_something(rule.when):
        yield ("when",), "the rule has nothing but not; say what must be there too"


def _of_step(step: Step, names: Names) -> Found:
    yield from each_named("step", step.needs, ("needs",), names)
    yield from each_named("step", step.instead_of, ("instead_of",), names)
    yield from each_named("lesson", step.lessons, ("lessons",), names)
    for name, level in step.brings.items():
        if message := names.missing("question", name) or names.missing_level(name, level):
            yield ("brings", name), message
    if names.wording:
        for key, named in (("when", names.wording.horizons), ("effort", names.wording.efforts)):
            known = [word.id for word in named]
            if getattr(step, key) not in known:
                word = getattr(step, key)
                message = f"{quoted(key)}: {quoted(word)} is not known here{nearest(word, known)}"
                yield (key,), message


def _of_lesson(lesson: Lesson, names: Names) -> Found:
    for number, passage in enumerate(lesson.passages):
        # The first passage is the lesson's own, whose keys are at the top of it; the others are
        # under `also`.
        place: Place = ("also", number - 1) if number else ()
        source = names.models.get(("source", passage.source))
        if message := names.missing("source", passage.source):
            yield (*place, "source"), message
        elif isinstance(source, Source) and passage.locator not in source.locators:
            near = nearest(passage.locator, source.locators)
            message = f"{quoted(passage.source)} has no place {quoted(passage.locator)}{near}"
            yield (*place, "locator"), message


def _of_silent_answer(entry: SilentAnswer, names: Names) -> Found:
    if message := names.missing("question", entry.question):
        yield ("question",), message
    question = names.question(entry.question)
    if question is None:
        return
    for number, kind in enumerate(entry.kinds):
        if kind not in question.kinds:
            yield ("kinds", number), f"{quoted(question.id)} is not asked at {kind}"
    for number, stage in enumerate(entry.stages):
        if stage not in question.stages:
            yield ("stages", number), f"{quoted(question.id)} is not asked at {stage}"


def _circles(models: Mapping[Part, FileModel], sort: str) -> Iterator[Complaint]:
    """Yield each cycle of findings that read findings, or of steps that need or replace steps."""
    graph = {
        part_id: sorted(
            findings_in(model.condition)
            if isinstance(model, Rule)
            else {*model.needs, *model.instead_of}
        )
        for (of_sort, part_id), model in models.items()
        if of_sort == sort and isinstance(model, Rule | Step)
    }
    word = (
        "findings build on one another" if sort == "rule" else "steps need or replace one another"
    )
    # graphlib tells one circle at a time, so its parts are taken out and the rest is tried again.
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
        else:
            return
        # graphlib repeats the first at the end, and each comes before the one that reads it: the
        # last but one is what the first reads.
        first, read = circle[0], circle[-2]
        message = f"{word} in a circle: {' → '.join(reversed(circle))}"
        yield Complaint((sort, first), _reads_at(models[sort, first], read), message)
        graph = {part: reads for part, reads in graph.items() if part not in circle}


def _reads_at(model: FileModel, name: str) -> Place:
    """Return where a rule names a finding, or a step names one that it needs or replaces."""
    if isinstance(model, Step):
        key, named = (
            ("needs", model.needs) if name in model.needs else ("instead_of", model.instead_of)
        )
        return (key, named.index(name))
    if isinstance(model, Rule) and name != model.unless:
        for place, part in parts(model.when, ("when",)):
            if isinstance(part, FindingStands) and part.rule == name:
                return (*place, "finding")
    return ("unless",)
