"""Reads what stands in a cell as the answer to its question."""

import re

from advisor.files.clean_text import one_line
from advisor.files.text_comparison import comparable_words, visible
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answering import answer_fault
from advisor.scenario.answers import Answer

UNKNOWN_FORMS = (
    UNKNOWN,
    "nobody knows",
    "not known",
    "don't know",
    "do not know",
    "we don't know",
    "we do not know",
    "i don't know",
    "i do not know",
    "dk",
    "n/k",
    "no idea",
    "not sure",
    "unsure",
    "i'm not sure",
    "we're not sure",
    "prefer not to say",
    "i prefer not to say",
    "tbc",
    "tbd",
    "to be confirmed",
    "?",
)
"""How a cell can say that nobody knows; a dash may also mean none, or not asked, and is told."""
_NOT_APPLICABLE = re.compile(
    r"(?:not[\s_-]*applicable|does not apply|n/a)(?:\s*[:–—-]\s*(?P<reason>.*))?", re.IGNORECASE
)
_IS_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: [\d:.]+)?", re.ASCII)
_MADE_BY_EXCEL = (
    "; if Excel made a date of what was typed, format the column as text and type it again"
)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)


class CellFault(ValueError):
    """Why a cell answers no question.

    Attributes:
        says: What is wrong, and what would be right.
    """

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def cell_key(text: str) -> str:
    """Return what two cells have in common if they say one thing, written differently."""
    plain = comparable_words(text)
    return plain.rstrip(" .") or plain


class AnswerCells:
    """Reads the cells of one question; a form that two levels share names neither.

    Attributes:
        texts: Every form of an answer that is known beforehand: ids, labels, sentences and
            numbers of levels, unknown, and each reason for which the question does not apply.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self._reasons = {cell_key(reason): reason for reason in question.may_not_apply}
        self._forms = _forms(question)
        self._answers = {key: Answer(answer=level) for key, level in self._forms.items()}
        for form in UNKNOWN_FORMS:
            self._answers.setdefault(cell_key(form), Answer(answer=UNKNOWN))
        for key, reason in self._reasons.items():
            answer = Answer(answer=NOT_APPLICABLE, reason=reason)
            self._answers.setdefault(cell_key(f"{NOT_APPLICABLE}: {key}"), answer)
        self.texts = tuple(
            dict.fromkeys(
                [
                    *(level.id for level in question.choices),
                    *(level.label for level in question.choices),
                    *(level.says for level in question.choices),
                    *self._answers,
                ]
            )
        )

    def knows(self, text: str) -> bool:
        """Return whether a cell as a whole is one of the forms that are known beforehand."""
        return cell_key(text) in self._answers

    def answer(self, text: str) -> Answer | None:
        """Return the answer in a cell; None if the cell is empty, so that it was not asked.

        Raises:
            CellFault: The question cannot take what stands there.
        """
        key = cell_key(text)
        if not key:
            return None
        # Where several could be ticked, Microsoft Forms ends a cell with a semicolon.
        key = key.removesuffix(";").rstrip(" .")
        if known := self._answers.get(cell_key(text)) or self._answers.get(key):
            return known
        said = self._said(text.rstrip().removesuffix(";"))
        if says := answer_fault(self._question, said, self._forms):
            raise CellFault(f"{says}{_MADE_BY_EXCEL if _IS_DAY.fullmatch(visible(text)) else ''}")
        return said

    def _said(self, text: str) -> Answer:
        seen = visible(text)
        if match := _NOT_APPLICABLE.fullmatch(seen):
            reason = match["reason"]
            known = self._reasons.get(cell_key(reason or ""), reason or None)
            return Answer(answer=NOT_APPLICABLE, reason=known)
        if self._question.number and _NUMBER.fullmatch(seen):
            number = float(seen)
            return Answer(answer=int(number) if number.is_integer() else number)
        return Answer(answer=one_line(text))


def _forms(question: Question) -> dict[str, str]:
    """Return the level that each form of an answer names."""
    found: dict[str, str] = {cell_key(level.id): level.id for level in question.choices}
    numbers = (str(number) for number in range(1, len(question.choices) + 1))
    sorts = [
        [level.label for level in question.choices],
        [level.says for level in question.choices],
        [] if question.number else [*numbers],
    ]
    for sort in sorts:
        keys = [cell_key(form) for form in sort]
        for key, level in zip(keys, question.choices, strict=False):
            if keys.count(key) == 1:
                found.setdefault(key, level.id)
    return found
