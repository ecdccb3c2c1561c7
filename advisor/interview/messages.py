"""What the widgets and the threads of the interview tell its screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from advisor.rulebook.rulebook import Rulebook


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
class RulebookRead(Message):
    """The rulebook is loaded."""

    rulebook: Rulebook
