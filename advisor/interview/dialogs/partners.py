"""Who is in the partnership: add, change, remove, and put alike ones together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Input, OptionList, Static

from advisor.files.clean_text import one_line, whole_number
from advisor.interview.dialogs.dialog import Dialog, confirmation, plain
from advisor.interview.dialogs.list_dialog import ListDialog
from advisor.interview.state.input_checks import line_fault
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.rulebook.vocabulary import ROLES, AnswersFrom, Role, Sector
from advisor.scenario.scenario import MAX_COUNT, Partner, named_twice

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.rulebook.wording import Wording

_MISCOUNTED = f"count from 1 to {MAX_COUNT}"
# A choice; the help of the list names the number too.
MANY = 12
"""From about this many entries on, groups of alike partners need fewer answers."""


class PartnerDialog(Dialog[Partner | None]):
    """One partner: its name, sector, role, whether it is core, how many, who answers."""

    HELP = (
        "Tab or the arrow down goes on to the next line; a number chooses on it. Core means that "
        "the partnership cannot go on without this partner. Several alike may share an entry."
    )
    BINDINGS = [
        Binding("enter", "keep", "Keep"),
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Line before", show=False),
    ]
    AUTO_FOCUS = "#name"

    def __init__(self, wording: Wording, partner: Partner | None, taken: tuple[str, ...]) -> None:
        super().__init__("A school or other partner", buttons={"keep": "Keep"})
        self.wording, self.partner, self.taken = wording, partner, taken

    def parts(self) -> ComposeResult:
        # For the defaults of a new partner; a model without a name is refused.
        given = self.partner or Partner(name="-")
        wording = self.wording
        yield plain("Name (of the school, not of a person)", classes="label")
        name = self.partner.name if self.partner else ""
        # Textual selects all on focus, and the first letter would then replace the name.
        yield Input(name, id="name", select_on_focus=False)
        sector = self.partner.sector if self.partner else ""
        yield ChoiceRow("Sector", list(wording.sectors.items()), sector, id="sector")
        roles = [(role, wording.roles[role]) for role in ROLES]
        yield ChoiceRow("Role", roles, given.role, id="role")
        core = [("yes", "core: it cannot go on without"), ("no", "not core")]
        yield ChoiceRow("Core", core, "yes" if given.core else "no", id="core")
        who = [("itself", "it answers for itself"), ("others", "others answer for it")]
        yield ChoiceRow("Answers", who, given.answers_from, id="answers-from")
        yield plain("How many alike does this entry stand for?", classes="label")
        # Here that is wanted: a number that is typed replaces the 1.
        yield Input(str(given.count), id="count", restrict="[0-9]*", max_length=5)

    @on(Button.Pressed)
    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Take the partner, or say what is wrong."""
        name = self.query_one("#name", Input).value.strip()
        count = self.query_one("#count", Input).value
        if fault := self._fault(name, count):
            self.show_fault(fault)
            return
        changed = {
            "name": name,
            "sector": cast("Sector", self._chosen("sector")),
            "role": cast("Role", self._chosen("role")),
            "core": self._chosen("core") == "yes",
            "count": int(count),
            "answers_from": cast("AnswersFrom", self._chosen("answers-from")),
        }
        # Over what the partner was: its answers are no field here, and go along.
        self.dismiss(Partner.model_validate(dict(self.partner or ()) | changed))

    def _chosen(self, row: str) -> str:
        return self.query_one(f"#{row}", ChoiceRow).chosen

    def _fault(self, name: str, count: str) -> str:
        if not one_line(name):
            return "type a name"
        if fault := line_fault(name):
            return fault
        if list(named_twice([*self.taken, name])):
            return "another partner has this name"
        if not self._chosen("sector"):
            return "choose its sector"
        return "" if 1 <= (whole_number(count) or 0) <= MAX_COUNT else _MISCOUNTED


class PartnersDialog(ListDialog[Partner]):
    """The list of partners."""

    HELP = (
        "a adds a partner, Enter changes the one that is marked, r removes it, d is done. With "
        "about twelve or more, g puts alike ones that have no answers yet into one entry each."
    )
    BINDINGS = [
        Binding("a", "add", "Add"),
        Binding("r,delete", "remove", "Remove"),
        Binding("g", "group", "Group alike"),
        Binding("d", "done", "Done"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(
        self,
        wording: Wording,
        partners: tuple[Partner, ...],
        keep: Callable[[tuple[Partner, ...]], None],
    ) -> None:
        says = "Every school, university, trust or other body. Enter changes the one marked."
        super().__init__("Who is in it?", says, "Add a partner", partners, keep)
        self.wording = wording

    def on_mount(self) -> None:
        self.show_things()
        self.query_one(OptionList).focus()
        if not self.things:
            self.action_add()

    def show_things(self, at: int = 0) -> None:
        super().show_things(at)
        hint = ""
        if len(self.things) >= MANY:
            hint = "With so many, groups of alike ones are easier to answer for: g groups them."
        self.query_one("#fault", Static).update(Content(hint))

    def line(self, thing: Partner) -> Content:
        many = f" ×{thing.count}" if thing.count > 1 else ""
        facts = [
            self.wording.sectors[thing.sector],
            self.wording.roles[thing.role],
            "core" if thing.core else "not core",
            "" if thing.answers_from == "itself" else "others answer for it",
        ]
        said = ", ".join(fact for fact in facts if fact)
        return Content.assemble((thing.name + many, "bold"), f"  {said}")

    def named(self, thing: Partner) -> str:
        return thing.name + (f" and its {len(thing.answers)} answers" if thing.answers else "")

    def on_key(self, event: Key) -> None:
        # A list without lines does nothing on Enter, and a partner is needed to go on.
        if event.key == "enter" and not self.things:
            event.stop()
            self.action_add()

    @on(OptionList.OptionSelected)
    @work
    async def edit(self, event: OptionList.OptionSelected) -> None:
        """Change the partner that was chosen."""
        at = event.option_index
        others = tuple(p.name for n, p in enumerate(self.things) if n != at)
        dialog = PartnerDialog(self.wording, self.things[at], others)
        changed = await self.app.push_screen_wait(dialog)
        if changed is not None:
            self.things = (*self.things[:at], changed, *self.things[at + 1 :])
            self.show_things(at)

    @work
    async def action_add(self) -> None:
        """Add a partner."""
        # All names, also of those added a moment ago: a file with a name twice is refused.
        names = tuple(partner.name for partner in self.things)
        added = await self.app.push_screen_wait(PartnerDialog(self.wording, None, names))
        if added is not None:
            self.things = (*self.things, added)
            self.show_things(len(self.things) - 1)

    @work
    async def action_group(self) -> None:
        """Put alike partners without answers into one entry each, in the place of the first."""
        groups: dict[object, list[Partner]] = {}
        for partner in self.things:
            alike = partner.sector, partner.role, partner.core, partner.answers_from
            # A name is a group of its own: names differ. One with answers must keep them.
            key: object = partner.name if partner.answers else alike
            groups.setdefault(key, []).append(partner)
        if len(groups) == len(self.things):
            self.query_one("#fault", Static).update(Content("No two without answers are alike."))
            return
        asks = f"Group {len(self.things)} entries into {len(groups)}?"
        says = "Partners that are alike and have no answers yet then share an entry."
        dialog = confirmation(asks, "Group them", "Leave them", says)
        if await self.app.push_screen_wait(dialog) != "y":
            return
        self.things = tuple(map(_grouped, groups.values()))
        self.show_things()

    def action_done(self) -> None:
        """Go on with these partners."""
        if self.things:
            self.dismiss(self.things)
        else:
            self.show_fault("add at least one partner")


def _grouped(alike: list[Partner]) -> Partner:
    """Return one entry for partners that are alike."""
    first, many = alike[0], sum(partner.count for partner in alike)
    if len(alike) == 1:
        return first
    name = f"{first.name} and {many - first.count} alike"
    return Partner.model_validate(dict(first) | {"name": name, "count": min(many, MAX_COUNT)})
