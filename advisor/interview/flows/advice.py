"""Shows the advice; what rests on closed questions only once the room agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.interview.dialogs.prompts import Choose
from advisor.interview.state.delicate import closed_questions, partners_may_see, what_it_shows
from advisor.interview.widgets.choices import Choice

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp


async def show_advice(app: InterviewApp) -> None:
    """Show the advice, or export it without showing it, as the room chooses."""
    from advisor.interview.flows.export import export
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
    choices = [
        Choice("e", "Export it only", "nothing is shown here"),
        Choice("s", "Show it here", "with all that it rests on"),
    ]
    says = what_it_shows(app.book, app.current)
    return Choose("Show the advice here?", choices, says, confirm=True)
