"""Where data goes and how: standard output or a file, with colour or without, how wide."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

import click

NARROWEST, WIDEST = 60, 200
PIPE_WIDTH = 80
READABLE_WIDTH = 120

Colour = Literal["auto", "always", "never"]

colour_option = click.option(
    "--color",
    "--colour",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output; auto colours a terminal unless NO_COLOR is set.",
)
width_option = click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    help="Columns to fill; the terminal's, or 80 where there is none.",
)


def wants_colour(colour: Colour, *, to_file: bool) -> bool:
    """Return whether to colour what goes to standard output, or to a file."""
    if colour != "auto":
        return colour == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not to_file and not plain and sys.stdout.isatty()


def columns(width: int | None, *, to_file: bool) -> int:
    """Return how many columns to fill: as asked, else the terminal's within reason, else 80."""
    if width is not None:
        return width
    if to_file or not sys.stdout.isatty():
        return PIPE_WIDTH
    return min(max(shutil.get_terminal_size().columns, NARROWEST), READABLE_WIDTH)


def write(text: str, output: Path | None = None) -> None:
    """Write data as UTF-8 to standard output, or whole to a file.

    Raises:
        Faults: The file cannot be written.
    """
    data = text.encode("utf-8")
    if output is None or str(output) == "-":
        click.echo(data, nl=False)
        return
    from advisor.files.atomic import write_atomically
    from advisor.files.faults import Fault, Faults

    try:
        write_atomically(output, data)
    except OSError as error:
        says = f"cannot be written: {error.strerror or error}"
        raise Faults([Fault(str(output), 0, says)]) from None
