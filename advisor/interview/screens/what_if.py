"""What if: change answers and see what moves, without touching what is saved."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import plain
from advisor.interview.messages import Visit
from advisor.interview.screens.answer_lists import AnswersScreen
from advisor.interview.state import question_view
from advisor.interview.state.delicate import closed_answers, shown
from advisor.interview.state.interim_verdict import change_lines, interim_verdict
from advisor.interview.state.session import Session
from advisor.interview.texts import HIDDEN
from advisor.interview.widgets.content import entry, of_mark, show_options
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.report.marks import band_mark


class WhatIfScreen(AnswersScreen):
    """Every answer, to be changed on trial; above them what that moves."""

    CSS_PATH = "what_if.tcss"
    HELP = (
        "Enter opens a question; answer it as it might become, and Enter comes back. What would "
        "move is shown above. Escape discards all of it."
    )
    BINDINGS = [
        Binding("ctrl+z", "undo", "Undo"),
        Binding("b,escape,q", "back", "Back, and forget it"),
        Binding("o", "open", "Open delicate ones"),
    ]

    def body(self) -> ComposeResult:
        yield plain("", id="moves")
        yield OptionList(id="list", markup=False)

    def on_mount(self) -> None:
        self.room.try_out()

    @property
    def before(self) -> Session:
        """What was said."""
        assert self.room.session is not None
        return self.room.session

    def show_answers(self) -> None:
        rulebook, session = self.rules, self.session
        was, now = (interim_verdict(rulebook, s.scenario) for s in (self.before, session))
        self.head(self.room.title)
        bands = (of_mark(band_mark(rulebook, verdict.bounds.band)) for verdict in (was, now))
        parts: list[str | tuple[str, str]] = [("Verdict  ", "bold"), next(bands), "  to  "]
        parts.append(next(bands))
        if now.bounds.too_little_known:
            parts.append(f" ({rulebook.wording.too_little_known})")
        if was.bounds.band == now.bounds.band:
            parts.append((" (as before)", "$quiet"))
        moves = list(change_lines(was, now, rulebook, session))
        parts += [f"\n  {'+' if came else '-'} {text}" for came, text in moves]
        if not moves:
            parts.append(("\n  No finding comes or goes.", "$quiet"))
        self.query_one("#moves", Static).update(Content.assemble(*parts))
        show_options(self.query_one(OptionList), self._lines(self.size.width - 5))

    def _lines(self, cells: int) -> Iterator[Option]:
        hidden = closed_answers(self.rules, self.session)
        # By question and partner, not by place: what is tried out can hide or add questions.
        before = {_key(item): item.answer for item in self._asked(self.before)}
        for item in self._asked(self.session):
            said = question_view.short_answer(item.question, item.answer)
            asks = shown(self.rules, self.session, item.question)
            of = f" ({item.partner.name})" if item.partner else ""
            changed = before.get(_key(item)) != item.answer
            first = entry("* " if changed else "  ", f"{asks}{of}", cells, "$quiet")
            first = first.stylize("bold $caution", 0, 1) if changed else first
            second = entry("    ", HIDDEN if item.question.id in hidden else said, cells)
            yield Option(Content("\n").join([first, second]))

    def _asked(self, session: Session) -> list[AskedQuestion]:
        return list(everything_asked(self.rules, session.scenario))

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line."""
        # By place: every line is a question here, in this order. A heading would shift them.
        item = self._asked(self.session)[event.option_index]
        partner = item.partner.name if item.partner else None
        self.post_message(Visit(item.question.id, partner))

    def action_back(self) -> None:
        self.room.end_trial()
        super().action_back()


def _key(item: AskedQuestion) -> tuple[str, str]:
    return item.question.id, item.partner.name if item.partner else ""
