"""Starts a partnership line by line: its name, who is in it, what it is for, what to decide."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from advisor.files.clean_text import whole_number
from advisor.interview.state.input_checks import day_fault, line_fault, typed_day
from advisor.interview.state.new_partnership import (
    Fact,
    SetUpRecorder,
    finished_set_up,
    proposed_kinds,
)
from advisor.interview.texts import (
    DECISIONS,
    KIND_QUESTIONS,
    ROOM,
    ROOMS,
    SORT_OF_DAY,
    SORTS_OF_DAY,
)
from advisor.report.privacy_notice import PRIVACY_NOTICE
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES, STAGES, AnswersFrom, Kind, Room, Sector, Stage
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import MAX_COUNT, Partner, Scenario, named_twice

SECTORS: tuple[Sector, ...] = get_args(Sector)

T = TypeVar("T", bound=str)
Say = Callable[[str], None]
Ask = Callable[[], str]


def begin(rulebook: Rulebook, say: Say, ask: Ask, set_up: SetUpRecorder) -> Scenario:
    """Return a partnership in which nothing is answered yet, from what the room says.

    Args:
        rulebook: What the facts are called.
        say: Writes a line.
        ask: Returns the next line.
        set_up: What was given before, and what records each fact.
    """
    say(PRIVACY_NOTICE)
    while fact := set_up.next():
        set_up.give(_fact(fact, set_up, rulebook, say, ask))
    return finished_set_up(set_up.facts)


def _fact(fact: Fact, set_up: SetUpRecorder, rulebook: Rulebook, say: Say, ask: Ask) -> object:
    match fact:
        case "partnership":
            return _line("What is the partnership called?", say, ask)
        case "partners":
            return _partners(rulebook, set_up, say, ask)
        case "kinds":
            return _kinds(rulebook, set_up.facts, say, ask)
        case "stage":
            return _stage(rulebook, say, ask)
        case "room":
            return _room(say, ask)
        case "dates":
            return _dates(set_up, say, ask)
        case _:
            return _yes(dict(KIND_QUESTIONS)[fact], say, ask)


def _line(what: str, say: Say, ask: Ask) -> str:
    while True:
        say(what)
        line = ask()
        if not (fault := line_fault(line)):
            return line
        say(f"That {fault}.")


def _choice(what: str, of: tuple[T, ...], labels: Mapping[T, str], say: Say, ask: Ask) -> T:
    while True:
        say(what)
        for number, one in enumerate(of, 1):
            say(f"  {number}. {labels[one]}")
        line = ask()
        chosen = whole_number(line)
        if chosen is not None and 1 <= chosen <= len(of):
            return of[chosen - 1]
        say(f"Type a number from 1 to {len(of)}.")


def _yes(what: str, say: Say, ask: Ask) -> bool:
    while True:
        say(f"{what} (y or n)")
        line = ask().lower()
        if line in {"y", "yes", "n", "no"}:
            return line.startswith("y")
        say("Type y or n.")


def _partners(rulebook: Rulebook, set_up: SetUpRecorder, say: Say, ask: Ask) -> tuple[Partner, ...]:
    """Ask for partners until a line is empty."""
    wording = rulebook.wording
    found: list[Partner] = list(set_up.facts.get("partners", ()))
    for partner in found:
        say(f"Named so far: {partner.name}.")
    while True:
        more = "the next partner" if found else "a school or other partner"
        say(f"Name {more}{' (an empty line ends the list)' if found else ''}.")
        name = ask()
        if not name and found:
            return tuple(found)
        if fault := line_fault(name):
            say(f"That {fault}.")
            continue
        if list(named_twice([*(partner.name for partner in found), name])):
            say("Another partner has this name.")
            continue
        sector = _choice("Its sector:", SECTORS, wording.sectors, say, ask)
        role = _choice("Its role:", ROLES, wording.roles, say, ask)
        core = _yes("Does the partnership need it to go on?", say, ask)
        itself = _yes("Is somebody from it in the room to answer for it?", say, ask)
        answers_from: AnswersFrom = "itself" if itself else "others"
        count = _count(say, ask)
        found.append(
            Partner(
                name=name,
                sector=sector,
                role=role,
                core=core,
                count=count,
                answers_from=answers_from,
            )
        )
        # One by one: the input may end at any line, and what was given is offered again.
        set_up.give_part(tuple(found))


def _count(say: Say, ask: Ask) -> int:
    while True:
        say("How many alike does this entry stand for? (an empty line means one)")
        line = ask()
        if not line:
            return 1
        number = whole_number(line)
        if number is not None and 1 <= number <= MAX_COUNT:
            return number
        say(f"Type a number from 1 to {MAX_COUNT}.")


def _kinds(rulebook: Rulebook, facts: Mapping[str, Any], say: Say, ask: Ask) -> tuple[Kind, ...]:
    """Propose the kind that follows from the plain facts, and have it confirmed."""
    labels = {kind: words.label for kind, words in rulebook.wording.kinds.items()}
    yes = [kind for kind, _ in KIND_QUESTIONS if facts[kind]]
    kinds = proposed_kinds(yes, facts["partners"])
    if _yes(f"This looks like: {', '.join(labels[kind] for kind in kinds)}. Right?", say, ask):
        return kinds
    every: tuple[Kind, ...] = tuple(labels)
    return (_choice("What is it?", every, labels, say, ask),)


def _room(say: Say, ask: Ask) -> Room:
    labels = {room: f"{label}: {says}" for room, label, says in ROOMS}
    return _choice(ROOM, tuple(labels), labels, say, ask)


def _dates(set_up: SetUpRecorder, say: Say, ask: Ask) -> tuple[KeyDate, ...]:
    """Ask for days that matter until a line is empty."""
    found: list[KeyDate] = list(set_up.facts.get("dates", ()))
    while True:
        say("A day that matters, as 27 June 2026 (an empty line ends the list).")
        line = ask()
        if not line:
            return tuple(sorted(found, key=lambda date: date.on))
        if fault := day_fault(line):
            say(f"That is {fault}.")
            continue
        say("What happens on it?")
        day, what = typed_day(line), ask()
        if fault := line_fault(what):
            say(f"That {fault}.")
        elif day:
            sort = _choice(SORT_OF_DAY, tuple(SORTS_OF_DAY), SORTS_OF_DAY, say, ask)
            found.append(KeyDate.model_validate({"on": day, "what": what, "is": sort}))
            set_up.give_part(tuple(found))


def _stage(rulebook: Rulebook, say: Say, ask: Ask) -> Stage:
    labels = {stage: words.decision for stage, words in rulebook.wording.stages.items()}
    return _choice(DECISIONS, STAGES, labels, say, ask)
