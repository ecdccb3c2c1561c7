"""How many lines things take in the brief, measured as plain text at 80 columns."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from advisor.report.blocks import Points, Section
from advisor.report.writers.cells import wrapped
from advisor.report.writers.terminal import POINT_INDENT, section_lines

WIDTH = 80
# As a web page this prints on two sides of A4: the verdict and concerns, and a side with the steps
# that can be handed on.
MAX_LINES = 60


# A brief of forty schools asks for 44 heights 1,940 times.
@lru_cache(maxsize=4096)
def height(text: str, indent: int = 0) -> int:
    """Return how many lines a text takes; none if it is empty."""
    return len(wrapped(text, WIDTH - indent)) if text else 0


def height_of(sections: Iterable[Section]) -> int:
    """Return how many lines sections take, without blank lines between them.

    What fits is found by trial, two hundred times for a long list of concerns. Laying all of it
    out took 20 ms each time, so points are measured text by text.
    """
    return sum(map(_height_of_one, sections))


def _height_of_one(section: Section) -> int:
    points = [p for block in section.blocks if isinstance(block, Points) for p in block.points]
    others = tuple(block for block in section.blocks if not isinstance(block, Points))
    texts = (text for point in points for text in (point.text, point.under))
    return _laid_out(replace(section, blocks=others)) + sum(
        height(text, POINT_INDENT) for text in texts
    )


@lru_cache(maxsize=4096)
def _laid_out(section: Section) -> int:
    return len(list(section_lines(section, WIDTH, is_brief=True)))
