"""The state of each question, and how far the meeting has come: for the map, the list, the head."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from advisor.interview.state.agenda import is_essential
from advisor.interview.state.delicate import is_closed
from advisor.interview.state.pace import Pace
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.report.phrases import plural
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook

Standing = Literal["answered", "partly", "unknown", "parked", "closed", "open"]

MARKS: Mapping[Standing, tuple[str, str]] = {
    "answered": ("●", "answered"),
    "partly": ("◐", "some schools"),
    "unknown": ("?", "nobody knows"),
    "parked": ("‖", "parked"),
    "closed": ("◆", "delicate, not opened"),
    "open": ("○", "open"),
}
"""The mark of each standing, and what it means."""
_LEGEND = [f"{mark} {words}" for mark, words in MARKS.values()]
LEGEND = "  ".join(_LEGEND)
LEGEND_LINES = tuple(
    f"{one:<12} {other}" for one, other in zip(_LEGEND[::2], _LEGEND[1::2], strict=True)
)
"""What the marks mean, on one line and on narrow ones."""


class MappedQuestion(NamedTuple):
    """A question on the map.

    Attributes:
        asked: How many answers it asks for: one, or one from each partner.
        open: How many of them are missing; what nobody knows is an answer.
        known: How many of them are known, or do not apply.
    """

    question: Question
    standing: Standing
    is_essential: bool
    asked: int
    open: int
    known: int

    @property
    def is_dealt_with(self) -> bool:
        """Whether the room has answered it, or put it off."""
        return not self.open or self.standing == "parked"


def question_map(rulebook: Rulebook, session: Session) -> tuple[MappedQuestion, ...]:
    """Return each question that somebody is asked here, by topic, the short form first in each."""
    items = everything_asked(rulebook, session.scenario)
    mapped = [
        _mapped(session, question, list(of_question))
        for question, of_question in groupby(items, key=lambda item: item.question)
    ]
    topics = [topic.id for topic in rulebook.topics]
    # Not in the order of the agenda, which may change after each answer: a map stays as it is.
    return tuple(
        sorted(mapped, key=lambda one: (topics.index(one.question.topic), not one.is_essential))
    )


def _mapped(session: Session, question: Question, items: Sequence[AskedQuestion]) -> MappedQuestion:
    states = [item.state for item in items]
    is_open, unknown = states.count("not-asked"), states.count("unknown")
    return MappedQuestion(
        question,
        _standing(session, question, len(states), is_open, unknown),
        is_essential(question, session.scenario),
        len(states),
        is_open,
        len(states) - is_open - unknown,
    )


def _standing(
    session: Session, question: Question, asked: int, is_open: int, unknown: int
) -> Standing:
    if is_open and question.id in session.parked:
        return "parked"
    # That nobody knows is an answer too, and a closed question shows none.
    if is_closed(session, question):
        return "closed" if is_open else "answered"
    if asked in {is_open, unknown}:
        return "open" if is_open else "unknown"
    return "partly" if is_open or unknown else "answered"


def by_topic(
    rulebook: Rulebook, mapped: Iterable[MappedQuestion]
) -> Iterator[tuple[str, tuple[MappedQuestion, ...]]]:
    """Yield the title of each topic with its questions."""
    for topic, questions in groupby(mapped, key=lambda one: one.question.topic):
        yield rulebook.topic_titles[topic], tuple(questions)


class Progress(NamedTuple):
    """How far the meeting has come in the short form, or in the further questions after it.

    Attributes:
        place: Which question this is: those dealt with, and the one on the screen.
        of: How many there are.
        is_further: Whether it is a further question.
        asked: How many answers they ask for.
        open: How many of those are missing, parked ones among them.
        open_questions: How many questions miss any.
    """

    place: int
    of: int
    is_further: bool
    asked: int
    open: int
    open_questions: int

    @property
    def text(self) -> str:
        """The place in words."""
        return f"{'further ' if self.is_further else ''}{self.place} of {self.of}"


def progress_words(progress: Progress | None, pace: Pace) -> tuple[str, ...]:
    """Return how far the meeting has come, and how long the rest of the form takes, in words."""
    if progress is None:
        # A change of kind, stage or an earlier answer can hide the question that is shown.
        return ("not asked here; its answer is kept",)
    minutes = pace.minutes_for(progress.open, progress.open_questions)
    return (progress.text, *([f"about {minutes} min left"] if minutes else []))


def progress_at(mapped: Sequence[MappedQuestion], at: str) -> Progress | None:
    """Return how far the meeting has come with a question on the screen; None if not asked here.

    Counted by what is dealt with, not by position: another order of what is left changes nothing.
    """
    here = next((one for one in mapped if one.question.id == at), None)
    if here is None:
        return None
    form = [one for one in mapped if one.is_essential == here.is_essential]
    done = sum(one.is_dealt_with for one in form if one is not here)
    return Progress(
        done + 1,
        len(form),
        not here.is_essential,
        sum(one.asked for one in form),
        sum(one.open for one in form),
        sum(one.open > 0 for one in form),
    )


def welcome_back(mapped: Sequence[MappedQuestion]) -> str:
    """Return how far an interview had come that is opened again."""
    left = [one for one in mapped if one.open]
    if not left:
        return "Welcome back. Every question has an answer; r reads them back."
    short = sum(one.is_essential for one in left)
    if not short:
        return "Welcome back. The short form is done: r reads it back, then d shows the advice."
    parked = sum(one.standing == "parked" for one in left)
    aside = f" ({parked} parked)" if parked else ""
    further = plural(len(left) - short, "further one")
    return f"Welcome back. Open: {short} in the short form, {further}{aside}."
