"""One question, large: what is asked, why, what enough looks like, every possible answer."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisor.interview.dialogs.dialog import plain
from advisor.interview.state import question_view
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.delicate import which_of_topic
from advisor.interview.texts import DELICATE, NOT_ASKED_HERE
from advisor.interview.widgets.answer_table import AnswerTable, column_for
from advisor.interview.widgets.choices import Choices
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.widgets.partner_grid import PartnerGrid
from advisor.report.partner_names import short_names
from advisor.report.phrases import HOW_TO_ANSWER
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook


class QuestionPanel(VerticalScroll, can_focus=False):
    """Shows one question; what is picked in it goes up as messages of its parts."""

    _cursor: QuestionCursor | None = None

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._written: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        yield plain("", id="topic", classes="quiet")
        yield plain("", id="asks", classes="title")
        yield plain("", id="hidden")
        yield plain("", id="before")
        yield AnswerTable(id="table")
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
        which = which_of_topic(rulebook, cursor.session, question) if hidden else ""
        parts = filter(None, (rulebook.topic_titles[question.topic], which, whom))
        topic = Content("  ·  ".join(parts))
        self._write("topic", topic)
        # Where there is room for a frame, it is written there instead.
        self.border_title = topic
        self._write("hidden", _why_hidden(cursor) if hidden else None)
        self._write("asks", None if hidden else Content(question.asks))
        self._write("why", None if hidden else _why(rulebook, question))
        self._write("before", None if hidden else Content(_before(rulebook, cursor)))
        self._write("how", _how_to_answer(cursor))
        self._write("beside", None if hidden else Content(_beside(cursor)))
        dropped = self._number(cursor)
        is_same = self._cursor is not None and self._cursor.question is question
        self._cursor = cursor
        self._offer(cursor)
        if not is_same:
            self.scroll_home(animate=False)
        elif (grid := self.query_one(PartnerGrid)).display:
            # Once it is laid out: it may have had no height so far.
            self.call_after_refresh(grid.show_row)
        return dropped

    def on_resize(self) -> None:
        # Whether the partners fit next to the answers depends on the width.
        if self._cursor is not None:
            self._offer(self._cursor)

    def _offer(self, cursor: QuestionCursor) -> None:
        """Show the answers: next to the partners, or under them where there is no room for that."""
        question, can_answer = cursor.question, cursor.is_asked and not cursor.is_hidden
        rows = question_view.rows_for(question, cursor.session.scenario)
        offered = question_view.choices_for(question, cursor.answer)
        at = cursor.partners.index(cursor.partner) if cursor.partner else 0
        # The numbers of a question are typed, so it has no answers to put next to the partners.
        width = self.scrollable_content_region.width
        fits = bool(rows) and question.number is None and column_for(width, len(rows)) > 0
        table, grid = self.query_one(AnswerTable), self.query_one(PartnerGrid)
        choices = self.query_one(Choices)
        table.display = can_answer and fits
        grid.display = can_answer and bool(rows) and not fits
        choices.display = can_answer and not fits
        if table.display:
            sentences = question_view.sentences_for(question, cursor.answer)
            short = short_names(cursor.partners)
            named = [
                replace(row, name=row.name.replace(partner.name, short[partner.name], 1))
                for row, partner in zip(rows, cursor.partners, strict=True)
            ]
            table.offer(named, sentences, row=at, alike=cursor.alike)
        if grid.display:
            grid.offer(rows, question_view.keys_of(question), row=at, alike=cursor.alike)
        if choices.display:
            choices.offer(offered)
        self._focus()

    def _write(self, id: str, text: Content | None) -> None:
        text = text or Content("")
        # The same again would lay the whole screen out again at every answer.
        if id in self._written and self._written[id].is_same(text):
            return
        self._written[id] = text
        line = self.query_one(f"#{id}", Static)
        # An empty line would keep its margin.
        line.set_class(not text.plain, "-none")
        line.update(text)

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

    def _focus(self) -> None:
        parts = (self.query_one(kind) for kind in (NumberField, AnswerTable, PartnerGrid, Choices))
        # At once: Widget.focus() waits for a turn of the app, and a key could come before it.
        part = next((part for part in parts if part.display), None)
        # Tall answers would be scrolled to, and take what is asked out of sight.
        self.screen.set_focus(part, scroll_visible=False)


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
        parts.append("It is parked, and comes back at the end.")
    return "  ".join(part for part in parts if part)
