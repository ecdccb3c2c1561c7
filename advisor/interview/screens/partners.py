"""Who is in the partnership: add, change, remove, and put alike ones together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from advisor.files.clean_text import one_line, whole_number
from advisor.interview.screens.base import Dialog, plain
from advisor.interview.screens.dialogs import confirmation
from advisor.interview.typed import line_fault
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.interview.widgets.key_bar import KeyBar
from advisor.rulebook.vocabulary import ROLES, AnswersFrom, Role, Sector
from advisor.scenario.scenario import MOST_ALIKE, Partner, named_twice

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.rulebook.wording import Wording

_MISCOUNTED = f"count from 1 to {MOST_ALIKE}"
MANY = 12
"""From about so many entries, groups of alike partners are easier to answer for."""


class PartnerDialog(Dialog[Partner | None]):
    """One partner: its name, sector, role, whether it is core, how many, who answers."""

    HELP_TEXT = (
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
        super().__init__()
        self.wording, self.partner, self.taken = wording, partner, taken

    def compose(self) -> ComposeResult:
        given = self.partner or Partner(name="-")
        wording = self.wording
        with VerticalScroll(id="dialog", can_focus=False):
            yield plain("A school or other partner", id="dialog-title")
            yield plain("Name (of the school, not of a person)", classes="label")
            name = self.partner.name if self.partner else ""
            yield Input(name, id="name", select_on_focus=False)
            yield ChoiceRow(
                "Sector",
                list(wording.sectors.items()),
                self.partner.sector if self.partner else "",
                id="sector",
            )
            roles = [(role, wording.roles[role]) for role in ROLES]
            yield ChoiceRow("Role", roles, given.role, id="role")
            core = [("yes", "core: it cannot go on without"), ("no", "not core")]
            yield ChoiceRow("Core", core, "yes" if given.core else "no", id="core")
            who = [("itself", "it answers for itself"), ("others", "others answer for it")]
            yield ChoiceRow("Answers", who, given.answers_from, id="answers-from")
            yield plain("How many alike does this entry stand for?", classes="label")
            yield Input(str(given.count), id="count", restrict="[0-9]*", max_length=5)
            yield Static(id="fault", markup=False)
            with Vertical(classes="buttons"):
                yield Button("Keep", id="keep")
        yield KeyBar()

    @on(Button.Pressed)
    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Take the partner, or say what is wrong."""
        name = self.query_one("#name", Input).value.strip()
        count = self.query_one("#count", Input).value
        if fault := self._fault(name, count):
            self.query_one("#fault", Static).update(Content(f"[!] {fault}"))
            return
        facts = {
            "name": name,
            "sector": cast("Sector", self._chosen("sector")),
            "role": cast("Role", self._chosen("role")),
            "core": self._chosen("core") == "yes",
            "count": int(count),
            "answers_from": cast("AnswersFrom", self._chosen("answers-from")),
            "answers": self.partner.answers if self.partner else {},
        }
        self.dismiss(Partner.model_validate(facts))

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
        return "" if 1 <= (whole_number(count) or 0) <= MOST_ALIKE else _MISCOUNTED


@dataclass(frozen=True)
class _Alike:
    sector: Sector
    role: Role
    core: bool
    answers_from: AnswersFrom


class PartnersDialog(Dialog[tuple[Partner, ...] | None]):
    """The list of partners."""

    HELP_TEXT = (
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
        super().__init__()
        self.wording, self.partners, self.keep = wording, partners, keep

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", can_focus=False):
            yield plain("Who is in it?", id="dialog-title")
            says = "Every school, university, trust or other body. Enter changes the one marked."
            yield plain(says, id="dialog-says")
            yield OptionList(id="partners", markup=False)
            yield Static(id="fault", markup=False)
            with Vertical(classes="buttons"):
                yield Button("Add a partner", id="add")
                yield Button("Done", id="done")
        yield KeyBar()

    def on_mount(self) -> None:
        self.show_partners()
        self.query_one(OptionList).focus()
        if not self.partners:
            self.action_add()

    def show_partners(self, at: int = 0) -> None:
        """Write the list anew, and tell what it holds."""
        self.keep(self.partners)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(partner)) for partner in self.partners])
        if self.partners:
            options.highlighted = min(at, len(self.partners) - 1)
        hint = ""
        if len(self.partners) >= MANY:
            hint = "With so many, groups of alike ones are easier to answer for: g groups them."
        self.query_one("#fault", Static).update(Content(hint))

    def _line(self, partner: Partner) -> Content:
        many = f" ×{partner.count}" if partner.count > 1 else ""
        facts = [
            self.wording.sectors[partner.sector],
            self.wording.roles[partner.role],
            "core" if partner.core else "not core",
            "" if partner.answers_from == "itself" else "others answer for it",
        ]
        said = ", ".join(fact for fact in facts if fact)
        return Content.assemble((partner.name + many, "bold"), f"  {said}")

    @property
    def at(self) -> int | None:
        """Which partner is marked."""
        return self.query_one(OptionList).highlighted if self.partners else None

    def on_key(self, event: Key) -> None:
        if event.key == "enter" and not self.partners:
            event.stop()
            self.action_add()

    @on(OptionList.OptionSelected)
    @work
    async def edit(self, event: OptionList.OptionSelected) -> None:
        """Change the partner that was chosen."""
        at = event.option_index
        others = tuple(p.name for n, p in enumerate(self.partners) if n != at)
        dialog = PartnerDialog(self.wording, self.partners[at], others)
        changed = await self.app.push_screen_wait(dialog)
        if changed is not None:
            self.partners = (*self.partners[:at], changed, *self.partners[at + 1 :])
            self.show_partners(at)

    @on(Button.Pressed, "#add")
    @work
    async def action_add(self) -> None:
        """Add a partner."""
        names = tuple(partner.name for partner in self.partners)
        added = await self.app.push_screen_wait(PartnerDialog(self.wording, None, names))
        if added is not None:
            self.partners = (*self.partners, added)
            self.show_partners(len(self.partners) - 1)

    @work
    async def action_remove(self) -> None:
        """Remove the partner that is marked, asking first."""
        if (at := self.at) is None:
            return
        partner = self.partners[at]
        answers = f" and its {len(partner.answers)} answers" if partner.answers else ""
        asks = f"Remove {partner.name}{answers}?"
        if await self.app.push_screen_wait(confirmation(asks, "Remove", "Leave it")) != "y":
            return
        self.partners = (*self.partners[:at], *self.partners[at + 1 :])
        self.show_partners(at)

    @work
    async def action_group(self) -> None:
        """Put alike partners without answers into one entry each, in the place of the first."""
        groups: dict[object, list[Partner]] = {}
        for partner in self.partners:
            alike = _Alike(partner.sector, partner.role, partner.core, partner.answers_from)
            key: object = partner.name if partner.answers else alike
            groups.setdefault(key, []).append(partner)
        if len(groups) == len(self.partners):
            self.query_one("#fault", Static).update(Content("No two without answers are alike."))
            return
        asks = f"Group {len(self.partners)} entries into {len(groups)}?"
        says = "Partners that are alike and have no answers yet then share an entry."
        dialog = confirmation(asks, "Group them", "Leave them", says)
        if await self.app.push_screen_wait(dialog) != "y":
            return
        self.partners = tuple(map(_grouped, groups.values()))
        self.show_partners()

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Go on with these partners."""
        if self.partners:
            self.dismiss(self.partners)
        else:
            self.query_one("#fault", Static).update(Content("[!] add at least one partner"))


def _grouped(alike: list[Partner]) -> Partner:
    """Return one entry for partners that are alike."""
    first, many = alike[0], sum(partner.count for partner in alike)
    if len(alike) == 1:
        return first
    name = f"{first.name} and {many - first.count} alike"
    return Partner.model_validate(dict(first) | {"name": name, "count": min(many, MOST_ALIKE)})
