"""By which day a step is done: typed as a day, or as the number of a key date; or picked below."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Input, Static

from advisor.interview.dialogs.dialog import Dialog
from advisor.interview.messages import Picked
from advisor.interview.state.agreed_steps import step_day_fault
from advisor.interview.state.choice import Choice
from advisor.interview.widgets.choices import Choices
from advisor.report.days_in_words import day_in_words, weekday_and_day
from advisor.report.typed_days import typed_day

NO_DAY = "x"
Day = tuple[dt.date | None]


class DayOffered(NamedTuple):
    """A day to choose, and why it matters."""

    day: dt.date
    what: str


class _DayField(Input):
    # Here, since the page around it would scroll instead.
    BINDINGS = [Binding("down", "app.focus_next", "Key dates")]


class AskDay(Dialog[Day | None]):
    """Type a day or pick one that is offered; a tuple of None takes the day out.

    A key of its own for each date would take the first digit of a typed day, so nothing is kept
    before Enter.
    """

    HELP = (
        "Type a day, or the number of a line, and press Enter; or go down to a line. What Enter "
        "would keep is said under the field. Escape leaves the day as it was."
    )
    AUTO_FOCUS = "Input"
    BINDINGS = [Binding("enter", "dismiss", "Keep", show=False)]

    def __init__(
        self, offered: Sequence[DayOffered], before: dt.date | None, today: dt.date | None
    ) -> None:
        example = typed_day("27 June", today)
        assert example is not None
        stands = f" So far: {day_in_words(before)}." if before else ""
        says = f"As 27 June, 27/6/{example.year} or {example}.{stands}"
        super().__init__("By which day?", says, {"keep": "Keep"})
        self.before, self.today = before, today
        self.days = {str(n): one.day for n, one in enumerate(offered, 1)}
        self.choices = [
            Choice(str(n), weekday_and_day(one.day, year_of=today), one.what, one.day == before)
            for n, one in enumerate(offered, 1)
        ]
        self.choices.append(Choice(NO_DAY, "No day yet", chosen=before is None))

    def on_mount(self) -> None:
        super().on_mount()
        if self.before is None:
            # The arrow would begin at "No day yet", which Enter there takes.
            self.query_one(Choices).mark(0)

    def parts(self) -> ComposeResult:
        yield _DayField(select_on_focus=False)
        yield Choices(self.choices, at=0)

    def _fault(self, line: str) -> str:
        known = line in self.days or line in {"", NO_DAY}
        return "" if known else step_day_fault(line, self.before, self.today)

    def _day(self, line: str) -> dt.date | None:
        return None if line == NO_DAY else self.days.get(line) or typed_day(line, self.today)

    @on(Input.Changed)
    def look_at(self, event: Input.Changed) -> None:
        """Say what Enter would keep, or what is wrong with the line."""
        line = event.value.strip()
        if fault := self._fault(line):
            self.show_fault(fault)
            return
        day = self._day(line) if line else None
        keeps = day_in_words(day) if day else "no day"
        self.query_one("#fault", Static).update(Content(line and f"Enter keeps {keeps}."))

    @on(Input.Submitted)
    @on(Button.Pressed)
    def keep(self) -> None:
        """Keep the day, if nothing is wrong with the line; an empty one leaves it as it was."""
        line = self.query_one(Input).value.strip()
        if fault := self._fault(line):
            self.show_fault(fault)
        else:
            self.dismiss((self._day(line),) if line else None)

    @on(Picked)
    def take(self, message: Picked) -> None:
        """Take the line that was picked by mouse or arrow."""
        self.dismiss((self._day(message.key),))

    def on_key(self, event: Key) -> None:
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            # Somebody goes on typing with the mark on a line: that is a day.
            event.stop()
            field.focus()
            field.insert_text_at_cursor(event.character)
