"""The fields of the set-up page: a widget for each fact, and a line for what follows from it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from advisor.interview.dialogs.dialog import plain
from advisor.interview.state import set_up_words as words
from advisor.interview.state.new_partnership import FACTS
from advisor.interview.state.set_up_form import SetUpForm
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.interview.widgets.entry_list import EntryList
from advisor.report.days_in_words import weekday_and_day
from advisor.report.form_blocks import PRIVACY_NOTICE
from advisor.scenario.facts import About

_UNSURE = (words.NOT_SURE, words.NOT_SURE_LABEL)
_LABEL = 24
"""Columns for what a fact is called."""
DAYS = ("next_meeting", "starts")
"""The facts that are a day."""
STOPS = FACTS[: FACTS.index("about")]
"""The facts at which a page begins if they are the first that is open."""
WIDGETS = {"kinds": "right", "about": "about-what"}
"""The field of a fact, where it has another name."""


def needed_fields(form: SetUpForm) -> ComposeResult:
    """Yield the fields for what is needed before the first question, and the key dates."""
    facts = form.facts
    yield from _line("partnership", words.NAME, facts.get("partnership", ""), words.NAME_SAYS)
    with Horizontal(classes="line"):
        yield plain(words.PARTNERS, classes="name")
        yield EntryList("Add a school or other partner", id="partners")
    yield plain(words.KIND, classes="name")
    for kind, asks in words.KIND_QUESTIONS:
        chosen = {True: "yes", False: "no"}.get(facts.get(kind, ""), facts.get(kind, ""))
        of = [("yes", "yes"), ("no", "no"), _UNSURE]
        yield ChoiceRow(f"  {asks}", of, chosen, id=kind, column=51)
    yield plain("", id="kind-says", classes="says")
    yield ChoiceRow(f"  {words.KIND_RIGHT}", words.KIND_CHOICES, "", id="right", column=_LABEL)
    labels_of = form.rulebook.wording.kinds
    kinds = [(kind, of.label) for kind, of in labels_of.items()]
    yield ChoiceRow(f"  {words.ANOTHER_KIND}", kinds, "", id="other-kind", column=_LABEL)
    if not form.is_new:
        yield plain(f"  {words.NOT_FILED}", classes="says")
    labels = [*words.decision_labels(form.rulebook.wording).items()]
    yield _row(form, "stage", words.DECISIONS, [*labels, (words.NOT_SURE, words.DECISION_NOT_SURE)])
    yield plain("", id="stage-says", classes="says")
    yield _row(
        form, "room", words.ROOM, [*((room, label) for room, label, _ in words.ROOMS), _UNSURE]
    )
    yield plain("", id="room-says", classes="says")
    if form.is_new or form.facts.get("minutes"):
        yield _row(form, "minutes", words.TIME, [*words.TIMES, _UNSURE])
        yield plain("", id="minutes-says", classes="says")
    with Horizontal(classes="line"):
        yield plain(words.DATES, classes="name")
        yield EntryList("Add a day", id="dates")
    yield plain(words.DATES_SAYS, id="dates-says", classes="says")


def _row(form: SetUpForm, fact: str, asks: str, choices: list[tuple[str, str]]) -> ChoiceRow:
    return ChoiceRow(asks, choices, form.facts.get(fact, ""), id=fact, column=_LABEL)


def skippable_fields(form: SetUpForm) -> ComposeResult:
    """Yield the fields for what can be skipped."""
    facts = form.facts
    about = facts.get("about") or About.model_construct()
    for part, asks in words.ABOUT.items():
        says = words.ABOUT_SAYS.get(part, "")
        yield from _line(f"about-{part}", asks, getattr(about, part, None) or "", says)
    for fact, asks in zip(DAYS, (words.NEXT_MEETING, words.STARTS), strict=True):
        day = facts.get(fact)
        yield from _line(fact, asks, weekday_and_day(day, year_of=None) if day else "")
    yield from _line(
        "present", words.PRESENT, ", ".join(facts.get("present", ())), words.PRESENT_SAYS
    )
    yield plain(PRIVACY_NOTICE, classes="says")


def _line(field: str, asks: str, given: str, says: str = "") -> ComposeResult:
    with Horizontal(classes="line"):
        yield plain(asks, classes="name")
        # Textual selects all on focus, and the first letter would then replace the text.
        yield Input(given, id=field, select_on_focus=False, compact=True, placeholder=says)
    yield plain("", id=f"{field}-says", classes="says -none")


def entry_text(line: tuple[str, str]) -> Content:
    """Return an entry of a list, what it is called in bold."""
    return Content.assemble((line[0], "bold"), f"  {line[1]}")
