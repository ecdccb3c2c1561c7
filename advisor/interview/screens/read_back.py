"""What we heard: every answer in words, to be corrected before there is any verdict."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import plain
from advisor.interview.messages import ShowAdvice, Visit
from advisor.interview.screens.answer_lists import AnswersScreen
from advisor.interview.state import question_view
from advisor.interview.state.asked_back import contradictions_asked_back
from advisor.interview.state.delicate import closed_answers, is_closed, shown
from advisor.interview.state.interim_verdict import known_in_all
from advisor.interview.state.session import Session
from advisor.interview.texts import HIDDEN
from advisor.interview.widgets.content import entry, show_options
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.report.phrases import NOT_ASKED, answer_text
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook

_OF = ":"
"""Between a contradiction and the question that its line opens; no id has one."""


class ReadBackScreen(AnswersScreen):
    """Reads back by topic; Enter on a line opens its question."""

    CSS_PATH = "read_back.tcss"
    HELP = (
        "Read it aloud. Enter on a line opens its question, and Enter there comes back. When the "
        "room agrees that this is what it said, d shows the advice."
    )
    BINDINGS = [
        Binding("d", "advice", "Show the advice"),
        Binding("o", "open", "Open delicate ones"),
        Binding("b,escape,q", "back", "Back"),
        Binding("ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
    ]

    def body(self) -> ComposeResult:
        yield plain("This is what we heard. Put right what is not so.", id="asks")
        yield OptionList(id="heard", markup=False)
        with Vertical(id="on"):
            yield Button("This is what we said: show the advice", id="advice")

    def show_answers(self) -> None:
        session, rulebook = self.session, self.room.rulebook
        known, asked = known_in_all(rulebook, session.scenario)
        self.head(self.room.title, f"{known} of {asked} answers known")
        # Wrapped here, since OptionList does not indent the further lines of an option.
        lines = _options(rulebook, session, self.size.width - 5)
        show_options(self.query_one(OptionList), lines)
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def visit(self, event: OptionList.OptionSelected) -> None:
        """Open the question of a line."""
        if event.option_id is not None:
            self.post_message(Visit(event.option_id.rpartition(_OF)[2]))

    @on(Button.Pressed)
    def action_advice(self) -> None:
        """Go on to the advice."""
        self.post_message(ShowAdvice())


def _options(rulebook: Rulebook, session: Session, cells: int) -> list[Option]:
    """Return what to ask back; then a heading for each topic, its questions and their answers."""
    by_question: dict[str, list[AskedQuestion]] = {}
    for item in everything_asked(rulebook, session.scenario):
        by_question.setdefault(item.question.id, []).append(item)
    options = _asked_back(rulebook, session, cells)
    hidden = closed_answers(rulebook, session)
    for topic in rulebook.topics:
        of_topic = [name for name in by_question if rulebook.questions[name].topic == topic.id]
        if of_topic:
            heading = Content.styled(topic.title.upper(), "bold")
            options.append(Option(heading, disabled=True))
        for name in of_topic:
            question = rulebook.questions[name]
            said = [HIDDEN] if name in hidden else []
            asks = shown(rulebook, session, question)
            heard = _heard(asks, said or _said(question, by_question[name]), cells)
            options.append(Option(heard, id=name))
    return options


def _asked_back(rulebook: Rulebook, session: Session, cells: int) -> list[Option]:
    """Return a line for each contradiction under a heading; nothing if there is none."""
    lines = [
        # The question has a line of its own below, and OptionList refuses an id twice.
        Option(entry("? ", one.asks, cells), id=f"{one.id}{_OF}{one.question}")
        for one in contradictions_asked_back(rulebook, session, is_closed)
    ]
    heading = Option(Content.styled("WHICH IS RIGHT?", "bold"), disabled=True)
    return [heading, *lines] if lines else []


def _heard(asks: str, said: list[str], cells: int) -> Content:
    first = entry("", asks, cells, "$quiet")
    return Content("\n").join([first, *(entry("  - ", line, cells) for line in said)])


def _said(question: Question, items: list[AskedQuestion]) -> list[str]:
    """Return what was said, each answer once, with the partners who gave it."""
    voices: dict[str, list[str]] = {}
    for item in items:
        answer = item.answer
        words = NOT_ASKED if answer is None else answer_text(question, answer.answer)
        if answer is not None and (answer.is_unknown or answer.is_not_applicable):
            words = question_view.short_answer(question, answer)
        if note := question_view.note_line(answer):
            private = answer is not None and answer.visibility == "private"
            words += "  (a private note)" if private else f"  ({note})"
        name = item.partner.name if item.partner else ""
        voices.setdefault(words, []).append(name)
    # "All" only of several: one partner that is asked keeps its name.
    if len(voices) == 1:
        (words,) = voices
        return [f"All: {words}" if len(items) > 1 else _by(voices[words], words)]
    return [_by(names, words) for words, names in voices.items()]


def _by(names: list[str], words: str) -> str:
    named = ", ".join(name for name in names if name)
    return f"{named}: {words}" if named else words
