"""Rules and steps: the findings that answers lead to, and what to do about them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from advisor.files.faults import Place
from advisor.files.validation import FileModel, Id, OneLine, Reference, all_located, located
from advisor.rulebook.condition import All, Condition, FindingStands, Not
from advisor.rulebook.vocabulary import (
    BANDS,
    KINDS,
    STAGES,
    Band,
    Deadline,
    Kind,
    Severity,
    Stage,
    severity_of,
)

Given = dict[Reference, Any]
"""The answers of an example as its file has them; a scenario is made of them."""


# These docstrings too are in rules/schema, field by field.
class Example(FileModel):
    """A case of a rule and what the rule makes of it: its documentation and its test.

    Attributes:
        expect: Whether the rule stands; ``undecided`` while an answer is missing that would tell.
        asks: Every question that would tell, where it is ``undecided``.
    """

    name: OneLine
    given: Given
    expect: Literal["stands", "silent", "undecided"]
    asks: tuple[Id, ...] = ()


class Rule(FileModel):
    """Conditions that lead to a risk or a strength.

    Attributes:
        kinds: The kinds of partnership for which the rule exists; by default all.
        stages: The stages at which it exists; by default all.
        when: The condition as the author wrote it; ``condition`` adds ``unless``.
        because: Why it matters, in words a head would accept.
        holds_at: The band to which the risk limits the verdict while it is true, at all its
            stages or stage by stage.
        until: What ends that, in words.
        unless: A strength that makes the risk bearable.
        as_excuse: Of a strength that excuses a risk, the words that follow "unless" on a page.
        concern: What a leader calls this and its like; every risk belongs to one.
        steps: What to do about the risk.
        lessons: The evidence for it.
        status: A ``draft`` counts as any other rule does, and ``advisor check`` remarks on it.
    """

    retired_keys: ClassVar[Mapping[str, str]] = {
        "severity": "severity is worked out from holds_at: take the line off, and name a concern "
        "where there is none",
    }

    id: Id
    title: OneLine
    topic: Id
    concern: Id | None = None
    kind: Literal["risk", "strength"]
    kinds: tuple[Kind, ...] = KINDS
    stages: tuple[Stage, ...] = STAGES
    when: Condition
    because: OneLine
    holds_at: Band | dict[Stage, Band] | None = None
    until: OneLine | None = None
    unless: Id | None = None
    as_excuse: OneLine | None = None
    steps: tuple[Id, ...] = ()
    lessons: tuple[Id, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()
    status: Literal["draft", "stable"] = "stable"

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        faults = [*self._unfit(), *self._unfit_holding()]
        if faults:
            raise all_located(faults)
        return self

    def _unfit(self) -> Iterator[tuple[Place, str]]:
        """Yield what a risk lacks, or a strength has too much."""
        if self.kind == "risk":
            if self.concern is None:
                yield (), "a risk belongs to a concern: name one of concerns.yaml under concern"
            if not self.steps:
                yield (), "a risk names at least one step under steps"
            if self.as_excuse:
                yield ("as_excuse",), "only a strength can have as_excuse; take it off"
            return
        for key in ("concern", "steps", "holds_at", "until", "unless"):
            if getattr(self, key):
                yield (key,), f"only a risk can have {key}; take it off, or say kind: risk"

    def _unfit_holding(self) -> Iterator[tuple[Place, str]]:
        """Yield what is wrong with ``holds_at`` and ``until``."""
        bands = self.holds_at if isinstance(self.holds_at, dict) else {"": self.holds_at}
        if self.holds_at and not self.until:
            yield ("holds_at",), "holds_at needs until: say in words what ends it"
        elif self.until and not self.holds_at:
            yield ("until",), "until says what ends holds_at, which is missing"
        for stage, band in bands.items():
            if band == "ready":
                yield ("holds_at",), "a risk holds at pilot, foundations-first or not-ready"
            elif stage and stage not in self.stages:
                yield ("holds_at",), "holds_at names a stage at which the rule does not exist"

    @cached_property
    def condition(self) -> Condition:
        """``when``, and not the strength named by ``unless``."""
        if self.unless is None:
            return self.when
        # Made once: it is read by every reader at every run, and a model is validated each time
        # that it is made (18 µs).
        return All(parts=(self.when, Not(part=FindingStands(rule=self.unless))))

    @property
    def is_gate(self) -> bool:
        """Whether the risk limits the verdict to below ``pilot`` at any stage."""
        return severity_of(self.worst_band) == "high"

    @property
    def worst_band(self) -> Band | None:
        """The lowest band to which the risk limits the verdict at any stage, if it does."""
        return min(filter(None, self.bands.values()), key=BANDS.index, default=None)

    @property
    def bands(self) -> dict[Stage, Band | None]:
        """The band to which the risk limits the verdict, for each stage where the rule exists."""
        return {stage: self.band_at(stage) for stage in STAGES if stage in self.stages}

    def exists_at(self, kinds: frozenset[Kind], stage: Stage) -> bool:
        """Return whether the rule belongs to any of the kinds at the stage."""
        return stage in self.stages and not kinds.isdisjoint(self.kinds)

    def band_at(self, stage: Stage) -> Band | None:
        """Return the band to which the risk limits the verdict at the stage, if it does."""
        if isinstance(self.holds_at, dict):
            return self.holds_at.get(stage)
        return self.holds_at if stage in self.stages else None

    def severity_at(self, stage: Stage) -> Severity:
        return severity_of(self.band_at(stage))


class Step(FileModel):
    """Something to do about a risk.

    Attributes:
        who: A role that exists in a small school too.
        when: The horizon within which to do it.
        effort: How much work it is.
        done_when: How one knows that it is done.
        needs: Steps to take first.
        instead_of: Steps that this one replaces where both are raised.
        brings: The answers it improves: question to level.
        before: What happens on the days before which it has to be taken.
        to_board: Whether it goes to a board, whose clerk needs papers a week before.
        for_every_school: Whether every school takes part in it, also those whose answers it does
            not improve; a report then names none.
        when_ready: The stages at which to take it even if nothing limits the partnership.
    """

    id: Id
    do: OneLine
    who: OneLine
    when: Id
    effort: Id
    done_when: OneLine
    needs: tuple[Id, ...] = ()
    instead_of: tuple[Id, ...] = ()
    brings: dict[Id, Id] = Field(default_factory=dict)
    before: tuple[Deadline, ...] = ()
    to_board: bool = False
    for_every_school: bool = False
    when_ready: tuple[Stage, ...] = ()
    lessons: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _rests_on_lessons(self) -> Self:
        if self.when_ready and not self.lessons:
            raise located(("when_ready",), "when_ready needs lessons: no risk says why to take it")
        return self
