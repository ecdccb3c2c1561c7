"""The state of an interview: an immutable scenario that each answer replaces; undo is a list."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
        today: The day to date answers with; None leaves the date of the file.
    """

    scenario: Scenario
    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = ()
    parked: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    today: dt.date | None = None

    def changed(self, scenario: Scenario) -> Self:
        """Return the session with another scenario, which can be undone."""
        if scenario == self.scenario:
            return self
        past = (*self.past, self.scenario)[-MOST_UNDONE:]
        return replace(self, scenario=scenario, past=past, future=())

    def answered(self, question: str, answer: Answer, partner: str | None = None) -> Self:
        """Return the session with an answer put in; it is parked no more.

        What was noted on the answer before it, and who gave that, is kept where the new one says
        nothing of its own.
        """
        before = _entry(self.scenario, question, partner)
        return self._settled(question, _with_what_was_noted(answer, before), partner)

    def answered_alike(self, question: str, answer: Answer) -> Self:
        """Return the session with one answer for every partner; what each had noted is kept."""
        scenario = self.scenario
        before = scenario.answers.get(question)
        for partner in scenario.partners:
            own = partner.answers.get(question)
            if own is not None:
                noted = own.note or own.said_by
                kept = _with_what_was_noted(answer, own) if noted else None
                scenario = scenario.with_answer(question, kept, partner.name)
        whole = _with_what_was_noted(answer, before)
        every = AnswerForEvery(every=whole.answer, **whole.model_dump(exclude={"answer"}))
        return replace(self, scenario=scenario)._settled(question, every, None, before=self)

    def cleared(self, question: str, partner: str | None = None) -> Self:
        """Return the session without an answer, as if it had not been asked."""
        scenario = self.scenario
        shared = scenario.answers.get(question)
        if partner is not None and isinstance(shared, AnswerForEvery):
            for other in scenario.partners:
                if question not in other.answers:
                    scenario = scenario.with_answer(question, shared.for_one, other.name)
            scenario = scenario.with_answer(question, None)
        return self.changed(scenario.with_answer(question, None, partner))

    def noted(self, question: str, answer: Answer | AnswerForEvery, partner: str | None) -> Self:
        """Return the session with an answer as it stands but for its note and who gave it."""
        return self.changed(self.scenario.with_answer(question, answer, partner))

    def _settled(
        self,
        question: str,
        answer: Answer | AnswerForEvery,
        partner: str | None,
        before: Self | None = None,
    ) -> Self:
        scenario = self.scenario.with_answer(question, answer, partner)
        changed = (before or self).changed(scenario.dated(self.today) if self.today else scenario)
        return replace(changed, parked=self.parked - {question})

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


def _entry(scenario: Scenario, question: str, partner: str | None) -> Answer | None:
    """Return what stands for a partner or the partnership, its own or given for every one."""
    if partner is None:
        return scenario.answer_once(question)
    owner = next(one for one in scenario.partners if one.name == partner)
    return scenario.answer_of(owner, question)


def _with_what_was_noted(answer: Answer, before: Answer | AnswerForEvery | None) -> Answer:
    if before is None:
        return answer
    kept: dict[str, object] = {}
    if answer.note is None and before.note is not None:
        kept |= {"note": before.note, "visibility": before.visibility}
    if answer.said_by is None:
        kept["said_by"] = before.said_by
    if answer.is_unknown and answer.who_could_tell is None:
        kept["who_could_tell"] = before.who_could_tell
    return answer.model_copy(update=kept)


def hidden_answers(rulebook: Rulebook, session: Session) -> tuple[str, ...]:
    """Return the delicate questions with answers that the room has not opened."""
    found = (
        item.question.id
        for item in everything_asked(rulebook, session.scenario)
        if item.question.delicate and item.answer is not None
    )
    return tuple(question for question in dict.fromkeys(found) if question not in session.opened)


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


def changed_question(before: Scenario, after: Scenario) -> str | None:
    """Return the first question whose answer differs between two scenarios, if any."""
    pairs: list[tuple[Mapping[str, object], Mapping[str, object]]]
    pairs = [(before.answers, after.answers)]
    owned = {partner.name: partner.answers for partner in after.partners}
    pairs += [(p.answers, owned.get(p.name, p.answers)) for p in before.partners]
    for was, now in pairs:
        for question in {**was, **now}:
            if was.get(question) != now.get(question):
                return question
    return None
