"""Parses the cells of a question."""

import re
from collections.abc import Iterable

from advisor.files.clean_text import one_line
from advisor.files.text_comparison import comparable_words, visible
from advisor.rulebook.changes import FormerQuestion
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answer_check import answer_fault
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
"""Ways to write that nobody knows. A dash is a fault, since it may also mean none or not asked."""
_NOT_APPLICABLE = re.compile(
    r"(?:not[\s_-]*applicable|does not apply|n/a)(?:\s*[:–—-]\s*(?P<reason>.*))?", re.IGNORECASE
)
_IS_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: [\d:.]+)?", re.ASCII)
_MADE_BY_EXCEL = (
    "; if Excel made a date of what was typed, format the column as text and type it again"
)
# With 15 digits, a float is still exact for every whole number.
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
    """Return a key that is the same for two spellings of one answer."""
    plain = comparable_words(text)
    return plain.rstrip(" .") or plain


class AnswerCells:
    """Reads the cells of one question; a form that two levels share names neither.

    Attributes:
        gone: The levels among its answers that it has no more.
    """

    def __init__(self, question: Question, change: FormerQuestion | None = None) -> None:
        self._question = question
        former = change.levels if change else {}
        self.gone = frozenset(level for level, told in former.items() if told.becomes is not None)
        self._reasons = {cell_key(reason): reason for reason in question.may_not_apply}
        reasons = change.reasons if change else {}
        self._instead = {
            cell_key(old): new for old, new in reasons.items() if new in question.order
        }
        # A number in a table does not say whether it counts the old levels or the current ones.
        is_renumbered = bool(self.gone) or (change is not None and change.renumbered)
        is_counted = question.number is None and not is_renumbered
        choices = question.choices
        ids, labels = [level.id for level in choices], [level.label for level in choices]
        numbers = map(str, range(1, len(ids) + 1)) if is_counted else ()
        self._forms = _forms(ids, ids, labels, [level.says for level in choices], numbers)
        old_labels = [level.label or "" for level in former.values()]
        old = _forms(former, former, old_labels, [level.said for level in former.values()])
        self._answers = {key: Answer(answer=level) for key, level in (old | self._forms).items()}
        for form in UNKNOWN_FORMS:
            self._answers.setdefault(cell_key(form), Answer(answer=UNKNOWN))
        for key, reason in self._reasons.items():
            answer = Answer(answer=NOT_APPLICABLE, reason=reason)
            self._answers.setdefault(cell_key(f"{NOT_APPLICABLE}: {key}"), answer)

    def knows(self, text: str) -> bool:
        """Return whether a cell as a whole is one of the forms that are known beforehand."""
        return cell_key(text) in self._answers

    def answer(self, text: str) -> Answer | None:
        """Return the answer in a cell; None if the cell is empty, so that it was not asked.

        Raises:
            CellFault: The text is no answer to the question.
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
            if level := self._instead.get(cell_key(reason or "")):
                return Answer(answer=level)
            known = self._reasons.get(cell_key(reason or ""), reason or None)
            return Answer(answer=NOT_APPLICABLE, reason=known)
        if self._question.number and _NUMBER.fullmatch(seen):
            number = float(seen)
            return Answer(answer=int(number) if number.is_integer() else number)
        return Answer(answer=one_line(text))


def _forms(levels: Iterable[str], *sorts: Iterable[str]) -> dict[str, str]:
    """Return the level that each form of an answer names, given forms in the order of levels."""
    found: dict[str, str] = {}
    for forms in sorts:
        keys = [cell_key(form) for form in forms]
        for key, level in zip(keys, levels, strict=False):
            # The first sort of form wins: ids before labels, labels before sentences, and numbers
            # last.
            if key and keys.count(key) == 1:
                found.setdefault(key, level)
    return found


def answer_cells(name: str, rulebook: Rulebook) -> AnswerCells:
    """Return what reads the cells of a question, which may be gone."""
    question = rulebook.questions.get(name) or rulebook.question_as_it_was(name)
    return AnswerCells(question, rulebook.changes.questions.get(name))
