"""What widgets, screens and threads of the interview ask for; the app does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from advisor.interview.state.room import Room
    from advisor.reasoning.assessment import Assessment


@dataclass
class Picked(Message):
    """A choice was made, by its key."""

    key: str


@dataclass
class PartnerPicked(Message):
    """A partner was made the current one; with a key, also answered for."""

    row: int
    key: str | None = None


@dataclass
class NumberGiven(Message):
    """A number was entered."""

    value: int | float


@dataclass
class RulebookLoaded(Message):
    """The rulebook is loaded, and an interview can begin in its room."""

    room: Room


@dataclass
class Resume(Message):
    """Resume a recent interview, by its index in the list."""

    index: int


@dataclass
class Visit(Message):
    """Open a question, and the answer of a partner to it."""

    question: str
    partner: str | None = None


class LeavePartnership(Message):
    """Go back to the first screen, as one leaves the program."""


class ReadBack(Message):
    """Read back what was heard."""


class ShowAdvice(Message):
    """Show the advice, if the room agrees to what it would give away."""


@dataclass
class OpenConcern(Message):
    """Open a line of the advice on a screen of its own."""

    line: str
    assessment: Assessment


@dataclass
class ShowTab(Message):
    """Show a part of the advice, by its number, with one of its lines marked."""

    tab: int
    line: str | None = None


@dataclass
class TryOut(Message):
    """Try answers out, beginning with what decides an assessment."""

    assessment: Assessment
