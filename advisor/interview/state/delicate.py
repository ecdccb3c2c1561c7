"""What may be shown of a question: a delicate one stays closed until the room opens it."""

from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import everything_asked
from advisor.report.phrases import plural
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario

_COMPANY = "Partners are in the room."
_NOT_SAID = "The file does not say who is in the room: partners may see this screen."


def is_closed(session: Session, question: Question) -> bool:
    """Return whether the question is delicate and the room has not opened it."""
    return question.delicate and question.id not in session.opened


def is_closed_in_lines(session: Session, question: Question) -> bool:
    """Return whether the question is closed line by line, as on the screen in the same room.

    A file that names no room is asked in full, as a script answers it.
    """
    return session.scenario.room is not None and is_closed(session, question)


def shown(rulebook: Rulebook, session: Session, question: Question) -> str:
    """Return a question as any list may name it: its words, or its topic while it is closed.

    An id would give the topic away more closely than its heading does.
    """
    if not is_closed(session, question):
        return question.asks
    return f"a delicate question ({rulebook.topic_titles[question.topic]})"


def which_of_topic(rulebook: Rulebook, session: Session, question: Question) -> str:
    """Return which of its topic's delicate questions one is: closed, they all look alike."""
    asked = [asked.question for asked in everything_asked(rulebook, session.scenario)]
    alike = list(dict.fromkeys(q.id for q in asked if q.delicate and q.topic == question.topic))
    if question.id not in alike or len(alike) == 1:
        return ""
    return f"{alike.index(question.id) + 1} of {len(alike)} delicate questions here"


def closed_questions(rulebook: Rulebook, session: Session) -> dict[str, bool]:
    """Return the ids of the delicate questions that are not opened, and which have an answer."""
    closed: dict[str, bool] = {}
    for question, _, answer in everything_asked(rulebook, session.scenario):
        if is_closed(session, question):
            closed[question.id] = closed.get(question.id, False) or answer is not None
    return closed


def what_it_shows(rulebook: Rulebook, session: Session) -> str:
    """Return what of the closed questions the advice would show, and that partners are there."""
    closed = closed_questions(rulebook, session)
    answered = sum(closed.values())
    parts = [f"rests on {plural(answered, 'delicate answer')}"] if answered else []
    if unanswered := len(closed) - answered:
        open_ones = plural(unanswered, "delicate question")
        parts.append(f"may name {open_ones} that nobody has answered")
    topics = dict.fromkeys(rulebook.topic_titles[rulebook.questions[one].topic] for one in closed)
    return (
        f"It {' and '.join(parts)}, closed now: {', '.join(topics)}. "
        f"{_COMPANY if session.scenario.room else _NOT_SAID}"
    )


def closed_answers(rulebook: Rulebook, session: Session) -> tuple[str, ...]:
    """Return the ids of the closed questions that have an answer."""
    closed = closed_questions(rulebook, session)
    return tuple(question for question, is_answered in closed.items() if is_answered)


def partners_may_see(scenario: Scenario) -> bool:
    """Return whether partners may see the screen: a file that names no room may be on a projector.

    That question costs one key; a delicate answer once shown cannot be hidden again.
    """
    return scenario.room != "us"


def finding_shown(rulebook: Rulebook, session: Session, rule: Rule) -> str:
    """Return a finding's title; its topics if a closed answer is behind it in company."""
    # ``read_by`` follows findings into other rules: a title may tell of an answer at second hand.
    closed = closed_answers(rulebook, session) if partners_may_see(session.scenario) else ()
    behind = [rulebook.questions[q] for q in closed if q in rulebook.read_by[rule.id]]
    if not behind:
        return rule.title
    topics = dict.fromkeys(rulebook.topic_titles[question.topic] for question in behind)
    return f"it depends on a delicate answer ({', '.join(topics)})"
