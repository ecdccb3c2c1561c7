"""One day that matters: when, what happens, what sort of day it is, and whose."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from advisor.interview.dialogs.dialog import plain
from advisor.interview.dialogs.entry_form import EntryForm
from advisor.interview.state import set_up_words as words
from advisor.interview.state.input_checks import line_fault
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.report.days_in_words import weekday_and_day
from advisor.report.typed_days import day_fault, typed_day
from advisor.scenario.facts import KeyDate


class DayForm(EntryForm[KeyDate]):
    """A key date."""

    HELP = (
        "Tab and the arrows up and down go from line to line; left and right choose on a line. "
        "Enter goes on to the next line, and on the last one it keeps the day. Where something is "
        "missing, it goes there and says what."
    )

    BINDINGS = [Binding("enter", "go_on", "Next line"), Binding("enter", "keep", "Keep")]

    def __init__(self, date: KeyDate | None, partners: tuple[str, ...]) -> None:
        super().__init__("A day that matters", is_there=date is not None)
        self.date, self.partners = date, partners

    def parts(self) -> ComposeResult:
        yield plain(words.DAY, classes="quiet")
        day = weekday_and_day(self.date.on, year_of=None) if self.date else ""
        yield Input(day, id="on", select_on_focus=False)
        yield Static(Content(words.DAY_SAYS), id="on-says", classes="quiet", markup=False)
        yield plain(words.WHAT_HAPPENS, classes="quiet")
        what = self.date.what if self.date else ""
        suggest = SuggestFromList(words.DAY_EXAMPLES, case_sensitive=False)
        yield Input(what, id="what", select_on_focus=False, suggester=suggest)
        # Nothing is taken for a new day: kept as something else, no step would be planned for it.
        sort = self.date.is_ if self.date else ""
        yield ChoiceRow(
            words.SORT_OF_DAY, list(words.SORTS_OF_DAY.items()), sort, id="is", column=26
        )
        # By number: a partner may be called anything, also what means everybody.
        whose = [("", words.EVERYBODYS), *((str(n), name) for n, name in enumerate(self.partners))]
        of = self.date.partner if self.date else None
        chosen = str(self.partners.index(of)) if of in self.partners else ""
        yield ChoiceRow(words.WHOSE_DAY, whose, chosen, id="partner", column=26)

    @on(Input.Changed, "#on")
    def show_day(self, event: Input.Changed) -> None:
        """Say which day was understood, with its year."""
        day = typed_day(event.value)
        says = f"{weekday_and_day(day, year_of=None)}" if day else words.DAY_SAYS
        self.query_one("#on-says", Static).update(Content(says))

    @property
    def goes_on(self) -> bool:
        """Whether Enter goes on to the next line."""
        # Kept from the words on, a new day would be everybody's, and nobody asked.
        passed = ("what", "is") if self.partners else ("what",)
        return self.date is None and self.focused is not None and self.focused.id in passed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Both are on Enter: Textual runs the one that is allowed.
        if action in {"keep", "go_on"}:
            return self.goes_on == (action == "go_on")
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Go on to the next line, or to what is wrong."""
        self.action_keep()

    def action_keep(self) -> None:
        if self.goes_on and not self.faults():
            self.focus_next()
        else:
            super().action_keep()

    def faults(self) -> dict[str, str]:
        what = self.given["what"]
        faults = {
            "on": day_fault(self.given["on"]),
            "what": line_fault(what) if what else "type what happens",
            "is": "" if self.given["is"] else "choose what sort of day it is, by its number",
        }
        return {field: fault for field, fault in faults.items() if fault}

    def entry(self) -> KeyDate:
        given = self.given
        whose = given["partner"]
        of = {"partner": self.partners[int(whose)] if whose else None}
        return KeyDate.model_validate(given | {"on": typed_day(given["on"])} | of)
