"""What if: change answers and see what moves, without touching what is saved."""

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
from advisor.interview.state.interim_verdict import change_lines, finding_changes, interim_verdict
from advisor.interview.state.session import Session
from advisor.interview.texts import HIDDEN
from advisor.interview.widgets.content import entry, of_mark
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.report.marks import band_mark
from advisor.rulebook.vocabulary import Band
from advisor.scenario.scenario import Partner


class WhatIfScreen(AnswersScreen):
    """Every answer, to be changed on trial; above them what that moves."""

    CSS_PATH = "what_if.tcss"
    HELP = (
        "Enter opens a question; answer it as it might become, and Enter comes back. What would "
        "move stands above. Escape forgets all of it."
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
        now_said, rulebook = self.session, self.room.rulebook
        was, now = (interim_verdict(rulebook, s.scenario) for s in (self.before, now_said))
        self.head(self.room.title)
        parts: list[str | tuple[str, str]] = [("Verdict  ", "bold"), self._band(was.bounds.band)]
        parts += ["  to  ", self._band(now.bounds.band)]
        if now.bounds.too_little_known:
            parts.append(f" ({rulebook.wording.too_little_known})")
        parts += [(" (as before)", "$quiet")] if was.bounds.band == now.bounds.band else []
        found = list(change_lines(finding_changes(was, now), rulebook, now_said))
        for came, text in found:
            parts.append(f"\n  {'+' if came else '-'} {text}")
        if not found:
            parts.append(("\n  No finding comes or goes.", "$quiet"))
        self.query_one("#moves", Static).update(Content.assemble(*parts))
        self._list()

    def _band(self, band: Band) -> tuple[str, str]:
        return of_mark(band_mark(self.room.rulebook, band))

    def _list(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted
        options.clear_options()
        hidden = closed_answers(self.rules, self.session)
        before = {_key(item): item.answer for item in self._asked(self.before)}
        for item in self._asked(self.session):
            changed = before.get(_key(item)) != item.answer
            said = question_view.short_answer(item.question, item.answer)
            if item.question.id in hidden:
                said = HIDDEN
            asks = shown(self.rules, self.session, item.question)
            line = _line(asks, item.partner, said, self.size.width - 5, changed=changed)
            options.add_option(Option(line))
        options.highlighted = min(at or 0, options.option_count - 1)

    def _asked(self, session: Session) -> list[AskedQuestion]:
        return list(everything_asked(self.room.rulebook, session.scenario))

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line."""
        item = self._asked(self.session)[event.option_index]
        partner = item.partner.name if item.partner else None
        self.post_message(Visit(item.question.id, partner))

    def action_back(self) -> None:
        """Forget what was tried out."""
        self.room.end_trial()
        self.dismiss()


def _key(item: AskedQuestion) -> tuple[str, str]:
    return item.question.id, item.partner.name if item.partner else ""


def _line(asks: str, partner: Partner | None, said: str, cells: int, *, changed: bool) -> Content:
    of = f" ({partner.name})" if partner else ""
    first = entry("* " if changed else "  ", f"{asks}{of}", cells, "$quiet")
    first = first.stylize("bold $caution", 0, 1) if changed else first
    return Content("\n").join([first, entry("    ", said, cells)])
