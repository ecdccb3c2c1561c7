"""The blocks of a form: lines to write on, and questions with boxes to tick."""

from dataclasses import dataclass
from typing import Literal, get_args

Purpose = Literal["look-up", "partner", "room"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""What a sheet of questions is for: who answers it, and when."""

NOTE = "Note"
"""The label of the line for a note."""

# Not among the phrases: the first screen of the interview shows it, and is painted before anything
# about rules is imported.
PRIVACY_NOTICE = (
    "Others may come to read this file: a school can be asked for it, and whoever is named may "
    "ask. Use roles, not names, and write what you could defend."
)
"""Shown wherever people are about to write something down."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A fact to fill in about the sheet itself: a line to write on, or boxes to tick.

    Attributes:
        choices: The boxes; without any it is a line to write on.
    """

    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blanks:
    """Several blanks, one under the other."""

    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tick.

    Attributes:
        key: The key for it in the interview.
        to_write: Whether a line to write on follows it.
    """

    key: str
    says: str
    to_write: bool = False


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """A question on paper, with a box for each answer.

    Attributes:
        remarks: How and by whom it is to be answered, where that has to be said.
        only_if: The condition under which it is asked, line by line, each with its depth.
        about: What it is for, what enough looks like, and where to look, each with its label.
        number_of: What is counted, and within which bounds, where a number is asked for.
    """

    number: int
    id: str
    asks: str
    essential: bool
    remarks: tuple[str, ...]
    only_if: tuple[tuple[int, str], ...]
    about: tuple[tuple[str, str], ...]
    number_of: str
    choices: tuple[Choice, ...]

    @property
    def small(self) -> str:
        """The small print under the question."""
        return f"({self.id}{', essential' if self.essential else ''})"
