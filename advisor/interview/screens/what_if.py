"""What if: change answers and see what moves, without touching what is saved."""

from collections.abc import Collection, Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import confirmed, plain
from advisor.interview.messages import Visit
from advisor.interview.screens.advice_lists import heading
from advisor.interview.screens.interview_screen import InterviewScreen, Place
from advisor.interview.screens.tabs import ADVICE, WHAT_IF, Tabs, parts_of
from advisor.interview.state.delicate import closed_answers, shown
from advisor.interview.state.room import Room
from advisor.interview.state.trial_effect import said, trial_effect, what_decides
from advisor.interview.texts import HIDDEN
from advisor.interview.widgets.content import entry, show_options
from advisor.reasoning.asked_questions import questions_asked
from advisor.reasoning.assessment import Assessment
from advisor.rulebook.question import Question

SIGNS = {"comes": "+", "goes": "-"}


class _Answers(OptionList):
    """What can be tried out."""

    BINDINGS = [Binding("enter", "select", "Change")]


class WhatIfScreen(InterviewScreen):
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
        Binding("b,escape,q", "back", "Back, not kept"),
        Binding("a", "all", "All answers"),
        Binding("o", "open", "Open delicate ones"),
        Binding("o", "close", "Close delicate ones"),
    ]

    def __init__(self, room: Room, assessment: Assessment) -> None:
        super().__init__(room)
        self.parts = parts_of(assessment)
        self.leading = what_decides(assessment, room.rulebook)
        # With nothing that decides, all answers are the place to begin.
        self.lists_all = not self.leading

    def body(self) -> ComposeResult:
        yield Tabs(WHAT_IF, self.parts)
        yield plain("", id="moves")
        yield _Answers(id="list", markup=False)

    def on_mount(self) -> None:
        self.room.try_out()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_current)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "keep":
            return self.is_changed
        return super().check_action(action, parameters)

    @property
    def is_changed(self) -> bool:
        """Whether anything is tried out."""
        return self.session.scenario != self.room.before_trial.scenario

    def show_current(self) -> None:
        self.head(self.room.title)
        effect = trial_effect(self.rules, self.room.before_trial, self.session)
        parts: list[str | tuple[str, str]] = [(effect.sentence, "bold")]
        parts += [f"\n {SIGNS.get(how, '=')} {how}: {text}" for how, text in effect.moved]
        self.query_one("#moves", Static).update(Content.assemble(*parts))
        show_options(self.query_one(OptionList).focus(), self._lines(self.size.width - 5))
        self.refresh_bindings()

    def _lines(self, cells: int) -> Iterator[Option]:
        groups = dict(self.leading)
        if self.lists_all:
            seen = {question for places in groups.values() for question, _ in places}
            every = questions_asked(self.rules, self.session.scenario)
            groups["All other answers"] = [(q.id, None) for q in every if q.id not in seen]
        hidden = closed_answers(self.rules, self.session)
        for title, places in groups.items():
            yield heading(title)
            for question, partner in places:
                line = self._line(self.rules.questions[question], cells, hidden)
                yield Option(line, id=f"{question} {partner or ''}")

    def _line(self, question: Question, cells: int, hidden: Collection[str]) -> Content:
        was, now = said(question, self.room.before_trial), said(question, self.session)
        text = now if was == now else f"{now}   (you said: {was})"
        text = HIDDEN if question.id in hidden else text
        mark = "* " if was != now else "  "
        asks = entry(mark, shown(self.rules, self.session, question), cells, "$quiet")
        return Content("\n").join([asks, entry("    ", text, cells)])

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line."""
        question, _, partner = (event.option_id or "").partition(" ")
        self.post_message(Visit(question, partner or None))

    def action_all(self) -> None:
        """List all answers, or only the deciding ones."""
        self.lists_all = not self.lists_all
        self.query_one(OptionList).highlighted = None
        self.show_current()

    @work
    async def action_keep(self) -> None:
        """Make what is tried out the answers, after asking."""
        hidden = closed_answers(self.rules, self.session)
        says = "; ".join(
            f"{HIDDEN if q.id in hidden else said(q, self.session)}"
            f" ({shown(self.rules, self.session, q)})"
            for q in questions_asked(self.rules, self.session.scenario)
            if said(q, self.room.before_trial) != said(q, self.session)
        )
        asks = "Keep this as your answers?"
        if await confirmed(self.app, asks, "Keep it", "Go on trying", says):
            self.room.keep_trial()
            self.dismiss((ADVICE, None))
            self.app.notify("Kept as your answers. ctrl+z takes it back.")

    def action_tab(self, number: int) -> None:
        """Forget what is tried out, and show another part of the advice."""
        if number != WHAT_IF:
            self.action_back((number, None))

    def action_back(self, place: Place | None = None) -> None:
        """Forget what is tried out, and go back to the advice."""
        self.room.end_trial()
        self.dismiss(place)
