"""The days that matter: a list, to which one adds and from which one removes."""

from collections.abc import Callable

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import Choose
from advisor.interview.dialogs.list_dialog import ListDialog
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.choice import Choice
from advisor.interview.state.input_checks import day_fault, typed_day
from advisor.interview.state.set_up_words import SORT_OF_DAY, SORTS_OF_DAY
from advisor.report.days_in_words import day_in_words
from advisor.scenario.facts import KeyDate


class DatesDialog(ListDialog[KeyDate]):
    """Key dates; there may be none."""

    HELP = "a adds a date, r removes the one that is marked, d is done, with or without dates."
    BINDINGS = [
        Binding("a", "add", "Add"),
        Binding("r,delete", "remove", "Remove"),
        Binding("d", "done", "Done"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(
        self, dates: tuple[KeyDate, ...], keep: Callable[[tuple[KeyDate, ...]], None]
    ) -> None:
        says = "Board meetings, the day the timetable closes, the first session."
        super().__init__("Which days matter? (optional)", says, "Add a date", dates, keep)

    def on_mount(self) -> None:
        self.show_things()
        # Dates are optional, so Enter alone goes on.
        self.query_one("#done").focus()

    def show_things(self, at: int = 0) -> None:
        # Sorted before it is shown: "remove" goes by the place in the list.
        self.things = tuple(sorted(self.things, key=lambda date: date.on))
        super().show_things(at)
        self.query_one(OptionList).display = bool(self.things)

    def line(self, thing: KeyDate) -> Content:
        sort = "" if thing.is_ == "other" else f" ({SORTS_OF_DAY[thing.is_]})"
        return Content.assemble((day_in_words(thing.on), "bold"), f"  {thing.what}{sort}")

    def named(self, thing: KeyDate) -> str:
        return thing.what

    @work
    async def action_add(self) -> None:
        """Add a day, what is due on it, and what sort of day it is."""
        what = await self.app.push_screen_wait(
            AskLine("What happens?", check=lambda line: "" if one_line(line) else "type what")
        )
        if not what:
            return
        says = "As 27 June 2026, 27/6/2026 or 2026-06-27."
        line = await self.app.push_screen_wait(AskLine("On which day?", says, check=day_fault))
        if not line or not (day := typed_day(line)):
            return
        choices = [Choice(str(n), label) for n, label in enumerate(SORTS_OF_DAY.values(), 1)]
        says = "The days of steps are counted by it."
        key = await self.app.push_screen_wait(Choose(SORT_OF_DAY, choices, says))
        if key:
            sort = list(SORTS_OF_DAY)[int(key) - 1]
            date = {"on": day, "what": what, "is": sort}
            self.things = (*self.things, KeyDate.model_validate(date))
            self.show_things()
