"""Print Rich renderables as text, with or without colour, without trailing spaces."""

import io

from rich.console import Console, RenderableType


def printed(page: RenderableType, width: int, *, colour: bool) -> str:
    """Return the page as text of this width, with ANSI colours if ``colour``."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(page)
    lines = file.getvalue().rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"
