"""A case: a partnership from public knowledge, and what an adviser who knows it expects.

Whoever wrote ``expected.yaml`` had not seen the rules. A case is never edited to fit them: ids that
are gone are followed through ``rules/changes.yaml``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults, Place, nearest
from advisor.files.model_faults import placed_faults
from advisor.files.strict_yaml import read_yaml
from advisor.files.validation import FileModel, Id, OneLine, located
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Band
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario

Sort = Literal["concern", "rule", "step", "question"]
SET_ASIDE = "set_aside"
"""The folder of the cases that nobody reads before the rules are done."""
NONE = "none"
"""In place of an id: the rules have no word for it yet, so that it cannot be said."""

_Ids = tuple[Id, ...]
_Named = Annotated[str, Field(pattern=r"^(concern|step|question):[a-z0-9]+(-[a-z0-9]+)*$")]


class ExpectedRisk(FileModel):
    """A risk that the advice should name, in the adviser's words.

    Attributes:
        concern: The concern that says so, or several any of which does.
        ask: Whether it is enough that open answers could raise it.
    """

    says: OneLine
    concern: Id | _Ids
    ask: bool = False

    @property
    def concerns(self) -> _Ids:
        """The concerns any of which says so."""
        return (self.concern,) if isinstance(self.concern, str) else self.concern


class FirstThing(FileModel):
    """One of the first three things that an adviser would say; any of the parts says it."""

    says: OneLine
    any_of: tuple[_Named, ...]


class NeverSaid(FileModel):
    """What the advice must not say: a concern or risk that is named, a step that is advised."""

    says: OneLine
    concern: Id | None = None
    rule: Id | None = None
    step: Id | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if sum(one is not None for one in (self.concern, self.rule, self.step)) != 1:
            raise located(("says",), "name one of concern, rule and step with it")
        return self

    @property
    def named(self) -> tuple[Sort, Id]:
        """What must not be said."""
        if self.concern is not None:
            return "concern", self.concern
        return ("rule", self.rule) if self.rule is not None else ("step", self.step or NONE)


class Expected(FileModel):
    """What an adviser expects of the advice.

    Attributes:
        acceptable: Further verdicts that would not be wrong.
        first_three: Most important first.
    """

    verdict: Band
    acceptable: tuple[Band, ...] = ()
    risks: tuple[ExpectedRisk, ...]
    first_three: tuple[FirstThing, ...] = Field(max_length=3)
    never: tuple[NeverSaid, ...] = ()

    def references(self) -> Iterator[tuple[Place, Sort, Id]]:
        """Yield every id of the rulebook that is named, with its place."""
        for number, risk in enumerate(self.risks):
            yield from ((("risks", number, "concern"), "concern", one) for one in risk.concerns)
        for number, thing in enumerate(self.first_three):
            for one in thing.any_of:
                yield ("first_three", number, "any_of"), *split(one)
        for number, never in enumerate(self.never):
            sort, one = never.named
            yield ("never", number, sort), sort, one


def split(named: str) -> tuple[Sort, Id]:
    """Return the sort and the id of ``concern:ID``, ``step:ID`` or ``question:ID``."""
    sort, _, part = named.partition(":")
    return ("step" if sort == "step" else "concern" if sort == "concern" else "question"), part


@dataclass(frozen=True)
class Case:
    """A case that was read, with what every id in it is called by the rules of today."""

    name: str
    scenario: Scenario
    expected: Expected
    now: Mapping[tuple[Sort, Id], frozenset[str]]


def case_folders(folder: Path) -> list[Path]:
    """Return the folders of cases in a folder, by name; not the one of those set aside."""
    there = (path for path in folder.glob("*") if path.is_dir() and path.name[0] not in "_.")
    return sorted(path for path in there if path.name != SET_ASIDE)


def load_case(folder: Path, rulebook: Rulebook) -> Case:
    """Return the case in a folder.

    Raises:
        Faults: A file is missing or does not fit, or an id leads nowhere.
    """
    if not (folder / "story.md").is_file():
        raise Faults([Fault(str(folder), 0, "holds no story.md; a case begins with its story")])
    document = read_yaml(folder / "expected.yaml")
    try:
        expected = Expected.model_validate(document.value)
    except ValidationError as error:
        found = placed_faults(error, document.value)
        raise Faults([document.fault(*one) for one in found]) from None
    faults, now = [*document.faults], {}
    for place, sort, part in expected.references():
        try:
            now[sort, part] = called_now(sort, part, rulebook)
        except KeyError:
            near = nearest(part, _parts(sort, rulebook))
            faults.append(document.fault(place, f"there is no {sort} {quoted(part)}{near}"))
    if faults:
        raise Faults(faults)
    scenario = load_scenario(folder / "partnership.yaml", rulebook)
    return Case(folder.name, scenario, expected, now)


def called_now(sort: Sort, part: Id, rulebook: Rulebook) -> frozenset[str]:
    """Return the ids that a part bears in the rules of today; none if nothing says so any more.

    Raises:
        KeyError: Nothing bears this id, nor ever did.
    """
    if part == NONE:
        return frozenset()
    if part in _parts(sort, rulebook):
        return frozenset([part])
    changes = rulebook.changes
    match sort:
        case "concern":
            became: tuple[str, ...] = changes.concerns[part].targets
        case "rule":
            became = changes.rules[part].targets
        case "step":
            became = changes.steps[part].targets
        case "question":
            became = (*changes.successors[part],)
    return frozenset[str]().union(*(called_now(sort, one, rulebook) for one in became))


def _parts(sort: Sort, rulebook: Rulebook) -> Mapping[str, object]:
    """Return the parts of a sort in the rules of today."""
    match sort:
        case "concern":
            return rulebook.concerns
        case "rule":
            return rulebook.rules
        case "step":
            return rulebook.steps
        case "question":
            return rulebook.questions
