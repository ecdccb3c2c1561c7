"""An answer that is typed on a line: how answers are offered, and how the line is read."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from advisor.files.clean_text import number_from, numbered
from advisor.files.validation import messages
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answer_check import answer_fault
from advisor.scenario.answers import Answer


class NoAnswer(ValueError):
    """What was typed cannot be the answer; the text says why and what to type."""


def with_note(answer: Mapping[str, object], draft: NoteDraft = NO_DRAFT) -> Answer:
    """Return an answer with what goes with it.

    Raises:
        NoAnswer: It cannot go there.
    """
    changes: dict[str, object] = {}
    if draft.note:
        changes |= {"note": draft.note, "visibility": "private" if draft.private else "shared"}
    if draft.said_by:
        changes["said_by"] = draft.said_by
    # A note can be too long for a file; who typed it can shorten it.
    try:
        return Answer.model_validate({**answer, **changes})
    except ValidationError as error:
        raise NoAnswer(f"That cannot be: {messages(error)[0]}.") from None


def choices(question: Question) -> Iterator[str]:
    """Yield a line for each way to answer a question, each with what to type."""
    if question.number:
        unit, least, most = question.number.unit, question.number.least, question.number.most
        yield f"A number of {unit}, from {least} to {most}."
    else:
        for number, level in enumerate(question.levels, 1):
            yield f"  {number}. {level.says}"
    yield f"  u. We don't know. Who could tell: {question.find_out.who}"
    for number, reason in enumerate(question.may_not_apply, 1):
        yield f"  x {number}. Does not apply: {reason}"


def read_answer(question: Question, text: str, draft: NoteDraft = NO_DRAFT) -> Answer:
    """Return the answer that a line gives, with what goes with it.

    Raises:
        NoAnswer: It gives none.
    """
    answer = with_note(_value(question, text), draft)
    if fault := answer_fault(question, answer):
        raise NoAnswer(f"{fault[0].upper()}{fault[1:]}.")
    return answer


def _value(question: Question, text: str) -> dict[str, object]:
    """Return the answer and what belongs to it."""
    word, _, rest = text.partition(" ")
    if word.lower() == "u":
        return {"answer": UNKNOWN, "who_could_tell": rest.strip() or None}
    if word.lower() == "x":
        if reason := numbered(rest, question.may_not_apply):
            return {"answer": NOT_APPLICABLE, "reason": reason}
        raise NoAnswer("Type x and the number of a reason, where the question lists one.")
    if question.number:
        if (number := number_from(text)) is not None:
            return {"answer": number}
        raise NoAnswer(f"Type a number of {question.number.unit}, or u if nobody knows.")
    if level := numbered(text, question.levels):
        return {"answer": level.id}
    raise NoAnswer(f"Type a number from 1 to {len(question.levels)}, u if nobody knows, or help.")
