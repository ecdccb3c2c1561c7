"""What the commands of the interview line by line do with files."""

from advisor.files.faults import Faults
from advisor.interview.plain.answer_commands import add_draft
from advisor.interview.plain.conversation import Conversation, Stopped
from advisor.interview.state.file_names import reading_fault, typed_path
from advisor.interview.state.note_draft import NoteDraft
from advisor.report.sections.sheet_differences import merge_messages
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import merge_sheet


def sheet(talk: Conversation, name: str) -> None:
    """Take over the answers of a partner's own sheet, and say where the two differ."""
    if unread := reading_fault(name):
        talk.say(f"{name}: {unread}.")
        return
    scenario, rulebook = talk.session.scenario, talk.rulebook
    try:
        found = merge_sheet(scenario, load_scenario(typed_path(name), rulebook))
    except Faults as faults:
        talk.say_all(map(str, faults.faults))
        return
    talk.say_all(merge_messages(found, scenario, rulebook))
    talk.change(talk.session.update(found.scenario))


def save(talk: Conversation, name: str) -> None:
    """Write the file, or another one from now on."""
    talk.saving.save(name)


def stop(talk: Conversation, _rest: str) -> None:
    """Leave; a note that waits is added to the current answer, or asked about."""
    draft = talk.draft
    if draft != NoteDraft() and not add_draft(talk):
        says = f"{draft.in_words} belongs to an answer that is not given yet"
        talk.say(f"{says[0].upper()}{says[1:]}.")
        talk.say("Answer the question, with u if nobody knows; or type drop to leave it out.")
        talk.again = True
        return
    raise Stopped
