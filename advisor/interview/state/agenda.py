"""Which questions are asked, in which order, and which come next."""

from collections.abc import Sequence
from typing import NamedTuple

from advisor.interview.state.delicate import shown
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import everything_asked, questions_asked
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario


def agenda(rulebook: Rulebook, scenario: Scenario) -> tuple[Question, ...]:
    """Return the questions asked: the essential ones first, then the rest, each by topic."""
    asked = tuple(q for q in questions_asked(rulebook, scenario) if _has_voices(q, scenario))
    essential = [q for q in asked if is_essential(q, scenario)]
    return (*essential, *(q for q in asked if not is_essential(q, scenario)))


def _has_voices(question: Question, scenario: Scenario) -> bool:
    """Return whether there is anybody to ask."""
    return question.once or any(scenario.partners_asked(question))


def is_essential(question: Question, scenario: Scenario) -> bool:
    """Return whether the question belongs to the short form here."""
    return question.is_essential_at(scenario.kinds, scenario.judged_at)


def open_questions(rulebook: Rulebook, scenario: Scenario) -> frozenset[str]:
    """Return the ids of the questions that have an unanswered part."""
    asked = everything_asked(rulebook, scenario)
    return frozenset(item.question.id for item in asked if item.state == "not-asked")


class RemainingQuestions(NamedTuple):
    """The questions with an open part, in the order of the agenda."""

    short_form: tuple[Question, ...]
    further: tuple[Question, ...]
    parked: tuple[Question, ...]


def remaining_questions(rulebook: Rulebook, session: Session) -> RemainingQuestions:
    """Return the open questions of the short form, the further ones, and those set aside."""
    scenario = session.scenario
    unanswered = open_questions(rulebook, scenario)
    gaps = [question for question in agenda(rulebook, scenario) if question.id in unanswered]
    free = [question for question in gaps if question.id not in session.parked]
    return RemainingQuestions(
        tuple(q for q in free if is_essential(q, scenario)),
        tuple(q for q in free if not is_essential(q, scenario)),
        tuple(question for question in gaps if question.id in session.parked),
    )


def next_gap(rulebook: Rulebook, session: Session, after: str | None) -> Question | None:
    """Return the next open question of the same form after a question; None if there is none.

    Without a question to come after it is the first that is open: of the short form, else further,
    else set aside.
    """
    left = remaining_questions(rulebook, session)
    if after is None:
        return next(iter((*left.short_form, *left.further, *left.parked)), None)
    ids = [question.id for question in agenda(rulebook, session.scenario)]
    # A question that this kind or stage does not ask has no place; its form starts from the top.
    start = ids.index(after) if after in ids else -1
    essential = is_essential(rulebook.questions[after], session.scenario)
    form = left.short_form if essential else left.further
    return next((q for q in form if ids.index(q.id) > start), None)


def what_applies_now(rulebook: Rulebook, before: Session, after: Session) -> str:
    """Return which questions no longer apply since a change, and which now do; else nothing."""
    # By id, since this runs at each key: comparing whole questions takes ten times as long.
    was = {question.id: question for question in agenda(rulebook, before.scenario)}
    now = {question.id: question for question in agenda(rulebook, after.scenario)}
    gone = [question for name, question in was.items() if name not in now]
    come = [question for name, question in now.items() if name not in was]
    found = []
    if gone:
        said = any(any(after.scenario.answers_to(question)) for question in gone)
        kept = ("its answer is kept" if len(gone) == 1 else "answers are kept") if said else ""
        found.append(_line("no longer", gone, kept, rulebook, after))
    if come:
        found.append(_line("now", come, "", rulebook, after))
    return " ".join(found)


def _line(
    when: str, questions: Sequence[Question], kept: str, rulebook: Rulebook, session: Session
) -> str:
    if len(questions) > 1:
        return f"{len(questions)} questions {when} apply{kept and f'; {kept}'}."
    asks = shown(rulebook, session, questions[0])
    return f"One question {when} applies{kept and f' ({kept})'}: {asks}"
