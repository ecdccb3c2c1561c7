"""What to ask back where answers contradict each other, without what is still closed."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from advisor.interview.state.session import Session
from advisor.reasoning.contradictions import contradictions_met
from advisor.report.partner_names import asked_back
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook

CLOSED_PAIR = "Two answers contradict each other, and one is delicate. Open it to see which."


class AskedBack(NamedTuple):
    """A contradiction as the room is asked about it, and the answer that is opened for it."""

    id: str
    question: str
    partner: str | None
    asks: str


def contradictions_asked_back(
    rulebook: Rulebook, session: Session, is_closed: Callable[[Session, Question], bool]
) -> Iterator[AskedBack]:
    """Yield each contradiction among the answers; one with a closed answer is not named."""
    for met in contradictions_met(rulebook, session.scenario):
        questions = [rulebook.questions[seen.question] for seen in met.answers]
        # The words that ask back name both answers, so one closed answer closes them all.
        if any(is_closed(session, question) for question in questions):
            asks = CLOSED_PAIR
        else:
            asks = asked_back(met.contradiction.ask, met.partners)
        first = met.answers[0]
        partner = first.partner.name if first.partner else None
        yield AskedBack(met.contradiction.id, first.question, partner, asks)
