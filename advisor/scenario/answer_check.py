"""Check an answer against its question: its level, or why the question cannot take it."""

import re
from collections.abc import Mapping

from advisor.files.clean_text import quoted
from advisor.files.faults import nearest, nearest_text, nearest_word
from advisor.files.model_faults import number_words
from advisor.files.text_comparison import comparable_words, visible
from advisor.rulebook.question import Number, Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answers import Answer

# Two decimals, since three behind a comma may be thousands.
_FIGURE = re.compile(r"(\d{1,15}(?:[.,]\d{1,2})?)\s*([^\d.,].*)?", re.ASCII)
"""A number, its decimals behind a point or a comma, and what follows; 1,000 is none."""


def answer_fault(question: Question, answer: Answer, forms: Mapping[str, str] | None = None) -> str:
    """Return why the question cannot take the answer, or nothing if it can.

    Args:
        question: What was asked.
        answer: What was said.
        forms: For an answer in a cell of a table: the level that each known text names.
    """
    value = answer.answer
    if answer.who_could_tell is not None and not answer.is_unknown:
        return "who_could_tell goes with unknown only; use note for anything else"
    if answer.is_not_applicable:
        return _reason_fault(question, answer, in_cell=forms is not None)
    if answer.reason is not None:
        return "a reason goes with not-applicable only; use note for anything else"
    if answer.is_unknown:
        return ""
    if isinstance(value, str):
        if value in question.order:
            return ""
        near = _near_level(value, question, forms or {})
        if question.number is None:
            return f"there is no level {quoted(value)}{near}"
        numbers = _sensible(question.number) + ("" if forms is not None else ", without quotes")
        figure = _figure(value, question.number.unit)
        near = f"; write {figure}" if figure else near
        return f"{quoted(value)} is neither a number ({numbers}) nor a band{near}"
    if question.number is None:
        near = _near_level("", question, {})
        return f"expected a level, found {number_words(value)}{near}"
    if not question.number.least <= value <= question.number.most:
        return f"{number_words(value)} is out of range; {_sensible(question.number)} make sense"
    return ""


def _near_level(value: str, question: Question, forms: Mapping[str, str]) -> str:
    """Return a hint: the level that was meant, in a word or a sentence, or all that can be said."""
    if near := nearest_word(value, [*question.order, UNKNOWN]):
        return f"; did you mean {quoted(near)}?"
    # A cell may give a level by its number, which is near to any other number.
    worded = [form for form in forms if not form.isdigit()]
    if near := nearest_text(comparable_words(value), worded):
        return f"; did you mean {quoted(forms[near])} ({near})?"
    return f"; it can be {', '.join(map(quoted, question.order))} or {quoted(UNKNOWN)}"


def _figure(text: str, unit: str) -> str | None:
    """Return the number in a text that has only a number and perhaps its unit, as a file has it.

    Of a range, a thousand or another unit, any number would be something that nobody said.
    """
    match = _FIGURE.fullmatch(visible(text))
    if match is None:
        return None
    words, of_unit = (match[2] or "").lower().rstrip(".").split(), unit.split()
    # Abbreviations: "min" is enough for minutes, but "m" might be months.
    if len(words) > len(of_unit) or any(len(word) < 3 and word not in of_unit for word in words):
        return None
    if not all(map(str.startswith, of_unit, words)):
        return None
    return match[1].replace(",", ".")


def _sensible(number: Number) -> str:
    return f"{number.unit} from {number.least} to {number.most}"


def _reason_fault(question: Question, answer: Answer, *, in_cell: bool) -> str:
    reasons = question.may_not_apply
    if not reasons:
        return "cannot be not-applicable; write unknown if nobody knows"
    if answer.reason is None:
        example = f"{{answer: not-applicable, reason: {reasons[0]}}}"
        if in_cell:
            example = quoted(f"{NOT_APPLICABLE}: {reasons[0]}")
        return f"not-applicable needs its reason, as in {example}{nearest('', reasons)}"
    if answer.reason not in reasons:
        return f"{quoted(answer.reason)} is no reason here{nearest(answer.reason, reasons)}"
    return ""


def known_level(question: Question, answer: Answer | None) -> str | None:
    """Return the level, or the band of the number, that is known; None if none is."""
    if answer is None or answer.is_unknown or answer.is_not_applicable:
        return None
    if isinstance(answer.answer, str):
        return answer.answer
    if question.number is None:
        raise ValueError(f"{question.id} asks for no number")
    return question.number.band_of(answer.answer)
