"""A partnership that is being set up: the facts given so far, and what they come to."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, Self, get_args

from pydantic import Field

from advisor.files.strict_yaml import parse_yaml
from advisor.files.validation import FileModel, OneLine, Text
from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.pace import Pace
from advisor.interview.state.set_up_words import KIND_QUESTIONS, NOT_SURE, Minutes
from advisor.reasoning.asked_questions import asked_of_each
from advisor.report.partner_names import joined
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Room, Stage
from advisor.scenario.facts import About, Day, KeyDate
from advisor.scenario.scenario import Partner, Scenario

# Who says no to the question about a hub, with so many partners, is proposed a hub all the same.
MANY_PARTNERS = 25

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
    "minutes",
    "dates",
    "about",
    "next_meeting",
    "starts",
    "present",
]
"""What a set-up may be given, in this order; a kind is the plain fact that proposes it."""
FACTS: tuple[Fact, ...] = get_args(Fact)


def is_not_sure(facts: Mapping[str, Any], fact: str) -> bool:
    """Return whether the room does not know a fact; a name may be any text, that one too."""
    return fact != "partnership" and bool(facts.get(fact) == NOT_SURE)


class SetUp(FileModel):
    """A set-up that has not come to its end.

    Attributes:
        at: The fact that is asked for next.
        answered: The plain facts, by the kind that each proposes.
        unsure: The facts that nobody knows.
        minutes: How long the room has.
        part: What was typed for it line by line, where it is not given in full.
    """

    at: Fact
    partnership: OneLine | None = None
    partners: tuple[Partner, ...] = ()
    answered: dict[Kind, bool] = Field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    stage: Stage | None = None
    room: Room | None = None
    minutes: Minutes | None = None
    dates: tuple[KeyDate, ...] = ()
    about: About | None = None
    next_meeting: Day | None = None
    starts: Day | None = None
    present: tuple[OneLine, ...] = ()
    unsure: tuple[Fact, ...] = ()
    part: tuple[Text, ...] = ()

    @property
    def is_worth_offering(self) -> bool:
        """Whether more was given than a name, which is soon typed again."""
        return bool(self.facts.keys() - {"partnership"} or any(self.part))

    @classmethod
    def of(cls, at: Fact, facts: Mapping[str, Any]) -> Self:
        """Return the set-up that has come to a fact, from what was given before it."""
        unsure = tuple(fact for fact in FACTS if is_not_sure(facts, fact))
        sure = {name: value for name, value in facts.items() if name not in unsure}
        known = {name: sure[name] for name in cls.model_fields if name in sure}
        answered = {fact: sure[fact] for fact in FACTS if isinstance(sure.get(fact), bool)}
        given = {**known, "at": at, "answered": answered, "unsure": unsure}
        return cls.model_validate(given)

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
        others = {"at", "answered", "unsure", "part"}
        named = (name for name in type(self).model_fields if name not in others)
        given = {name: getattr(self, name) for name in named}
        # An empty field was not given yet. A plain fact that was answered no is in ``answered``.
        known = {name: value for name, value in given.items() if value}
        return known | self.answered | dict.fromkeys(self.unsure, NOT_SURE)

    @property
    def unfiled(self) -> Self:
        """What no file has of it: the plain facts, how long the room has, all it is unsure of."""
        kept = {*dict(KIND_QUESTIONS), "minutes"}
        given = self.facts.items()
        return self.of("present", {f: v for f, v in given if f in kept or is_not_sure({f: v}, f)})

    @property
    def name(self) -> str:
        """What it is offered by."""
        return self.partnership or named_after(self.partners) or "A new partnership"


def named_after(partners: Iterable[Partner]) -> str:
    """Return the name of a partnership that has none of its own."""
    names = [partner.name for partner in partners]
    if len(names) > 3:
        names[2:] = [f"{len(names) - 2} more"]
    return joined(names) if names else ""


def finished_set_up(facts: Mapping[str, Any]) -> Scenario:
    """Return the partnership of a set-up that is complete; nothing is answered in it yet.

    Where nobody is sure of the stage it names none. Of the room it then takes the one that shows
    least.
    """
    of = {
        name: value
        for name, value in facts.items()
        if value is not None and not is_not_sure(facts, name)
    }
    kinds = of["kinds"]
    others = ("stage", "dates", "about", "next_meeting", "starts", "present")
    return Scenario(
        partnership=of.get("partnership") or named_after(of["partners"]),
        kind=kinds[0],
        also=kinds[1:],
        room=of.get("room", "with-partners"),
        partners=of["partners"],
        **{name: of[name] for name in others if name in of},
    )


def still_open(facts: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Return the facts without which a set-up has not come to its end, in their order."""
    needed: tuple[Fact, ...] = ("partners", "kinds", "stage", "room")
    return tuple(fact for fact in needed if not facts.get(fact))


def first_open(facts: Mapping[str, Any]) -> Fact:
    """Return the fact at which an interview line by line would go on."""
    return next((fact for fact in FACTS if fact not in facts), FACTS[-1])


def kinds_from(facts: Mapping[str, Any]) -> tuple[Kind, ...]:
    """Return the kind that the plain facts propose, followed by the others that apply.

    None until each was answered, if with not sure. Both sectors among the partners propose
    independent-state.
    """
    if not all(kind in facts for kind, _ in KIND_QUESTIONS):
        return ()
    found = [kind for kind, _ in KIND_QUESTIONS if facts[kind] is True]
    partners: tuple[Partner, ...] = facts.get("partners", ())
    if sum(partner.count for partner in partners) >= MANY_PARTNERS and "hub" not in found:
        found.append("hub")
    if {"state", "independent"} <= {partner.sector for partner in partners}:
        found.append("independent-state")
    return tuple(found) or ("cluster",)


class ShortForm(NamedTuple):
    """How long the short form is, in questions and by our estimate of a minute an answer."""

    questions: int
    minutes: int


def short_form(rulebook: Rulebook, scenario: Scenario) -> ShortForm:
    """Return how long the short form is for a partnership."""
    asked = [q for q in agenda(rulebook, scenario) if is_essential(q, scenario)]
    answers = sum(1 for question in asked for _ in asked_of_each(question, scenario))
    return ShortForm(len(asked), Pace().minutes_for(answers))


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
