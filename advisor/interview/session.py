"""The state of an interview: an immutable scenario that each answer replaces; undo is a list."""

from dataclasses import dataclass, field, replace
from typing import Self

from advisor.reasoning.asked import Asked, everything_asked, questions_asked
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Answer, AnswerForEvery, Scenario

MOST_UNDONE = 500


@dataclass(frozen=True)
class Session:
    """One interview as it stands.

    Attributes:
        scenario: What has been said so far.
        past: What it was before each change, oldest first.
        future: What was undone, to be done again, next first.
        parked: Ids of questions to come back to.
        opened: Ids of delicate questions that the room has opened.
    """

    scenario: Scenario
    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = ()
    parked: frozenset[str] = frozenset()
    opened: frozenset[str] = field(default=frozenset())

    def changed(self, scenario: Scenario) -> Self:
        """Return the session with another scenario, which can be undone."""
        if scenario == self.scenario:
            return self
        past = (*self.past, self.scenario)[-MOST_UNDONE:]
        return replace(self, scenario=scenario, past=past, future=())

    def answered(
        self, question: str, answer: Answer | AnswerForEvery | None, partner: str | None = None
    ) -> Self:
        """Return the session with an answer put in, or taken out if None; it is parked no more."""
        session = self.changed(self.scenario.with_answer(question, answer, partner))
        return replace(session, parked=self.parked - {question})

    def undone(self) -> Self:
        """Return the session before the last change; itself if there is none."""
        if not self.past:
            return self
        future = (self.scenario, *self.future)
        return replace(self, scenario=self.past[-1], past=self.past[:-1], future=future)

    def redone(self) -> Self:
        """Return the session after the change that was undone last; itself if there is none."""
        if not self.future:
            return self
        past = (*self.past, self.scenario)
        return replace(self, scenario=self.future[0], past=past, future=self.future[1:])

    def with_parked(self, question: str) -> Self:
        """Return the session with a question set aside."""
        return replace(self, parked=self.parked | {question})

    def with_opened(self, question: str) -> Self:
        """Return the session with a delicate question opened to the room."""
        return replace(self, opened=self.opened | {question})


def agenda(rulebook: Rulebook, scenario: Scenario) -> tuple[Question, ...]:
    """Return the questions asked: the essential ones first, then the rest, each by topic."""
    asked = tuple(questions_asked(rulebook, scenario))
    essential = [q for q in asked if is_essential(q, scenario)]
    return (*essential, *(q for q in asked if not is_essential(q, scenario)))


def is_essential(question: Question, scenario: Scenario) -> bool:
    """Return whether the question belongs to the short form here."""
    return question.is_essential_at(scenario.kinds, scenario.judged_at)


def open_parts(rulebook: Rulebook, scenario: Scenario, question: str) -> tuple[Asked, ...]:
    """Return to whom a question has been put without any entry so far."""
    return tuple(
        item
        for item in everything_asked(rulebook, scenario)
        if item.question.id == question and item.state == "not-asked"
    )


def next_gap(rulebook: Rulebook, session: Session, after: str | None) -> Question | None:
    """Return the next question with an open part, from after a question on and then from the top.

    Questions set aside come only when nothing else is open.
    """
    questions = agenda(rulebook, session.scenario)
    ids = [question.id for question in questions]
    start = ids.index(after) + 1 if after in ids else 0
    in_turn = (*questions[start:], *questions[:start])
    gaps = [q for q in in_turn if open_parts(rulebook, session.scenario, q.id)]
    return next((q for q in gaps if q.id not in session.parked), gaps[0] if gaps else None)
