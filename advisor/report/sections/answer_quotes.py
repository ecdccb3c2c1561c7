"""Quotes each answer once on a page; everything else refers to its question by a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.assessment import ConcernShown, Finding, Risk
from advisor.reasoning.open_questions import AnswerShown, Note
from advisor.report.blocks import Group
from advisor.report.grouping import grouped
from advisor.report.phrases import Phrases
from advisor.report.writers.cells import on_one_line


@dataclass(frozen=True)
class AnswerQuotes:
    """The answers of a partnership, each with the one place where it is quoted."""

    phrases: Phrases

    @cached_property
    def concern_of(self) -> dict[str, int]:
        """The number of the concern that quotes a question: the first it is behind."""
        known, found = self.known, dict[str, int]()
        for number, concern in enumerate(self.phrases.assessment.concerns, start=1):
            for question in self.questions_behind(self.risks_of(concern)):
                if question in known:
                    found.setdefault(question, number)
        return found

    @cached_property
    def known(self) -> dict[str, list[AnswerShown]]:
        """The answers to quote, by question: all but what is still to find out."""
        # An "unknown" that is not asked here is in no list of what to find out, so it is quoted.
        return grouped(
            (shown.question, shown)
            for shown in self.phrases.assessment.answers
            if shown.state != "not-asked" and not (shown.asked and shown.state == "unknown")
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question, in the order in which the page comes to them."""
        topics = [topic.id for topic in self.phrases.rulebook.topics]
        by_topic = sorted(self.known, key=lambda question: topics.index(self.topic_of(question)))
        open_ones = (item.question for item in self.phrases.assessment.find_out)
        order = dict.fromkeys((*self.concern_of, *by_topic, *open_ones))
        return {question: number for number, question in enumerate(order, start=1)}

    def topic_of(self, question: str) -> str:
        """Return the topic of a question."""
        return self.phrases.rulebook.questions[question].topic

    def risks_of(self, concern: ConcernShown) -> tuple[Risk, ...]:
        """Return the risks that a concern is about, worst first."""
        return tuple(risk for risk in self.phrases.assessment.risks if risk.id in concern.risks)

    def questions_behind(self, findings: Iterable[Finding]) -> list[str]:
        """Return the questions behind findings, each once."""
        reasons = (reason for finding in findings for reason in finding.because)
        return list(dict.fromkeys(reason.question for reason in reasons if reason.question))

    def label(self, question: str) -> str:
        """Return what the page calls a question."""
        return f"Q{self.numbers[question]}"

    def labels(self, questions: Iterable[str]) -> str:
        """Return what the page calls some questions, in order."""
        return ", ".join(map(self.label, sorted(questions, key=self.numbers.__getitem__)))

    def quote(self, question: str) -> str | Group:
        """Return a question with its number, and every answer to it."""
        answers = self.answers(question)
        if len(answers) == 1:
            return f"{self.label(question)} {self.in_one_line(question)}"
        return Group(f"{self.label(question)} {self.phrases.question(question)}", answers)

    def in_one_line(self, question: str) -> str:
        """Return a question and every answer to it in one line."""
        return " ".join((self.phrases.question(question), *self.answers(question)))

    def answers(self, question: str) -> tuple[str, ...]:
        """Return the answers to a question with their notes; what several said alike, once."""
        # With the note: two answers that are alike but for a note are two lines.
        said = grouped(
            (self._answer(s) + self.notes(question, s.partner), self.whose(question, s.partner))
            for s in self.known[question]
        )
        lines = [
            f"{self._names(who, question)}: {text}" if any(who) else text
            for text, who in said.items()
        ]
        # A note on an answer that was given for every partner.
        of_all = all(shown.partner for shown in self.known[question])
        shared = self.notes(question, None).strip() if of_all else ""
        return tuple(filter(None, (*lines, shared)))

    def _names(self, who: list[str], question: str) -> str:
        """Return the names; "Every partner" if they are all that were asked."""
        partners = self.phrases.assessment.partners
        confirmed = all(partner.answers_from == "itself" for partner in partners)
        answers = (one for one in self.phrases.assessment.answers if one.question == question)
        asked = [self.phrases.short_names.get(one.partner or "", "") for one in answers]
        # Not of two, whose names are as short; nor where others answered, which each name says.
        if confirmed and who == asked and len(asked) > 2:
            return "Every partner"
        return ", ".join(who)

    def whose(self, question: str, partner: str | None) -> str:
        """Return whose answer it is and who gave it; nothing for the partnership's own.

        Where there is a note, who said it is with the note: the answer may have changed since.
        """
        noted = (question, partner) in self._notes
        said_by = None if noted else self._said_by.get((question, partner))
        if self.phrases.rulebook.questions[question].once:
            return said_by or ""
        if partner is None:
            return self.phrases.who(None, said_by)
        name = self.phrases.short_names[partner]
        return f"{name}, {said_by}" if said_by else name

    @cached_property
    def _said_by(self) -> dict[tuple[str, str | None], str | None]:
        shown = self.phrases.assessment.answers
        return {(one.question, one.partner): one.said_by for one in shown}

    def _answer(self, shown: AnswerShown) -> str:
        answer = self.phrases.answer(shown.question, shown.answer).removesuffix(".")
        reasons = (
            one.reason
            for one in self.phrases.assessment.not_applicable
            if (one.question, one.partner) == (shown.question, shown.partner)
        )
        could_tell = f" (who could tell: {w})" if (w := shown.who_could_tell) else ""
        besides = "" if shown.asked else " (does not count here)"
        return f"{': '.join((answer, *reasons))}{could_tell}{besides}."

    def notes(self, question: str, partner: str | None, *, is_named: bool = False) -> str:
        """Return the notes on an answer as quotations, each after a space.

        Args:
            question: The id of the question.
            partner: The name of the partner, or None.
            is_named: Whether each says which partner it is about.
        """
        found = self._notes.get((question, partner), ())
        whose = f"{self.phrases.short_names[partner]}: " if is_named and partner else ""
        return "".join(f' {whose}"{on_one_line(note.note)}"{_from(note)}' for note in found)

    @cached_property
    def _notes(self) -> dict[tuple[str, str | None], list[Note]]:
        seen = (note for note in self.phrases.assessment.notes if on_one_line(note.note))
        return grouped(((note.question, note.partner), note) for note in seen)


def _from(note: Note) -> str:
    """Return who said a note and whether it is private, in brackets."""
    private = "private" if note.visibility == "private" else ""
    told = ", ".join(filter(None, (note.said_by, private)))
    return f" ({told})" if told else ""
