"""Shows the advice; what rests on closed questions only once the room agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.interview.delicate import (
    closed_answers,
    closed_questions,
    partners_may_see,
    topic_title,
)
from advisor.interview.screens.dialogs import Choose
from advisor.interview.widgets.choices import Choice
from advisor.report.words import plural

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp

_COMPANY = "Partners are in the room."
_NOT_SAID = "The file does not say who is in the room: partners may see this screen."


async def show_advice(app: InterviewApp) -> None:
    """Show the advice, or export it without showing it, as the room chooses."""
    from advisor.interview.flows.exporting import export
    from advisor.interview.screens.result import ResultScreen

    closed = {question.id for question in closed_questions(app.book, app.current)}
    in_company = partners_may_see(app.current.scenario) and not app.is_example
    if in_company and not closed <= app.agreed_to_show:
        key = await app.push_screen_wait(_ask(app))
        if key == "e":
            assessment = await app.advice()
            await export(app, lambda: assessment)
        if key != "s":
            return
        app.agreed_to_show |= closed
    app.push_screen(ResultScreen())


def _ask(app: InterviewApp) -> Choose:
    """Return the question whether to show what nobody has opened to the room."""
    closed = closed_questions(app.book, app.current)
    answered = len(closed_answers(app.book, app.current))
    parts = [plural(answered, "delicate answer")] if answered else []
    if unanswered := len(closed) - answered:
        parts.append(plural(unanswered, "delicate question") + " without an answer")
    topics = dict.fromkeys(topic_title(app.book, question) for question in closed)
    says = (
        f"It shows {' and '.join(parts)} that nobody here has opened: {', '.join(topics)}. "
        f"{_COMPANY if app.current.scenario.room else _NOT_SAID}"
    )
    choices = [
        Choice("e", "Export it only", "nothing is shown here"),
        Choice("s", "Show it here", "with all that it rests on"),
    ]
    return Choose("Show the advice here?", choices, says, confirm=True)
