"""The page of a set-up without its widgets: what was given, what follows, what is still open."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from advisor.interview.state import set_up_words as words
from advisor.interview.state.new_partnership import (
    SetUp,
    finished_set_up,
    kinds_from,
    named_after,
    short_form,
    still_open,
)
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind
from advisor.scenario.earlier import earlier_after
from advisor.scenario.facts import dates_after, steps_after
from advisor.scenario.scenario import Partner, Scenario

_AS_THEY_ARE = ("partnership", "partners", "dates", "about", "next_meeting", "starts", "present")
"""The facts that a form has as the file has them."""


class SetUpForm:
    """What a set-up was given; each change is kept at once.

    Args:
        keep: Keeps the facts, and returns why that cannot be done, or nothing.
        is_new: Whether nothing was asked about yet; otherwise a partnership is changed.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        facts: Mapping[str, Any],
        keep: Callable[[Mapping[str, Any]], str] = lambda _: "",
        *,
        is_new: bool = True,
    ) -> None:
        self.rulebook = rulebook
        self.facts = dict(facts)
        self.is_new = is_new
        self._keep = keep
        self.fault = ""

    def give(self, fact: str, value: object) -> None:
        """Take a fact, or take it back where the value is empty."""
        before = self.proposed
        if fact == "partners":
            self._follow_names(self.facts.get("partners", ()), value)
        if value in (None, "", ()):
            # Of a partnership that is there, the kind stays what it is until another is chosen.
            if fact != "kinds" or self.is_new:
                self.facts.pop(fact, None)
        else:
            self.facts[fact] = value
        # Somebody who said yes to a proposal has not said yes to the next one.
        if self.is_new and before != self.proposed and self.facts.get("kinds") == before:
            self.facts.pop("kinds", None)
        self.fault = self._keep(self.facts)

    def _follow_names(self, partners: Sequence[Partner], now: Any) -> None:
        before, after = ([partner.name for partner in entries] for entries in (partners, now))
        if dates := self.facts.get("dates"):
            self.facts["dates"] = dates_after(dates, before, after)
        if earlier := self.facts.get("earlier"):
            self.facts["earlier"] = earlier_after(earlier, before, after)
        if steps := self.facts.get("steps"):
            self.facts["steps"] = steps_after(steps, before, after)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Who is in it."""
        partners: tuple[Partner, ...] = self.facts.get("partners", ())
        return partners

    @property
    def proposed(self) -> tuple[Kind, ...]:
        """The kinds that the plain facts propose; none while one of them is open."""
        return kinds_from(self.facts)

    @property
    def still_open(self) -> str:
        """What is needed before the first question, in words; nothing if all is there."""
        # A file may name no room; that is no reason to keep somebody here.
        needed = (fact for fact in still_open(self.facts) if self.is_new or fact != "room")
        return ", ".join(words.OPEN_FACTS[fact] for fact in needed)

    @property
    def says(self) -> dict[str, str]:
        """What follows from the facts, by the field that it is shown under."""
        return {
            "partnership": self.name_says,
            "kind": self.kind_says,
            "stage": self.stage_says,
            "room": self.room_says,
            "minutes": self.time_says,
        }

    @property
    def name_says(self) -> str:
        """What it is called where nobody names it."""
        name = "" if self.facts.get("partnership") else named_after(self.partners)
        return name and f"Left empty, it is called: {name}"

    @property
    def kind_says(self) -> str:
        """What the plain facts propose, and why."""
        wording = self.rulebook.wording
        if not self.proposed:
            kinds = self.facts.get("kinds")
            now = f"Now it is {words.kinds_in_words(wording, kinds)}. " if kinds else ""
            return f"{now}{words.KIND_WAITS}"
        answered: dict[str, object] = {kind: self.facts[kind] for kind, _ in words.KIND_QUESTIONS}
        looks = f"This looks like {words.kinds_in_words(wording, self.proposed)}."
        # The questions about mentors are for placement schools: a lead would never be asked them.
        is_led = "itt" in self.proposed and any(one.role == "lead" for one in self.partners)
        tip = f" {words.LEADS_TRAINING}" if is_led else ""
        return f"{words.why_kinds(answered, self.partners)} {looks}{tip}"

    @property
    def kind_given(self) -> str:
        """Whether the proposal was taken, or another kind."""
        kinds = self.facts.get("kinds")
        if not kinds:
            return ""
        if not self.proposed and not self.is_new:
            return "yes"
        return "yes" if kinds == self.proposed else "other"

    @property
    def stage_says(self) -> str:
        """The decision in full, or what follows where nobody knows it."""
        stage = self.facts.get("stage")
        if stage == words.NOT_SURE:
            return words.stage_not_sure(self.rulebook.wording)
        return self.rulebook.wording.stages[stage].decision if stage else ""

    @property
    def room_says(self) -> str:
        """What follows from who is here, and what does not go with it."""
        there = [one.name for one in self.partners if one.answers_from == "itself"]
        if self.facts.get("room") == "us" and len(there) > 1:
            return words.said_to_be_here(there)
        return words.ROOM_NOT_SURE if self.facts.get("room") == words.NOT_SURE else words.ROOM_SAYS

    @property
    def time_says(self) -> str:
        """How long the short form takes, and what that leaves."""
        if not (self.partners and self.facts.get("kinds") and self.facts.get("stage")):
            return words.TIME_SAYS
        questions, minutes = short_form(self.rulebook, finished_set_up(self.facts))
        says = f"The {questions} short questions take about {minutes} minutes."
        return f"{says} {words.leaves(self.facts.get('minutes'), minutes)}".strip()


def facts_of(scenario: Scenario, set_up: SetUp | None = None) -> dict[str, Any]:
    """Return the facts of a partnership, as a form has them.

    Args:
        scenario: What the file has of them.
        set_up: What its set-up was given, where that is known: the rest.
    """
    facts = {name: getattr(scenario, name) for name in (*_AS_THEY_ARE, "room", "earlier", "steps")}
    given = {name: value for name, value in facts.items() if value}
    kinds = (scenario.kind, *scenario.also)
    # Of the plain facts only those whose kind it is: nobody has said no to the others here.
    plain = {kind: True for kind, _ in words.KIND_QUESTIONS if kind in kinds}
    unfiled = set_up.unfiled.facts if set_up else {}
    # Who has said since who is here is sure of it.
    if scenario.room != "with-partners":
        unfiled.pop("room", None)
    return given | plain | unfiled | {"kinds": kinds, "stage": scenario.stage or words.NOT_SURE}


def with_form(scenario: Scenario, facts: Mapping[str, Any]) -> Scenario:
    """Return a partnership with the facts of a form; every answer stays.

    Raises:
        pydantic.ValidationError: They do not fit together.
    """
    made = finished_set_up(facts)
    changed = {name: getattr(made, name) for name in (*_AS_THEY_ARE, "kind", "also", "stage")}
    room = made.room if facts.get("room") else scenario.room
    follow = {"earlier": facts.get("earlier", ()), "steps": facts.get("steps", {})}
    return scenario.with_facts(**changed, **follow, room=room)
