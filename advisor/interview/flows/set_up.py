"""Sets up a partnership, one plain fact after the other, and changes those facts later."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, cast

from pydantic import ValidationError
from textual.app import App
from textual.content import Content

from advisor.files.clean_text import one_line
from advisor.files.validation import messages
from advisor.interview.dialogs.dialog import Choose, show_message, yes_or_no
from advisor.interview.dialogs.key_dates import DatesDialog
from advisor.interview.dialogs.partners import PartnersDialog
from advisor.interview.dialogs.prompts import AskLine, Page
from advisor.interview.state.choice import Choice
from advisor.interview.state.new_partnership import (
    Fact,
    SetUp,
    SetUpRecorder,
    finished_set_up,
    proposed_kinds,
)
from advisor.interview.state.room import Room
from advisor.interview.state.set_up_words import DECISIONS, KIND_QUESTIONS, ROOM, ROOMS
from advisor.report.privacy_notice import PRIVACY_NOTICE
from advisor.rulebook.vocabulary import STAGES, Kind, Stage
from advisor.rulebook.vocabulary import Room as WhoIsThere
from advisor.rulebook.wording import Wording
from advisor.scenario.earlier import earlier_after
from advisor.scenario.facts import KeyDate, dates_after
from advisor.scenario.scenario import Partner, Scenario


class _Questions(NamedTuple):
    """The questions of a set-up, each about one fact; None where somebody thought better.

    Attributes:
        app: What asks.
        wording: What the facts are called.
        facts: What was given so far.
        keep: Keeps a list as far as it has come, so that nothing of it is lost however it is left.
    """

    app: App[Any]
    wording: Wording
    facts: Mapping[str, Any]
    keep: Callable[[object], None]

    async def name(self) -> str | None:
        dialog = AskLine(
            "What is the partnership called?",
            f"A short name that everybody would recognise. {PRIVACY_NOTICE}",
            self.facts.get("partnership", ""),
            lambda line: "" if one_line(line) else "type a name",
        )
        return await self.app.push_screen_wait(dialog)

    async def partners(self) -> tuple[Partner, ...] | None:
        # Who goes back a step, or comes back another day, finds here again what was entered.
        given = self.facts.get("partners", ())
        return await self.app.push_screen_wait(PartnersDialog(self.wording, given, self.keep))

    async def applies(self, kind: Kind) -> bool | None:
        """Ask the plain fact which proposes a kind."""
        number = [one for one, _ in KIND_QUESTIONS].index(kind) + 1
        says = f"Fact {number} of {len(KIND_QUESTIONS)}, to see what kind it is."
        asks = KIND_QUESTIONS[number - 1][1]
        key = await self.app.push_screen_wait(yes_or_no(asks, says))
        return None if key is None else key == "y"

    async def confirmed_kinds(self) -> tuple[Kind, ...] | None:
        """Propose the kind that follows from the plain facts, and have it confirmed."""
        labels = {kind: words.label for kind, words in self.wording.kinds.items()}
        yes = [kind for kind, _ in KIND_QUESTIONS if self.facts.get(kind)]
        kinds = proposed_kinds(yes, self.facts["partners"])
        named = " and ".join(labels[kind] for kind in kinds)
        asks = f"This looks like: {named}. Right?"
        key = await self.app.push_screen_wait(yes_or_no(asks, no="No: choose another kind"))
        if key is None:
            return None
        if key == "y":
            return kinds
        every = tuple(labels)
        choices = [Choice(str(n), labels[kind]) for n, kind in enumerate(every, 1)]
        key = await self.app.push_screen_wait(Choose("What kind of partnership is it?", choices))
        return (every[int(key) - 1],) if key else None

    async def kinds(self) -> tuple[Kind, ...] | None:
        """Ask the plain facts again, and have the kind confirmed that follows from them."""
        given = dict(self.facts)
        for kind, _ in KIND_QUESTIONS:
            given[kind] = await self.applies(kind)
            if given[kind] is None:
                return None
        return await self._replace(facts=given).confirmed_kinds()

    async def stage(self) -> Stage | None:
        now = self.facts.get("stage")
        choices = [
            Choice(str(n), self.wording.stages[stage].decision, chosen=stage == now)
            for n, stage in enumerate(STAGES, 1)
        ]
        key = await self.app.push_screen_wait(Choose(DECISIONS, choices))
        return STAGES[int(key) - 1] if key else None

    async def room(self) -> WhoIsThere | None:
        now = self.facts.get("room")
        choices = [
            Choice(str(n), label, says, chosen=room == now)
            for n, (room, label, says) in enumerate(ROOMS, 1)
        ]
        key = await self.app.push_screen_wait(Choose(ROOM, choices))
        return ROOMS[int(key) - 1][0] if key else None

    async def dates(self) -> tuple[KeyDate, ...] | None:
        """Ask for the days that matter; there may be none."""
        return await self.app.push_screen_wait(DatesDialog(self.facts.get("dates", ()), self.keep))


_Ask = Callable[[_Questions], Awaitable[object | None]]


def _fact(kind: Kind) -> _Ask:
    return partial(_Questions.applies, kind=kind)


_ASKS: dict[Fact, _Ask] = {
    "partnership": _Questions.name,
    "partners": _Questions.partners,
    "federation": _fact("federation"),
    "itt": _fact("itt"),
    "support": _fact("support"),
    "hub": _fact("hub"),
    "kinds": _Questions.confirmed_kinds,
    "stage": _Questions.stage,
    "room": _Questions.room,
    "dates": _Questions.dates,
}


CHANGEABLE: dict[str, tuple[str, _Ask]] = {
    "partnership": ("Name of the partnership", _Questions.name),
    "partners": ("Partners", _Questions.partners),
    "kinds": ("Kind of partnership", _Questions.kinds),
    "stage": ("Decision in front of you", _Questions.stage),
    "room": ("Who is in the room", _Questions.room),
    "dates": ("Key dates", _Questions.dates),
}
"""The facts that can be changed later, with what they are called."""


async def new_partnership(room: Room, app: App[Any], begun: SetUp | None = None) -> Scenario | None:
    """Return a partnership in which nothing is answered yet; None if the room thought better.

    Each fact is in the journal before the next one is asked for. Escape goes back one step, and
    from the first step out.

    Args:
        room: The interview.
        app: What asks.
        begun: A set-up to resume where it stopped.
    """

    def record(set_up: SetUp) -> None:
        if says := room.record_set_up(set_up):
            show_message(app, f"{says} At the end of the set-up you can save elsewhere.")

    set_up = SetUpRecorder(record, begun)
    # The recorder's own dict, not a copy: each question sees what was given before it.
    questions = _Questions(app, room.rulebook.wording, set_up.facts, set_up.give_part)
    while fact := set_up.next():
        value = await _ASKS[fact](questions)
        if value is not None:
            set_up.give(value)
        elif not set_up.back():
            return None
    return finished_set_up(set_up.facts)


async def change_fact(room: Room, app: App[Any], fact: str) -> None:
    """Ask for one fact again, and change it; every answer stays."""
    scenario = room.current.scenario
    given = {name: getattr(scenario, name) for name in CHANGEABLE if name != "kinds"}
    # Not asked for, but earlier answers name partners, and follow one that is renamed.
    given["earlier"] = scenario.earlier

    def keep(value: Any) -> None:
        if fact == "partners":
            before, after = ([p.name for p in partners] for partners in (given[fact], value))
            given["dates"] = dates_after(given["dates"], before, after)
            given["earlier"] = earlier_after(given["earlier"], before, after)
        given[fact] = value

    value = await CHANGEABLE[fact][1](_Questions(app, room.rulebook.wording, given, keep))
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
    # Two facts may each be right and not fit together; the model checks them all.
    try:
        room.change(room.current.update(room.current.scenario.with_facts(**facts)))
    except ValidationError as error:
        await app.push_screen_wait(Page("That cannot be", Content("\n".join(messages(error)))))
