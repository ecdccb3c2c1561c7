"""Which question the commands of the interview line by line lead to."""

from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.question_lines import (
    item_before,
    items,
    known_lines,
    next_open,
    no_such_question,
)


def back(talk: Conversation, _rest: str) -> None:
    """Go to the question before."""
    talk.item = item_before(talk.rulebook, talk.session, talk.item)


def park(talk: Conversation, _rest: str) -> None:
    """Set the question aside, and go to the next one."""
    if talk.item is not None:
        talk.change(talk.session.park(talk.item[0]))
        talk.item = next_open(talk.rulebook, talk.session, talk.item)


def go(talk: Conversation, question: str) -> None:
    """Go to a question."""
    asked_here = items(talk.rulebook, talk.session)
    found = next((one for one in asked_here if one[0] == question), None)
    if found is None:
        talk.say(no_such_question(talk.rulebook, talk.session, question))
    talk.item = found or talk.item


def show_again(talk: Conversation, _rest: str) -> None:
    """Show the question again."""
    talk.again = True


def open_delicate(talk: Conversation, _rest: str) -> None:
    """Show a delicate question to partners in the room."""
    talk.again = True
    if talk.item is not None:
        # Not change(): what is open is in no journal.
        talk.room.session = talk.session.open(talk.item[0])


def known(talk: Conversation, _rest: str) -> None:
    """Say how much is known."""
    talk.say_all(known_lines(talk.rulebook, talk.session))
