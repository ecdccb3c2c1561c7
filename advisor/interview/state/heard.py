"""What the room has said, in words that can be read aloud; what contradicts what; what is open."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from advisor.files.clean_text import one_line
from advisor.interview.state import question_view
from advisor.interview.state.delicate import closed_answers, shown
from advisor.interview.state.session import Session
from advisor.interview.texts import HIDDEN
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.reasoning.contradictions import contradictions_met
from advisor.report.partner_names import asked_back, joined
from advisor.report.phrases import NOT_ASKED, answer_text
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer


class Heard(NamedTuple):
    """One question, and what was said to it."""

    question: Question
    asks: str
    said: tuple[str, ...]


class ReadBackText(NamedTuple):
    """What was heard, by topic, and the questions without any answer."""

    by_topic: dict[str, list[Heard]]
    not_asked: list[Heard]


def read_back(rulebook: Rulebook, session: Session) -> ReadBackText:
    """Return what was heard; a delicate answer that is closed is not said."""
    by_question: dict[str, list[AskedQuestion]] = {}
    for item in everything_asked(rulebook, session.scenario):
        by_question.setdefault(item.question.id, []).append(item)
    hidden = closed_answers(rulebook, session)
    by_topic: dict[str, list[Heard]] = {}
    not_asked = []
    for topic in rulebook.topics:
        for name, items in by_question.items():
            question = rulebook.questions[name]
            if question.topic != topic.id:
                continue
            said = (HIDDEN,) if name in hidden else tuple(_said(items))
            heard = Heard(question, shown(rulebook, session, question), said)
            if any(item.answer is not None for item in items):
                by_topic.setdefault(topic.title, []).append(heard)
            else:
                not_asked.append(heard)
    return ReadBackText(by_topic, not_asked)


def _said(items: list[AskedQuestion]) -> list[str]:
    """Return what was said, each answer once, with the partners who gave it."""
    voices = question_view.by_answer(items, _in_words)
    # "All" only of several: one partner that is asked keeps its name.
    if len(voices) == 1 and len(items) > 1:
        return [f"All: {words}" for words in voices]
    return [_by(names, words) for words, names in voices.items()]


def _by(names: list[str], words: str) -> str:
    return f"{joined(names)}: {words}" if all(names) else words


def _in_words(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return NOT_ASKED
    if answer.is_unknown or answer.is_not_applicable:
        words = question_view.short_answer(question, answer)
    else:
        words = answer_text(question, answer.answer)
    noted = _noted(answer)
    return f"{words} ({noted})" if noted else words


def _noted(answer: Answer) -> str:
    """Return the note and who said it, as one sentence; a private note is only counted."""
    # Neither is who said it: with partners in the room that may tell as much as the note.
    if answer.note and answer.visibility == "private":
        return "a private note"
    said_by = f"{answer.said_by[:1].upper()}{answer.said_by[1:]}" if answer.said_by else ""
    if answer.note:
        return f"{said_by or 'Note'}: “{one_line(answer.note)}”"
    return f"{said_by} said this." if said_by else ""


CLOSED_PAIR = "Two answers contradict each other, and one is delicate. Open all to see which."


class AskedBack(NamedTuple):
    """A contradiction as the room is asked about it, and the answers that can be put right.

    Attributes:
        question: The first of these, with its partner.
        others: The other questions, each with its first partner; none where one is closed, so as
            not to name it.
    """

    id: str
    question: str
    partner: str | None
    asks: str
    others: tuple[tuple[str, str | None], ...] = ()


def contradictions_asked_back(
    rulebook: Rulebook, session: Session, is_closed: Callable[[Session, Question], bool]
) -> Iterator[AskedBack]:
    """Yield each contradiction among the answers; one with a closed answer is not named."""
    for met in contradictions_met(rulebook, session.scenario):
        first, *others = (
            (seen.question, seen.partner.name if seen.partner else None) for seen in met.answers
        )
        # The words that ask back name both answers, so one closed answer closes them all.
        if any(is_closed(session, rulebook.questions[seen.question]) for seen in met.answers):
            yield AskedBack(met.contradiction.id, *first, CLOSED_PAIR)
        else:
            asks = asked_back(met.contradiction.ask, met.partners)
            # Each question once: it opens with the answers of all its partners.
            rest: dict[str, str | None] = {}
            for question, partner in others:
                if question != first[0]:
                    rest.setdefault(question, partner)
            yield AskedBack(met.contradiction.id, *first, asks, tuple(rest.items()))
