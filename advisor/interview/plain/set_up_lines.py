"""Starts a partnership line by line: its name, who is in it, what it is for, what to decide."""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, get_args

from advisor.interview.plain.set_up_input import (
    Ask,
    Back,
    ListEnded,
    Say,
    SetUpInput,
    ask_for_list,
    ask_in_turn,
)
from advisor.interview.state.input_checks import day_fault, line_fault, typed_day
from advisor.interview.state.new_partnership import (
    FACTS,
    Fact,
    SetUpRecorder,
    finished_set_up,
    proposed_kinds,
)
from advisor.interview.state.set_up_words import (
    ANSWERS_FROM,
    CORE,
    COUNT,
    DECISIONS,
    KIND_QUESTIONS,
    NAME,
    ROOM,
    ROOMS,
    SORT_OF_DAY,
    SORTS_OF_DAY,
    WHAT_HAPPENS,
)
from advisor.interview.texts import SET_UP_COMMANDS
from advisor.report.privacy_notice import PRIVACY_NOTICE
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES, STAGES, AnswersFrom, Kind, Room, Sector, Stage
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import MAX_COUNT, Partner, Scenario, named_twice

_KIND_QUESTIONS: dict[str, str] = dict(KIND_QUESTIONS)
SECTORS: tuple[Sector, ...] = get_args(Sector)


def begin(rulebook: Rulebook, say: Say, ask: Ask, set_up: SetUpRecorder) -> Scenario:
    """Return a partnership in which nothing is answered yet, from what the room says.

    Args:
        rulebook: What the facts are called.
        say: Writes a line.
        ask: Returns the next line.
        set_up: What was given before, and what records each fact.

    Raises:
        EOFError: The room stopped, or the input has ended.
    """
    say(PRIVACY_NOTICE)
    say(SET_UP_COMMANDS)
    asking = SetUpInput(say, ask)
    while fact := set_up.next():
        try:
            set_up.give(_fact(fact, set_up, rulebook, asking))
        except Back:
            if fact == FACTS[0]:
                say("This is the first question.")
            else:
                set_up.back()
    return finished_set_up(set_up.facts)


def _fact(fact: Fact, set_up: SetUpRecorder, rulebook: Rulebook, asking: SetUpInput) -> object:
    match fact:
        case "partnership":
            now = set_up.facts.get("partnership", "")
            return asking.text(NAME, now)
        case "partners":
            return _partners(rulebook, set_up, asking)
        case "kinds":
            return _kinds(rulebook, set_up.facts, asking)
        case "stage":
            return _stage(rulebook, asking)
        case "room":
            return _room(asking)
        case "dates":
            return _dates(set_up, asking)
        case _:
            return asking.yes(_KIND_QUESTIONS[fact])


def _partners(rulebook: Rulebook, set_up: SetUpRecorder, asking: SetUpInput) -> tuple[Partner, ...]:
    """Ask for partners until a line is empty."""
    before: tuple[Partner, ...] = set_up.facts.get("partners", ())
    for partner in before:
        asking.say(f"Named so far: {partner.name}.")
    return ask_for_list(before, partial(_partner, rulebook, asking), set_up.give_part)


def _partner(
    rulebook: Rulebook, asking: SetUpInput, others: list[Partner], opened: Partner | None
) -> Partner:
    """Ask for a partner; again from its last question, if it is opened again."""
    wording = rulebook.wording

    def fault(name: str) -> str:
        if not name and others and opened is None:
            return ""
        is_taken = list(named_twice([*(partner.name for partner in others), name]))
        return "is the name of another partner" if is_taken else line_fault(name)

    def name() -> str:
        if opened is not None:
            return asking.text("Name this partner", opened.name, fault)
        what = "Name the next partner (an empty line ends the list)."
        if name := asking.text(what if others else "Name a school or other partner.", "", fault):
            return name
        raise ListEnded

    steps: dict[str, Callable[[], object]] = {
        "name": name,
        "sector": partial(asking.choice, "Its sector:", SECTORS, wording.sectors),
        "role": partial(asking.choice, "Its role:", ROLES, wording.roles),
        "core": partial(asking.yes, CORE),
        "answers_from": partial(_answers_from, asking),
        "count": partial(asking.number, COUNT, MAX_COUNT),
    }
    given = {step: getattr(opened, step) for step in steps} if opened else {}
    return Partner.model_validate(ask_in_turn(steps, given))


def _answers_from(asking: SetUpInput) -> AnswersFrom:
    itself = asking.yes(ANSWERS_FROM)
    return "itself" if itself else "others"


def _kinds(rulebook: Rulebook, facts: Mapping[str, Any], asking: SetUpInput) -> tuple[Kind, ...]:
    """Propose the kind that follows from the plain facts, and have it confirmed."""
    labels = {kind: words.label for kind, words in rulebook.wording.kinds.items()}
    yes = [kind for kind, _ in KIND_QUESTIONS if facts[kind]]
    kinds = proposed_kinds(yes, facts["partners"])
    every: tuple[Kind, ...] = tuple(labels)
    while True:
        if asking.yes(f"This looks like: {', '.join(labels[kind] for kind in kinds)}. Right?"):
            return kinds
        with suppress(Back):
            return (asking.choice("What is it?", every, labels),)


def _room(asking: SetUpInput) -> Room:
    labels = {room: f"{label}: {says}" for room, label, says in ROOMS}
    return asking.choice(ROOM, tuple(labels), labels)


def _dates(set_up: SetUpRecorder, asking: SetUpInput) -> tuple[KeyDate, ...]:
    """Ask for days that matter until a line is empty."""
    before: tuple[KeyDate, ...] = set_up.facts.get("dates", ())
    found = ask_for_list(before, partial(_date, asking), set_up.give_part)
    return tuple(sorted(found, key=lambda date: date.on))


def _date(asking: SetUpInput, _: list[KeyDate], opened: KeyDate | None) -> KeyDate:
    def day() -> dt.date:
        ends = f"keeps {opened.on:%d %B %Y}" if opened else "ends the list"
        while True:
            line = asking.read([f"A day that matters, as 27 June 2026 (an empty line {ends})."])
            if not line and opened is None:
                raise ListEnded
            if found := typed_day(line) if line else opened and opened.on:
                return found
            asking.say(f"That is {day_fault(line)}.")

    steps: dict[str, Callable[[], object]] = {
        "on": day,
        "what": partial(asking.text, WHAT_HAPPENS, opened.what if opened else ""),
        "is": partial(asking.choice, SORT_OF_DAY, tuple(SORTS_OF_DAY), SORTS_OF_DAY),
    }
    given = {"on": opened.on, "what": opened.what} if opened else {}
    return KeyDate.model_validate(ask_in_turn(steps, given))


def _stage(rulebook: Rulebook, asking: SetUpInput) -> Stage:
    labels = {stage: words.decision for stage, words in rulebook.wording.stages.items()}
    return asking.choice(DECISIONS, STAGES, labels)
