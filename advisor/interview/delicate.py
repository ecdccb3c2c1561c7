"""What may be shown of a question: a delicate one stays closed until the room opens it."""

from advisor.files.clean_text import one_line
from advisor.interview.session import Session
from advisor.reasoning.asked import everything_asked
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario


def is_closed(session: Session, question: Question) -> bool:
    """Return whether the question is delicate and the room has not opened it."""
    return question.delicate and question.id not in session.opened


def shown(rulebook: Rulebook, session: Session, question: Question) -> str:
    """Return a question as any list may name it: its words, or its topic while it is closed.

    An id would give the topic away more closely than its heading does.
    """
    if not is_closed(session, question):
        return one_line(question.asks)
    return f"a delicate question ({topic_title(rulebook, question)})"


def topic_title(rulebook: Rulebook, question: Question) -> str:
    """Return the heading that the question stands under."""
    return next(one_line(t.title) for t in rulebook.topics if t.id == question.topic)


def closed_questions(rulebook: Rulebook, session: Session) -> tuple[Question, ...]:
    """Return the delicate questions asked here that the room has not opened."""
    asked = (item.question for item in everything_asked(rulebook, session.scenario))
    closed = {question.id: question for question in asked if is_closed(session, question)}
    return tuple(closed.values())


def closed_answers(rulebook: Rulebook, session: Session) -> tuple[str, ...]:
    """Return the ids of the closed questions that have an answer."""
    answered = {
        item.question.id
        for item in everything_asked(rulebook, session.scenario)
        if item.answer is not None
    }
    closed = closed_questions(rulebook, session)
    return tuple(question.id for question in closed if question.id in answered)


def partners_may_see(scenario: Scenario) -> bool:
    """Return whether partners may see the screen: a file that names no room may be on a projector.

    That question costs one key; a delicate answer that was shown cannot be taken back.
    """
    return scenario.room != "us"


def finding_shown(rulebook: Rulebook, session: Session, rule: Rule) -> str:
    """Return a finding's title, or its topics where it rests on a closed answer in company."""
    closed = closed_answers(rulebook, session) if partners_may_see(session.scenario) else ()
    behind = [rulebook.questions[q] for q in closed if q in rulebook.read_by[rule.id]]
    if not behind:
        return one_line(rule.title)
    topics = dict.fromkeys(topic_title(rulebook, question) for question in behind)
    return f"it rests on a delicate answer ({', '.join(topics)})"
