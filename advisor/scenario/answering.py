"""What an answer is to its question: which level it names, or why the question cannot take it."""

import re

from advisor.files.clean_text import quoted
from advisor.files.faults import nearest
from advisor.files.model_faults import number_words
from advisor.rulebook.question import Number, Question
from advisor.scenario.scenario import Answer


def answer_fault(question: Question, answer: Answer) -> str:
    """Return why the question cannot take the answer, or nothing if it can."""
    value = answer.answer
    if answer.who_could_tell is not None and not answer.is_unknown:
        return "who_could_tell goes with unknown only; use note for anything else"
    if answer.is_not_applicable:
        return _reason_fault(question, answer)
    if answer.reason is not None:
        return "a reason goes with not-applicable only; use note for anything else"
    if answer.is_unknown:
        return ""
    if isinstance(value, str):
        if value in question.order:
            return ""
        if question.number:
            numbers = f"{_sensible(question.number)}, without quotes"
            near = nearest(value, question.order)
            figure = re.match(r"\s*(\d+(?:\.\d+)?)\b", value)
            near = f"; write {figure[1]}" if figure else near
            return f"{quoted(value)} is neither a number ({numbers}) nor a band{near}"
        return f"there is no level {quoted(value)}{nearest(value, question.order)}"
    if question.number is None:
        near = nearest(value, question.order)
        return f"{number_words(value)} stands where a level is expected{near}"
    if not question.number.least <= value <= question.number.most:
        return f"{number_words(value)} is out of range; {_sensible(question.number)} make sense"
    return ""


def _sensible(number: Number) -> str:
    return f"{number.unit} from {number.least} to {number.most}"


def _reason_fault(question: Question, answer: Answer) -> str:
    reasons = question.may_not_apply
    if not reasons:
        return "cannot be not-applicable; write unknown if nobody knows"
    if answer.reason is None:
        example = f"{{answer: not-applicable, reason: {reasons[0]}}}"
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
