"""``advisor remind``: a short text for everybody with a step that is due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import on_option, rulebook_from, rules_option
from advisor.cli.output import check_is_new, write, write_new


@click.command(short_help="Write a reminder for each owner of a step.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--within",
    metavar="DAYS",
    type=click.IntRange(0, 3650),
    default=14,
    show_default=True,
    help="Steps that are due in so many days; those that are overdue always.",
)
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Make this folder, with a text file for each owner.",
)
@on_option("The day from which to count; by default today.")
@rules_option
def remind(
    folder: Path,
    within: int,
    output: Path | None,
    on: dt.date | None,
    rules_folder: Path | None,
) -> int:
    """Write a short text for each owner of an agreed step that is due or overdue.

    FOLDER holds partnership files; one such file does as well. Nothing is sent.
    """
    from advisor.cli.folder_plans import plans_in
    from advisor.files.file_format import slug
    from advisor.report.plan.folder_plan import reminders

    if output is not None:
        check_is_new(output)
    plan, faults = plans_in(folder, rulebook_from(rules_folder), on or dt.date.today())
    texts = reminders(plan, within)
    if not texts:
        click.echo("No agreed step is due.")
    elif output is None:
        write(f"\n{'-' * 76}\n\n".join(texts.values()))
    else:
        files: dict[str, bytes] = {}
        for owner, text in texts.items():
            # Two owners may be alike but for an accent.
            name, number = slug(owner), 2
            while f"{name}.txt" in files:
                name, number = f"{slug(owner)}-{number}", number + 1
            files[f"{name}.txt"] = text.encode("utf-8")
            click.echo(f"{output / name}.txt  ({owner})")
        write_new(output, files)
    for fault in faults:
        click.echo(str(fault), err=True)
    return Exit.CANNOT if faults else Exit.DONE
