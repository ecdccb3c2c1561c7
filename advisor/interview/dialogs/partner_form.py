"""One partner: its name, what it is, its part, whether it is needed, who speaks for it."""

from textual.app import ComposeResult
from textual.widgets import Input

from advisor.files.clean_text import one_line, whole_number
from advisor.interview.dialogs.dialog import plain
from advisor.interview.dialogs.entry_form import EntryForm
from advisor.interview.state import set_up_words as words
from advisor.interview.state.input_checks import line_fault
from advisor.interview.widgets.choice_row import ChoiceRow
from advisor.rulebook.vocabulary import ROLES
from advisor.rulebook.wording import Wording
from advisor.scenario.scenario import MAX_COUNT, Partner, named_twice

_WIDE = 55
"""Columns for the longest question, so that the answers are one under the other."""


class PartnerForm(EntryForm[Partner]):
    """A school or other partner."""

    HELP = (
        f"{EntryForm.HELP}\n\n"
        "Most schools are members. A lead speaks for the whole partnership. The other parts are "
        "for training teachers, and for one school that helps another improve. The advice waits "
        "for a partner without which all would end, and not for others. An entry is for one "
        "school, unless alike schools share one."
    )

    def __init__(self, wording: Wording, partner: Partner | None, taken: tuple[str, ...]) -> None:
        super().__init__("A school or other partner", is_there=partner is not None)
        self.wording, self.partner, self.taken = wording, partner, taken

    def parts(self) -> ComposeResult:
        # For the defaults of a new partner; a model without a name is refused.
        given = self.partner or Partner(name="-")
        yield plain(words.PARTNER_NAME, classes="quiet")
        name = self.partner.name if self.partner else ""
        # Textual selects all on focus, and the first letter would then replace the name.
        yield Input(name, id="name", select_on_focus=False)
        sector = self.partner.sector if self.partner else ""
        yield ChoiceRow(words.SECTOR, list(self.wording.sectors.items()), sector, id="sector")
        roles = [(role, self.wording.roles[role]) for role in ROLES]
        yield ChoiceRow(words.ROLE, roles, given.role, id="role", column=20)
        yes_or_no = [("yes", "yes"), ("no", "no")]
        core = "yes" if given.core else "no"
        yield ChoiceRow(words.CORE, yes_or_no, core, id="core", column=_WIDE)
        itself = [("itself", "yes"), ("others", "no")]
        # Nothing is taken for a new one: nobody would put right a yes that nobody gave.
        said = self.partner.answers_from if self.partner else ""
        yield ChoiceRow(words.ANSWERS_FROM, itself, said, id="answers_from", column=_WIDE)
        yield plain(words.COUNT, classes="quiet")
        # Here selecting on focus is wanted: a number that is typed replaces the 1.
        yield Input(str(given.count), id="count", restrict="[0-9]*", max_length=5)

    def faults(self) -> dict[str, str]:
        given, faults = self.given, dict[str, str]()
        name = given["name"]
        if not one_line(name):
            faults["name"] = "type its name"
        elif fault := line_fault(name):
            faults["name"] = fault
        elif list(named_twice([*self.taken, name])):
            faults["name"] = "another partner has this name"
        if not given["sector"]:
            faults["sector"] = "choose what it is: left and right choose, Enter keeps"
        if not given["answers_from"]:
            faults["answers_from"] = "say whether somebody from it is in the room"
        if not 1 <= (whole_number(given["count"]) or 0) <= MAX_COUNT:
            faults["count"] = f"count from 1 to {MAX_COUNT}"
        return faults

    def entry(self) -> Partner:
        given = self.given
        typed = {"core": given["core"] == "yes", "count": int(given["count"])}
        # Over what the partner was: its answers are no field here, and go along.
        return Partner.model_validate(dict(self.partner or ()) | given | typed)
