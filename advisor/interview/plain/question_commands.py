"""Which question the commands of the interview line by line lead to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from advisor.files.clean_text import numbered, quoted, whole_number
from advisor.files.faults import nearest
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone
from advisor.interview.plain.question_lines import asked, asked_back_lines
from advisor.interview.state import heard
from advisor.interview.state.asking_order import NextStep
from advisor.interview.state.delicate import is_closed_in_lines, shown
from advisor.interview.state.question_map import MARKS, MappedQuestion, by_topic, question_map
from advisor.interview.texts import ANSWERED, HIDDEN, HIDDEN_IN_LINES, ORDERS


def leave_question(talk: Conversation) -> None:
    """Go to the next partner who has not answered the question, else to what comes next."""
    if talk.at is None:
        return
    here = talk.cursor(talk.at)
    then = replace(here, row=here.open_row(after=here.row))
    if then.answer is None and here.question.id not in talk.session.parked:
        talk.at = then.place
    else:
        pass_over(talk)


def take(talk: Conversation, step: NextStep) -> None:
    """Go to a question, or to the choice how to go on."""
    talk.at = talk.cursor((step.question.id, None)).place if step.question else None
    talk.is_settled = step.is_settled


def pass_over(talk: Conversation, _rest: str = "") -> None:
    """Leave the question open, and go to the next one."""
    if talk.at is not None:
        take(talk, talk.room.next_question(talk.at[0]))


def back(talk: Conversation, _rest: str) -> None:
    """Go to the partner before, or to the question that one came from."""
    here = talk.cursor(talk.at) if talk.at else None
    if here is not None and here.row > 0:
        talk.at = replace(here, row=here.row - 1).place
    else:
        _along(talk, talk.room.trail.back)


def forward(talk: Conversation, _rest: str) -> None:
    """Go to the question that one came back from."""
    _along(talk, talk.room.trail.forward)


def _along(talk: Conversation, step: Callable[[str], str | None]) -> None:
    asked_here = {question for question, _ in asked(talk.rulebook, talk.session)}
    # From the choice how to go on, back leads to the question before it.
    question = step(talk.at[0]) if talk.at else talk.shown or None
    # A change of kind or decision may have hidden it.
    while question is not None and question not in asked_here:
        question = step(question)
    if question is None:
        raise NotDone("You came from nowhere else.")
    talk.at, talk.on_trail = talk.cursor((question, None)).place, True


def park(talk: Conversation, _rest: str) -> None:
    """Set the question aside, and go to the next one."""
    if talk.at is not None:
        if not talk.cursor((talk.at[0], None)).is_open:
            raise NotDone(ANSWERED)
        talk.change(talk.session.park(talk.at[0]))
        talk.say("Parked: it comes back at the end.")
        pass_over(talk)


def go(talk: Conversation, typed: str) -> None:
    """Go to a question by its number, its id or its words; list all where nothing is typed."""
    mapped = question_map(talk.rulebook, talk.session)
    found = list(_named(talk, mapped, typed)) if typed else []
    if len(found) == 1:
        talk.at, talk.again = talk.cursor((found[0].question.id, None)).place, True
    elif typed and not found:
        ids = {question for question, _ in asked(talk.rulebook, talk.session)}
        # A hint must not give away which delicate questions there are.
        questions = map(talk.rulebook.questions.__getitem__, ids)
        known = {one.id for one in questions if not is_closed_in_lines(talk.session, one)}
        raise NotDone(f"There is no question {quoted(typed)} here{nearest(typed, known)}.")
    else:
        talk.say_all(_listed(talk, mapped, found or mapped))
        talk.say("Type go and a number.")


def _named(
    talk: Conversation, mapped: Sequence[MappedQuestion], typed: str
) -> Iterator[MappedQuestion]:
    if whole_number(typed) is not None:
        yield from filter(None, [numbered(typed, mapped)])
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
    every = [one.name for one in talk.cursor(talk.at).partners] if talk.at else []
    found = [one for one in every if one.casefold().startswith(name.casefold())]
    if talk.at is None or not every:
        raise NotDone("This is not asked of each partner.")
    if name not in found and len(found) != 1:
        raise NotDone(f"Type for and one of: {', '.join(every)}.")
    talk.at, talk.again = (talk.at[0], name if name in found else found[0]), True


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
    elif talk.at is not None:
        talk.change(talk.session.open(talk.at[0]))


def close_delicate(talk: Conversation, _rest: str) -> None:
    """Hide every delicate question again."""
    talk.again = True
    talk.room.close_delicate()
    talk.say("Every delicate question is closed.")


def read_back(talk: Conversation, _rest: str) -> None:
    """Read back what was heard, topic by topic, what contradicts what first."""
    talk.say("This is what we heard. Put right what is not so: go and a word opens its question.")
    talk.say_all(asked_back_lines(talk.rulebook, talk.session))
    text = heard.read_back(talk.rulebook, talk.session)
    for topic, said in text.by_topic.items():
        talk.say_all(["", f"{topic}:"])
        for one in said:
            talk.say(one.asks)
            # Line by line the command is a word, where the screen has a key.
            talk.say_all(HIDDEN_IN_LINES if line == HIDDEN else line for line in one.said)
    if left := len(text.not_asked):
        were = "question was" if left == 1 else "questions were"
        talk.say_all(["", f"{left} {were} not asked."])
    talk.say("If this is what you said, result shows the advice.")


def known(talk: Conversation, _rest: str) -> None:
    """Say how much is known, topic by topic, and which answers contradict each other."""
    for title, questions in by_topic(talk.rulebook, question_map(talk.rulebook, talk.session)):
        talk.say(f"{title}: {sum(q.known for q in questions)} of {sum(q.asked for q in questions)}")
    talk.say_all(asked_back_lines(talk.rulebook, talk.session))
