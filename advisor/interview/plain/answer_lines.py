"""The answers of the plain interview: how they are offered, and how a typed line is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from advisor.files.clean_text import quoted, whole_number
from advisor.files.validation import messages
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answer_check import answer_fault
from advisor.scenario.answers import Answer


@dataclass(frozen=True)
class Beside:
    """What goes with the next answer."""

    note: str = ""
    private: bool = False
    said_by: str = ""


def to_draft(beside: Beside) -> dict[str, str]:
    """Return what goes with the next answer as the journal keeps it."""
    found = {"note": beside.note, "said_by": beside.said_by}
    draft = {name: text for name, text in found.items() if text}
    return {**draft, "private": "yes"} if beside.private and draft else draft


def from_draft(draft: Mapping[str, str]) -> Beside:
    """Return what the journal kept for the next answer."""
    return Beside(draft.get("note", ""), "private" in draft, draft.get("said_by", ""))


def in_words(beside: Beside) -> str:
    """Return what goes with an answer, as the room would call it."""
    said = []
    if beside.note:
        kind = "private note" if beside.private else "note"
        said.append(f"the {kind} {quoted(beside.note)}")
    if beside.said_by:
        said.append(f"by {quoted(beside.said_by)}")
    return " and ".join(said) or "an empty note"


def with_beside(answer: Mapping[str, object], beside: Beside) -> Answer | str:
    """Return an answer with what goes beside it, or why it cannot go there."""
    changes: dict[str, object] = {}
    if beside.note:
        changes |= {"note": beside.note, "visibility": "private" if beside.private else "shared"}
    if beside.said_by:
        changes["said_by"] = beside.said_by
    try:
        return Answer.model_validate({**answer, **changes})
    except ValidationError as error:
        return f"That cannot be: {messages(error)[0]}."


def choices(question: Question) -> Iterator[str]:
    """Yield a line for each way to answer a question, each with what to type."""
    if question.number:
        unit, least, most = question.number.unit, question.number.least, question.number.most
        yield f"A number of {unit}, from {least} to {most}."
    else:
        for number, level in enumerate(question.levels, 1):
            yield f"  {number}. {level.says}"
    yield f"  u. Nobody knows. Who could tell: {question.find_out.who}"
    for number, reason in enumerate(question.may_not_apply, 1):
        yield f"  x {number}. Does not apply: {reason}"


def read_answer(question: Question, text: str, beside: Beside) -> Answer | str:
    """Return the answer that a line gives, with what goes beside it, or why it gives none."""
    found = _value(question, text)
    if isinstance(found, str):
        return found
    answer = with_beside(found, beside)
    if isinstance(answer, str):
        return answer
    fault = answer_fault(question, answer)
    return f"{fault[0].upper()}{fault[1:]}." if fault else answer


def _value(question: Question, text: str) -> dict[str, object] | str:
    """Return the answer and what belongs to it, or why the line gives none."""
    word, _, rest = text.partition(" ")
    if word.lower() == "u":
        return {"answer": UNKNOWN, "who_could_tell": rest.strip() or None}
    if word.lower() == "x":
        place = whole_number(rest)
        if place is None or not 1 <= place <= len(question.may_not_apply):
            return "Type x and the number of a reason, where the question lists one."
        return {"answer": NOT_APPLICABLE, "reason": question.may_not_apply[place - 1]}
    if question.number:
        try:
            return {"answer": float(text) if "." in text else int(text)}
        except ValueError:
            return f"Type a number of {question.number.unit}, or u if nobody knows."
    place = whole_number(text)
    if place is not None and 1 <= place <= len(question.levels):
        return {"answer": question.levels[place - 1].id}
    return f"Type a number from 1 to {len(question.levels)}, u if nobody knows, or help."
