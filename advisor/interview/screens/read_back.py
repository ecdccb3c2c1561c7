"""What we heard: every answer in words, to be corrected before there is any verdict."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import plain
from advisor.interview.dialogs.jump import JumpDialog
from advisor.interview.flows.advice import may_show_advice
from advisor.interview.messages import OpenScreen, Visit
from advisor.interview.screens.advice_lists import heading
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.screens.result import ResultScreen
from advisor.interview.state.delicate import is_closed
from advisor.interview.state.heard import Heard, contradictions_asked_back, read_back
from advisor.interview.state.interim_verdict import known_in_all
from advisor.interview.widgets.content import entry, show_options

_OF = ":"
"""Between a contradiction, a partner and the question that its line opens."""
_NOT_ASKED = ":not-asked"
"""The line about questions that were not asked; no question has this id."""


class _Heard(OptionList):
    """What was heard."""

    BINDINGS = [Binding("enter", "select", "Put it right")]


class ReadBackScreen(InterviewScreen):
    """Reads back by topic; Enter on a line opens its question."""

    CSS_PATH = "read_back.tcss"
    HELP = (
        "Read it aloud. Enter on a line opens its question, and Enter there comes back. What was "
        "not asked is one line at the end; Enter lists it. When the "
        "room agrees that this is what it said, d shows the advice. o opens every delicate "
        "question that has an answer, and closes them again; j goes to any question."
    )
    BINDINGS = [
        # Short, so that 80 columns have room for how to hide what partners may see.
        Binding("d", "advice", "Advice"),
        Binding("o", "open", "Open all"),
        Binding("o", "close", "Close all"),
        Binding("j", "jump", "Jump", show=False),
        Binding("b,escape,q", "dismiss", "Back"),
    ]

    shows_not_asked = False
    """Whether the questions that were not asked are listed."""

    def body(self) -> ComposeResult:
        yield plain("This is what we heard. Put right what is not so.", id="asks")
        yield _Heard(id="heard", markup=False)
        with Vertical(id="on"):
            yield Button("This is what we said: show the advice", id="advice")

    def show_current(self) -> None:
        known, asked = known_in_all(self.rules, self.session.scenario)
        self.head(self.room.title, f"{known} of {asked} answers known")
        show_options(self.query_one(OptionList).focus(), self._lines())
        self.refresh_bindings()

    def _lines(self) -> Iterator[Option]:
        """Yield what to ask back; what was heard, by topic; and how much was not asked."""
        session, rulebook = self.session, self.rules
        # Wrapped here, since OptionList does not indent the further lines of an option.
        cells = self.size.width - 5
        if asked_back := list(contradictions_asked_back(rulebook, session, is_closed)):
            yield heading("WHICH IS RIGHT?")
        for one in asked_back:
            # The question has a line of its own below, and OptionList refuses an id twice.
            place = _OF.join([one.id, one.partner or "", one.question])
            yield Option(entry("? ", one.asks, cells), id=place)
            for question, partner in one.others:
                place = _OF.join([one.id, partner or "", question])
                asks = f"Or put right: {rulebook.questions[question].asks}"
                yield Option(entry("  ", asks, cells, "$quiet"), id=place)
        text = read_back(rulebook, session)
        for topic, every in text.by_topic.items():
            yield heading(topic.upper())
            for heard in every:
                yield Option(_heard(heard, cells), id=heard.question.id)
        if not text.not_asked:
            return
        were = "question was" if len(text.not_asked) == 1 else "questions were"
        line = f"{len(text.not_asked)} {were} not asked"
        them = "it" if len(text.not_asked) == 1 else "them"
        hint = f"Enter {'hides' if self.shows_not_asked else 'lists'} {them}"
        yield Option(Content.assemble((line, "bold"), (f"  ({hint})", "$quiet")), id=_NOT_ASKED)
        for missing in text.not_asked if self.shows_not_asked else ():
            yield Option(entry("  ", missing.asks, cells, "$quiet"), id=missing.question.id)

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line, or list the questions that were not asked."""
        if event.option_id == _NOT_ASKED:
            self.shows_not_asked = not self.shows_not_asked
            self.show_current()
        elif event.option_id is not None:
            # A partner may have any name; an id has no such sign.
            before, _, question = event.option_id.rpartition(_OF)
            self.post_message(Visit(question, before.partition(_OF)[2] or None))

    @work
    async def action_jump(self) -> None:
        """Choose any question, as from a question."""
        command = await self.app.push_screen_wait(JumpDialog(self.rules, self.session, ""))
        if command is not None:
            self.post_message(Visit(str(command.run()), None))

    @on(Button.Pressed)
    @work
    async def action_advice(self) -> None:
        """Go on to the advice, if the room agrees to what it would give away."""
        if await may_show_advice(self.room, self.app):
            self.post_message(OpenScreen(ResultScreen(self.room)))
        else:
            # What does not fit together stands first.
            self.query_one(OptionList).action_first()


def _heard(heard: Heard, cells: int) -> Content:
    first = entry("", heard.asks, cells, "$quiet")
    return Content("\n").join([first, *(entry("  - ", line, cells) for line in heard.said)])
