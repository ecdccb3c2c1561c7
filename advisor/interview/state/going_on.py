"""What the room is asked once a part of the questions is done, or nothing more would decide."""

from typing import NamedTuple

from advisor.interview.state.agenda import RemainingQuestions
from advisor.interview.state.asking_order import NextStep, Part
from advisor.interview.state.choice import Choice
from advisor.interview.state.interim_verdict import verdict_so_far
from advisor.interview.state.room import Room
from advisor.interview.texts import SETTLED, TALK
from advisor.report.phrases import plural

_PARTS: dict[str, Part] = {"s": "short_form", "p": "parked", "g": "further"}
READ_BACK = Choice("r", "Read back", "what we heard, and then the advice")


class GoingOn(NamedTuple):
    """A question about how to go on.

    Attributes:
        title: What is the case.
        choices: The ways on.
        says: What is said besides.
    """

    title: str
    choices: tuple[Choice, ...]
    says: str = ""


def ways_on(room: Room, *, is_settled: bool) -> GoingOn | None:
    """Return how a room can go on where it has no next question; None if nothing is open."""
    left = room.asking.remaining(room.current)
    if not any(left):
        return None
    if is_settled:
        # Without the verdict, unless the room has chosen to see it: that would lead the room.
        return _settled(left, verdict_so_far(room.rulebook, room.current) if room.is_live else "")
    return _end_of_form(left, room.asking.deciding(room.current))


def next_by(room: Room, key: str, *, is_settled: bool) -> NextStep:
    """Return the question that a way on leads to, by its key; not for reading back."""
    asking, session = room.asking, room.current
    if key == "t":
        return NextStep(asking.talk(session))
    if is_settled and key == "g":
        return NextStep(asking.go_on(session))
    return NextStep(asking.take_up(session, _PARTS[key]))


def _end_of_form(left: RemainingQuestions, deciding: int) -> GoingOn:
    offered = [READ_BACK]
    if left.short_form:
        says = f"{plural(len(left.short_form), 'question')} of it still open"
        offered.append(Choice("s", "Back to the short form", says))
    offered.extend(_parked(left))
    if left.further:
        could = f"{deciding or 'none'} could change the verdict today"
        says = f"{plural(len(left.further), 'question')}; {could}, and they can add concerns"
        offered.append(Choice("g", "Go on with the further questions", says))
    # Some are passed over, or would change nothing today where a further one could.
    is_left = f"Of the short form, {plural(len(left.short_form), 'question')} left"
    done = is_left if left.short_form else "The short form is done"
    return GoingOn(done, tuple(offered))


def _settled(left: RemainingQuestions, verdict: str) -> GoingOn:
    count = sum(map(len, left))
    says = "what matters at the next decision, and what is seldom said"
    talk = Choice("t", TALK[min(count, len(TALK)) - 1], says)
    still = f"{plural(count, 'question')} still open"
    if left.short_form:
        still += f", {len(left.short_form)} of the short form: they can add concerns"
    go_on = Choice("g", "Go on with all the questions", still)
    # Reading back is not the first: the page can come after one answer, and Enter takes the first.
    return GoingOn(SETTLED, (talk, READ_BACK, go_on, *_parked(left)), verdict)


def _parked(left: RemainingQuestions) -> tuple[Choice, ...]:
    """Return the way to what is parked, if anything is."""
    says = plural(len(left.parked), "question")
    return (Choice("p", "Take up what is parked", says),) if left.parked else ()
