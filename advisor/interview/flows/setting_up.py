"""Sets up a partnership, one plain fact after the other, and changes those facts later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError

from advisor.files.clean_text import one_line
from advisor.interview.screens.dates import DatesDialog
from advisor.interview.screens.dialogs import AskLine, Choose, yes_or_no
from advisor.interview.screens.partners import PartnersDialog
from advisor.interview.state.new_partnership import (
    FACTS,
    Fact,
    SetUp,
    proposed_kinds,
    started,
)
from advisor.interview.widgets.choices import Choice
from advisor.interview.wording import DECISIONS, KIND_QUESTIONS, ROOM, ROOMS
from advisor.report.candour import CANDOUR
from advisor.rulebook.vocabulary import STAGES, Kind, Room, Stage
from advisor.scenario.scenario import KeyDate, Partner, Scenario

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp

_Facts = dict[str, Any]
_Step = Callable[["InterviewApp", _Facts], Awaitable[object | None]]

T = TypeVar("T")


async def new_partnership(app: InterviewApp, begun: SetUp | None = None) -> Scenario | None:
    """Return a partnership in which nothing is answered yet; None if the room thought better.

    Each fact is in the journal before the next one is asked for. Escape goes back one step, and
    from the first step out.

    Args:
        app: The interview.
        begun: A set-up that was left half way, to go on with where it stopped.
    """
    facts: _Facts = begun.facts if begun else {}
    at = FACTS.index(begun.at) if begun else 0
    while at < len(FACTS):
        name = FACTS[at]
        _record(app, name, facts)
        value = await _ASKS[name](app, facts)
        if value is not None:
            facts[name] = value
            at += 1
        elif at == 0:
            return None
        else:
            at -= 1
    return started(facts)


def _record(app: InterviewApp, at: Fact, facts: _Facts) -> None:
    if "partnership" in facts:
        app.record_set_up(SetUp.of(at, facts))


async def ask_name(app: InterviewApp, facts: _Facts) -> str | None:
    """Ask what the partnership is called."""
    dialog = AskLine(
        "What is the partnership called?",
        f"A short name that everybody would recognise. {CANDOUR}",
        facts.get("partnership", ""),
        lambda line: "" if one_line(line) else "type a name",
    )
    return cast("str | None", await app.push_screen_wait(dialog))


async def ask_partners(app: InterviewApp, facts: _Facts) -> tuple[Partner, ...] | None:
    """Ask who is in it."""

    def keep(partners: tuple[Partner, ...]) -> None:
        # Who goes back a step, or comes back another day, finds here again what was entered.
        facts["partners"] = partners
        if app.session is None:
            _record(app, "partners", facts)

    dialog = PartnersDialog(app.book.wording, facts.get("partners", ()), keep)
    return await app.push_screen_wait(dialog)


def _ask_fact(kind: Kind) -> _Step:
    """Return the step that asks the plain fact which proposes a kind."""
    number = [one for one, _ in KIND_QUESTIONS].index(kind) + 1
    asks = KIND_QUESTIONS[number - 1][1]

    async def ask(app: InterviewApp, _: _Facts) -> bool | None:
        says = f"Fact {number} of {len(KIND_QUESTIONS)}, to see what kind it is."
        key = await app.push_screen_wait(yes_or_no(asks, says))
        return None if key is None else key == "y"

    return ask


async def confirm_kinds(app: InterviewApp, facts: _Facts) -> tuple[Kind, ...] | None:
    """Propose the kind that follows from the plain facts, and have it confirmed."""
    labels = {kind: words.label for kind, words in app.book.wording.kinds.items()}
    yes = [kind for kind, _ in KIND_QUESTIONS if facts.get(kind)]
    kinds = proposed_kinds(yes, facts["partners"])
    named = " and ".join(labels[kind] for kind in kinds)
    asks = f"This looks like: {named}. Right?"
    key = await app.push_screen_wait(yes_or_no(asks, no="No: choose another kind"))
    if key is None:
        return None
    if key == "y":
        return kinds
    every = tuple(labels)
    choices = [Choice(str(n), labels[kind]) for n, kind in enumerate(every, 1)]
    key = await app.push_screen_wait(Choose("What kind of partnership is it?", choices))
    return (every[int(key) - 1],) if key else None


async def ask_kinds(app: InterviewApp, facts: _Facts) -> tuple[Kind, ...] | None:
    """Ask the plain facts again, and have the kind confirmed that follows from them."""
    for kind, _ in KIND_QUESTIONS:
        facts[kind] = await _ask_fact(kind)(app, facts)
        if facts[kind] is None:
            return None
    return await confirm_kinds(app, facts)


async def ask_stage(app: InterviewApp, facts: _Facts) -> Stage | None:
    """Ask which decision is in front of the room."""
    now = facts.get("stage")
    choices = [
        Choice(str(n), app.book.wording.stages[stage].decision, chosen=stage == now)
        for n, stage in enumerate(STAGES, 1)
    ]
    key = await app.push_screen_wait(Choose(DECISIONS, choices))
    return STAGES[int(key) - 1] if key else None


async def ask_room(app: InterviewApp, facts: _Facts) -> Room | None:
    """Ask who is in the room."""
    now = facts.get("room")
    choices = [
        Choice(str(n), label, says, chosen=room == now)
        for n, (room, label, says) in enumerate(ROOMS, 1)
    ]
    key = await app.push_screen_wait(Choose(ROOM, choices))
    return ROOMS[int(key) - 1][0] if key else None


async def ask_dates(app: InterviewApp, facts: _Facts) -> tuple[KeyDate, ...] | None:
    """Ask for the days that matter; there may be none."""

    def keep(dates: tuple[KeyDate, ...]) -> None:
        facts["dates"] = dates
        if app.session is None:
            _record(app, "dates", facts)

    return await app.push_screen_wait(DatesDialog(facts.get("dates", ()), keep))


_ASKS: dict[Fact, _Step] = {
    "partnership": ask_name,
    "partners": ask_partners,
    **{kind: _ask_fact(kind) for kind in ("federation", "itt", "support", "hub")},
    "kinds": confirm_kinds,
    "stage": ask_stage,
    "room": ask_room,
    "dates": ask_dates,
}


CHANGEABLE: dict[str, tuple[str, _Step]] = {
    "partnership": ("Name of the partnership", ask_name),
    "partners": ("Partners", ask_partners),
    "kinds": ("Kind of partnership", ask_kinds),
    "stage": ("Decision in front of you", ask_stage),
    "room": ("Who is in the room", ask_room),
    "dates": ("Key dates", ask_dates),
}
"""The facts that can be changed later, with what they are called."""


async def change_fact(app: InterviewApp, fact: str) -> None:
    """Ask for one fact again, and go on with it; every answer stays."""
    scenario = app.current.scenario
    given: _Facts = {name: getattr(scenario, name) for name in CHANGEABLE if name != "kinds"}
    value = await CHANGEABLE[fact][1](app, given)
    # What was added to a list or taken from it stays, however the list is left.
    value = given.get(fact) if value is None and fact in {"partners", "dates"} else value
    if value is None:
        return
    facts = {fact: value}
    if fact == "kinds":
        kinds = cast("tuple[Kind, ...]", value)
        facts = {"kind": kinds[0], "also": kinds[1:]}
    try:
        app.change(app.current.changed(app.current.scenario.with_facts(**facts)))
    except ValidationError as error:
        await _tell(app, error)
    app.show_again()


async def _tell(app: InterviewApp, error: ValidationError) -> None:
    from textual.content import Content

    from advisor.interview.screens.dialogs import Page

    says = (found["msg"] for found in error.errors(include_url=False, include_input=False))
    await app.push_screen_wait(Page("That cannot be", Content("\n".join(says))))
