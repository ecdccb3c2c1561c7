"""Entries under questions, rules and steps that no longer exist and that cannot be carried over."""

from collections.abc import Iterable, Sequence
from typing import Literal, Self

from pydantic import model_validator

from advisor.files.text_comparison import comparable
from advisor.files.validation import FileModel, Id, OneLine, Text, located
from advisor.rulebook.vocabulary import StepStatus
from advisor.scenario.facts import Day


class Earlier(FileModel):
    """An answer to an old question, or an entry about an old finding or step.

    It is shown as a note and counts for nothing.

    Attributes:
        question: The id that the question had; ``rule`` and ``step`` likewise.
        asked: The question as it was asked, what the finding said, or what the step said to do.
        answer: The answer in its words then.
        partner: The partner whose answer it was.
    """

    question: Id | None = None
    rule: Id | None = None
    step: Id | None = None
    partner: OneLine | None = None
    asked: OneLine
    answer: OneLine | None = None
    reason: OneLine | None = None
    note: Text | None = None
    visibility: Literal["shared", "private"] = "shared"
    said_by: OneLine | None = None
    who_could_tell: OneLine | None = None
    owner: OneLine | None = None
    by: Day | None = None
    status: StepStatus | None = None

    @property
    def without_note(self) -> "Earlier":
        """Itself without its note."""
        return self.model_copy(update={"note": None})

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Self:
        if len([name for name in (self.question, self.rule, self.step) if name]) != 1:
            raise located((), "names no one thing; write question, rule or step, one of the three")
        return self


def earlier_after(
    earlier: Iterable[Earlier], before: Sequence[str], after: Sequence[str]
) -> tuple[Earlier, ...]:
    """Return the notes left after one change to the partners, given all names before and after.

    The notes of a renamed partner follow its new name. Those of a partner that left are not lost.
    """
    # Of the same length, a partner was renamed or moved; otherwise one came or left, and nobody was
    # renamed.
    names = dict(zip(before, after, strict=True)) if len(before) == len(after) else {}
    now = {comparable(old): new for old, new in names.items()}
    return tuple(
        one.model_copy(update={"partner": now.get(comparable(one.partner), one.partner)})
        if one.partner
        else one
        for one in earlier
    )
