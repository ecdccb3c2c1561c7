"""Changes a fact of the partnership in the interview line by line; every answer stays."""

from collections.abc import Mapping

from pydantic import ValidationError

from advisor.files.validation import messages
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone, Stopped
from advisor.interview.plain.set_up_input import SetUpInput
from advisor.interview.plain.set_up_lines import ask_facts
from advisor.interview.state.new_partnership import Fact, SetUp, SetUpRecorder
from advisor.interview.state.set_up_form import SetUpForm, facts_of, with_form
from advisor.interview.texts import CHANGE_HELP

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


def change(talk: Conversation, word: str) -> None:
    """Ask for a fact again, and keep what is said once all of it is given."""
    if (asked := _FACTS.get(word.lower())) is None:
        raise NotDone(f"Type change and one of: {', '.join(_FACTS)}.")
    form = SetUpForm(
        talk.rulebook, facts_of(talk.session.scenario, talk.room.journal.set_up), is_new=False
    )
    given = SetUpRecorder(lambda _: None, asked=asked)
    given.facts = dict(form.facts)
    talk.say("Type :stop to leave it as it was.")
    try:
        ask_facts(talk.rulebook, SetUpInput(talk.say, talk.line, help_text=CHANGE_HELP), given)
    except Stopped:
        if talk.has_ended:
            raise
        raise NotDone("Nothing changed.") from None
    # One by one, since the partner of a key date follows the name of the partner.
    for fact in asked:
        form.give(fact, given.facts.get(fact))
    # Two facts may each be right and not fit together; the model checks them all.
    try:
        changed = with_form(talk.session.scenario, form.facts)
    except ValidationError as error:
        raise NotDone(f"Nothing changed: {messages(error)[0]}.") from None
    talk.room.journal.set_up = SetUp.of("present", form.facts)
    # Written also where only a fact that no file has is another.
    talk.room.session = talk.session.update(changed)
    talk.saving.record()
    talk.say("Kept; undo takes it back.")
    talk.again = True
