"""What a widget tells the screen or the app that it is in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.screen import Screen


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
class Visit(Message):
    """Open a question, and the answer of a partner to it."""

    question: str
    partner: str | None = None


@dataclass
class OpenScreen(Message):
    """Open the screen behind this one, and hand on what it is dismissed with."""

    screen: Screen[Any]
    then: Callable[[Any], None] | None = None
