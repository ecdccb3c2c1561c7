"""The days that matter: a list, to which one adds and from which one removes."""

from collections.abc import Callable

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from advisor.files.clean_text import one_line
from advisor.interview.days import day_fault, typed_day
from advisor.interview.screens.dialogs import AskLine
from advisor.interview.screens.list_dialog import ListDialog
from advisor.report.words import day_in_words
from advisor.scenario.facts import KeyDate


class DatesDialog(ListDialog[KeyDate]):
    """Key dates; there may be none."""

    HELP_TEXT = "a adds a date, r removes the one that is marked, d is done, with or without dates."
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
        self.query_one("#done").focus()

    def show_things(self, at: int = 0) -> None:
        self.things = tuple(sorted(self.things, key=lambda date: date.on))
        super().show_things(at)
        self.query_one(OptionList).display = bool(self.things)

    def line(self, thing: KeyDate) -> Content:
        return Content.assemble((day_in_words(thing.on), "bold"), f"  {thing.what}")

    def named(self, thing: KeyDate) -> str:
        return thing.what

    @work
    async def action_add(self) -> None:
        """Add a day and what is due on it."""
        what = await self.app.push_screen_wait(
            AskLine("What happens?", check=lambda line: "" if one_line(line) else "type what")
        )
        if not what:
            return
        says = "As 27 June 2026, 27/6/2026 or 2026-06-27."
        line = await self.app.push_screen_wait(AskLine("On which day?", says, check=day_fault))
        if line and (day := typed_day(line)):
            self.things = (*self.things, KeyDate(on=day, what=what))
            self.show_things()
