"""What the interview line by line asks next, and how a question is written."""

from collections.abc import Iterator

from advisor.files.faults import nearest
from advisor.interview.plain.answer_lines import choices
from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.asked_back import contradictions_asked_back
from advisor.interview.state.delicate import is_closed_to_partners, topic_title
from advisor.interview.state.interim_verdict import known_by_topic
from advisor.interview.state.session import Session
from advisor.interview.texts import CLOSED
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.report.phrases import HOW_TO_ANSWER, answer_text
from advisor.rulebook.rulebook import Rulebook

Item = tuple[str, str | None]
"""A question, and the partner of whom it is asked."""


def items(rulebook: Rulebook, session: Session) -> list[Item]:
    """Return everything asked, in the order of the agenda."""
    place = {q.id: n for n, q in enumerate(agenda(rulebook, session.scenario))}
    return sorted(asked(rulebook, session), key=lambda item: place[item[0]])


def asked(rulebook: Rulebook, session: Session) -> dict[Item, AskedQuestion]:
    """Return everything asked, with the answer that it has."""
    found = everything_asked(rulebook, session.scenario)
    return {(a.question.id, a.partner.name if a.partner else None): a for a in found}


def next_open(rulebook: Rulebook, session: Session, after: Item | None) -> Item | None:
    """Return the next item without an answer, what is parked last."""
    every, answers = items(rulebook, session), asked(rulebook, session)
    start = every.index(after) + 1 if after in every else 0
    turn = [i for i in (*every[start:], *every[:start]) if answers[i].state == "not-asked"]
    waiting = [item for item in turn if item[0] not in session.parked]
    # Where all that is open is parked, the first of that.
    return next(iter((*waiting, *turn)), None)


def item_before(rulebook: Rulebook, session: Session, item: Item | None) -> Item | None:
    """Return the item before another; the last one where nothing is left to ask."""
    every = items(rulebook, session)
    place = every.index(item) if item in every else len(every)
    return every[max(0, place - 1)] if every else None


def no_such_question(rulebook: Rulebook, session: Session, typed: str) -> str:
    """Return the message that a question is not asked here, with the nearest one that is."""
    ids = {question for question, _ in items(rulebook, session)}
    # A hint must not give away which delicate questions there are.
    known = {one for one in ids if not is_closed_to_partners(session, rulebook.questions[one])}
    return f"There is no question {typed!r} here{nearest(typed, known)}"


def known_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield how much is known, topic by topic, and which answers contradict each other."""
    for title, settled, total in known_by_topic(rulebook, session.scenario):
        yield f"{title}: {settled} of {total}"
    yield from asked_back_lines(rulebook, session)


def asked_back_lines(rulebook: Rulebook, session: Session) -> Iterator[str]:
    """Yield what to ask back where answers contradict each other, and how to change them."""
    for one in contradictions_asked_back(rulebook, session, is_closed_to_partners):
        yield f"{one.asks} (go {one.question})"


def question_lines(rulebook: Rulebook, session: Session, item: Item) -> Iterator[str]:
    """Yield a question: what is asked, of whom, why, what enough looks like, the answers."""
    question = rulebook.questions[item[0]]
    every = items(rulebook, session)
    essential = ", essential" if is_essential(question, session.scenario) else ""
    place = f"{every.index(item) + 1} of {len(every)}" if item in every else "not asked here"
    yield ""
    # Not its id either: that tells more than its topic.
    if is_closed_to_partners(session, question):
        yield f"A delicate question ({topic_title(rulebook, question)}; {place}{essential})"
        yield CLOSED
        return
    yield f"{question.id} ({place}{essential})"
    if item[1] is not None:
        yield f"For {item[1]}:"
    yield question.asks
    if question.delicate:
        yield "Delicate: let each answer alone first, out of sight of the others."
    yield f"Why: {question.why}"
    yield f"Enough: {question.enough}"
    if not session.scenario.has_answers:
        yield f"How to answer: {HOW_TO_ANSWER}"
    yield from choices(question)
    known = asked(rulebook, session).get(item)
    if known is not None and known.answer is not None:
        yield f"So far: {answer_text(question, known.answer.answer)}"
