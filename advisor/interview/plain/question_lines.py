"""What the interview line by line asks next, and how a question is written."""

from collections.abc import Iterator

from advisor.interview.state.cursor import Place, QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines
from advisor.interview.state.heard import contradictions_asked_back
from advisor.interview.state.question_map import (
    progress_at,
    progress_words,
    question_map,
)
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.state.typed_answer import choices
from advisor.interview.texts import CLOSED, DELICATE
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


def asked_back_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield what to ask back where answers contradict each other, and how to change them."""
    for one in contradictions_asked_back(rulebook, session, is_closed_in_lines):
        questions = (one.question, *(question for question, _ in one.others))
        ways = (f"go {number_of(rulebook, session, question)}" for question in questions)
        yield f"{one.asks} ({' or '.join(dict.fromkeys(ways))})"


def question_lines(room: Room, cursor: QuestionCursor) -> Iterator[str]:
    """Yield a question: what is asked, of whom, why, what enough looks like, the answers."""
    rulebook, session, question = room.rulebook, room.current, cursor.question
    progress = progress_at(question_map(rulebook, session), question.id)
    words = progress_words(progress, room.pace)
    yield ""
    yield f"{rulebook.topic_titles[question.topic]}: {', '.join(words)}"
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
