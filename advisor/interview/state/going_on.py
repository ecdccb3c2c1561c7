"""What the room is asked once a part of the questions is done, or nothing more would decide."""

from typing import NamedTuple

from advisor.interview.state.agenda import RemainingQuestions
from advisor.interview.state.choice import Choice
from advisor.interview.texts import SETTLED, TALK
from advisor.report.phrases import plural

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


def how_to_go_on(left: RemainingQuestions) -> GoingOn:
    """Return the question what comes after the last open question of a form."""
    offered = [READ_BACK]
    if left.short_form:
        says = f"{plural(len(left.short_form), 'question')} of it still open"
        offered.append(Choice("s", "Back to the short form", says))
    if left.parked:
        says = plural(len(left.parked), "question")
        offered.append(Choice("p", "Take up what is parked", says))
    if left.further:
        says = plural(len(left.further), "question")
        offered.append(Choice("g", "Go on with the further questions", says))
    done = "This is the end of the list" if left.short_form else "The short form is done"
    return GoingOn(done, tuple(offered))


def nothing_would_change_it(left: RemainingQuestions, verdict: str) -> GoingOn:
    """Return the page for a room whose open answers could not change the verdict.

    Args:
        left: What is open.
        verdict: The verdict so far, for a room that has chosen to see it.
    """
    count = sum(map(len, left))
    says = "what matters at the next decision, and what is seldom said"
    talk = Choice("t", TALK[min(count, len(TALK)) - 1], says)
    go_on = Choice("g", "Go on with all the questions", f"{plural(count, 'question')} still open")
    # Reading back is not the first: the page can come after one answer, and Enter takes the first.
    return GoingOn(SETTLED, (talk, READ_BACK, go_on), verdict)
