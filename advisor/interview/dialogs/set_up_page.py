"""The set-up on one page: each fact as a field, what follows from it, and what is still open."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static

from advisor.interview.dialogs.day_form import DayForm
from advisor.interview.dialogs.dialog import TypedScreen, confirmed, plain
from advisor.interview.dialogs.entry_form import Removed
from advisor.interview.dialogs.partner_form import PartnerForm
from advisor.interview.dialogs.set_up_fields import (
    DAYS,
    STOPS,
    WIDGETS,
    entry_text,
    needed_fields,
    skippable_fields,
)
from advisor.interview.state import set_up_words as words
from advisor.interview.state.input_checks import line_fault
from advisor.interview.state.new_partnership import Fact
from advisor.interview.state.set_up_form import SetUpForm
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.interview.widgets.entry_list import EntryList
from advisor.interview.widgets.head_line import HeadLine
from advisor.interview.widgets.key_bar import KeyBar
from advisor.report.days_in_words import weekday_and_day
from advisor.report.typed_days import day_fault, typed_day
from advisor.scenario.facts import About


class SetUpPage(TypedScreen[bool]):
    """Every fact of a partnership; true once it is complete and the room goes on.

    Args:
        form: What was given; it keeps each change.
        at: The fact to begin at; else the first that is open.
    """

    HELP = (
        "Everything about the partnership on one page. Tab and the arrows up and down go from line "
        "to line; left and right choose on a line; Enter goes on to the next. Each change is kept "
        "at once: you can leave at any point and carry on later. Not sure is an answer."
    )
    CSS_PATH = ["dialogs.tcss", "set_up_page.tcss"]
    BINDINGS = [
        Binding("enter", "app.focus_next", "Next", show=False),
        Binding("down", "app.focus_next", "Next", key_display="tab"),
        Binding("up", "app.focus_previous", "Line before", show=False),
        Binding("pagedown", "scroll(1)", "Page down", show=False),
        Binding("pageup", "scroll(-1)", "Page up", show=False),
        Binding("f2", "finish", "Go on"),
        Binding("ctrl+s", "finish_and_save", "Save"),
        Binding("escape", "leave", "Back"),
        Binding("f1", "app.help", "Help"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-ordinary")]
    AUTO_FOCUS = ""

    def __init__(self, form: SetUpForm, at: Fact | None = None) -> None:
        super().__init__()
        self.form, self.at = form, at
        self.wants_save = False
        self._wants_another = form.kind_given == "other" and form.is_new

    def compose(self) -> ComposeResult:
        yield HeadLine(id="head")
        # Not a VerticalScroll, which takes the arrows for itself.
        with Vertical(id="page"):
            yield from needed_fields(self.form)
            yield plain(words.SKIPPED, classes="heading")
            yield from skippable_fields(self.form)
        with Horizontal(id="end"):
            yield Button("Start the questions" if self.form.is_new else "Done", id="finish")
            yield plain("", id="open")
        yield KeyBar()

    def on_mount(self) -> None:
        self.show_facts()
        self._go_to(self.at or self._first_open())

    def _first_open(self) -> str:
        """Return the first fact that is open; what can be skipped counts only on the way."""
        return next((fact for fact in STOPS if fact not in self.form.facts), "finish")

    def _go_to(self, fact: str) -> None:
        self.query_one(f"#{WIDGETS.get(fact, fact)}").focus()

    # What is given ---------------------------------------------------------------------------

    @on(Input.Changed)
    def type_fact(self, event: Input.Changed) -> None:
        """Take what is typed as soon as it will do."""
        field = event.input.id or ""
        if field in DAYS:
            day = typed_day(event.value)
            self._say(f"{field}-says", weekday_and_day(day, year_of=None) if day else "")
            if day or not event.value.strip():
                self.give(field, day)
            return
        given, fault = _lines(event.input), _fault(event.input)
        self._say(f"{field}-says", f"[!] {fault}" if fault else "")
        if fault:
            return
        if field == "present":
            self.give("present", tuple(given))
        elif field == "partnership":
            self.give("partnership", "".join(given))
        else:
            self.give("about", self._about())

    def _about(self) -> About | None:
        fields = {part: self.query_one(f"#about-{part}", Input) for part in words.ABOUT}
        given = {
            part.rstrip("_"): field.value.strip()
            for part, field in fields.items()
            if _lines(field) and not _fault(field)
        }
        return About.model_validate(given) if given else None

    @on(Input.Blurred)
    def look_at_day(self, event: Input.Blurred) -> None:
        """Say what is wrong with a day once somebody has left it."""
        if event.input.id in DAYS and (fault := _fault(event.input)):
            self._say(f"{event.input.id}-says", f"[!] {fault}")

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go on to the next fact."""
        # From an empty name, what is typed next would go nowhere.
        if event.input.id == "partnership" and not event.value.strip():
            self._say("partnership-says", f"[!] {words.NAME_MISSING}")
        else:
            self.focus_next()

    @on(ChoiceRow.Changed)
    def choose_fact(self, event: ChoiceRow.Changed) -> None:
        """Take what is chosen."""
        row = event.row
        if row.id == "right":
            self._wants_another = row.chosen == "other"
            self.give("kinds", () if self._wants_another else self.form.proposed)
        elif row.id == "other-kind":
            self.give("kinds", (row.chosen,))
        else:
            plain_fact = {"yes": True, "no": False} if row.id in dict(words.KIND_QUESTIONS) else {}
            self.give(row.id or "", plain_fact.get(row.chosen, row.chosen))

    def give(self, fact: str, value: Any) -> None:
        """Give a fact to the form, and show what follows."""
        self.form.give(fact, value)
        self.show_facts()
        self._show_what_follows(self.focused)

    def on_key(self, event: Key) -> None:
        """Report a letter that goes nowhere: somebody may type on without looking."""
        if not isinstance(self.focused, Input) and (event.character or "").isalpha():
            self.query_one("#open", Static).update(Content(words.NO_TEXT_HERE))

    # What is shown ---------------------------------------------------------------------------

    def show_facts(self) -> None:
        """Show what follows from the facts, and what is still open."""
        form = self.form
        title = "New partnership" if form.is_new else form.facts.get("partnership", "")
        mark = form.fault or ("○ not saved yet" if form.is_new else "")
        self.query_one(HeadLine).write(title, mark=mark)
        for field, text in form.says.items():
            if not self.query(f"#{field}-says.-fault"):
                self._say(f"{field}-says", text)
        self._show_kind()
        wording = form.rulebook.wording
        lines = [words.partner_line(wording, partner) for partner in form.partners]
        self.query_one("#partners", EntryList).show_entries(list(map(entry_text, lines)))
        days = [entry_text(words.date_line(date)) for date in form.facts.get("dates", ())]
        self.query_one("#dates", EntryList).show_entries(days)
        self._show_missing()

    def _show_missing(self) -> None:
        still = self.form.still_open
        self.query_one("#finish").set_class(not still, "-ready")
        self.query_one("#open", Static).update(Content(still and f"Missing: {still}"))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        for line in self.query(".line"):
            line.set_class(line is event.widget.parent, "-here")
        self._show_missing()
        self._show_what_follows(event.widget)

    def _show_what_follows(self, field: Widget | None) -> None:
        """Scroll to what a field says, which is under it."""
        says = "kind" if field and field.id in dict(words.KIND_QUESTIONS) else field and field.id
        for line in self.query(f"#{says}-says"):
            # After the field itself was scrolled to, and the text laid out.
            self.call_after_refresh(line.scroll_visible, animate=False)

    def _show_kind(self) -> None:
        right, other = self.query_one("#right", ChoiceRow), self.query_one("#other-kind", ChoiceRow)
        kinds = self.form.facts.get("kinds", ())
        right.chosen = "other" if self._wants_another else self.form.kind_given
        right.display = bool(self.form.proposed or kinds)
        other.display = right.chosen == "other"
        other.chosen = kinds[0] if kinds and right.chosen == "other" else ""

    def _say(self, widget: str, text: str) -> None:
        for line in self.query(f"#{widget}").results(Static):
            line.update(Content(text))
            line.set_class(not text, "-none")
            line.set_class(text.startswith("[!]"), "-fault")

    # Lists -----------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    @work
    async def open_entry(self, event: OptionList.OptionSelected) -> None:
        """Add an entry, or change one."""
        fact = "partners" if event.option_list.id == "partners" else "dates"
        entries: tuple[Any, ...] = self.form.facts.get(fact, ())
        at = len(entries) if event.option_id == "add" else event.option_index
        opened: Any = entries[at] if at < len(entries) else None
        names = tuple(partner.name for partner in self.form.partners if partner is not opened)
        wording = self.form.rulebook.wording
        of_partner = fact == "partners"
        form = PartnerForm(wording, opened, names) if of_partner else DayForm(opened, names)
        entry: Any = await self.app.push_screen_wait(form)
        if isinstance(entry, Removed):
            removes = opened.name + words.goes_too(opened) if of_partner else opened.what
            if not await confirmed(self.app, f"Remove {removes}?", "Remove", "Leave it"):
                return
        if entry is not None:
            new = () if isinstance(entry, Removed) else (entry,)
            now = (*entries[:at], *new, *entries[at + 1 :])
            self.give(fact, now if of_partner else tuple(sorted(now, key=lambda date: date.on)))

    # The end ---------------------------------------------------------------------------------

    @on(Button.Pressed, "#finish")
    def action_finish(self) -> None:
        """Go on to the questions, or to the first fact that is open."""
        # What will not do is not kept, so going on would lose it without a word.
        for field in self.query(Input):
            if fault := _fault(field):
                self._say(f"{field.id}-says", f"[!] {fault}")
                field.focus()
                return
        if self.form.still_open:
            self._go_to(self._first_open() if self.form.is_new else "partners")
        elif self.form.is_new or not self.form.fault:
            self.dismiss(True)

    def action_finish_and_save(self) -> None:
        """Go on to the questions, and save to a file there."""
        self.wants_save = True
        self.action_finish()

    def action_scroll(self, by: int) -> None:
        """Move the page."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False)

    def has_unkept_text(self) -> bool:
        is_refused = bool(self.form.fault) and not self.form.is_new
        return is_refused or any(_fault(field) for field in self.query(Input))

    @work
    async def action_leave(self) -> None:
        """Leave the page; what was given is kept."""
        if await self.may_discard():
            self.dismiss(False)


def _lines(field: Input) -> list[str]:
    """Return what is typed in a field: roles are several lines, and nothing is none."""
    lines = field.value.split(",") if field.id == "present" else [field.value]
    return [line.strip() for line in lines if line.strip()]


def _fault(field: Input) -> str:
    """Return what is wrong with a field, or nothing."""
    check = day_fault if field.id in DAYS else line_fault
    return next(filter(None, map(check, _lines(field))), "")
