"""``advisor score``: many partnerships, a line each; unreadable input is reported on stderr."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.batch.data_formats import SCORE_FORMATS
from advisor.cli.exits import Exit
from advisor.cli.inputs import on_option, rulebook_from, rules_option, standard_input
from advisor.cli.output import (
    Colour,
    colour_option,
    columns,
    format_option,
    goes_to_file,
    output_format,
    output_option,
    wants_colour,
    width_option,
    write,
    write_bytes,
)
from advisor.cli.score_options import TERMINAL, engine_faults, path_faults, portfolio_faults
from advisor.files.file_format import known_endings
from advisor.report.page_formats import PAGE_FORMATS, SHEET_FORMATS
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage

if TYPE_CHECKING:
    from advisor.batch.scoring.options import Engine
    from advisor.batch.scoring.run import RunResult
    from advisor.report.blocks import Page


@click.command(short_help="Score many partnerships: files, folders and tables.")
@click.argument("paths", nargs=-1, metavar="PATHS...", type=click.Path(path_type=Path))
@format_option(SCORE_FORMATS, "The format; by default the extension of --output, else a table.")
@output_option
@click.option("--full", is_flag=True, help="Write all of the advice, as JSON Lines; uses experta.")
@click.option(
    "--sort",
    type=click.Choice(["input", "band"]),
    default="input",
    show_default=True,
    help="The order of the lines; by band, all of them are in memory.",
)
@click.option(
    "--portfolio",
    metavar="[FILE]",
    is_flag=False,
    flag_value=str(TERMINAL),
    type=click.Path(path_type=Path),
    help="Add totals over all partnerships, on the terminal or as a page; "
    f"FILE {known_endings(SHEET_FORMATS)}.",
)
@click.option(
    "--anonymous",
    is_flag=True,
    help="Name none of the partnerships that need attention; number them.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="The kind of a partnership whose row gives none."
)
@click.option(
    "--stage", type=click.Choice(STAGES), help="The stage of a partnership whose row gives none."
)
@click.option(
    "--sheet",
    metavar="NAME",
    help="The sheet of a workbook to read; else the first visible one.",
)
@click.option(
    "--errors",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write faults to FILE as CSV: file, row, field, reason.",
)
@click.option(
    "--on-error",
    type=click.Choice(["go-on", "stop"]),
    default="go-on",
    show_default=True,
    help="Whether to stop at the first file or row that cannot be read.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "experta", "columns"]),
    default="auto",
    show_default=True,
    help="What evaluates the rules: experta one by one, columns many at once; "
    "auto is experta up to 500 partnerships.",
)
@click.option(
    "--verify",
    metavar="N",
    type=click.IntRange(min=0),
    help="How many of the rows scored by columns experta checks (25).",
)
@on_option(
    "The day from which dates are counted, such as 2026-05-12; by default that of the answers, "
    "else today; for --portfolio, today."
)
@rules_option
@colour_option
@width_option
def score(
    paths: tuple[Path, ...],
    name: str | None,
    output: Path | None,
    full: bool,
    sort: str,
    portfolio: Path | None,
    anonymous: bool,
    kind: Kind | None,
    stage: Stage | None,
    sheet: str | None,
    errors: Path | None,
    on_error: str,
    engine: Engine,
    verify: int | None,
    on: dt.date | None,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
) -> int:
    """Score partnership files, folders of them, and tables of partnerships.

    A file is YAML or JSON (``-`` reads standard input). A table is CSV, JSON Lines, Parquet or
    Excel; ``advisor template`` makes an empty one. Each partnership has a line, in the order of
    the input. Exits with 2 if something cannot be read.
    """
    _refuse(
        path_faults(paths, output=output, errors=errors, portfolio=portfolio, sheet=sheet),
        engine_faults(name, full=full, sort=sort, engine=engine, verify=verify),
    )
    format_ = output_format(output, name or ("jsonl" if full else None), SCORE_FORMATS, "table")
    to_file = goes_to_file(output)
    # Text for standard output in one of its names, such as /dev/stdout. A workbook still refuses
    # it, since it needs a file.
    if not to_file and not format_.is_binary:
        output = None
    is_data = not format_.is_laid_out
    _refuse(portfolio_faults(portfolio, anonymous=anonymous, is_data=is_data, to_file=to_file))
    if portfolio is not None:
        from advisor.report.blocks import Page

        # A page of nothing: else a package that is missing would be told once all is scored.
        _shown(Page("Portfolio", ()), portfolio, colour, width)
    # Only now, after the options were checked: from here on pydantic is loaded.
    from advisor.batch.score_row import Today
    from advisor.batch.scoring.options import ScoreOptions
    from advisor.batch.scoring.run import run
    from advisor.reasoning.reasoner import Disagreement

    rulebook = rulebook_from(rules_folder)
    options = ScoreOptions(
        rulebook=rulebook,
        paths=paths,
        format_=format_,
        output=output,
        full=full,
        by_band=sort == "band",
        with_portfolio=portfolio is not None,
        kind=kind,
        stage=stage,
        sheet=sheet,
        errors=errors,
        stop_on_error=on_error == "stop",
        engine=engine,
        today=Today(on, dt.date.today()),
        verified=verify,
        colour=wants_colour(colour, to_file=to_file),
        width=columns(width, to_file=to_file),
        standard_input=standard_input,
        # The table on the terminal would name what the picture below it does not.
        write_out=_write_nothing if anonymous and output is None else write_bytes,
        terminal=sys.stderr,
    )
    try:
        done = run(options)
    # Columns and experta must give the same; if not, nobody can know which is right.
    except Disagreement as error:
        click.echo(f"advisor: this is a bug: {error}", err=True)
        return Exit.BUG
    _tell(done, errors)
    if portfolio is not None:
        from advisor.batch.portfolio.attention_section import attention_part
        from advisor.batch.portfolio.portfolio_sections import portfolio_page

        # A picture of what was read so far would look like one of everything.
        if done.was_interrupted or (options.stop_on_error and done.skipped):
            click.echo("no picture: it would leave out what was not read", err=True)
        else:
            attention = attention_part(done.attention, options.today.day, anonymous=anonymous)
            page = portfolio_page(done.portfolio, done.skipped, rulebook, attention)
            if portfolio == TERMINAL:
                write("\n")
            write(_shown(page, portfolio, colour, width), portfolio)
    if done.was_interrupted:
        return Exit.INTERRUPTED
    return Exit.CANNOT if done.skipped else Exit.DONE


def _refuse(*faults: Iterable[str]) -> None:
    """Raise a usage error for the first fault, if there is one."""
    for message in chain.from_iterable(faults):
        raise click.UsageError(message)


def _tell(done: RunResult, errors: Path | None) -> None:
    """Report the result on stderr, with what was skipped and why."""
    for remark in done.remarks:
        click.echo(remark, err=True)
    for fault in done.faults:
        click.echo(str(fault), err=True)
    more = done.fault_count - len(done.faults)
    if more:
        click.echo(f"and {more:,} more in {errors}", err=True)
    if done.was_interrupted:
        wrote = f"{done.written:,} written, each of them whole" if done.written else "none written"
        click.echo(f"interrupted: {wrote}", err=True)
    elif done.skipped:
        click.echo(f"{done.skipped:,} left out; {done.written:,} written", err=True)


def _shown(page: Page, portfolio: Path, colour: Colour, width: int | None) -> str | bytes:
    """Return the portfolio as it goes to its file, or to the terminal."""
    to_file = portfolio != TERMINAL
    format_ = output_format(portfolio, None, PAGE_FORMATS, "rich")
    coloured = wants_colour(colour, to_file=to_file)
    return format_.page(page, columns(width, to_file=to_file), colour=coloured)


def _write_nothing(_data: bytes) -> None:
    """Take the place of the table where only the picture is wanted."""
