"""``advisor steps``: the action plan of a partnership, and what came back of it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import file_argument, on_option, opened_from, rulebook_from, rules_option
from advisor.cli.output import (
    columns,
    format_option,
    goes_to_file,
    output_format,
    output_option,
    width_option,
    write,
)
from advisor.report.plan_formats import CALENDAR, PLAN_FORMATS, folder_plan_in, plan_in

if TYPE_CHECKING:
    from advisor.files.file_format import Format
    from advisor.report.plan.read_plan import PlanChange
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.load_scenario import Opened


@click.command(short_help="Write the action plan, or read it back.")
@file_argument
@format_option(PLAN_FORMATS, "The format; by default the extension of --output, else text.")
@output_option
@click.option(
    "--read",
    "plan_file",
    metavar="PLAN",
    type=click.Path(path_type=Path),
    help="Read owners, days and statuses from a plan (.xlsx or .docx) into FILE.",
)
@click.option("--yes", is_flag=True, help="With --read: keep every change without asking.")
@on_option(
    "The day from which dates are counted; by default that of the answers, else today. For a "
    "folder, today."
)
@rules_option
@width_option
def steps(
    file: Path,
    name: str | None,
    output: Path | None,
    plan_file: Path | None,
    yes: bool,
    on: dt.date | None,
    rules_folder: Path | None,
    width: int | None,
) -> int:
    """Write the action plan of the partnership in FILE, by date.

    If FILE is a folder, list the agreed steps of every partnership in it, overdue ones first.

    With --read, take over what people have changed in a plan: who, by when, agreed, status. Each
    change is shown, and kept once you say yes. Other changes are refused, and nothing is written.
    """
    from advisor.reasoning.reasoner import Reasoner
    from advisor.report.plan.action_plan import plan_of

    if plan_file is not None and (name or output):
        raise click.UsageError("--read writes no plan; leave out --format and --output")
    format_ = output_format(output, name, PLAN_FORMATS, "text", read=file)
    if file.is_dir():
        if plan_file is not None:
            raise click.UsageError("--read is for one partnership; name its file, not a folder")
        return _folder(file, format_, rulebook_from(rules_folder), on, width, output)
    rulebook = rulebook_from(rules_folder)
    opened = opened_from(file, rulebook)
    today = dt.date.today()
    day = on or opened.scenario.as_of or today
    plan = plan_of(Reasoner(rulebook).assess(opened.scenario, on=day), rulebook)
    if plan_file is None:
        to_file = goes_to_file(output)
        cells = columns(width, to_file=to_file)
        write(plan_in(format_, plan, opened.scenario.id, today, cells), output)
        return Exit.DONE
    from advisor.report.plan.read_plan import read_plan

    changes = read_plan(plan_file, plan)
    return _keep(changes, file, opened, rulebook, yes=yes)


def _folder(
    folder: Path,
    format_: Format,
    rulebook: Rulebook,
    on: dt.date | None,
    width: int | None,
    output: Path | None,
) -> int:
    """List the steps of every partnership in a folder; what cannot be read is named at the end."""
    from advisor.cli.folder_plans import plans_in

    if format_ is CALENDAR:
        raise click.UsageError(f"{format_.name} is for one partnership; name its file")
    plan, faults = plans_in(folder, rulebook, on or dt.date.today())
    write(folder_plan_in(format_, plan, columns(width, to_file=goes_to_file(output))), output)
    for fault in faults:
        click.echo(str(fault), err=True)
    return Exit.CANNOT if faults else Exit.DONE


def _keep(
    changes: tuple[PlanChange, ...], file: Path, opened: Opened, rulebook: Rulebook, *, yes: bool
) -> int:
    """Show each change, and write those that are confirmed into the partnership file."""
    from advisor.scenario.saving import saved

    if not changes:
        click.echo("Nothing has changed.")
        return Exit.DONE
    asks = not yes and sys.stdin.isatty()
    kept = []
    for change in changes:
        click.echo(change.says)
        if yes or (asks and click.confirm("Keep this?", default=True)):
            kept.append(change)
    if not yes and not asks:
        click.echo("Nothing is written; add --yes to keep these changes.")
        return Exit.NO
    scenario = opened.scenario
    for change in kept:
        agreed = change.agreed
        if (before := scenario.steps.get(change.step)) is not None:
            # Somebody else promises for the partners that it is for now, the same one as before.
            at = before.at if agreed.owner == before.owner else agreed.at
            agreed = agreed.model_copy(update={"note": before.note, "at": at})
        scenario = scenario.with_step(change.step, agreed)
    if kept:
        scenario = scenario.identified()
        write(saved(scenario, opened.document.text, rulebook.changes.successors), file)
    click.echo(f"{len(kept)} of {len(changes)} changes written to {file}.")
    return Exit.DONE
