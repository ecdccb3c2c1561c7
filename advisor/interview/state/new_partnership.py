"""A partnership that is being set up: the facts given so far, and what they come to."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Self, get_args

from pydantic import Field

from advisor.files.strict_yaml import parse_yaml
from advisor.files.validation import FileModel, OneLine
from advisor.rulebook.vocabulary import Kind, Room, Stage
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import Partner, Scenario

# The same number as in the question about a hub (texts.py): who answers no there, with so many
# partners, is proposed a hub all the same.
MANY_PARTNERS = 25


def proposed_kinds(yes: Iterable[Kind], partners: Iterable[Partner]) -> tuple[Kind, ...]:
    """Return the kind that the facts propose, followed by the others that apply.

    Args:
        yes: The kinds whose fact was answered yes, in the order in which they were asked.
        partners: Who is in it; both sectors among them propose independent-state.
    """
    found: list[Kind] = list(dict.fromkeys(yes))
    entries = list(partners)
    if sum(partner.count for partner in entries) >= MANY_PARTNERS and "hub" not in found:
        found.append("hub")
    if {"state", "independent"} <= {partner.sector for partner in entries}:
        found.append("independent-state")
    return tuple(found) or ("cluster",)


Fact = Literal[
    "partnership",
    "partners",
    "federation",
    "itt",
    "support",
    "hub",
    "kinds",
    "stage",
    "room",
    "dates",
]
FACTS: tuple[Fact, ...] = get_args(Fact)
"""What is asked in a set-up, in this order; a kind is the plain fact that proposes it."""


class SetUp(FileModel):
    """A set-up that has not come to its end.

    Attributes:
        at: The fact that is asked for next.
        answered: The plain facts, by the kind that each proposes.
    """

    at: Fact
    partnership: OneLine
    partners: tuple[Partner, ...] = ()
    answered: dict[Kind, bool] = Field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    stage: Stage | None = None
    room: Room | None = None
    dates: tuple[KeyDate, ...] = ()

    @property
    def is_worth_offering(self) -> bool:
        """Whether more was given than a name and a kind, which are soon typed again."""
        return bool(self.partners or self.dates)

    @classmethod
    def of(cls, at: Fact, facts: Mapping[str, Any]) -> Self:
        """Return the set-up that has come to a fact, from what was given before it."""
        known = {name: facts[name] for name in cls.model_fields if name in facts}
        answered = {fact: facts[fact] for fact in FACTS if isinstance(facts.get(fact), bool)}
        return cls.model_validate({**known, "at": at, "answered": answered})

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the set-up that ``model_dump_json`` wrote.

        Raises:
            Faults: It is damaged.
            ValueError: Likewise.
        """
        # Our own reader makes tuples of lists, which these strict models expect.
        return cls.model_validate(parse_yaml(text.encode("utf-8"), "journal").value)

    @property
    def facts(self) -> dict[str, Any]:
        """What was given, by name."""
        named = (name for name in type(self).model_fields if name not in {"at", "answered"})
        given = {name: getattr(self, name) for name in named}
        # An empty field was not given yet. A plain fact that was answered no is in ``answered``.
        return {name: value for name, value in given.items() if value} | self.answered


class SetUpRecorder:
    """A set-up under way: each fact is in the journal before the next one is asked for.

    Args:
        record: Writes the journal.
        begun: A set-up to resume where it stopped.

    Attributes:
        facts: What was given, by name.
    """

    def __init__(self, record: Callable[[SetUp], None], begun: SetUp | None = None) -> None:
        self._record = record
        self._place = FACTS.index(begun.at) if begun else 0
        self.facts: dict[str, Any] = begun.facts if begun else {}

    def next(self) -> Fact | None:
        """Return the fact to ask for; None once all are given."""
        if self._place == len(FACTS):
            return None
        self._write()
        return FACTS[self._place]

    def give(self, value: object) -> None:
        """Keep the fact that was asked for, and go on to the next one."""
        self.facts[FACTS[self._place]] = value
        self._place += 1

    def give_part(self, value: object) -> None:
        """Keep a list as far as it has come."""
        self.facts[FACTS[self._place]] = value
        self._write()

    def back(self) -> bool:
        """Go back to the fact before; return whether there is one."""
        self._place -= 1
        return self._place >= 0

    def _write(self) -> None:
        # Without a name there would be nothing to offer it by.
        if "partnership" in self.facts:
            self._record(SetUp.of(FACTS[self._place], self.facts))


def finished_set_up(facts: Mapping[str, Any]) -> Scenario:
    """Return the partnership of a set-up that is complete; nothing is answered in it yet."""
    kinds = facts["kinds"]
    return Scenario(
        partnership=facts["partnership"],
        kind=kinds[0],
        also=kinds[1:],
        stage=facts["stage"],
        room=facts["room"],
        dates=facts["dates"],
        partners=facts["partners"],
    )


def begun_by_0_1(scenario: Scenario) -> SetUp | None:
    """Return the set-up that version 0.1 left half way as a partnership, or None.

    It guessed the kind, and took "exploring" for the stage, until they were chosen, in this order,
    before the room. A set-up that came to its end has always asked for the room.
    """
    is_answered = scenario.answers or any(partner.answers for partner in scenario.partners)
    if is_answered or scenario.room is not None:
        return None
    given = {"partnership": scenario.partnership, "partners": scenario.partners}
    if scenario.stage in {None, "exploring"}:
        return SetUp.of("federation", given)
    kinds = (scenario.kind, *scenario.also)
    return SetUp.of("room", {**given, "kinds": kinds, "stage": scenario.stage})
