"""Starts a partnership line by line: its name, who is in it, what it is for, what to decide."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import get_args

from advisor.files.clean_text import whole_number
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.set_up_input import Back, SetUpInput
from advisor.interview.plain.set_up_lists import (
    ListEnded,
    ask_for_list,
    ask_in_turn,
    change_listed,
)
from advisor.interview.state import set_up_words as words
from advisor.interview.state.input_checks import line_fault
from advisor.interview.state.new_partnership import (
    Fact,
    SetUp,
    finished_set_up,
)
from advisor.interview.state.set_up_form import SetUpForm
from advisor.interview.texts import SET_UP_COMMANDS
from advisor.report.days_in_words import day_in_words
from advisor.report.form_blocks import PRIVACY_NOTICE
from advisor.report.typed_days import day_fault, typed_day
from advisor.rulebook.vocabulary import ROLES, Kind, Sector
from advisor.scenario.facts import About, KeyDate
from advisor.scenario.scenario import MAX_COUNT, Partner, Scenario, named_twice

SECTORS: tuple[Sector, ...] = get_args(Sector)
_KIND_QUESTIONS = dict(words.KIND_QUESTIONS)


def begin(talk: Conversation, begun: SetUp | None = None) -> Scenario:
    """Return a partnership in which nothing is answered yet, from what the room says.

    Args:
        talk: What asks.
        begun: What was given before.

    Raises:
        Stopped: The room stopped, or the input has ended.
    """
    talk.say(PRIVACY_NOTICE)
    talk.say(SET_UP_COMMANDS)
    asking = SetUpInput(talk, talk.record_set_up, begun)
    ask_facts(asking)
    talk.say(SetUpForm(talk.rulebook, asking.facts).time_says)
    return finished_set_up(asking.facts)


def ask_facts(asking: SetUpInput) -> None:
    """Ask for each fact that is to be given.

    Raises:
        Stopped: The room stopped, or the input has ended.
    """
    while fact := asking.next_fact():
        try:
            asking.give(_fact(fact, asking))
        except Back:
            if not asking.go_back():
                asking.say("This is the first question.")


def _fact(fact: Fact, asking: SetUpInput) -> object:
    facts, rulebook = asking.facts, asking.rulebook
    match fact:
        case "partnership":
            return asking.text(f"{words.NAME} {words.NAME_SAYS}", facts.get("partnership", ""))
        case "partners":
            asking.say(words.PARTNERS)
            before: tuple[Partner, ...] = facts.get("partners", ())
            ask = partial(_partner, asking)
            return ask_for_list(asking, before, lambda partner: partner.name, ask)
        case "kinds":
            return _kinds(asking)
        case "stage":
            labels = words.decision_labels(rulebook.wording)
            labels[words.NOT_SURE] = words.DECISION_NOT_SURE
            stage = asking.choice(words.DECISIONS, labels)
            asking.say(SetUpForm(rulebook, {"stage": stage}).stage_says)
            return stage
        case "room":
            rooms: dict[str, str] = {key: f"{label}: {says}" for key, label, says in words.ROOMS}
            rooms[words.NOT_SURE] = words.NOT_SURE_LABEL
            asking.say(words.ROOM_SAYS)
            room = asking.choice(words.ROOM, rooms)
            if (says := SetUpForm(rulebook, {**facts, "room": room}).room_says) != words.ROOM_SAYS:
                asking.say(says)
            return room
        case "minutes":
            return asking.choice(words.TIME, dict(words.TIMES), "leaves it out")
        case "dates":
            return _dates(asking)
        case "about" | "next_meeting" | "starts" | "present":
            return _can_be_skipped(fact, asking)
        case _:
            return asking.yes_or_not_sure(_KIND_QUESTIONS[fact])


def _can_be_skipped(fact: Fact, asking: SetUpInput) -> object:
    facts = asking.facts
    match fact:
        case "about":
            asking.say(f"{words.SKIPPED}: an empty line leaves a question out.")
            known = dict(facts.get("about") or ())
            steps = {
                part: partial(asking.text, asks, known.get(part) or "", is_needed=False)
                for part, asks in words.ABOUT.items()
            }
            said = {part: text for part, text in ask_in_turn(steps, {}).items() if text}
            # By the names of the file: this field is called from_ only in Python.
            by_name = {part.rstrip("_"): text for part, text in said.items()}
            return About.model_validate(by_name) if said else None
        case "present":
            now = ", ".join(facts.get("present", ()))
            asks = f"{words.PRESENT} {words.PRESENT_SAYS}."
            line = asking.text(asks, now, _roles_fault, is_needed=False)
            return tuple(role.strip() for role in line.split(",") if role.strip())
        case _:
            asks = words.NEXT_MEETING if fact == "next_meeting" else words.STARTS
            now = day_in_words(facts[fact]) if facts.get(fact) else ""
            line = asking.text(f"{asks} {words.DAY_SAYS}", now, day_fault, is_needed=False)
            return typed_day(line) if line else None


def _roles_fault(line: str) -> str:
    return next(filter(None, (line_fault(role.strip()) for role in line.split(","))), "")


def _partner(
    asking: SetUpInput, others: list[Partner], opened: Partner | None, is_named: bool
) -> Partner:
    """Ask for a partner; one that is opened again from its last question, unless it was named."""
    sectors = {sector: asking.rulebook.wording.sectors[sector] for sector in SECTORS}
    roles = {role: asking.rulebook.wording.roles[role] for role in ROLES}

    def place_of(name: str) -> int | None:
        of = [bool(list(named_twice([partner.name, name]))) for partner in others]
        return of.index(True) if any(of) else None

    def fault(name: str) -> str:
        if opened is None:
            return line_fault(name) if name or not others else ""
        return "is the name of another partner" if place_of(name) is not None else line_fault(name)

    def name() -> str:
        now = opened.name if opened else ""
        ends = " (an empty line ends the list)" if others and opened is None else ""
        while True:
            name = asking.text(f"{words.PARTNER_NAME}{ends}", now, fault)
            if not name:
                raise ListEnded
            place = place_of(name)
            number = whole_number(name)
            if place is None and opened is None and number and number <= len(others):
                place = number - 1
            if place is None:
                if name == now or asking.is_meant(name):
                    return name
            else:
                change_listed(asking, place, others[place].name, words.goes_too(others[place]))

    steps: dict[str, Callable[[], object]] = {
        "name": name,
        "sector": partial(asking.choice, f"{words.SECTOR} {words.SECTOR_SAYS}", sectors),
        "role": partial(asking.choice, words.ROLE, roles),
        "core": partial(asking.yes, words.CORE),
        "answers_from": lambda: "itself" if asking.yes(words.ANSWERS_FROM) else "others",
        "count": partial(asking.number, words.COUNT, MAX_COUNT),
    }
    is_last = opened is not None and not is_named
    given = {step: getattr(opened, step) for step in steps} if is_last else {}
    # What this does not ask, such as its answers, stays with a partner that is opened again.
    return Partner.model_validate(dict(opened or ()) | ask_in_turn(steps, given))


def _kinds(asking: SetUpInput) -> tuple[Kind, ...]:
    """Propose the kind that follows from the plain facts, and have it confirmed."""
    labels = {kind: of.label for kind, of in asking.rulebook.wording.kinds.items()}
    form = SetUpForm(asking.rulebook, asking.facts)
    while True:
        if asking.yes(f"{form.kind_says} {words.KIND_RIGHT}"):
            return form.proposed
        with suppress(Back):
            if kind := asking.choice(words.ANOTHER_KIND, labels):
                return (kind,)


def _dates(asking: SetUpInput) -> tuple[KeyDate, ...]:
    """Ask for days that matter until a line is empty."""
    asking.say(f"{words.DATES} {words.DATES_SAYS}")
    before: tuple[KeyDate, ...] = asking.facts.get("dates", ())
    ask = partial(_date, asking, [partner.name for partner in asking.facts.get("partners", ())])
    found = ask_for_list(asking, before, lambda date: ", ".join(words.date_line(date)), ask)
    return tuple(sorted(found, key=lambda date: date.on))


def _date(
    asking: SetUpInput,
    names: Sequence[str],
    others: list[KeyDate],
    opened: KeyDate | None,
    is_named: bool,
) -> KeyDate:
    def day() -> dt.date:
        ends = f"keeps {day_in_words(opened.on)}" if opened else "ends the list"
        while True:
            line = asking.read([f"{words.DAY} {words.DAY_SAYS} (An empty line {ends}.)"])
            if not line and opened is None:
                raise ListEnded
            number = whole_number(line)
            if opened is None and number and number <= len(others):
                change_listed(asking, number - 1, others[number - 1].what)
                continue
            if found := typed_day(line) if line else opened and opened.on:
                return found
            asking.say(f"Not taken: {day_fault(line)}.")

    def whose() -> str | None:
        labels = {"": words.EVERYBODYS, **{name: name for name in names}}
        return asking.choice(words.WHOSE_DAY, labels) or None

    steps: dict[str, Callable[[], object]] = {
        "on": day,
        "what": partial(asking.text, words.WHAT_HAPPENS, opened.what if opened else ""),
        "is": partial(asking.choice, words.SORT_OF_DAY, words.SORTS_OF_DAY),
        "partner": whose,
    }
    if not names:
        del steps["partner"]
    given: dict[str, object] = {}
    if opened and not is_named:
        given = {"on": opened.on, "what": opened.what, "is": opened.is_}
    return KeyDate.model_validate(ask_in_turn(steps, given))
