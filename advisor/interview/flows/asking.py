"""What is asked beside an answer: its note, who could tell, why the question does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.files.clean_text import one_line
from advisor.interview.screens.dialogs import AskLine, AskNote, Choose, Noted
from advisor.interview.widgets.choices import Choice
from advisor.report.words import plural
from advisor.rulebook.vocabulary import NOT_APPLICABLE
from advisor.scenario.scenario import Answer

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp
    from advisor.interview.session import Left
    from advisor.interview.spot import Spot


async def ask_note(app: InterviewApp, spot: Spot) -> None:
    """Ask for a note on an answer, shared or private, and who gave it."""
    answer = spot.answer
    assert answer is not None
    given = Noted(answer.note or "", answer.visibility == "private", answer.said_by or "")
    title = one_line(f"{spot.whose}: {spot.question.asks}" if spot.whose else spot.question.asks)
    noted = await app.push_screen_wait(AskNote(title, given))
    if noted is not None:
        private = noted.private and noted.note
        changed = spot.noted(
            note=noted.note or None,
            visibility="private" if private else "shared",
            said_by=noted.said_by or None,
        )
        app.change(changed)


async def ask_who(app: InterviewApp, spot: Spot) -> None:
    """Ask who could tell what nobody here knows."""
    answer, find_out = spot.answer, spot.question.find_out
    assert answer is not None
    says = f"{one_line(find_out.who)}: {one_line(find_out.how)}"
    given = answer.who_could_tell or ""
    who = await app.push_screen_wait(AskLine("Who could tell us?", says, given))
    if who is not None:
        app.change(spot.noted(who_could_tell=who or None))


async def ask_reason(app: InterviewApp, spot: Spot) -> Answer | None:
    """Ask why the question does not apply, and return that as the answer."""
    reasons = spot.question.may_not_apply
    choices = [Choice(str(n), one_line(reason)) for n, reason in enumerate(reasons, 1)]
    key = await app.push_screen_wait(Choose("It does not apply, because:", choices))
    return Answer(answer=NOT_APPLICABLE, reason=reasons[int(key) - 1]) if key else None


def how_to_go_on(left: Left) -> Choose:
    """Return the question what comes after the last open question of a form."""
    choices = [Choice("r", "Read back", "what we heard, and then the advice")]
    if left.short_form:
        says = f"{plural(len(left.short_form), 'question')} of it still open"
        choices.append(Choice("s", "Back to the short form", says))
    if left.parked:
        says = plural(len(left.parked), "question")
        choices.append(Choice("p", "Take up what is parked", says))
    if left.further:
        says = plural(len(left.further), "question")
        choices.append(Choice("g", "Go on with the further questions", says))
    done = "This is the end of the list" if left.short_form else "The short form is done"
    return Choose(done, choices)
