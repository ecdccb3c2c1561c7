"""Every question in order, with its state: choose one to go to."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import Dialog, plain
from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.delicate import shown
from advisor.interview.state.session import Session
from advisor.interview.widgets.content import entry
from advisor.interview.widgets.key_bar import KeyBar
from advisor.reasoning.asked_questions import AnswerState, everything_asked
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook


class JumpDialog(Dialog[str | None]):
    """The outcome is the id of a question."""

    HELP = "Move with the arrows and press Enter. [x] answered, [?] nobody knows, [p] parked."

    def __init__(self, rulebook: Rulebook, session: Session, at: str) -> None:
        says = "[x] answered  [?] nobody knows  [-] in part  [ ] open  [p] parked"
        super().__init__("Go to which question?", says)
        self.rulebook, self.session, self.at = rulebook, session, at

    def compose(self) -> ComposeResult:
        questions = agenda(self.rulebook, self.session.scenario)
        states: dict[str, list[AnswerState]] = {}
        for item in everything_asked(self.rulebook, self.session.scenario):
            states.setdefault(item.question.id, []).append(item.state)
        # As wide as dialogs.tcss makes it, 90 % up to 100 columns, less frame and scroll bar.
        # The list has no size yet when its lines are made.
        cells = min(100, self.app.size.width * 9 // 10) - 6
        options = [
            Option(self._line(question, states[question.id], cells), id=question.id)
            for question in questions
        ]
        # Not the scrolling page of other dialogs: here the list scrolls, under a fixed heading.
        with Vertical(id="dialog"):
            yield plain(self.title_text, id="dialog-title")
            yield plain(self.says, id="dialog-says")
            yield OptionList(*options, id="questions", markup=False)
        yield KeyBar()

    def _line(self, question: Question, states: list[AnswerState], cells: int) -> Content:
        session = self.session
        mark = "[p]" if question.id in session.parked else mark_of(states)
        short = "" if is_essential(question, session.scenario) else " (further)"
        return entry(f"{mark} ", f"{shown(self.rulebook, session, question)}{short}", cells)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.focus()
        # The question on the screen may be one that is not asked here.
        if self.at in {option.id for option in options.options}:
            options.highlighted = options.get_option_index(self.at)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Take the question."""
        self.dismiss(event.option_id)


def mark_of(states: list[AnswerState]) -> str:
    """Return a mark of plain characters: open, open in part, unknown, answered."""
    if "not-asked" in states:
        return "[ ]" if set(states) == {"not-asked"} else "[-]"
    return "[?]" if "unknown" in states else "[x]"
