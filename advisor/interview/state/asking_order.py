"""What is asked next: what decides most first, or topic by topic."""

import asyncio
from collections.abc import Iterable
from threading import Lock
from typing import Literal, NamedTuple

from advisor.interview.state.agenda import (
    RemainingQuestions,
    agenda,
    is_essential,
    next_gap,
    remaining_questions,
)
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import asked_of_each
from advisor.reasoning.outlook import Weight
from advisor.reasoning.what_decides import (
    OpenQuestions,
    limits_at_next_stage,
    weigh_open_questions,
)
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario

Part = Literal["short_form", "further", "parked"]
_TO_TALK_ABOUT = 3


class NextStep(NamedTuple):
    """What comes after a question.

    Attributes:
        question: The question to ask; None where the room is asked how to go on.
        is_settled: Whether to say first, once, that nothing left could change the verdict.
    """

    question: Question | None = None
    is_settled: bool = False


class AskingOrder:
    """Decides what one room is asked next.

    First come the questions that could change the verdict today: those of the short form, then the
    further ones, in each those first that leave the fewest verdicts possible. Then comes what
    changes nothing today, in the order of the page. Questions of the short form come before all
    others, where the report lets them break ties only: a meeting was told how long it takes.

    Attributes:
        by_topic: Whether the room wants the order of the page instead.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._lock = Lock()
        self._wanted: Scenario | None = None
        self._weighed: tuple[Scenario, OpenQuestions] | None = None
        self.by_topic = False
        self.reset()

    def reset(self) -> None:
        """Forget what was passed over: another partnership begins."""
        self._passed: frozenset[str] = frozenset()
        # What the room chose to take up: what is parked, or three questions to talk about.
        self._chosen: tuple[str, ...] = ()
        self._has_told_settled = self._has_told_form = False

    def is_ready(self, session: Session) -> bool:
        """Return whether what comes next is worked out already."""
        return self._weighed is not None and self._weighed[0] is session.scenario

    async def prepare(self, scenario: Scenario) -> None:
        """Weigh the questions of a scenario without holding up the event loop."""
        self._wanted = scenario
        await asyncio.to_thread(self._prepare, scenario)

    def _prepare(self, scenario: Scenario) -> None:
        with self._lock:
            # A newer request cannot stop a thread, so the ones that waited meanwhile do nothing.
            if scenario is self._wanted:
                self._weigh(scenario)

    def _open(self, scenario: Scenario) -> OpenQuestions:
        """Return what the open questions decide: prepared, or worked out now."""
        self._wanted = scenario
        with self._lock:
            return self._weigh(scenario)

    def _weigh(self, scenario: Scenario) -> OpenQuestions:
        if self._weighed is None or self._weighed[0] is not scenario:
            self._weighed = scenario, weigh_open_questions(self._rulebook, scenario)
        return self._weighed[1]

    def is_settled(self, session: Session) -> bool:
        """Return whether nothing left to find out could change the verdict."""
        return self._open(session.scenario).is_settled

    def remaining(self, session: Session) -> RemainingQuestions:
        """Return the open questions, each part in the order in which it is asked."""
        left = remaining_questions(self._rulebook, session)
        short_form = self._in_order(left.short_form, session)
        return RemainingQuestions(short_form, self._in_order(left.further, session), left.parked)

    def _in_order(self, questions: Iterable[Question], session: Session) -> tuple[Question, ...]:
        if self.by_topic:
            return tuple(questions)
        weights = self._open(session.scenario).weights
        return tuple(sorted(questions, key=lambda question: _order(weights[question.id])))

    def deciding(self, session: Session) -> int:
        """Return how many of the further questions could change the verdict today."""
        weights = self._open(session.scenario).weights
        further = remaining_questions(self._rulebook, session).further
        return sum(not weights[question.id].changes_nothing for question in further)

    def first(self, session: Session, *, goes_on: bool = False) -> Question | None:
        """Return the question to open a meeting with.

        It is neither delicate nor asked of each school in turn, if there is such a one in its form.
        A meeting that goes on is asked what it was at: the question that only some have answered,
        or what decides most.
        """
        left = self.remaining(session)
        form = left.short_form or left.further or left.parked
        if not goes_on:
            easy = [question for question in form if question.once and not question.delicate]
            return next(iter((*easy, *form)), None)
        free = (*left.short_form, *left.further) or left.parked
        begun = (question for question in free if _is_begun(question, session.scenario))
        return next(iter((*begun, *self._in_order(free, session))), None)

    def after(self, session: Session, question: str) -> NextStep:
        """Return what comes after a question; if that is still open, it is passed over."""
        left = self.remaining(session)
        free = (*left.short_form, *left.further)
        if question in {one.id for one in free}:
            self._passed |= {question}
        is_settled = any(left) and self.is_settled(session)
        if is_settled and not self._has_told_settled:
            self._has_told_settled = True
            return NextStep(is_settled=True)
        self._has_told_settled = is_settled
        if self._chosen:
            here = self._chosen.index(question) + 1 if question in self._chosen else 0
            still_open = {one.id for part in left for one in part}
            self._chosen = tuple(one for one in self._chosen[here:] if one in still_open)
            if self._chosen:
                return NextStep(self._rulebook.questions[self._chosen[0]])
            return NextStep(is_settled=is_settled)
        if self.by_topic:
            return NextStep(next_gap(self._rulebook, session, question))
        return self._most_decisive(free, session, question)

    def _most_decisive(self, free: tuple[Question, ...], session: Session, after: str) -> NextStep:
        weights = self._open(session.scenario).weights
        waiting = [question for question in free if question.id not in self._passed]
        if not waiting:
            # The next round offers again what was passed over in this one.
            self._passed = frozenset()
            return NextStep()
        following = self._in_order(waiting, session)[0]
        was_essential = is_essential(self._rulebook.questions[after], session.scenario)
        if was_essential and weights[following.id].is_further and not self._has_told_form:
            self._has_told_form = True
            return NextStep()
        return NextStep(following)

    def take_up(self, session: Session, part: Part) -> Question | None:
        """Return the first open question of a part; what was passed over there is asked again."""
        questions: tuple[Question, ...] = getattr(self.remaining(session), part)
        self._passed -= {question.id for question in questions}
        self._chosen = tuple(q.id for q in questions) if part == "parked" else ()
        if part == "short_form":
            self._has_told_form = False
        return next(iter(questions), None)

    def go_on(self, session: Session) -> Question | None:
        """Return the first open question of all, once the room has heard that all is settled."""
        self._chosen = ()
        left = self.remaining(session)
        return next((part[0] for part in left if part), None)

    def talk(self, session: Session) -> Question | None:
        """Return the first of three questions worth talking about; after them it is settled again.

        Those that could lower the verdict at the next stage come first, the lowest verdict first;
        then the short form, then the order of the page. One of the three is delicate if any is
        left, and the delicate ones come last, so that none opens the talk.
        """
        limits = limits_at_next_stage(self._rulebook, session.scenario)
        pages = [q.id for q in agenda(self._rulebook, session.scenario)]
        ranked = sorted(
            (one for part in remaining_questions(self._rulebook, session) for one in part),
            key=lambda q: (limits.get(q.id, 0), pages.index(q.id)),
        )
        chosen = ranked[:_TO_TALK_ABOUT]
        delicate = [question for question in ranked if question.delicate]
        if delicate and not any(question.delicate for question in chosen):
            chosen[-1:] = delicate[:1]
        chosen.sort(key=lambda question: question.delicate)
        self._chosen = tuple(question.id for question in chosen)
        return next(iter(chosen), None)


def _is_begun(question: Question, scenario: Scenario) -> bool:
    return any(one.answer is not None for one in asked_of_each(question, scenario))


def _order(weight: Weight) -> tuple[bool, bool, int]:
    """Return the sort key of a question; what it leaves open is the order of the page."""
    # Where a question changes nothing, its sum only counts its levels.
    possible = 0 if weight.changes_nothing else weight.bands_possible
    return weight.changes_nothing, weight.is_further, possible
