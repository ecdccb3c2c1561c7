"""Which question the commands of the interview line by line lead to."""

from collections.abc import Callable, Iterator, Sequence

from advisor.files.clean_text import whole_number
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.question_lines import (
    Item,
    asked,
    heard_lines,
    item_of,
    known_lines,
    no_such_question,
)
from advisor.interview.state.asking_order import NextStep
from advisor.interview.state.delicate import shown
from advisor.interview.state.question_map import MARKS, MappedQuestion, by_topic, question_map
from advisor.interview.texts import ORDERS
from advisor.reasoning.asked_questions import AskedQuestion


def leave_question(talk: Conversation) -> None:
    """Go to the next partner who has not answered the question, else to what comes next."""
    if talk.item is None:
        return
    here, of_it = talk.item, _of_question(talk)
    start = list(of_it).index(here) + 1 if here in of_it else 0
    turn = (*list(of_it)[start:], *list(of_it)[:start])
    open_ones = [item for item in turn if of_it[item].answer is None and item != here]
    if open_ones and here[0] not in talk.session.parked:
        talk.item = open_ones[0]
    else:
        take(talk, talk.room.next_question(here[0]))


def _of_question(talk: Conversation) -> dict[Item, AskedQuestion]:
    """Return the question, with each partner that is asked it, and the answers."""
    every = asked(talk.rulebook, talk.session).items()
    return {item: one for item, one in every if talk.item and item[0] == talk.item[0]}


def take(talk: Conversation, step: NextStep) -> None:
    """Go to a question, or to the choice how to go on."""
    talk.item = item_of(talk.rulebook, talk.session, step.question) if step.question else None
    talk.is_settled = step.is_settled


def pass_over(talk: Conversation, _rest: str) -> None:
    """Leave the question open, and go to the next one."""
    if talk.item is not None:
        take(talk, talk.room.next_question(talk.item[0]))


def back(talk: Conversation, _rest: str) -> None:
    """Go to the partner before, or to the question that one came from."""
    of_it = list(_of_question(talk))
    if talk.item in of_it[1:]:
        talk.item = of_it[of_it.index(talk.item) - 1]
    else:
        _along(talk, talk.room.trail.back)


def forward(talk: Conversation, _rest: str) -> None:
    """Go to the question that one came back from."""
    _along(talk, talk.room.trail.forward)


def _along(talk: Conversation, step: Callable[[str], str | None]) -> None:
    asked_here = {item[0] for item in asked(talk.rulebook, talk.session)}
    # From the choice how to go on, back leads to the question before it.
    question = step(talk.item[0]) if talk.item else talk.shown or None
    # A change of kind or decision may have hidden it.
    while question is not None and question not in asked_here:
        question = step(question)
    if question is None:
        talk.say("You came from nowhere else.")
        return
    talk.item = item_of(talk.rulebook, talk.session, talk.rulebook.questions[question])
    talk.on_trail = True


def park(talk: Conversation, _rest: str) -> None:
    """Set the question aside, and go to the next one."""
    if talk.item is not None:
        talk.change(talk.session.park(talk.item[0]))
        talk.say("Parked: it comes back at the end.")
        take(talk, talk.room.next_question(talk.item[0]))


def go(talk: Conversation, typed: str) -> None:
    """Go to a question by its number, its id or its words; list all where nothing is typed."""
    mapped = question_map(talk.rulebook, talk.session)
    found = list(_named(talk, mapped, typed)) if typed else []
    if len(found) == 1:
        talk.item = item_of(talk.rulebook, talk.session, found[0].question)
        talk.again = True
    elif typed and not found:
        talk.say(no_such_question(talk.rulebook, talk.session, typed))
    else:
        talk.say_all(_listed(talk, mapped, found or mapped))
        talk.say("Type go and a number.")


def _named(
    talk: Conversation, mapped: Sequence[MappedQuestion], typed: str
) -> Iterator[MappedQuestion]:
    place = whole_number(typed)
    if place is not None:
        yield from mapped[place - 1 : place] if place else ()
        return
    ids = [one for one in mapped if one.question.id == typed]
    words = typed.casefold().split()
    for one in ids or mapped:
        # Its words only where they may be shown: a search must not find what is closed.
        says = shown(talk.rulebook, talk.session, one.question).casefold()
        if ids or all(word in says for word in words):
            yield one


def _listed(
    talk: Conversation, mapped: Sequence[MappedQuestion], found: Sequence[MappedQuestion]
) -> Iterator[str]:
    """Yield each question with its number and its state, under its topic."""
    numbers = {one.question.id: number for number, one in enumerate(mapped, 1)}
    for topic, questions in by_topic(talk.rulebook, found):
        yield f"{topic}:"
        for one in questions:
            asks = shown(talk.rulebook, talk.session, one.question)
            yield f"{numbers[one.question.id]}. {asks} ({MARKS[one.standing][1]})"


def choose_partner(talk: Conversation, name: str) -> None:
    """Go to another partner's answer to the same question."""
    of_it = [item for item in _of_question(talk) if item[1]]
    found = [item for item in of_it if (item[1] or "").casefold().startswith(name.casefold())]
    exact = [item for item in found if item[1] == name]
    if len(found := exact or found) == 1:
        talk.item, talk.again = found[0], True
    elif of_it:
        talk.say(f"Type for and one of: {', '.join(item[1] or '' for item in of_it)}.")
    else:
        talk.say("This is not asked of each partner.")


def order(talk: Conversation, _rest: str) -> None:
    """Ask by topic, or what decides most first."""
    talk.room.asking.by_topic = not talk.room.asking.by_topic
    talk.say(ORDERS[talk.room.asking.by_topic])


def show_again(talk: Conversation, _rest: str) -> None:
    """Show the question again."""
    talk.again = True


def open_delicate(talk: Conversation, rest: str) -> None:
    """Show a delicate question, or all that have an answer, to the room."""
    talk.again = True
    if rest.lower() == "all":
        talk.room.open_delicate()
        talk.say("Every delicate answer is open.")
        return
    if talk.item is not None:
        # Not change(): what is open is in no journal.
        talk.room.session = talk.session.open(talk.item[0])


def read_back(talk: Conversation, _rest: str) -> None:
    """Read back what was heard."""
    talk.say_all(heard_lines(talk.rulebook, talk.session))
    talk.say("If this is what you said, result shows the advice.")


def known(talk: Conversation, _rest: str) -> None:
    """Say how much is known."""
    talk.say_all(known_lines(talk.rulebook, talk.session))
