"""``advisor questions sheet``: the questions on paper, to be answered with a pen."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.cli.output import (
    PIPE_WIDTH,
    format_option,
    output_format,
    output_option,
    width_option,
    write,
)
from advisor.report.form_blocks import PURPOSES, Purpose
from advisor.report.page_formats import SHEET_FORMATS
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind, Role, Stage


@click.command(short_help="Print a sheet of questions to answer on paper.")
@click.option(
    "--kind", required=True, type=click.Choice(KINDS), help="The kind of the partnership."
)
@click.option(
    "--also", multiple=True, type=click.Choice(KINDS), help="Another kind; may be repeated."
)
@click.option(
    "--stage", required=True, type=click.Choice(STAGES), help="The decision in front of the room."
)
@click.option(
    "--for",
    "purpose",
    required=True,
    type=click.Choice(PURPOSES),
    help="Who fills it in: one person from files, each partner alone, or the room.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help="On a partner's sheet, only the questions for this role.",
)
@format_option(SHEET_FORMATS, "The format; by default the extension of --output, else text.")
@output_option
@rules_option
@width_option
def sheet(
    kind: Kind,
    also: tuple[Kind, ...],
    stage: Stage,
    purpose: Purpose,
    role: Role | None,
    name: str | None,
    output: Path | None,
    rules_folder: Path | None,
    width: int | None,
) -> int:
    """Print one of the three sheets of a meeting that is held in three parts.

    Each question of the kind and stage is on one of them. look-up: what one person finds in files;
    partner: what each partner answers alone; room: the rest.
    """
    from advisor.report.documents.question_sheet import sheet_of

    if role is not None and purpose != "partner":
        raise click.UsageError("--role goes with --for partner only")
    format_ = output_format(output, name, SHEET_FORMATS, "text")
    made = sheet_of(rulebook_from(rules_folder), (kind, *also), stage, purpose, role)
    # Not as wide as the terminal: a sheet is for paper.
    write(format_.page(made, width or PIPE_WIDTH), output)
    return Exit.DONE
