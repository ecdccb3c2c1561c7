"""``advisor pack``: everything for a meeting or a board, in one dated folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import (
    file_argument,
    known_partner,
    on_option,
    rulebook_from,
    rules_option,
    scenario_from,
)
from advisor.cli.output import check_is_new, write_new


@click.command(short_help="Write everything for a meeting into a folder.")
@file_argument
@click.option(
    "--school",
    metavar="NAME",
    help="Write a board paper for this school only; by default for each that answered for itself.",
)
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The folder to make; by default next to FILE, with its name and today's date.",
)
@on_option("The day from which dates are counted; by default that of the answers, else today.")
@rules_option
def pack(
    file: Path,
    school: str | None,
    output: Path | None,
    on: dt.date | None,
    rules_folder: Path | None,
) -> int:
    """Write brief, board papers, action plan, agenda and notes of the partnership in FILE.

    A page of contents says who may see which. The folder appears whole or not at all.
    """
    from advisor.reasoning.reasoner import Reasoner
    from advisor.report.pack import pack_of

    today = dt.date.today()
    folder = output or file.with_name(f"{file.stem}-{today.isoformat()}")
    check_is_new(folder)
    rulebook = rulebook_from(rules_folder)
    scenario = scenario_from(file, rulebook)
    if school is not None:
        schools = [known_partner(school, scenario)]
    else:
        # An entry for several schools has no board of its own, unless one body decides for them. A
        # school for which others answered has a head who never saw this, and the paper would be
        # from that head.
        one_board = [one for one in scenario.partners if one.count == 1 or one.committed_by]
        own = [partner for partner in one_board if partner.answers_from == "itself"] or one_board
        schools = [partner.name for partner in own]
        for partner in scenario.partners:
            if partner not in own:
                why = f"it stands for {partner.count} schools"
                why = "others answered for it" if partner in one_board else why
                says = f"No paper for the board of {partner.name}: {why}. --school writes one."
                click.echo(says, err=True)
    day = on or scenario.as_of or today
    files = pack_of(Reasoner(rulebook).assess(scenario, on=day), rulebook, schools, today)
    write_new(folder, {one.name: one.data for one in files})
    for one in files:
        click.echo(f"{folder / one.name}  ({one.readers})")
    return Exit.DONE
