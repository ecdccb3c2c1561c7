"""One question, large: what is asked, why, what enough looks like, every possible answer."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisor.files.clean_text import one_line
from advisor.interview import card
from advisor.interview.screens.base import plain
from advisor.interview.session import Session
from advisor.interview.widgets.choices import Choices
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.widgets.partner_grid import PartnerGrid
from advisor.interview.wording import DELICATE
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Answer, Partner


class QuestionCard(VerticalScroll, can_focus=False):
    """Shows one question; what is picked in it goes up as messages of its parts."""

    def compose(self) -> ComposeResult:
        yield plain("", id="topic", classes="quiet")
        yield plain("", id="asks", classes="title")
        yield plain("", id="why")
        yield plain("", id="hidden")
        yield PartnerGrid(id="grid")
        yield NumberField(id="number")
        yield Choices(id="choices")
        yield plain("", id="beside")

    def ask(
        self,
        rulebook: Rulebook,
        session: Session,
        question: Question,
        partner: Partner | None,
        *,
        alike: bool,
    ) -> None:
        """Show a question, and the answer of a partner or of the partnership to it."""
        hidden = question.delicate and question.id not in session.opened
        topic = next(one_line(t.title) for t in rulebook.topics if t.id == question.topic)
        self._write("topic", Content(topic))
        self._write("hidden", _why_hidden(session) if hidden else None)
        self._write("asks", None if hidden else Content(one_line(question.asks)))
        self._write("why", None if hidden else _why(question))
        partners = card.partners_of(question, session.scenario)
        answer = card.answer_to(question, session.scenario, partner)
        self._grid(question, session, partners, partner, alike=alike, hidden=hidden)
        self._number(question, answer, hidden=hidden)
        choices = self.query_one(Choices)
        choices.display = not hidden
        choices.offer(card.choices_for(question, answer))
        self._write("beside", None if hidden else Content(_beside(question, answer, session)))
        self._focus(question, partners, hidden=hidden)

    def _write(self, id: str, text: Content | None) -> None:
        line = self.query_one(f"#{id}", Static)
        line.set_class(text is None or not text.plain, "-none")
        line.update(text or Content(""))

    def _grid(
        self,
        question: Question,
        session: Session,
        partners: tuple[Partner, ...],
        partner: Partner | None,
        *,
        alike: bool,
        hidden: bool,
    ) -> None:
        grid = self.query_one(PartnerGrid)
        grid.display = bool(partners) and not hidden
        if partners and partner is not None:
            rows = card.rows_for(question, session.scenario)
            keys = card.keys_of(question)
            grid.offer(rows, keys, row=partners.index(partner), alike=alike)

    def _number(self, question: Question, answer: Answer | None, *, hidden: bool) -> None:
        field = self.query_one(NumberField)
        number = question.number
        field.display = number is not None and not hidden
        if number is None:
            return
        given = ""
        if answer and not answer.is_unknown and not answer.is_not_applicable:
            given = str(answer.answer)

        def label_of(value: float) -> str:
            return one_line(question.level(number.band_of(value)).label)

        field.offer(one_line(number.unit), number.least, number.most, label_of, given)

    def _focus(self, question: Question, partners: tuple[Partner, ...], *, hidden: bool) -> None:
        if hidden:
            self.screen.set_focus(None)
        elif question.number:
            self.query_one(NumberField).focus()
        elif partners:
            self.query_one(PartnerGrid).focus()
        else:
            self.query_one(Choices).focus()


def _why(question: Question) -> Content:
    return Content.assemble(
        ("Why: ", "bold $quiet"),
        (one_line(question.why), "$quiet"),
        ("\nEnough: ", "bold $quiet"),
        (one_line(question.enough), "$quiet"),
    )


def _why_hidden(session: Session) -> Content:
    room = DELICATE["with-partners" if session.scenario.room == "with-partners" else "us"]
    return Content.assemble((f"{DELICATE['title']}\n\n", "bold"), room)


def _beside(question: Question, answer: Answer | None, session: Session) -> str:
    parts = [card.note_line(answer)]
    if answer is not None and answer.is_unknown and answer.who_could_tell is None:
        parts.append("w: write down who could tell us.")
    if question.id in session.parked:
        parts.append("Parked: it comes back at the end.")
    return "  ".join(part for part in parts if part)
