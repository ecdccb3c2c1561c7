"""The blocks of a form: lines to write on, and questions with boxes to tick."""

from dataclasses import dataclass

NOTE = "Note"
"""What stands before the line for a note on a sheet."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Something about the sheet itself to write on a line, or to tick.

    Attributes:
        choices: What can be ticked; where there is nothing, it is written on a line.
    """

    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blanks:
    """What is to be filled in, a line each."""

    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tick.

    Attributes:
        key: What the interview takes for it.
        to_write: Whether something is to be written after it.
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
        """What stands in small under the question."""
        return f"({self.id}{', essential' if self.essential else ''})"
