"""The state of an interview: an immutable scenario that each answer replaces; undo is a list."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario

# A choice. Scenarios share what did not change: 500 answers to one question by five partners take
# 1.4 MB in all (tracemalloc).
MOST_UNDONE = 500


@dataclass(frozen=True)
class Session:
    """The answers of one interview, and how they came about.

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

    @classmethod
    def begin(cls, scenario: Scenario, parked: frozenset[str] = frozenset()) -> Self:
        """Return the session of a meeting that begins now."""
        # The day where the meeting is: in UTC it may be yesterday or tomorrow.
        return cls(scenario, parked=parked, today=dt.datetime.now().astimezone().date())

    def update(self, scenario: Scenario) -> Self:
        """Return the session with another scenario, which can be undone."""
        # The same answer again is no step: an undo that changes nothing would look broken.
        if scenario == self.scenario:
            return self
        past = (*self.past, self.scenario)[-MOST_UNDONE:]
        return replace(self, scenario=scenario, past=past, future=())

    def answer(self, question: str, answer: Answer, *partners: str | None) -> Self:
        """Return the session with an answer put in; a parked question is parked no longer.

        The note on each answer before it, and who said that, stay unless the new one has its own.

        Args:
            question: Its id.
            answer: What is said.
            partners: Who says so, each in its own name, so that a partner that joins later is not
                taken to have answered; None where it is asked once.
        """
        scenario = self.scenario
        owners = partners or (None,)
        for partner in owners:
            own = _with_what_was_noted(answer, _entry(scenario, question, partner))
            scenario = scenario.with_answer(question, own, partner)
        # The entry for every partner is of no use once each has its own. It stays where this
        # question is not asked of some of them here.
        if None not in owners and len(owners) == len(scenario.partners):
            scenario = scenario.with_answer(question, None)
        dated = scenario.dated(self.today) if self.today else scenario
        return replace(self.update(dated), parked=self.parked - {question})

    def clear(self, question: str, partner: str | None = None) -> Self:
        """Return the session without an answer, as if it had not been asked."""
        scenario = self.scenario
        shared = scenario.answers.get(question)
        # One entry answers for every partner: first each of the others gets it as its own.
        if partner is not None and isinstance(shared, AnswerForEvery):
            for other in scenario.partners:
                if question not in other.answers:
                    scenario = scenario.with_answer(question, shared.for_one, other.name)
            scenario = scenario.with_answer(question, None)
        return self.update(scenario.with_answer(question, None, partner))

    def annotate(self, question: str, answer: Answer, *partners: str | None) -> Self:
        """Return the session with another note on an answer, or another person who gave it."""
        scenario = self.scenario
        for partner in partners:
            scenario = scenario.with_answer(question, answer, partner)
        return self.update(scenario)

    def undo(self) -> Self:
        """Return the session before the last change; itself if there is none."""
        if not self.past:
            return self
        # The scenario alone: parking and opening are no answers, and stay as they are.
        future = (self.scenario, *self.future)
        return replace(self, scenario=self.past[-1], past=self.past[:-1], future=future)

    def redo(self) -> Self:
        """Return the session after the change that was undone last; itself if there is none."""
        if not self.future:
            return self
        past = (*self.past, self.scenario)
        return replace(self, scenario=self.future[0], past=past, future=self.future[1:])

    def park(self, question: str) -> Self:
        """Return the session with a question set aside."""
        return replace(self, parked=self.parked | {question})

    def open(self, question: str) -> Self:
        """Return the session with a delicate question opened to the room."""
        return replace(self, opened=self.opened | {question})

    def close(self, *questions: str) -> Self:
        """Return the session with delicate questions closed again."""
        return replace(self, opened=self.opened.difference(questions))


def _entry(scenario: Scenario, question: str, partner: str | None) -> Answer | None:
    """Return the answer of a partner or the partnership, its own or given for every one."""
    if partner is None:
        return scenario.answer_once(question)
    owner = next(one for one in scenario.partners if one.name == partner)
    return scenario.answer_of(owner, question)


def _with_what_was_noted(answer: Answer, before: Answer | None) -> Answer:
    if before is None:
        return answer
    kept: dict[str, object] = {}
    if answer.note is None and before.note is not None:
        kept |= {"note": before.note, "visibility": before.visibility}
    # Nobody is named as giving an answer that they did not give; a note stays with who said it.
    if answer.said_by is None and (before.note is not None or answer.answer == before.answer):
        kept["said_by"] = before.said_by
    if answer.is_unknown and answer.who_could_tell is None:
        kept["who_could_tell"] = before.who_could_tell
    return answer.model_copy(update=kept)
