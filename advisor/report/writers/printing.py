"""Print Rich renderables as text, with or without colour, without trailing spaces."""

import io
from typing import Literal

from rich.console import Console, RenderableType


def printed(page: RenderableType, width: int, *, colour: bool) -> str:
    """Return the page as text of this width, with ANSI colours if ``colour``."""
    console = new_console(width, "standard" if colour else None)
    with console.capture() as captured:
        console.print(page)
    lines = captured.get().rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def new_console(
    width: int, colours: Literal["standard", "truecolor"] | None = None, *, record: bool = False
) -> Console:
    """Return a console that neither reads the environment nor interprets what it prints."""
    # COLUMNS, TERM and NO_COLOR are for the command to read: a file must not depend on them.
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colours is not None,
        no_color=colours is None,
        color_system=colours,
        record=record,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
