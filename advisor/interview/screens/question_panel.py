"""One question, large: what is asked, why, what enough looks like, every possible answer."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from advisor.interview.dialogs.dialog import plain
from advisor.interview.state import question_view
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.delicate import topic_title
from advisor.interview.texts import DELICATE, NOT_ASKED_HERE
from advisor.interview.widgets.choices import Choices
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.widgets.partner_grid import PartnerGrid
from advisor.report.phrases import HOW_TO_ANSWER
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook


class QuestionPanel(VerticalScroll, can_focus=False):
    """Shows one question; what is picked in it goes up as messages of its parts."""

    def compose(self) -> ComposeResult:
        yield plain("", id="topic", classes="quiet")
        yield plain("", id="asks", classes="title")
        yield plain("", id="hidden")
        yield plain("", id="before")
        yield PartnerGrid(id="grid")
        yield NumberField(id="number")
        yield Choices(id="choices")
        yield plain("", id="beside")
        # Below what is decided here: a small terminal may need its lines for the answers.
        yield plain("", id="how", classes="quiet")
        yield plain("", id="why")

    def ask(self, rulebook: Rulebook, cursor: QuestionCursor) -> str:
        """Show a question, and the answer of a partner or of the partnership to it.

        Returns:
            The number that was typed for what was asked before, and not kept; else nothing.
        """
        question, hidden = cursor.question, cursor.is_hidden
        whom = "one answer for everybody" if question.once else "one answer from each"
        self._write("topic", Content(f"{topic_title(rulebook, question)}  ·  {whom}"))
        self._write("hidden", _why_hidden(cursor) if hidden else None)
        self._write("asks", None if hidden else Content(question.asks))
        self._write("why", None if hidden else _why(rulebook, question))
        self._write("before", None if hidden else Content(_before(rulebook, cursor)))
        self._write("how", _how_to_answer(cursor))
        self._write("beside", None if hidden else Content(_beside(cursor)))
        self._grid(cursor)
        dropped = self._number(cursor)
        choices = self.query_one(Choices)
        choices.display = not hidden and cursor.is_asked
        choices.offer(question_view.choices_for(question, cursor.answer))
        self._focus(cursor)
        return dropped

    def _write(self, id: str, text: Content | None) -> None:
        line = self.query_one(f"#{id}", Static)
        # An empty line would keep its margin.
        line.set_class(text is None or not text.plain, "-none")
        line.update(text or Content(""))

    def _grid(self, cursor: QuestionCursor) -> None:
        grid = self.query_one(PartnerGrid)
        grid.display = bool(cursor.partners) and not cursor.is_hidden
        if cursor.partner is not None:
            rows = question_view.rows_for(cursor.question, cursor.session.scenario)
            at = cursor.partners.index(cursor.partner)
            grid.offer(rows, question_view.keys_of(cursor.question), row=at, alike=cursor.alike)

    def _number(self, cursor: QuestionCursor) -> str:
        field = self.query_one(NumberField)
        question, number = cursor.question, cursor.question.number
        field.display = number is not None and not cursor.is_hidden and cursor.is_asked
        # Dropped here to be named at once, not at the next question that takes a number.
        if number is None:
            return field.drop()
        given = ""
        if cursor.answer and not cursor.answer.is_unknown and not cursor.answer.is_not_applicable:
            given = str(cursor.answer.answer)

        def label_of(value: float) -> str:
            return question.level(number.band_of(value)).label

        # Of each partner too: what is typed for one must not be kept for the next.
        about = f"{question.id} {cursor.name or ''}"
        return field.offer(number.unit, number.least, number.most, label_of, given, about)

    def _focus(self, cursor: QuestionCursor) -> None:
        focused: Widget | None = None
        if cursor.is_asked and not cursor.is_hidden:
            if cursor.question.number:
                focused = self.query_one(NumberField)
            else:
                focused = self.query_one(PartnerGrid if cursor.partners else Choices)
        # At once: Widget.focus() waits for a turn of the app, and a key could come before it.
        self.screen.set_focus(focused)


def _why(rulebook: Rulebook, question: Question) -> Content:
    source = question_view.source_line(rulebook, question)
    return Content.assemble(
        ("Enough: ", "bold $quiet"),
        (question.enough, "$quiet"),
        ("\nWhy we ask: ", "bold $quiet"),
        (question.why, "$quiet"),
        (f"\n{source}" if source else "", "$quiet"),
    )


def _before(rulebook: Rulebook, cursor: QuestionCursor) -> str:
    """Return what was said to the question that this one replaces, until it is answered again."""
    if cursor.answer is not None:
        return ""
    scenario = cursor.session.scenario
    return "\n".join(question_view.said_before(rulebook, scenario, cursor.question, cursor.name))


def _how_to_answer(cursor: QuestionCursor) -> Content | None:
    """Return how to answer, until the first answer is given."""
    given = cursor.session.scenario.has_answers
    return None if given else Content(f"How to answer: {HOW_TO_ANSWER}")


def _why_hidden(cursor: QuestionCursor) -> Content:
    room = "with-partners" if cursor.session.scenario.room == "with-partners" else "us"
    return Content.assemble((f"{DELICATE['title']}\n\n", "bold"), DELICATE[room])


def _beside(cursor: QuestionCursor) -> str:
    parts = []
    if not cursor.is_asked:
        parts.append(NOT_ASKED_HERE)
    if cursor.answer and cursor.answer.is_unknown and cursor.answer.who_could_tell is None:
        parts.append("w: write down who could tell us.")
    if cursor.question.id in cursor.session.parked:
        parts.append("Parked: it comes back at the end.")
    return "  ".join(part for part in parts if part)
