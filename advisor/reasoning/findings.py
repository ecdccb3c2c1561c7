"""What the four readings of the rules found."""

from typing import NamedTuple


class Findings(NamedTuple):
    """What was found, each in the order of levels, then ids.

    Attributes:
        waiting: Of the undecided rules, those whose open answers are essential.
        presumed: Of the undecided rules, those that stand unless something not known excuses them.
    """

    stands: tuple[str, ...]
    undecided: tuple[str, ...]
    waiting: tuple[str, ...]
    presumed: tuple[str, ...]
