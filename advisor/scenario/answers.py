"""One answer of a partnership file, in the forms in which a file can write it."""

from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, PlainValidator, Tag
from pydantic_core import PydanticCustomError

from advisor.files.faults import nearest_word
from advisor.files.validation import FileModel, OneLine, Reference, Text
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN


def _value(value: Any) -> str | int | float:
    """Take a level, a number or ``unknown``; say what YAML made of anything else."""
    if isinstance(value, bool):
        word = str(value).lower()
        says = f'{word} is a truth value to YAML, no answer; write "{word}" if it is a level'
    elif isinstance(value, str | int | float):
        return value
    elif value is None:
        says = "the answer is empty; write unknown if nobody knows, or leave the question out"
    else:
        says = "an answer is one level, one number or unknown"
    raise PydanticCustomError("fault", "{says}", {"says": says})


Value = Annotated[Reference | int | float, PlainValidator(_value)]


class _Said(FileModel):
    reason: OneLine | None = None
    note: Text | None = None
    visibility: Literal["shared", "private"] = "shared"
    said_by: OneLine | None = None
    who_could_tell: OneLine | None = None

    @property
    def shown_said_by(self) -> str | None:
        """Who answered; nobody if the note is private, since that may tell as much as the note."""
        return None if self.note and self.visibility == "private" else self.said_by


class Answer(_Said):
    """One answer: a level, a number, ``unknown`` or ``not-applicable``, with what goes with it.

    Attributes:
        reason: Why the question does not apply.
        note: What the room wanted to keep.
        visibility: Whether the note may leave the room.
        said_by: Who answered, as a role.
        who_could_tell: Whom the room means to ask, where nobody knows.
    """

    answer: Value

    @property
    def is_unknown(self) -> bool:
        """Whether the answer is that nobody knows."""
        return self.answer == UNKNOWN

    @property
    def is_not_applicable(self) -> bool:
        """Whether the answer is that the question does not apply."""
        return self.answer == NOT_APPLICABLE


class AnswerForEvery(_Said):
    """One answer for each partner that has none of its own."""

    every: Value

    @cached_property
    def for_one(self) -> Answer:
        """The same as the answer of one partner."""
        return Answer(answer=self.every, **self.model_dump(exclude={"every"}))


# A file repeats a few hundred bare answers: 0.1 µs each from the cache, 1.8 µs by validation.
# typed, since 1 and 1.0 are equal keys, and a file is saved with the one that it had.
@lru_cache(maxsize=4096, typed=True)
def _plain(value: str | float) -> Answer:
    """Return the answer that is only a level or a number; equal values give the same object."""
    return Answer(answer=value)


def _in_full(value: Any) -> Any:
    if isinstance(value, dict | Answer | AnswerForEvery):
        return value
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return _plain(value)
    return {"answer": value}


def is_for_every(value: object) -> bool:
    """Return whether an answer, or a group of keys, is meant for every partner, if misspelt."""
    if not isinstance(value, dict):
        return isinstance(value, AnswerForEvery)
    # A misspelt "evry" must choose the right form, or the fault would name the keys of the other.
    known = {"every", *Answer.model_fields}
    strange = (key for key in value if key not in known)
    return "every" in value or any(nearest_word(key, known) == "every" for key in strange)


def _form(value: Any) -> str:
    return "every" if is_for_every(value) else "answer"


def answer_of(value: object) -> Answer | AnswerForEvery:
    """Return the answer that a value in a file describes; an answer is returned unchanged.

    Raises:
        ValidationError: It has no form that an answer can have.
    """
    full = _in_full(value)
    if isinstance(full, Answer | AnswerForEvery):
        return full
    return (AnswerForEvery if is_for_every(full) else Answer).model_validate(full)


PartnerAnswer = Annotated[Answer, BeforeValidator(_in_full)]


AnyAnswer = Annotated[
    Annotated[Answer, Tag("answer")] | Annotated[AnswerForEvery, Tag("every")],
    Discriminator(_form),
    BeforeValidator(_in_full),
]
