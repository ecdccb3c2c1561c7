"""Where the interview is: a question, a partner's row of it, the answer there; and the way."""

from dataclasses import dataclass

from advisor.interview.state.delicate import is_closed
from advisor.interview.state.question_view import short_answer
from advisor.interview.state.session import Session
from advisor.interview.texts import NOTE_STAYS
from advisor.reasoning.asked_questions import AskedQuestion, asked_of_each
from advisor.rulebook.question import Question
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner

Place = tuple[str, str | None]
"""A question, and the partner that is asked it."""


@dataclass(frozen=True)
class QuestionCursor:
    """One question in a session, with the partner marked at it.

    Attributes:
        row: Which of its partners is marked, from 0; of no matter where it is asked once.
        alike: Whether the next answer is for all partners.
    """

    session: Session
    question: Question
    row: int = 0
    alike: bool = False

    @property
    def asked(self) -> tuple[AskedQuestion, ...]:
        """The question as it is put to each partner, or once."""
        return tuple(asked_of_each(self.question, self.session.scenario))

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The partners that the question is asked of; none where it is asked once."""
        return tuple(one.partner for one in self.asked if one.partner)

    @property
    def marked(self) -> AskedQuestion:
        """The question as it is put to the partner that is marked; to nobody, if none is asked."""
        # There may be fewer than a moment ago: the menu removes partners, and so does an undo.
        if asked := self.asked:
            return asked[min(self.row, len(asked) - 1)]
        return AskedQuestion(self.question, None, None)

    @property
    def partner(self) -> Partner | None:
        """The partner that is marked."""
        return self.marked.partner

    @property
    def name(self) -> str | None:
        """The name of the partner that is marked."""
        return self.marked.partner_name

    @property
    def place(self) -> Place:
        """The question and the partner that is marked, by id and by name."""
        return self.question.id, self.name

    @property
    def answer(self) -> Answer | None:
        """The answer that is marked."""
        return self.marked.answer

    @property
    def is_hidden(self) -> bool:
        """Whether the question is delicate and not opened yet."""
        return is_closed(self.session, self.question)

    @property
    def is_asked(self) -> bool:
        """Whether there is anybody here to ask."""
        return bool(self.asked)

    @property
    def owner(self) -> str:
        """Whose answer comes next, in words; nothing where the question is asked once."""
        return "all alike" if self.alike else self.name or ""

    @property
    def left_open(self) -> str:
        """The partners without an answer, by name, where others have one."""
        names = [one.partner.name for one in self.asked if one.partner and one.answer is None]
        return ", ".join(names) if len(names) < len(self.partners) else ""

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing, of anybody who is asked."""
        return any(one.answer is None for one in self.asked)

    @property
    def fills(self) -> int:
        """How many missing answers the next one gives."""
        return sum(one.answer is None for one in (self.asked if self.alike else [self.marked]))

    @property
    def _names(self) -> tuple[str | None, ...]:
        """Whose answer comes next, by name; None where it is asked once."""
        return tuple(one.partner_name for one in (self.asked if self.alike else [self.marked]))

    def give(self, answer: Answer) -> Session:
        """Return the session with an answer put in here."""
        return self.session.answer(self.question.id, answer, *self._names)

    def would_replace(self, answer: Answer) -> tuple[tuple[Partner, str], ...]:
        """Return the partners who answered otherwise, and what: the answer would replace that."""
        found = []
        for _, partner, before in self.asked:
            # Notes are left out of this: an answer for all leaves each partner its own.
            is_other = before and (before.answer, before.reason) != (answer.answer, answer.reason)
            if partner and before and is_other:
                said = short_answer(self.question, before)
                found.append((partner, f"{said} (its note stays)" if before.note else said))
        return tuple(found)

    def note_stays(self, answer: Answer) -> str:
        """Return that a note on the answer before stays with this one, or nothing."""
        before = None if self.alike else self.answer
        stays = before and before.note and not answer.note and before.answer != answer.answer
        return NOTE_STAYS if stays else ""

    def annotate(self, answer: Answer) -> Session:
        """Return the session with another note, or another person who could tell."""
        return self.session.annotate(self.question.id, answer, *self._names)

    def clear(self) -> Session:
        """Return the session without the answer."""
        return self.session.clear(self.question.id, self.name)

    def open_row(self, after: int = -1) -> int:
        """Return the next row without an answer, from after a row on; the row itself if none."""
        answers = [one.answer for one in self.asked]
        order = [*range(after + 1, len(answers)), *range(max(after, 0) + 1)]
        return next((n for n in order if n < len(answers) and answers[n] is None), max(after, 0))

    def row_of(self, partner: str | None) -> int:
        """Return the row of a partner by name; the first open one if there is none such."""
        names = [one.name for one in self.partners]
        return names.index(partner) if partner in names else self.open_row()


class Trail:
    """The questions that the room has been to; goes back the way one came."""

    def __init__(self) -> None:
        self._behind: list[str] = []
        self._ahead: list[str] = []

    def leave(self, question: str) -> None:
        """Go from a question to a new one."""
        self._behind.append(question)
        self._ahead = []

    def back(self, question: str) -> str | None:
        """Return the question that one came from; None at the first."""
        return self._step(question, self._behind, self._ahead)

    def forward(self, question: str) -> str | None:
        """Return the question that one came back from; None if one did not."""
        return self._step(question, self._ahead, self._behind)

    @staticmethod
    def _step(at: str, here: list[str], there: list[str]) -> str | None:
        if not here:
            return None
        there.append(at)
        return here.pop()
