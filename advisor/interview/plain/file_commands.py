"""The commands of the interview line by line about its file, and the facts in it."""

from collections.abc import Mapping

from pydantic import ValidationError

from advisor.files.atomic import real_path
from advisor.files.faults import Faults
from advisor.files.validation import messages
from advisor.interview.plain.answer_commands import add_draft
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone, Stopped
from advisor.interview.plain.set_up_input import SetUpInput
from advisor.interview.plain.set_up_lines import ask_facts
from advisor.interview.state.advice_file import notes_told, write_advice
from advisor.interview.state.file_names import path_fault, reading_fault, typed_path
from advisor.interview.state.new_partnership import Fact, SetUp
from advisor.interview.state.set_up_form import SetUpForm, facts_of, with_form
from advisor.interview.state.typed_answer import NoAnswer
from advisor.interview.texts import CHANGE_HELP
from advisor.report.page import Extent
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.sections.sheet_differences import merge_messages
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import merge_sheet

_FACTS: Mapping[str, tuple[Fact, ...]] = {
    "name": ("partnership",),
    "partners": ("partners",),
    "kind": ("federation", "itt", "support", "hub", "kinds"),
    "decision": ("stage",),
    "room": ("room",),
    "dates": ("dates",),
    "about": ("about", "next_meeting", "starts", "present"),
}
"""What can be changed, and the facts that are asked for then."""


def sheet(talk: Conversation, name: str) -> None:
    """Take over the answers of a partner's own sheet, and say where the two differ."""
    if unread := reading_fault(name):
        raise NotDone(f"{name}: {unread}.")
    scenario, rulebook = talk.session.scenario, talk.rulebook
    try:
        found = merge_sheet(scenario, load_scenario(typed_path(name), rulebook))
    except Faults as faults:
        raise NotDone("\n".join(map(str, faults.faults))) from None
    talk.say_all(merge_messages(found, scenario, rulebook))
    talk.change(talk.session.update(found.scenario))


def stop(talk: Conversation, _rest: str) -> None:
    """Leave; a note that waits is added to the current answer, or asked about."""
    if talk.draft:
        try:
            add_draft(talk)
        except (NotDone, NoAnswer):
            says = f"{talk.draft.in_words} belongs to an answer that is not given yet"
            talk.say(f"{says[0].upper()}{says[1:]}.")
            talk.say("Answer the question, with u if nobody knows; or type drop to leave it out.")
            talk.again = True
            return
    raise Stopped


def export(talk: Conversation, typed: str) -> None:
    """Write the advice to a file, in the format of its ending."""
    word, _, rest = typed.partition(" ")
    name = rest.strip() if word == "full" else typed
    format_ = next((one for one in PAGE_FORMATS if name.lower().endswith(one.endings)), None)
    if format_ is None:
        endings = ", ".join(one.endings[0] for one in PAGE_FORMATS)
        raise NotDone(f"Type export, or export full, and a file that ends in one of: {endings}.")
    if fault := path_fault(name, format_):
        raise NotDone(f"{name}: {fault}.")
    path = typed_path(name)
    if path.exists() and not talk.is_agreed(f"Write over {path}?"):
        raise NotDone
    assessment = talk.room.adviser.assess(talk.session.scenario)
    extent: Extent = "full" if word == "full" else "brief"
    if fault := write_advice(talk.room, path, format_, assessment, extent):
        raise NotDone(fault if fault.endswith(".") else f"{fault}.")
    talk.say_all(notes_told(talk.room, assessment, extent))
    talk.say(f"Written to {real_path(path)}.")


def change(talk: Conversation, word: str) -> None:
    """Ask for a fact again, and keep what is said once all of it is given."""
    if (asked := _FACTS.get(word.lower())) is None:
        raise NotDone(f"Type change and one of: {', '.join(_FACTS)}.")
    form = SetUpForm(
        talk.rulebook, facts_of(talk.session.scenario, talk.room.journal.set_up), is_new=False
    )
    asking = SetUpInput(talk, asked=asked, help_text=CHANGE_HELP)
    asking.facts = dict(form.facts)
    talk.say("Type :stop to leave it as it was.")
    try:
        ask_facts(asking)
    except Stopped:
        if talk.has_ended:
            raise
        raise NotDone("Nothing changed.") from None
    # One by one, since the partner of a key date follows the name of the partner.
    for fact in asked:
        form.give(fact, asking.facts.get(fact))
    # Two facts may each be right and not fit together; the model checks them all.
    try:
        changed = with_form(talk.session.scenario, form.facts)
    except ValidationError as error:
        raise NotDone(f"Nothing changed: {messages(error)[0]}.") from None
    talk.room.journal.set_up = SetUp.of("present", form.facts)
    # Written also where only a fact that no file has is another.
    talk.room.session = talk.session.update(changed)
    talk.record()
    talk.say("Kept; undo takes it back.")
    talk.again = True
