"""``advisor score``: many partnerships, a line each; what cannot be read is told beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option, standard_input
from advisor.cli.output import (
    Colour,
    colour_option,
    columns,
    is_same_file,
    output_option,
    wants_colour,
    width_option,
    write,
    write_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.batch.scored import Scored
    from advisor.batch.sinks import Form
    from advisor.files.faults import Fault
    from advisor.rulebook.rulebook import Rulebook

FORMATS: tuple[Form, ...] = ("table", "csv", "jsonl", "parquet", "xlsx")
_ENDINGS = {f".{form}": form for form in FORMATS}


@click.command(short_help="Score many partnership files.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How the lines are written; by default as the ending of --output says, else a table.",
)
@output_option
@click.option(
    "--errors",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what could not be read to a file as CSV: file, row, field, reason.",
)
@click.option(
    "--on-error",
    type=click.Choice(["go-on", "stop"]),
    default="go-on",
    show_default=True,
    help="Whether a file that cannot be read ends it.",
)
@rules_option
@colour_option
@width_option
def score(
    paths: tuple[Path, ...],
    form: Form | None,
    output: Path | None,
    errors: Path | None,
    on_error: str,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
) -> int:
    """Score partnership files and folders of them (``-`` reads standard input).

    A partnership has a line, in the order of the input. Exit 2 where something could not be read.
    """
    for option, file in (("--output", output), ("--errors", errors)):
        if file is not None and any(_would_replace(path, file) for path in paths):
            raise click.UsageError(f"{option} would replace a partnership file; name another")
    if output is not None and output == errors:
        raise click.UsageError("--output and --errors name one file; name two")
    from advisor.batch.sinks import sink

    rulebook = rulebook_from(rules_folder)
    faults: list[Fault] = []
    scores = _scores(paths, rulebook, faults, stops=on_error == "stop")
    to_file = output is not None and str(output) != "-"
    form = form or _ENDINGS.get(output.suffix.lower() if output else "", "table")
    with sink(
        form,
        output,
        rulebook,
        sort_by_band=False,
        colour=wants_colour(colour, to_file=to_file),
        width=columns(width, to_file=to_file),
        write_out=write_bytes,
    ) as out:
        for score in scores:
            out.write([score])
    _tell(faults, errors)
    return Exit.CANNOT if faults else Exit.DONE


def _would_replace(path: Path, file: Path) -> bool:
    """Return whether a file to write is one of those that a path leads to."""
    from advisor.batch.gathering import ENDINGS

    if is_same_file(path, file):
        return True
    is_partnership = file.suffix.lower() in ENDINGS and file.exists()
    return is_partnership and file.resolve().is_relative_to(path.resolve())


def _scores(
    paths: tuple[Path, ...], rulebook: Rulebook, faults: list[Fault], *, stops: bool
) -> Iterator[Scored]:
    """Yield each partnership that can be read; add the faults of the others to the list."""
    from advisor.batch.gathering import entries
    from advisor.batch.scored import scored
    from advisor.reasoning.assess import Reasoner

    reasoner = Reasoner(rulebook)
    for entry in entries(paths, rulebook, standard_input):
        faults += entry.faults
        if entry.scenario is not None:
            yield scored(entry.file, reasoner.assess(entry.scenario), rulebook)
        elif stops:
            return


def _tell(faults: list[Fault], errors: Path | None) -> None:
    """Tell every fault on standard error, and write them to a file where one is named."""
    from advisor.batch.written import faults_as_csv

    for fault in faults:
        click.echo(str(fault), err=True)
    if errors is not None:
        write(faults_as_csv(faults), errors)
