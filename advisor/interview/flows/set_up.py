"""Sets up a partnership, one plain fact after the other, and changes those facts later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError
from textual.content import Content

from advisor.files.clean_text import one_line
from advisor.files.validation import messages
from advisor.interview.dialogs.key_dates import DatesDialog
from advisor.interview.dialogs.partners import PartnersDialog
from advisor.interview.dialogs.prompts import AskLine, Choose, Page, yes_or_no
from advisor.interview.state.new_partnership import (
    Fact,
    SetUp,
    SetUpRecorder,
    finished_set_up,
    proposed_kinds,
)
from advisor.interview.texts import DECISIONS, KIND_QUESTIONS, ROOM, ROOMS
from advisor.interview.widgets.choices import Choice
from advisor.report.phrases import PRIVACY_NOTICE
from advisor.rulebook.vocabulary import STAGES, Kind, Room, Stage
from advisor.scenario.earlier import earlier_after
from advisor.scenario.facts import KeyDate, dates_after
from advisor.scenario.scenario import Partner, Scenario

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp

_Facts = Mapping[str, Any]
_KeepPart = Callable[[object], None]
"""Keeps a list as far as it has come, so that nothing of it is lost however it is left."""
_Step = Callable[["InterviewApp", _Facts, _KeepPart], Awaitable[object | None]]

T = TypeVar("T")


async def new_partnership(app: InterviewApp, begun: SetUp | None = None) -> Scenario | None:
    """Return a partnership in which nothing is answered yet; None if the room thought better.

    Each fact is in the journal before the next one is asked for. Escape goes back one step, and
    from the first step out.

    Args:
        app: The interview.
        begun: A set-up that was left half way, to go on with where it stopped.
    """
    set_up = SetUpRecorder(app.record_set_up, begun)
    while fact := set_up.next():
        value = await _ASKS[fact](app, set_up.facts, set_up.give_part)
        if value is not None:
            set_up.give(value)
        elif not set_up.back():
            return None
    return finished_set_up(set_up.facts)


async def ask_name(app: InterviewApp, facts: _Facts, _: _KeepPart) -> str | None:
    """Ask what the partnership is called."""
    dialog = AskLine(
        "What is the partnership called?",
        f"A short name that everybody would recognise. {PRIVACY_NOTICE}",
        facts.get("partnership", ""),
        lambda line: "" if one_line(line) else "type a name",
    )
    return cast("str | None", await app.push_screen_wait(dialog))


async def ask_partners(
    app: InterviewApp, facts: _Facts, keep: _KeepPart
) -> tuple[Partner, ...] | None:
    """Ask who is in it."""
    # Who goes back a step, or comes back another day, finds here again what was entered.
    dialog = PartnersDialog(app.book.wording, facts.get("partners", ()), keep)
    return await app.push_screen_wait(dialog)


def _ask_fact(kind: Kind) -> _Step:
    """Return the step that asks the plain fact which proposes a kind."""
    number = [one for one, _ in KIND_QUESTIONS].index(kind) + 1
    asks = KIND_QUESTIONS[number - 1][1]

    async def ask(app: InterviewApp, _: _Facts, __: _KeepPart) -> bool | None:
        says = f"Fact {number} of {len(KIND_QUESTIONS)}, to see what kind it is."
        key = await app.push_screen_wait(yes_or_no(asks, says))
        return None if key is None else key == "y"

    return ask


async def confirm_kinds(app: InterviewApp, facts: _Facts, _: _KeepPart) -> tuple[Kind, ...] | None:
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


async def ask_kinds(app: InterviewApp, facts: _Facts, keep: _KeepPart) -> tuple[Kind, ...] | None:
    """Ask the plain facts again, and have the kind confirmed that follows from them."""
    given = dict(facts)
    for kind, _ in KIND_QUESTIONS:
        given[kind] = await _ask_fact(kind)(app, given, keep)
        if given[kind] is None:
            return None
    return await confirm_kinds(app, given, keep)


async def ask_stage(app: InterviewApp, facts: _Facts, _: _KeepPart) -> Stage | None:
    """Ask which decision is in front of the room."""
    now = facts.get("stage")
    choices = [
        Choice(str(n), app.book.wording.stages[stage].decision, chosen=stage == now)
        for n, stage in enumerate(STAGES, 1)
    ]
    key = await app.push_screen_wait(Choose(DECISIONS, choices))
    return STAGES[int(key) - 1] if key else None


async def ask_room(app: InterviewApp, facts: _Facts, _: _KeepPart) -> Room | None:
    """Ask who is in the room."""
    now = facts.get("room")
    choices = [
        Choice(str(n), label, says, chosen=room == now)
        for n, (room, label, says) in enumerate(ROOMS, 1)
    ]
    key = await app.push_screen_wait(Choose(ROOM, choices))
    return ROOMS[int(key) - 1][0] if key else None


async def ask_dates(
    app: InterviewApp, facts: _Facts, keep: _KeepPart
) -> tuple[KeyDate, ...] | None:
    """Ask for the days that matter; there may be none."""
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
    given = {name: getattr(scenario, name) for name in CHANGEABLE if name != "kinds"}
    given["earlier"] = scenario.earlier

    def keep(value: Any) -> None:
        if fact == "partners":
            before, after = ([p.name for p in partners] for partners in (given[fact], value))
            given["dates"] = dates_after(given["dates"], before, after)
            given["earlier"] = earlier_after(given["earlier"], before, after)
        given[fact] = value

    value = await CHANGEABLE[fact][1](app, given, keep)
    # What was added to a list or taken from it stays, however the list is left.
    value = given.get(fact) if value is None and fact in {"partners", "dates"} else value
    if value is None:
        return
    facts = {fact: value}
    if fact == "kinds":
        kinds = cast("tuple[Kind, ...]", value)
        facts = {"kind": kinds[0], "also": kinds[1:]}
    elif fact == "partners":
        facts |= {"dates": given["dates"], "earlier": given["earlier"]}
    try:
        app.change(app.current.update(app.current.scenario.with_facts(**facts)))
    except ValidationError as error:
        await app.push_screen_wait(Page("That cannot be", Content("\n".join(messages(error)))))
    app.show_again()
