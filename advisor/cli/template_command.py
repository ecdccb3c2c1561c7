"""``advisor template``: an empty file to fill in, which ``advisor score`` takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.batch.data_formats import TEMPLATE_FORMATS
from advisor.batch.output.data_format import DataFormat
from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.cli.output import format_option, output_format, output_option, write
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage

if TYPE_CHECKING:
    from advisor.batch.template.template_columns import By, Template

# This repeats a list of the batch, which is too heavy to import for --help.
ROWS_BY = ("partner", "partnership")
MAX_RESPONDENTS = 100


@click.command(short_help="Write an empty file to fill in.")
@format_option(
    TEMPLATE_FORMATS,
    "The format; by default the extension of --output.",
)
@click.option("--kind", type=click.Choice(KINDS), help="Only the questions of this kind.")
@click.option("--stage", type=click.Choice(STAGES), help="Only the questions of this stage.")
@click.option(
    "--respondents",
    metavar="N",
    type=click.IntRange(1, MAX_RESPONDENTS),
    help="Make N sheets of answers in a workbook, one for each respondent.",
)
@click.option(
    "--by",
    type=click.Choice(ROWS_BY),
    help="What a row is; by default a partner.",
)
@output_option
@rules_option
def template(
    name: str | None,
    kind: Kind | None,
    stage: Stage | None,
    respondents: int | None,
    by: By | None,
    output: Path | None,
    rules_folder: Path | None,
) -> int:
    """Write an empty file to fill in, for advisor score.

    A workbook has drop-downs for the answers and a sheet that explains each. An existing file
    is not replaced.
    """
    from advisor.batch.template.template_columns import Template

    format_ = output_format(output, name, TEMPLATE_FORMATS, None)
    form = format_.name
    if form == "xlsx" and output is None:
        raise click.UsageError("a workbook needs an --output that names the file")
    if respondents is not None and form != "xlsx":
        raise click.UsageError("--respondents goes with xlsx only")
    if output is not None and _holds_something(output):
        raise click.UsageError("--output would replace a file by an empty one; name another")
    made = Template(rulebook_from(rules_folder), kind, stage, by or "partner")
    write(_written(made, format_, respondents), output)
    return Exit.DONE


def _holds_something(file: Path) -> bool:
    try:
        # An empty file may be filled: a script may have made it to reserve the name.
        return file.is_file() and file.stat().st_size > 0
    except (OSError, ValueError):
        return False


def _written(made: Template, format_: DataFormat, respondents: int | None) -> str | bytes:
    assert format_.template
    try:
        return format_.template(made, respondents)
    # XlsxWriter is in the extra "tables"; CSV needs nothing of it.
    except ModuleNotFoundError:
        from advisor.batch.tables.open_table import INSTALL_TABLES

        says = f"a workbook needs XlsxWriter, which is not installed: {INSTALL_TABLES}"
        raise click.ClickException(says) from None
