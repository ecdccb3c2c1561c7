"""What the interview line by line asks next, and how a question is written."""

from collections.abc import Iterator

from advisor.files.faults import nearest
from advisor.interview.plain.answer_lines import choices
from advisor.interview.state.cursor import Place, QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines, topic_title
from advisor.interview.state.heard import contradictions_asked_back, read_back
from advisor.interview.state.question_map import (
    by_topic,
    progress_at,
    progress_words,
    question_map,
)
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.texts import CLOSED, DELICATE, HIDDEN, HIDDEN_IN_LINES
from advisor.reasoning.asked_questions import everything_asked
from advisor.report.phrases import HOW_TO_ANSWER, answer_text
from advisor.rulebook.rulebook import Rulebook


def asked(rulebook: Rulebook, session: Session) -> frozenset[Place]:
    """Return everything asked, of each partner that is asked it."""
    found = everything_asked(rulebook, session.scenario)
    return frozenset((one.question.id, one.partner_name) for one in found)


def number_of(rulebook: Rulebook, session: Session, question: str) -> int:
    """Return the number by which ``go`` opens a question: its place on the map."""
    mapped = question_map(rulebook, session)
    return next(n for n, one in enumerate(mapped, 1) if one.question.id == question)


def no_such_question(rulebook: Rulebook, session: Session, typed: str) -> str:
    """Return the message that a question is not asked here, with the nearest one that is."""
    ids = {question for question, _ in asked(rulebook, session)}
    # A hint must not give away which delicate questions there are.
    known = {one for one in ids if not is_closed_in_lines(session, rulebook.questions[one])}
    return f"There is no question {typed!r} here{nearest(typed, known)}."


def known_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield how much is known, topic by topic, and which answers contradict each other."""
    for title, questions in by_topic(rulebook, question_map(rulebook, session)):
        known, every = sum(q.known for q in questions), sum(q.asked for q in questions)
        yield f"{title}: {known} of {every}"
    yield from asked_back_lines(rulebook, session)


def asked_back_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield what to ask back where answers contradict each other, and how to change them."""
    for one in contradictions_asked_back(rulebook, session, is_closed_in_lines):
        yield f"{one.asks} (go {number_of(rulebook, session, one.question)})"


def question_lines(room: Room, cursor: QuestionCursor) -> Iterator[str]:
    """Yield a question: what is asked, of whom, why, what enough looks like, the answers."""
    rulebook, session, question = room.rulebook, room.current, cursor.question
    progress = progress_at(question_map(rulebook, session), question.id)
    words = progress_words(progress, room.pace)
    yield ""
    yield f"{topic_title(rulebook, question)}: {', '.join(words)}"
    if is_closed_in_lines(session, question):
        yield DELICATE["title"]
        yield CLOSED[session.scenario.room or "us"]
        return
    yield from asking_lines(cursor)
    if question.delicate:
        yield "Delicate: let each answer alone first, out of sight of the others."
    yield f"Why: {question.why}"
    yield f"Enough: {question.enough}"
    if not session.scenario.has_answers:
        yield f"How to answer: {HOW_TO_ANSWER}"
    yield from choices(question)
    if cursor.answer is not None:
        yield f"So far: {answer_text(question, cursor.answer.answer)}"


def asking_lines(cursor: QuestionCursor) -> Iterator[str]:
    """Yield what is asked, and of whom: all that is said again for the next partner."""
    yield cursor.question.asks
    if cursor.name is not None:
        yield f"For {cursor.name}:"


def heard_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield what the room has said, topic by topic, what contradicts what first."""
    yield "This is what we heard. Put right what is not so."
    yield from asked_back_lines(rulebook, session)
    text = read_back(rulebook, session)
    for topic, heard in text.by_topic.items():
        yield ""
        yield f"{topic}:"
        for one in heard:
            yield one.asks
            # Line by line the command is a word, where the screen has a key.
            yield from (HIDDEN_IN_LINES if line == HIDDEN else line for line in one.said)
    if left := len(text.not_asked):
        yield ""
        yield f"{left} {'question was' if left == 1 else 'questions were'} not asked."
