"""``advisor schema``: JSON Schemas of the files, for editors and other programs."""

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.cli.output import write

# This repeats a list of the report, which is too heavy to import for --help.
SCHEMAS = (
    *("scenario", "rule", "question", "step", "lesson", "concern", "framework"),
    *("preconditions", "papers", "contradiction", "silent", "changes", "assessment"),
)


@click.command(short_help="Print the JSON Schema of a type of file.")
@click.argument("sort", required=False, type=click.Choice(SCHEMAS))
@click.option(
    "--into",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write the schemas of all types to FOLDER, one in each file.",
)
@rules_option
def schema(sort: str | None, folder: Path | None, rules_folder: Path | None) -> int:
    """Print the JSON Schema of a type of file, with the rulebook's own ids and levels.

    A question, step, lesson, concern, contradiction, silent or changes file holds a list. An
    assessment is what assess prints as JSON.
    """
    from advisor.authoring.schemas.json_schemas import schema_text

    if (sort is None) == (folder is None):
        raise click.UsageError("name one sort of file, or --into with a folder for all")
    rulebook = rulebook_from(rules_folder)
    if sort is not None:
        write(schema_text(sort, rulebook))
    else:
        for name in SCHEMAS:
            write(schema_text(name, rulebook), Path(str(folder)) / f"{name}.json")
    return Exit.DONE
