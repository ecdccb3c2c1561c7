"""What is really painted on the screen: every stretch of text with its colours and its weight."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.screen import Screen

from tests.interview.textual_parts import painted_lines

Rgb = tuple[int, int, int]

_SEEN = 3.0
"""The least contrast by which a change of colour counts as a change of light."""


@dataclass(frozen=True)
class Patch:
    """A stretch of one line in one style.

    Attributes:
        x: Its first column.
        y: Its line.
        text: What stands there.
        ink: The colour of the text; None for the terminal's own.
        ground: The colour behind it; None for the terminal's own.
        weight: Which of bold, underlined, reversed and struck out it is.
        is_behind: Whether it belongs to what shows through from behind a dialog.
    """

    x: int
    y: int
    text: str
    ink: Rgb | None
    ground: Rgb | None
    weight: frozenset[str]
    is_behind: bool

    @property
    def ratio(self) -> float:
        """The contrast of the text with what is behind it, from 1 to 21."""
        assert self.ink is not None
        assert self.ground is not None
        return contrast(self.ink, self.ground)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Rgb) -> float:
    """Return how light a colour is, as WCAG reckons it."""
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(name: str) -> Rgb:
    """Return the colour that ``#rrggbb`` names."""
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def patches(app: App[None]) -> Iterator[Patch]:
    """Yield every patch of the screen on top that is not blank."""
    screen = app.screen
    for y, strip in enumerate(painted_lines(app)):
        x = 0
        for segment in strip:
            text, style, width = segment.text, segment.style, segment.cell_length
            if text.strip() and style is not None:
                ink, ground = _rgb(style.color), _rgb(style.bgcolor)
                if style.reverse:
                    ink, ground = ground, ink
                yield Patch(x, y, text, ink, ground, _weight(style), _is_behind(screen, x, y))
            x += width


Cell = tuple[str, frozenset[str], Rgb | None]
"""A letter, its weight, and the colour behind it."""


def cells(app: App[None]) -> dict[tuple[int, int], Cell]:
    """Return every cell of the screen on top, by column and line."""
    found: dict[tuple[int, int], Cell] = {}
    for y, strip in enumerate(painted_lines(app)):
        x = 0
        for segment in strip:
            style = segment.style
            weight = frozenset() if style is None else _weight(style)
            ground = None if style is None else _rgb(style.bgcolor)
            for letter in segment.text:
                found[x, y] = letter, weight if letter.strip() else weight - {"bold"}, ground
                x += 1
    return found


def tell_apart(before: dict[tuple[int, int], Cell], after: dict[tuple[int, int], Cell]) -> bool:
    """Return whether somebody who sees only light and dark could tell two screens apart."""
    for place, (letter, weight, ground) in before.items():
        if after[place][:2] != (letter, weight):
            return True
        now = after[place][2]
        if ground is not None and now is not None and contrast(ground, now) >= _SEEN:
            return True
    return False


def _weight(style: Style) -> frozenset[str]:
    return frozenset(
        name for name in ("bold", "underline", "reverse", "strike") if getattr(style, name)
    )


def _is_behind(screen: Screen[object], x: int, y: int) -> bool:
    return screen.is_modal and screen.get_widget_at(x, y)[0] is screen


def _rgb(colour: Color | None) -> Rgb | None:
    if colour is None or colour.triplet is None:
        return None
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue
