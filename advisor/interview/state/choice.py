"""What a person can choose from, as plain values that the widgets show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen.

    Attributes:
        key: What is pressed for it.
        label: What it is, in a few words.
        says: What it means, in a sentence.
        chosen: Whether it is the choice so far; None where there is none to show.
    """

    key: str
    label: str
    says: str = ""
    chosen: bool | None = None


@dataclass(frozen=True)
class GridRow:
    """One partner in the grid.

    Attributes:
        name: The partner, and how many alike share its entry.
        chosen: The key of its answer, or the number it gave; empty if it was not asked yet.
        says: Its answer in a few words.
    """

    name: str
    chosen: str
    says: str
