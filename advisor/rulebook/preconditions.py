"""Preconditions of a partnership, listed apart from the rules that must enforce them."""

from collections.abc import Mapping
from typing import Self, assert_never

from pydantic import Field, model_validator

from advisor.files.validation import FileModel, Id, OneLine, located
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rule import Rule
from advisor.rulebook.vocabulary import KINDS, AnswersFrom, Band, Kind, Role, Stage


class Break(FileModel):
    """What breaks a precondition in an otherwise perfect file, and the verdict that comes of it.

    Attributes:
        given: Question to level. What is asked of partners is answered so by one core partner.
        every: Whether every partner answers so, in place of one.
        role: The role of that partner, where it matters.
        answers_from: Who gave that partner's answers.
        count: How many alike that partner stands for.
        kinds: The kinds at which it breaks; those of the precondition where it names none.
        bands: The verdict, at each stage that is named.
    """

    given: dict[Id, Id] = Field(default_factory=dict)
    every: bool = False
    role: Role | None = None
    answers_from: AnswersFrom = "itself"
    count: int = Field(default=1, ge=1)
    kinds: tuple[Kind, ...] = ()
    bands: dict[Stage, Band] = Field(min_length=1)

    @model_validator(mode="after")
    def _breaks_something(self) -> Self:
        message = ""
        if not self.given and self.answers_from == "itself" and self.count == 1:
            message = "nothing is broken; name an answer under given"
        elif "ready" in self.bands.values():
            message = "what breaks a precondition leads to pilot, foundations-first or not-ready"
        if message:
            raise located((), message)
        return self


class Precondition(FileModel):
    """Something that has to be there, with where it is taught and the answers that break it."""

    id: Id
    says: OneLine
    lessons: tuple[Id, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = Field(default=KINDS, min_length=1)
    breaks: tuple[Break, ...] = Field(min_length=1)

    def kinds_of(self, broken: Break) -> tuple[Kind, ...]:
        """Return the kinds at which an answer breaks it."""
        return broken.kinds or self.kinds


class Combination(FileModel):
    """A gate on several answers together, and why they count together."""

    rule: Id
    reason: OneLine


class Preconditions(FileModel):
    """All preconditions, and the gates that no single answer makes true.

    Attributes:
        facts: For questions without a better end, the level in an otherwise perfect file, where it
            is not the first.
        facts_of: The same for one kind, where it needs another level than ``facts`` names.
    """

    facts: dict[Id, Id] = Field(default_factory=dict)
    facts_of: dict[Kind, dict[Id, Id]] = Field(default_factory=dict)
    preconditions: tuple[Precondition, ...] = ()
    combinations: tuple[Combination, ...] = ()

    def facts_at(self, kind: Kind) -> Mapping[str, str]:
        """Return the level of each fact that is named for a kind."""
        return {**self.facts, **self.facts_of.get(kind, {})}


def joins_answers(rule: Rule) -> bool:
    """Return whether a rule needs several answers together, or reads findings."""
    return _joins(rule.condition)


def _joins(condition: Condition) -> bool:
    match condition:
        case language.FindingStands() | language.Not():
            return True
        case language.All():
            # Facts do not count: a gate on one answer and a fact is still a gate on one answer.
            reading = [
                p for p in condition.parts if language.questions_in(p) or language.findings_in(p)
            ]
            return len(reading) > 1 or any(map(_joins, condition.parts))
        case language.AnyOf():
            return any(map(_joins, condition.parts))
        case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
            return len(condition.answers) > 1
        case language.AnswerIs() | language.DifferBy() | language.Fact():
            return False
        case _:
            assert_never(condition)
