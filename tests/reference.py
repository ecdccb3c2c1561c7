"""Writes the commands in docs/reference.md: ``python -m tests.reference``.

What is above the mark there is written by hand; below it, everything comes from the commands.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from advisor.cli.commands import command

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
MARK = "<!-- python -m tests.reference -->\n"
COMMON = ("rules_folder", "output", "as_json", "colour", "width")
"""The options that several commands have, described once."""
_HEAD = ("| option | what it does |", "|---|---|")


def commands(
    found: click.Command, path: tuple[str, ...] = ("advisor",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command that does something itself, in the order of its help."""
    if not isinstance(found, click.Group) or found.invoke_without_command:
        yield path, found
    if isinstance(found, click.Group):
        for name in sorted(found.commands):
            yield from commands(found.commands[name], (*path, name))


def _cell(text: str) -> str:
    """Escape what Markdown would take for a mark, outside of code."""
    pieces = re.split(r"(``.*?``)", " ".join(text.split()))
    for index, piece in enumerate(pieces):
        pieces[index] = (
            piece[1:-1] if piece.startswith("``") else re.sub(r"([<>*])", r"\\\1", piece)
        )
    return _no_column("".join(pieces))


def _no_column(text: str) -> str:
    return text.replace("|", "\\|")


def _usage(path: tuple[str, ...], found: click.Command, context: click.Context) -> str:
    arguments = [parameter for parameter in found.params if isinstance(parameter, click.Argument)]
    names = [argument.make_metavar(context) for argument in arguments]
    # A choice of many words is listed below; here it is too long for a heading.
    return " ".join((*path, *("[SORT]" if "|" in name else name for name in names)))


def _option(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None
    names, says = record
    return f"| `{_no_column(names)}` | {_cell(says)} |"


def section(path: tuple[str, ...], found: click.Command) -> str:
    """Return what the page says about one command."""
    with click.Context(found, info_name=path[-1]) as context:
        lines = [f"### `{_usage(path, found, context)}`", ""]
        for paragraph in (found.help or "").split("\n\n"):
            lines += [_cell(paragraph), ""]
        for argument in found.params:
            if isinstance(argument, click.Argument) and isinstance(argument.type, click.Choice):
                lines += [f"One of {', '.join(f'`{name}`' for name in argument.type.choices)}.", ""]
        options = [option for option in found.params if isinstance(option, click.Option)]
        if options:
            own = [option for option in options if option.name not in COMMON]
            if own:
                lines += [*_HEAD, *(_option(option, context) for option in own), ""]
            common = [f"`{option.opts[0]}`" for option in options if option.name in COMMON]
            if common:
                lines += [f"{'Also' if own else 'Options:'} {', '.join(common)}.", ""]
    return "\n".join(lines)


def generated() -> str:
    """Return all that is below the mark."""
    found = dict(commands(command))
    return "\n".join(["", *_common(found.values()), *(section(*each) for each in found.items())])


def _common(found: Iterable[click.Command]) -> Iterator[str]:
    """Yield the table of the common options."""
    yield from _HEAD
    options = {option.name: option for each in found for option in each.params}
    for name in COMMON:
        option = options[name]
        assert isinstance(option, click.Option)
        yield _option(option, click.Context(command))
    yield ""


def main() -> None:
    """Write the page again, where a command has changed."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(written + MARK + generated(), encoding="utf-8")


if __name__ == "__main__":
    main()
