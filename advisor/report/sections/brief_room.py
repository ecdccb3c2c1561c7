"""How many lines things take on the brief, which is measured as plain text at 80 columns."""

from collections.abc import Iterable

from advisor.report.blocks import Section
from advisor.report.writers.cells import wrapped
from advisor.report.writers.terminal import POINT_INDENT, section_lines

WIDTH = 80
MAX_LINES = 60
INDENT = POINT_INDENT
"""Cells before the text of a point."""


def height(text: str, indent: int = 0) -> int:
    """Return how many lines a text takes; none if it is empty."""
    return len(wrapped(text, WIDTH - indent)) if text else 0


def height_of(sections: Iterable[Section]) -> int:
    """Return how many lines sections take, without blank lines between them."""
    return sum(len(list(section_lines(section, WIDTH, is_brief=True))) for section in sections)
