"""The columns of an empty file to fill in, their order, and the choices for their cells."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from advisor.batch.tables.answer_cells import cell_key
from advisor.files.clean_text import whole_number
from advisor.files.spreadsheet_text import csv_line
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import (
    KINDS,
    NOT_APPLICABLE,
    ROLES,
    STAGES,
    UNKNOWN,
    AnswersFrom,
    Kind,
    Sector,
    Stage,
)

By = Literal["partner", "partnership"]

ROWS = 200
"""How many rows of a sheet of answers have drop-downs."""
SEPARATOR = ";"
"""Separates the values of a cell with one for each partner."""

_FACTS_AFTER_THE_NAMES = (
    *("kind", "stage", "as_of"),
    *("role", "sector", "core", "count", "answers_from"),
)
_OF_PARTNERS = frozenset({"role", "sector", "core", "count", "answers_from"})


class Template(NamedTuple):
    """What an empty file asks for.

    Attributes:
        kind: Only the questions of this kind, or of every kind if it is None.
        stage: Only the questions of this stage, or of every stage if it is None.
        by: Whether each partner has a row, or each partnership.
    """

    rulebook: Rulebook
    kind: Kind | None = None
    stage: Stage | None = None
    by: By = "partner"

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that exist for the kind at the stage, in the order of asking."""
        kinds = frozenset([self.kind] if self.kind else KINDS)
        stages = (self.stage,) if self.stage else STAGES
        return tuple(
            question
            for question in self.rulebook.questions.values()
            if any(question.exists_at(kinds, stage) for stage in stages)
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """The headings of facts; names come first, so that they stay in view."""
        names = ("partnership", "partner" if self.by == "partner" else "partners")
        return (*names, *_FACTS_AFTER_THE_NAMES)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, in order."""
        return (*self.facts, *(question.id for question in self.questions))

    def known(self) -> dict[str, str]:
        """Return what is known beforehand, by heading, as ids."""
        said = {"kind": self.kind, "stage": self.stage}
        return {heading: word for heading, word in said.items() if word is not None}

    def holds_several(self, heading: str) -> bool:
        """Return whether a cell below the heading may hold a value for each partner."""
        if self.by == "partner":
            return False
        if heading in self.facts:
            return heading in _OF_PARTNERS or heading == "partners"
        return not self.rulebook.questions[heading].once


def as_csv(template: Template) -> str:
    """Return a line of headings, and below it what is known beforehand."""
    known = template.known()
    row = csv_line(known.get(heading, "") for heading in template.headings) if known else ""
    return csv_line(template.headings) + row


def answer_choices(question: Question, *, joined: bool = False) -> tuple[str, ...]:
    """Return what a cell may be filled with, ``unknown`` last; nothing if a number is asked for.

    Args:
        question: What the cell answers.
        joined: Whether the cell may hold several answers, so that none may hold what joins them.
    """
    if question.number is not None:
        return ()
    words = ((level.id, level.label, level.says) for level in question.levels)
    levels = _unmistakable(words, joined=joined)
    reasons = (f"{NOT_APPLICABLE}: {reason}" for reason in question.may_not_apply)
    return (*levels, *reasons, UNKNOWN)


def fact_choices(template: Template) -> dict[str, tuple[str, ...]]:
    """Return what the facts may be, for each that has a closed list."""
    words = template.rulebook.wording
    stages = ((s, words.stages[s].short, words.stages[s].decision) for s in STAGES)
    return {
        "kind": _unmistakable((kind, words.kinds[kind].label, "") for kind in KINDS),
        "stage": _unmistakable(stages),
        "role": ROLES,
        "sector": get_args(Sector),
        "core": ("yes", "no"),
        "answers_from": get_args(AnswersFrom),
    }


def shown_choice(template: Template, heading: str, word: str) -> str:
    """Return the kind or the stage as the choices of its heading call it."""
    words: tuple[str, ...] = KINDS if heading == "kind" else STAGES
    return dict(zip(words, fact_choices(template)[heading], strict=True))[word]


def _unmistakable(
    words: Iterable[tuple[str, str, str]], *, joined: bool = False
) -> tuple[str, ...]:
    """Return for each (id, label, sentence) its label, or its id where the label could mislead."""
    choices = tuple(words)

    def misleads(own: str, label: str) -> bool:
        # The reader takes ids, labels, sentences, numbers of levels and "not applicable: …". What
        # is chosen must be none of these for another level.
        others = (text for other in choices if other[0] != own for text in other)
        return (
            cell_key(label) in {UNKNOWN, *map(cell_key, others)}
            or whole_number(label) is not None
            or (joined and SEPARATOR in label)
            or cell_key(label).startswith(cell_key(NOT_APPLICABLE))
        )

    return tuple(own if not label or misleads(own, label) else label for own, label, _ in choices)
