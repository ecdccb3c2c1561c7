"""The condition language of the rules: the tree that every reader shares.

A part is true, false or unknown: ``all`` has the lowest value of its parts, ``any`` the highest.
This module has the parts and the names in them; it evaluates nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, assert_never, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.files.validation import FileModel, Id, located
from advisor.rulebook.vocabulary import AnswersFrom, Kind, Role, Sector, Stage

Levels = Annotated[tuple[Id, ...], Field(min_length=1)]


# The docstrings of the forms are descriptions in rules/schema. After a change of one of them,
# `advisor check` wants the schemas written again.
class All(FileModel):
    """True as far as all its parts are: the least of them."""

    parts: "tuple[Condition, ...]" = Field(alias="all", min_length=1)


class AnyOf(FileModel):
    """True as far as any of its parts is: the greatest of them."""

    parts: "tuple[Condition, ...]" = Field(alias="any", min_length=1)


# For a match that only asks whether a part has parts. It names this class and not every leaf.
class Leaf(FileModel):
    """A part that holds no other parts."""


class FindingStands(Leaf):
    """Has the value of another rule; false where that rule does not apply."""

    rule: Id = Field(alias="finding")


class Not(FileModel):
    """The opposite of a finding, and of nothing else."""

    part: FindingStands = Field(alias="not")


class AnswerIs(Leaf):
    """True if the answer to a question asked once is one of the levels."""

    question: Id
    levels: Levels

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "question" in value:
            return value
        if len(value) != 1:
            keys = ", ".join(quoted(key) for key in value)
            names = f"{keys}; list them under all or any" if keys else "none"
            raise located((), f"a condition names one thing; this one names {names}")
        ((question, levels),) = value.items()
        return {"question": question, "levels": levels}


class Among(FileModel):
    """Limits a quantifier to some of the partners; what is not named does not limit."""

    role: tuple[Role, ...] | None = None
    core: bool | None = None
    sector: tuple[Sector, ...] | None = None
    answers_from: AnswersFrom | None = None


class OfPartners(Leaf):
    """What one and the same partner answers, of the partners that are asked all of it."""

    answers: dict[Id, Levels] = Field(min_length=1)
    among: Among = Among()


class AnyPartner(OfPartners):
    """True if at least one partner matches."""

    # Declared in each quantifier again, since the key in the file is the alias of the field.
    answers: dict[Id, Levels] = Field(alias="any_partner", min_length=1)


class EveryPartner(OfPartners):
    """True if all partners match and there is one."""

    answers: dict[Id, Levels] = Field(alias="every_partner", min_length=1)


class AtLeast(OfPartners):
    """True if at least ``number`` partners match."""

    number: int = Field(alias="at_least", ge=1)
    answers: dict[Id, Levels] = Field(alias="answer", min_length=1)


class DifferBy(Leaf):
    """True if two partners' known answers to one question are ``number`` levels apart."""

    number: int = Field(alias="differ_by", ge=1)
    question: Id
    among: Among = Among()


class Fact(Leaf):
    """True or false by what the partnership is; no answer counts, so it is never unknown."""


class KindIs(Fact):
    """A fact: the kind, or one in ``also``, is one of these."""

    kinds: tuple[Kind, ...] = Field(alias="kind", min_length=1)


class StageIs(Fact):
    """A fact: the stage is one of these."""

    stages: tuple[Stage, ...] = Field(alias="stage", min_length=1)


class Bounds(FileModel):
    """Bounds of a number of partners, both included."""

    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class PartnerCount(Fact):
    """A fact: how many partners there are, each entry with its count."""

    bounds: Bounds = Field(alias="partners")


class BothSectors(Fact):
    """A fact: state and independent partners are both there, or not."""

    expected: bool = Field(alias="both_sectors")


class AnsweredByOthers(Fact):
    """A fact: some core partner's answers come from others, or none's."""

    expected: bool = Field(alias="answered_by_others")


def keys_of(condition: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """Return the word that says which form a part of a file has, and every key of that form."""
    word = next(word for word in _FORMS if word in condition)
    fields = _FORMS[word].model_fields.items()
    return word, tuple(field.alias or name for name, field in fields)


def word_of(value: object) -> str:
    """Return the word of the form that a part of a file, or a model, has."""
    if isinstance(value, dict):
        return next((word for word in _FORMS if word in value), "answer_is")
    return next((word for word, form in _FORMS.items() if type(value) is form), "answer_is")


# The form is chosen by its word, not by trying each: a wrong number under at_least has one fault
# so. From a plain union it has 30, those of every other form (pydantic 2.14).
Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FindingStands, Tag("finding")]
    | Annotated[AnyPartner, Tag("any_partner")]
    | Annotated[EveryPartner, Tag("every_partner")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[DifferBy, Tag("differ_by")]
    | Annotated[KindIs, Tag("kind")]
    | Annotated[StageIs, Tag("stage")]
    | Annotated[PartnerCount, Tag("partners")]
    | Annotated[BothSectors, Tag("both_sectors")]
    | Annotated[AnsweredByOthers, Tag("answered_by_others")]
    | Annotated[AnswerIs, Tag("answer_is")],
    Discriminator(word_of),
]
"""Any part of the language."""

# Taken from the union, so that each new form is known here, and to the search for typos. A
# condition on an answer has no word: its key is the id of a question.
_FORMS: Mapping[str, type[FileModel]] = {
    tag.tag: form
    for form, tag in map(get_args, get_args(get_args(Condition)[0]))
    if form is not AnswerIs
}
RESERVED = frozenset(_FORMS)
"""Words of the language, which no question may bear as its id."""

# Most models of a rulebook hold conditions, and each would work out all these forms anew when it
# is first used: 10 ms of the 560 that `assess` takes.
All.model_rebuild()

PartnersMatch = AnyPartner | EveryPartner | AtLeast
"""A quantifier over what one and the same partner answers."""

AnyFact = KindIs | StageIs | PartnerCount | BothSectors | AnsweredByOthers
"""Any fact."""


def parts(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, Condition]]:
    """Yield every part of the tree, the condition itself first, with its place in the file."""
    yield place, condition
    match condition:
        case All():
            for number, part in enumerate(condition.parts):
                yield from parts(part, (*place, "all", number))
        case AnyOf():
            for number, part in enumerate(condition.parts):
                yield from parts(part, (*place, "any", number))
        case Not():
            yield from parts(condition.part, (*place, "not"))
        case Leaf():
            pass
        case _:
            assert_never(condition)


class QuestionRead(NamedTuple):
    """A question that a part of a condition itself reads.

    Attributes:
        levels: The levels that it names; None if it reads them all.
        of_partners: Whether it reads what partners answer, or what is asked once.
        place: Where the part names it, from the place of the part.
    """

    question: str
    levels: tuple[str, ...] | None
    of_partners: bool
    place: Place


def questions_read(part: Condition) -> Iterator[QuestionRead]:
    """Yield each question that this part itself reads."""
    match part:
        case AnswerIs():
            yield QuestionRead(part.question, part.levels, False, (part.question,))
        case AnyPartner() | EveryPartner() | AtLeast():
            key = type(part).model_fields["answers"].alias or "answers"
            for question, levels in part.answers.items():
                yield QuestionRead(question, levels, True, (key, question))
        case DifferBy():
            yield QuestionRead(part.question, None, True, ("question",))
        case All() | AnyOf() | Not() | FindingStands() | Fact():
            pass
        case _:
            assert_never(part)


def questions_in(condition: Condition) -> frozenset[str]:
    """Return the ids of the questions that the tree itself reads, findings not followed."""
    return frozenset(r.question for _, part in parts(condition) for r in questions_read(part))


def findings_in(condition: Condition) -> frozenset[str]:
    """Return the ids of the rules whose findings the tree reads."""
    return frozenset(part.rule for _, part in parts(condition) if isinstance(part, FindingStands))


def excuses_in(condition: Condition) -> frozenset[str]:
    """Return the ids of the rules whose findings come after a ``not``."""
    return frozenset(part.part.rule for _, part in parts(condition) if isinstance(part, Not))


def asked_of(condition: Condition) -> frozenset[str]:
    """Return the ids of the rules whose findings come without a ``not``."""
    return frozenset(
        part.rule
        for place, part in parts(condition)
        if isinstance(part, FindingStands) and place[-1:] != ("not",)
    )
