"""Totals over many partnerships, without names."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Self, TypeVar

from pydantic import AfterValidator, Field

from advisor.files.validation import FileModel, Id
from advisor.reasoning.assessment import Assessment, TopicStatus
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Band, Kind, Severity, Stage

K = TypeVar("K", bound=str)
Outer = TypeVar("Outer", bound=str)
Inner = TypeVar("Inner", bound=str)

Count = Annotated[int, Field(ge=0)]


def _met(counts: Mapping[K, int]) -> dict[K, int]:
    """Return the counts of what was met at all, so that equal pictures are equal values."""
    return {name: counts[name] for name in sorted(counts) if counts[name]}


def _met_in_each(counts: Mapping[Outer, Mapping[Inner, int]]) -> dict[Outer, dict[Inner, int]]:
    found = {name: _met(counts[name]) for name in sorted(counts)}
    return {name: inner for name, inner in found.items() if inner}


Counts = Annotated[dict[Id, Count], AfterValidator(_met)]
"""In how many partnerships a rule, step or question is met; what is met in none is left out."""
ByStage = Annotated[dict[Stage, dict[Band, Count]], AfterValidator(_met_in_each)]
ByKind = Annotated[dict[Kind, dict[Band, Count]], AfterValidator(_met_in_each)]
ByConcern = Annotated[dict[Id, dict[Severity, Count]], AfterValidator(_met_in_each)]
ByTopic = Annotated[dict[Id, dict[TopicStatus, Count]], AfterValidator(_met_in_each)]


class Portfolio(FileModel):
    """In how many of some partnerships each finding occurs.

    A partnership in which nothing is answered is in no band; everything else counts it.

    Attributes:
        answers_known: How many answers are known (or do not apply), of ``answers_asked``, over all
            partnerships and partner entries.
        kinds: By the first kind of each partnership.
        judged: In how many partnerships each rule was judged: those whose kinds and stage it is
            for.
        concerns: In how many each concern is met, by how much it weighs there.
        risks: In how many each risk is raised or presumed.
        strengths: In how many each strength is shown.
        steps: In how many each step is one to take.
        asked: In how many each question is asked.
        unknown: In how many nobody knows an answer that the question asks for.
        not_asked: In how many an answer that the question asks for is missing.
    """

    partnerships: Count = 0
    nothing_answered: Count = 0
    answers_known: Count = 0
    answers_asked: Count = 0
    bands: ByStage = Field(default_factory=dict)
    kinds: ByKind = Field(default_factory=dict)
    judged: Counts = Field(default_factory=dict)
    concerns: ByConcern = Field(default_factory=dict)
    risks: Counts = Field(default_factory=dict)
    strengths: Counts = Field(default_factory=dict)
    steps: Counts = Field(default_factory=dict)
    topics: ByTopic = Field(default_factory=dict)
    asked: Counts = Field(default_factory=dict)
    unknown: Counts = Field(default_factory=dict)
    not_asked: Counts = Field(default_factory=dict)

    empty: ClassVar["Portfolio"]

    def __add__(self, other: Self) -> Self:
        """Return the totals over the partnerships of both."""
        added = {name: _added(getattr(self, name), value) for name, value in other}
        return type(self).model_validate(added)


# One value for all: where totals are not wanted, run.py skips adding by "is not Portfolio.empty".
# An empty one from another process is added, which changes nothing.
Portfolio.empty = Portfolio()


def _added(one: object, other: object) -> object:
    """Return the sum of two counts, or of two groups of them name by name."""
    if isinstance(one, dict) and isinstance(other, dict):
        shared = {name: _added(one[name], other[name]) for name in one.keys() & other.keys()}
        return {**one, **other, **shared}
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    raise TypeError(f"{one!r} and {other!r} cannot be added")


def portfolio_of(assessment: Assessment, rulebook: Rulebook) -> Portfolio:
    """Return the totals of one partnership.

    Args:
        assessment: The advice for the partnership.
        rulebook: The one that the assessment was made with.
    """
    known = sum(topic.known for topic in assessment.topics)
    banded: dict[Band, int] = {assessment.verdict.band: 1} if known else {}
    kinds = frozenset((assessment.kind, *assessment.also))
    return Portfolio(
        partnerships=1,
        nothing_answered=0 if known else 1,
        answers_known=known,
        answers_asked=sum(topic.asked for topic in assessment.topics),
        bands={assessment.stage: banded},
        kinds={assessment.kind: banded},
        judged=_each(rule.id for rule in rulebook.rules_at(kinds, assessment.stage)),
        concerns={concern.id: {concern.severity: 1} for concern in assessment.concerns},
        risks=_each(risk.id for risk in assessment.risks),
        strengths=_each(strength.id for strength in assessment.strengths),
        steps=_each(step.id for step in assessment.steps if step.for_),
        topics={topic.id: {topic.status: 1} for topic in assessment.topics},
        asked=_each(answer.question for answer in assessment.answers if answer.asked),
        unknown=_each(item.question for item in assessment.unknown),
        not_asked=_each(item.question for item in assessment.not_asked),
    )


def _each(ids: Iterable[str]) -> dict[str, int]:
    """Return one for each id, however often it comes."""
    return dict.fromkeys(ids, 1)
