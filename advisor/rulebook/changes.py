"""The replacements for questions, levels, rules, concerns and steps in older files."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from advisor.files.validation import FileModel, Id, OneLine, located
from advisor.rulebook.question import AskedOf
from advisor.rulebook.vocabulary import UNKNOWN

AskAgain = Literal["ask-again"]
ASK_AGAIN: AskAgain = "ask-again"


class FormerLevel(FileModel):
    """A level as it once read.

    Attributes:
        label: Its label then.
        said: Its sentence then.
        becomes: The current answers that say the same, by question; ``ask-again`` if none does.
            Without it the level still exists, and only its wording has changed.
    """

    label: OneLine | None = None
    said: OneLine
    becomes: AskAgain | dict[Id, Id] | None = None

    @property
    def targets(self) -> Mapping[str, str]:
        """The current answers that say the same, by question."""
        return self.becomes if isinstance(self.becomes, dict) else {}


class FormerNumber(FileModel):
    """A number that now has another id, in the same unit.

    Attributes:
        ask_again: The numbers that do not carry over, since they had a different meaning.
    """

    unit: OneLine
    becomes: Id | AskAgain
    ask_again: tuple[float | int, ...] = ()


class FormerQuestion(FileModel):
    """A question that no longer exists, that has lost levels, or that was reworded.

    Attributes:
        question: Its id then.
        asks: Its words then; if they changed more than once, all of them, oldest first.
        of: Who was asked it.
        about_a_person: Whether its answers were about one person; ``delicate`` likewise.
        becomes: The question that takes its answers now, each level under its own id.
        levels: Its levels then; for a question that still exists, only the levels it has lost.
        renumbered: Whether its levels have other numbers now, although none is gone: one was
            inserted, or they changed places.
        reasons: For each former reason for not applying, the current one, a level or ``ask-again``.
        reason: Why it changed; a change of wording alone needs none.
    """

    question: Id
    asks: OneLine | tuple[OneLine, ...] | None = None
    of: AskedOf = "once"
    about_a_person: bool = False
    delicate: bool = False
    becomes: Id | None = None
    levels: dict[Id, FormerLevel] = Field(default_factory=dict)
    renumbered: bool = False
    number: FormerNumber | None = None
    reasons: dict[OneLine, OneLine] = Field(default_factory=dict)
    reason: OneLine | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its words then, oldest first."""
        return (self.asks,) if isinstance(self.asks, str) else self.asks or ()

    @model_validator(mode="after")
    def _says_what_became(self) -> Self:
        moves = bool(self.becomes or self.number or self.reasons)
        moves |= any(level.becomes for level in self.levels.values())
        message = ""
        if moves and self.reason is None:
            message = 'the key "reason" is missing'
        elif not moves and not self.asks and not self.levels:
            message = "nothing has changed; write becomes, levels, a number or the old words"
        elif UNKNOWN in self.levels:
            message = "unknown is an answer to every question, no level"
        if message:
            raise located((), message)
        return self


class _FormerPart(FileModel):
    """A part that no longer exists.

    Attributes:
        said: What it said then: the title of a rule or concern, or the action of a step.
        becomes: What replaces it; more than one only if all that was said about the old part is
            true of each.
    """

    said: OneLine
    becomes: Literal["none"] | Id | tuple[Id, ...]
    reason: OneLine

    @property
    def targets(self) -> tuple[str, ...]:
        """What replaces it."""
        if isinstance(self.becomes, tuple):
            return self.becomes
        return () if self.becomes == "none" else (self.becomes,)


class FormerRule(_FormerPart):
    """A rule that no longer exists."""

    rule: Id


class FormerStep(_FormerPart):
    """A step that no longer exists."""

    step: Id


class FormerConcern(_FormerPart):
    """A concern that no longer exists."""

    concern: Id


Former = FormerQuestion | FormerRule | FormerStep | FormerConcern
FORMER: Mapping[str, type[Former]] = {
    "question": FormerQuestion,
    "rule": FormerRule,
    "step": FormerStep,
    "concern": FormerConcern,
}
"""What an entry of ``changes.yaml`` is, by the key that names it."""


class Changes(FileModel):
    """All changes by the id of what changed, in the order of the file."""

    questions: Mapping[Id, FormerQuestion] = Field(default_factory=dict)
    rules: Mapping[Id, FormerRule] = Field(default_factory=dict)
    steps: Mapping[Id, FormerStep] = Field(default_factory=dict)
    concerns: Mapping[Id, FormerConcern] = Field(default_factory=dict)

    @cached_property
    def successors(self) -> Mapping[str, frozenset[str]]:
        """The ids that what is gone may bear now, by the old ids of questions, rules and steps."""
        found: dict[str, frozenset[str]] = {}
        for old, change in self.questions.items():
            targets = {target for level in change.levels.values() for target in level.targets}
            targets |= {change.becomes or old, change.number.becomes if change.number else old}
            found[old] = frozenset(targets - {ASK_AGAIN, old})
        for old, part in (*self.rules.items(), *self.steps.items()):
            found[old] = found.get(old, frozenset()).union(part.targets)
        return found
