"""The days that matter: a list, to which one adds and from which one removes."""

from __future__ import annotations

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from advisor.files.clean_text import one_line
from advisor.interview.days import day_fault, typed_day
from advisor.interview.screens.base import Dialog, plain
from advisor.interview.screens.dialogs import AskLine, confirmation
from advisor.interview.widgets.key_bar import KeyBar
from advisor.report.words import day_in_words
from advisor.scenario.scenario import KeyDate


class DatesDialog(Dialog[tuple[KeyDate, ...] | None]):
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
        super().__init__()
        self.dates, self.keep = dates, keep

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", can_focus=False):
            yield plain("Which days matter? (optional)", id="dialog-title")
            says = "Board meetings, the day the timetable closes, the first session."
            yield plain(says, id="dialog-says")
            yield OptionList(id="dates", markup=False)
            yield Static(id="fault", markup=False)
            with Vertical(classes="buttons"):
                yield Button("Add a date", id="add")
                yield Button("Done", id="done")
        yield KeyBar()

    def on_mount(self) -> None:
        self.show_dates()
        self.query_one("#done").focus()

    def show_dates(self) -> None:
        """Write the list anew, in the order of the days, and tell what it holds."""
        self.dates = tuple(sorted(self.dates, key=lambda date: date.on))
        self.keep(self.dates)
        options = self.query_one(OptionList)
        options.clear_options()
        options.display = bool(self.dates)
        options.add_options(
            [
                Option(Content.assemble((day_in_words(date.on), "bold"), f"  {date.what}"))
                for date in self.dates
            ]
        )
        if self.dates:
            options.highlighted = 0

    @on(Button.Pressed, "#add")
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
            self.dates = (*self.dates, KeyDate(on=day, what=what))
            self.show_dates()

    @work
    async def action_remove(self) -> None:
        """Remove the date that is marked, asking first."""
        at = self.query_one(OptionList).highlighted
        if not self.dates or at is None:
            return
        asks = f"Remove {self.dates[at].what}?"
        if await self.app.push_screen_wait(confirmation(asks, "Remove", "Leave it")) == "y":
            self.dates = (*self.dates[:at], *self.dates[at + 1 :])
            self.show_dates()

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Go on with these dates."""
        self.dismiss(self.dates)
