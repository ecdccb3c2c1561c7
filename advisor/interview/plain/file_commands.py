"""What the commands of the interview line by line do with files."""

from advisor.files.atomic import real_path
from advisor.files.faults import Faults
from advisor.interview.plain.answer_commands import add_draft
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone, Stopped
from advisor.interview.state.advice_file import notes_told, write_advice
from advisor.interview.state.file_names import path_fault, reading_fault, typed_path
from advisor.report.page import Extent
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.sections.sheet_differences import merge_messages
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import merge_sheet


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


def save(talk: Conversation, name: str) -> None:
    """Write the file, or another one from now on."""
    talk.saving.save(name)


def stop(talk: Conversation, _rest: str) -> None:
    """Leave; a note that waits is added to the current answer, or asked about."""
    if talk.draft:
        try:
            add_draft(talk)
        except NotDone:
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
