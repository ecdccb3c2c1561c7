"""What a partnership is asked, and which of it is answered."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from advisor.reasoning.evaluator import evaluate_condition
from advisor.reasoning.trace import Truth
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario

AnswerState = Literal["known", "unknown", "not-asked", "not-applicable"]


class AskedQuestion(NamedTuple):
    """One question put to the partnership (``partner`` is None) or to one partner entry."""

    question: Question
    partner: Partner | None
    answer: Answer | None

    @property
    def partner_name(self) -> str | None:
        return self.partner.name if self.partner else None

    @property
    def state(self) -> AnswerState:
        """How far it is answered; no entry in the file means that it was not asked yet."""
        if self.answer is None:
            return "not-asked"
        if self.answer.is_unknown:
            return "unknown"
        return "not-applicable" if self.answer.is_not_applicable else "known"

    @property
    def is_open(self) -> bool:
        return self.state in {"unknown", "not-asked"}


def questions_asked(rulebook: Rulebook, scenario: Scenario) -> Iterator[Question]:
    """Yield the questions of these kinds and this stage that no answer hides."""
    for question in rulebook.questions.values():
        if not question.exists_at(scenario.kinds, scenario.judged_at):
            continue
        hidden_by = question.ask_when
        if (
            # Unknown does not hide: a question goes only if an answer is known to rule it out.
            hidden_by is None
            or evaluate_condition(hidden_by, rulebook, scenario).value > Truth.FALSE
        ):
            yield question


def everything_asked(rulebook: Rulebook, scenario: Scenario) -> Iterator[AskedQuestion]:
    """Yield each question asked, of the partnership or of each partner entry in turn."""
    for question in questions_asked(rulebook, scenario):
        yield from asked_of_each(question, scenario)


def asked_of_each(question: Question, scenario: Scenario) -> Iterator[AskedQuestion]:
    """Yield a question as it is asked of the partnership, or of each partner entry in turn."""
    if question.once:
        yield AskedQuestion(question, None, scenario.answer_once(question.id))
    else:
        for partner in scenario.partners_asked(question):
            yield AskedQuestion(question, partner, scenario.answer_of(partner, question.id))


def open_answers_of(asked: Iterable[AskedQuestion]) -> dict[str, list[str | None]]:
    """Return whose answers are open, by question; None stands for the partnership's."""
    found: dict[str, list[str | None]] = {}
    for item in asked:
        if item.is_open:
            found.setdefault(item.question.id, []).append(item.partner_name)
    return found
