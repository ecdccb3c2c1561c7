"""What is measured of one engine: what it is handed, and which rules it says stand."""

from typing import Any, NamedTuple, Protocol


class NotHere(Exception):
    """An engine that cannot be measured, and why."""


class Reading(NamedTuple):
    """What an engine finds in one partnership; nothing is undecided where all is known."""

    stands: frozenset[str]
    undecided: frozenset[str] = frozenset()


class Contestant(Protocol):
    """One engine with its rules loaded.

    Only ``run`` is timed. Each engine is handed the answers as texts in the form that it reads
    fastest, and hands back its findings in the form that it makes fastest.
    """

    @property
    def version(self) -> str:
        """Which version it is."""

    def carry(self, number: int, seed: int) -> Any:
        """Return the answers of so many partnerships in the engine's own form."""

    def run(self, carried: Any) -> Any:
        """Return what the engine finds in them."""

    def readings(self, found: Any) -> list[Reading]:
        """Return what it found, in a form that can be compared."""
