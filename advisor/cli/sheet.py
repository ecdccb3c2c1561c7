"""``advisor questions sheet``: the questions on paper, to be answered with a pen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from advisor.report.page_formats import SHEET_FORMATS
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind, Role, Stage

if TYPE_CHECKING:
    from advisor.report.documents.question_sheet import Purpose

# This repeats a list of the report, which is too heavy to import for --help.
PURPOSES = ("look-up", "partner", "room")


@click.command(short_help="Print a sheet of questions to answer on paper.")
@click.option(
    "--kind", required=True, type=click.Choice(KINDS), help="The kind of the partnership."
)
@click.option(
    "--also", multiple=True, type=click.Choice(KINDS), help="A further kind; may be repeated."
)
@click.option(
    "--stage", required=True, type=click.Choice(STAGES), help="The decision in front of the room."
)
@click.option(
    "--for",
    "purpose",
    required=True,
    type=click.Choice(PURPOSES),
    help="What one person looks up, what each partner answers alone, or what the room answers.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help="On a partner's sheet, only what this role is asked.",
)
@format_option(
    SHEET_FORMATS, "How it is written; by default as the ending of --output says, else text."
)
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

    Together they hold each question of the kind and stage once: look-up for what one person settles
    from files, partner for what each partner answers alone, room for the rest.
    """
    from advisor.report.documents.question_sheet import sheet_of

    if role is not None and purpose != "partner":
        raise click.UsageError("--role goes with --for partner only")
    format_ = output_format(output, name, SHEET_FORMATS, "text")
    made = sheet_of(rulebook_from(rules_folder), (kind, *also), stage, purpose, role)
    write(format_.page(made, width or PIPE_WIDTH), output)
    return Exit.DONE
