"""What if: change answers and see what moves, without touching what is saved."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import confirmation, plain
from advisor.interview.messages import ShowTab, Visit
from advisor.interview.screens.advice_lists import heading
from advisor.interview.screens.answer_lists import AnswersScreen
from advisor.interview.screens.interview_screen import AdviceScreen
from advisor.interview.screens.tabs import ADVICE, WHAT_IF, Tabs
from advisor.interview.state import question_view
from advisor.interview.state.delicate import closed_answers, shown
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session, entry_of
from advisor.interview.state.trial_effect import Place, every_place, trial_effect, what_decides
from advisor.interview.texts import HIDDEN
from advisor.interview.widgets.content import entry, show_options
from advisor.reasoning.assessment import Assessment


class WhatIfScreen(AnswersScreen):
    """The answers that decide, to be changed on trial; above them what that moves."""

    CSS_PATH = "what_if.tcss"
    HELP = (
        "First come the answers behind what limits the advice; a shows all of them. Enter opens a "
        "question; answer it as it might become, and Enter comes back. What would move is told "
        "above. k keeps what you changed as your answers. Escape discards it."
    )
    BINDINGS = [
        *(Binding(str(n), f"tab({n})", "Another part", show=False) for n in range(1, 6)),
        Binding("f", "tab(6)", "Full report", show=False),
        Binding("k", "keep", "Keep this"),
        Binding("ctrl+z", "undo", "Undo"),
        Binding("a", "all", "All answers"),
        Binding("b,escape,q", "back", "Back, and forget it"),
        Binding("o", "open", "Open delicate ones"),
    ]

    def __init__(self, room: Room, assessment: Assessment) -> None:
        super().__init__(room)
        self.assessment = assessment
        self.leading = what_decides(assessment, room.rulebook)
        # With nothing that decides, all answers are the place to begin.
        self.lists_all = not self.leading
        self.places: list[Place | None] = []

    def body(self) -> ComposeResult:
        yield Tabs(WHAT_IF)
        yield plain("", id="moves")
        yield OptionList(id="list", markup=False)

    def on_mount(self) -> None:
        self.room.try_out()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_answers)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "keep":
            return self.is_changed
        return super().check_action(action, parameters)

    @property
    def is_changed(self) -> bool:
        """Whether anything is tried out."""
        return self.session.scenario != self.room.before_trial.scenario

    def show_answers(self) -> None:
        self.head(self.room.title)
        effect = trial_effect(self.rules, self.room.before_trial, self.session)
        parts: list[str | tuple[str, str]] = [(effect.sentence, "bold")]
        parts += [f"\n {'+ comes' if came else '- goes'}: {text}" for came, text in effect.moved]
        self.query_one("#moves", Static).update(Content.assemble(*parts))
        lines = list(self._lines(self.size.width - 5))
        self.places = [place for _, place in lines]
        show_options(self.query_one(OptionList), (option for option, _ in lines))
        self.refresh_bindings()

    def _lines(self, cells: int) -> Iterator[tuple[Option, Place | None]]:
        groups = dict(self.leading)
        if self.lists_all:
            seen = {place for places in groups.values() for place in places}
            every = every_place(self.rules, self.session)
            groups["All other answers"] = [place for place in every if place not in seen]
        hidden = closed_answers(self.rules, self.session)
        for title, places in groups.items():
            if places:
                yield heading(title), None
            for place in places:
                yield Option(self._line(place, cells, is_hidden=place[0] in hidden)), place

    def _line(self, place: Place, cells: int, *, is_hidden: bool) -> Content:
        question = self.rules.questions[place[0]]
        was, now = (self._said(place, of) for of in (self.room.before_trial, self.session))
        said = HIDDEN if is_hidden else now
        if was != now:
            said = f"{now}   (you said: {was})"
        of = f" ({place[1]})" if place[1] else ""
        mark = "* " if was != now else "  "
        asks = entry(mark, f"{shown(self.rules, self.session, question)}{of}", cells, "$quiet")
        return Content("\n").join([asks, entry("    ", said, cells)])

    def _said(self, place: Place, session: Session) -> str:
        question, partner = place
        answer = entry_of(session.scenario, question, partner)
        return question_view.short_answer(self.rules.questions[question], answer)

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line."""
        if place := self.places[event.option_index]:
            self.post_message(Visit(*place))

    def action_all(self) -> None:
        """List all answers, or only those that decide."""
        self.lists_all = not self.lists_all
        self.query_one(OptionList).highlighted = None
        self.show_answers()

    @work
    async def action_keep(self) -> None:
        """Make what is tried out the answers, after asking."""
        before = self.room.before_trial
        places = every_place(self.rules, self.session)
        changed = [p for p in places if self._said(p, before) != self._said(p, self.session)]
        hidden = closed_answers(self.rules, self.session)
        says = "; ".join(
            f"{HIDDEN if p[0] in hidden else self._said(p, self.session)}"
            f" ({shown(self.rules, self.session, self.rules.questions[p[0]])})"
            for p in changed
        )
        asks = confirmation("Keep this as your answers?", "Keep it", "Go on trying", says)
        if await self.app.push_screen_wait(asks) == "y":
            self.room.keep_trial()
            self.app.post_message(ShowTab(ADVICE))
            self.dismiss()
            for screen in self.app.screen_stack:
                if screen is not self and isinstance(screen, AdviceScreen):
                    screen.say("Kept as your answers. ctrl+z takes it back.")

    def action_tab(self, number: int) -> None:
        """Forget what is tried out, and show another part of the advice."""
        if number != WHAT_IF:
            self.app.post_message(ShowTab(number))
            self.action_back()

    def action_back(self) -> None:
        self.room.end_trial()
        super().action_back()
