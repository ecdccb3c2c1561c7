"""Where data goes and how: standard output or a file, with colour or without, how wide."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import click

from advisor.files.faults import Fault, Faults
from advisor.files.file_format import EndingFault, Format, format_for, names

# A terminal may be wider than text can be read; --width goes beyond. A pipe has no width, so that
# files are alike whatever window they were made in.
NARROWEST, WIDEST = 60, 200
PIPE_WIDTH = 80
READABLE_WIDTH = 120

Colour = Literal["auto", "always", "never"]
C = TypeVar("C", bound=Callable[..., object])
F = TypeVar("F", bound=Format)

colour_option = click.option(
    "--color",
    "--colour",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colour; auto is on a terminal, unless NO_COLOR is set.",
)
width_option = click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    help="The width in columns; by default that of the terminal, else 80.",
)


def wants_colour(colour: Colour, *, to_file: bool) -> bool:
    """Return whether to colour what goes to standard output, or to a file."""
    if colour != "auto":
        return colour == "always"
    # An empty NO_COLOR counts as not set: https://no-color.org
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not to_file and not plain and is_terminal()


def columns(width: int | None, *, to_file: bool) -> int:
    """Return how many columns to fill: as asked, else the terminal's within reason, else 80."""
    if width is not None:
        return width
    if to_file or not is_terminal():
        return PIPE_WIDTH
    return min(max(shutil.get_terminal_size().columns, NARROWEST), READABLE_WIDTH)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    # A program whose output was closed before it began has no standard output at all.
    return sys.stdout is not None and sys.stdout.isatty()


output_option = click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE, completely or not at all.",
)
no_pager_option = click.option("--no-pager", is_flag=True, help="Never open a pager.")


def show(text: str, *, pager: bool) -> None:
    """Write a page to standard output, through the pager if it is longer than the terminal."""
    # One line less fits than the terminal has: the prompt of the shell needs one.
    longer = text.count("\n") >= shutil.get_terminal_size().lines
    if not (pager and longer and is_terminal() and sys.stdin.isatty()):
        write(text)
        return
    # As git does: leave a page that fits on the screen, and let colours through.
    os.environ.setdefault("LESS", "FRX")
    click.echo_via_pager(text, color=True)


class PipeClosed(Exception):
    """Whoever read standard output stopped reading."""


_STANDARD_OUTPUTS = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
"""Its own names too: to replace the file behind one would lose what the shell writes after us."""


def goes_to_file(output: Path | None) -> bool:
    """Return whether data goes to a file rather than to standard output."""
    return output is not None and str(output) not in _STANDARD_OUTPUTS


def format_option(formats: Sequence[Format], help_: str) -> Callable[[C], C]:
    """Return the option ``--format`` of a command that writes these formats."""
    return click.option("--format", "name", type=click.Choice(names(formats)), help=help_)


def output_format(
    output: Path | None,
    asked: str | None,
    formats: Sequence[F],
    default: str | None,
    *,
    read: Path | None = None,
) -> F:
    """Return the format in which to write ``--output``; see ``format_for``.

    Raises:
        click.UsageError: Its ending promises another format, or none that is known; or nothing
            says which is meant. Or it would replace the partnership file that is ``read``, or go
            to a terminal that cannot show it.
    """
    if read is not None and output is not None and is_same_file(read, output):
        raise click.UsageError("--output would replace the partnership file; name another")
    found = format_for(output, asked, formats, default)
    if isinstance(found, EndingFault):
        subject = "" if asked is not None else "--output "
        raise click.UsageError(f"{subject}{found.message}")
    if found is None:
        *most, last = (format_.endings[0] for format_ in formats)
        ends = f"{', '.join(most)} or {last}"
        raise click.UsageError(f"name a --format, or an --output that ends in {ends}")
    if found.is_binary and not goes_to_file(output) and is_terminal():
        raise click.UsageError(f"a terminal cannot show {found.name}; name an --output")
    return found


def write(text: str | bytes, output: Path | None = None) -> None:
    """Write data, text as UTF-8, to standard output, or whole to a file.

    Raises:
        Faults: It cannot be written.
        PipeClosed: Nobody reads standard output any more.
    """
    data = text.encode("utf-8") if isinstance(text, str) else text
    if output is None or not goes_to_file(output):
        write_bytes(data)
        return
    from advisor.files.atomic import write_atomically

    try:
        write_atomically(output, data)
    except (OSError, RuntimeError, ValueError) as error:
        raise _unwritten(str(output), error) from None


def check_is_new(folder: Path) -> None:
    """Check that a folder to write is not there yet.

    Raises:
        click.UsageError: It is there.
    """
    if folder.exists():
        raise click.UsageError(f"{folder} is there already; name another folder with --output")


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, whole or not at all.

    Raises:
        Faults: It cannot be written.
    """
    from advisor.files.atomic import write_folder

    try:
        write_folder(folder, files)
    except OSError as error:
        raise _unwritten(str(folder), error) from None


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether both names lead to one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def write_bytes(data: bytes) -> None:
    """Write data to standard output.

    Raises:
        Faults: It cannot be written.
        PipeClosed: Nobody reads standard output any more.
    """
    try:
        # Bytes, since on Windows the text layer changes line ends, and may not know a letter.
        sys.stdout.buffer.write(data)
        # Now, or a full disk would show only when Python closes, where no message of ours can say
        # so.
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_on_output()
        raise PipeClosed from None
    except (AttributeError, OSError, ValueError) as error:
        _give_up_on_output()
        raise _unwritten("standard output", error) from None


def _give_up_on_output() -> None:
    """Let the interpreter's own flush at the end of the process find something to write to."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritten(name: str, error: Exception) -> Exception:
    closed = isinstance(error, AttributeError)
    reason = "it is closed" if closed else getattr(error, "strerror", None) or error
    says = f"cannot be written: {reason}"
    return Faults([Fault(name, 0, says)])
