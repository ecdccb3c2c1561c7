"""What undo and redo changed in the interview line by line, and where to go after it."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from advisor.interview.state.cursor import Place
from advisor.interview.state.delicate import is_closed, is_closed_in_lines, shown
from advisor.interview.state.question_view import short_answer
from advisor.interview.state.session import Session
from advisor.interview.texts import OF_FACTS
from advisor.reasoning.asked_questions import asked_of_each
from advisor.report.partner_names import joined
from advisor.report.phrases import answer_text, plural
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

_FACTS: Mapping[str, str] = {
    "partnership": "the name",
    "kind": "the kind",
    "also": "the kind",
    "stage": "the decision",
    "room": "who is in the room",
    "partners": "the partners",
    "dates": "a key date",
    "about": "what it is about",
    "next_meeting": "when you meet next",
    "starts": "when it starts",
    "present": "the roles that are here",
    "steps": "what you agreed on a step",
    "disagreements": "a disagreement",
}
"""What undo can change besides answers, by its name in the file."""
TAKEN_BACK, BROUGHT_BACK = "Taken back", "Brought back"
# A sheet can bring fifty answers, and one undo takes them all back.
MOST_NAMED = 5
InWords = Callable[[Question, Answer | None], str]


class Change(NamedTuple):
    """An answer that undo or redo changed."""

    place: Place
    before: Answer | None
    after: Answer | None


def changes(rulebook: Rulebook, before: Scenario, after: Scenario) -> list[Change]:
    """Return the answers that differ between two scenarios, of hidden questions too."""
    was, now = _answers(rulebook, before), _answers(rulebook, after)
    every = (Change(place, was.get(place), now.get(place)) for place in {**was, **now})
    return [change for change in every if change.before != change.after]


def facts_changed(rulebook: Rulebook, before: Scenario, after: Scenario) -> str:
    """Return in words which facts differ between two scenarios."""
    every = before.steps.keys() | after.steps.keys()
    steps = [step for step in every if before.steps.get(step) != after.steps.get(step)]
    if len(steps) == 1:
        return f"what you agreed on “{rulebook.steps[steps[0]].do}”"
    names = (name for name in _FACTS if getattr(before, name) != getattr(after, name))
    found = list(dict.fromkeys(_FACTS[name] for name in names))
    return joined(found) if found else OF_FACTS


def change_lines(
    rulebook: Rulebook, before: Scenario, session: Session, found: list[Change], done: str
) -> Iterator[str]:
    """Yield a line for each question and answer, with the partners who gave it.

    Args:
        rulebook: The questions.
        before: What was said before it.
        session: Where it led to; what is delicate and closed there is not named.
        found: The changes.
        done: ``TAKEN_BACK`` or ``BROUGHT_BACK``.
    """
    lines = []

    def key(change: Change) -> tuple[str, str]:
        of = rulebook.questions[change.place[0]]
        return of.id, _says(of, change, done, _in_words)

    for (question, says), group in groupby(found, key):
        of = rulebook.questions[question]
        what = shown(rulebook, session, of)
        if is_closed_in_lines(session, of):
            lines.append(f"{done}: {what}.")
            continue
        partners = ", ".join(partner for partner in (c.place[1] for c in group) if partner)
        lines.append(f"{done}: {of.asks}{f' ({partners})' if partners else ''}: {says}.")
    # Closed to partners, a question is named once, however many of them gave an answer.
    lines = list(dict.fromkeys(lines))
    yield from lines[:MOST_NAMED] or [
        f"{done}: {facts_changed(rulebook, before, session.scenario)}."
    ]
    if (more := len(lines) - MOST_NAMED) > 0:
        yield f"{done}: {more} more."


def brief_change(
    rulebook: Rulebook, before: Scenario, session: Session, found: list[Change], done: str
) -> str:
    """Return what changed in a few words, for a screen that shows the question itself."""
    if not found:
        return facts_changed(rulebook, before, session.scenario)
    owners = dict.fromkeys(c.place[1] for c in found)
    question = rulebook.questions[found[0].place[0]]
    # By its words only if it is open: an undo can lead to a delicate question.
    if is_closed(session, question):
        return shown(rulebook, session, question)
    every = {_says(rulebook.questions[c.place[0]], c, done, short_answer) for c in found}
    if len(every) > 1:
        return plural(len(found), "answer")
    names = ", ".join(name for name in owners if name)
    says = every.pop()
    return f"{names}: {says}" if names and len(owners) <= MOST_NAMED else says


def _answers(rulebook: Rulebook, scenario: Scenario) -> Mapping[Place, Answer | None]:
    every = (one for q in rulebook.questions.values() for one in asked_of_each(q, scenario))
    return {(one.question.id, one.partner_name): one.answer for one in every}


def _says(question: Question, change: Change, done: str, in_words: InWords) -> str:
    before, after = (in_words(question, one) for one in (change.before, change.after))
    # The same answer with another note, or from another person.
    if before == after:
        noted = change.before and change.after and change.before.note == change.after.note
        return f"{'who gave' if noted else 'the note on'} the answer “{after}”"
    # Undo is about the answer that goes, and redo about the one that comes.
    return before if done == TAKEN_BACK else after


def _in_words(question: Question, answer: Answer | None) -> str:
    if answer is None or answer.is_unknown or answer.is_not_applicable:
        return short_answer(question, answer)
    # A level's label alone can mislead: "not asked" is the head of a school, not this question.
    return answer_text(question, answer.answer).removesuffix(".")
