"""``advisor score``: many partnerships, a line each; what cannot be read is told beside them."""

from __future__ import annotations

import sys
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
from advisor.files.clean_text import one_line, quoted
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage

if TYPE_CHECKING:
    from advisor.batch.run import Done
    from advisor.batch.scoring import Engine
    from advisor.batch.sinks import Form
    from advisor.rulebook.rulebook import Rulebook

FORMS: tuple[Form, ...] = ("table", "csv", "jsonl", "parquet", "xlsx")
_ENDINGS: dict[str, Form] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".txt": "table",
    "": "table",
}
_TERMINAL = Path("-")


@click.command(short_help="Score many partnerships: files, folders and tables.")
@click.argument("paths", nargs=-1, metavar="PATHS...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="How the lines are written; else as --output ends, or as a table.",
)
@output_option
@click.option("--full", is_flag=True, help="Write all of the advice, as JSON Lines (one by one).")
@click.option(
    "--sort",
    type=click.Choice(["input", "band"]),
    default="input",
    show_default=True,
    help="The order of the lines; by band keeps all of them in memory.",
)
@click.option(
    "--portfolio",
    metavar="[FILE.html]",
    is_flag=False,
    flag_value=str(_TERMINAL),
    type=click.Path(path_type=Path),
    help="Add the picture over all of them, on the terminal or as a page of its own.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="The kind of a partnership whose row names none."
)
@click.option(
    "--stage", type=click.Choice(STAGES), help="The stage of a partnership whose row names none."
)
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
    help="Whether a file or row that cannot be read ends it.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "experta", "columns"]),
    default="auto",
    show_default=True,
    help="What reads the rules: experta one by one, columns many at once; "
    "auto is experta up to 500 partnerships.",
)
@click.option(
    "--verify",
    metavar="N",
    type=click.IntRange(min=0),
    help="How many of those read by columns experta reads again (25); a difference exits 70.",
)
@rules_option
@colour_option
@width_option
def score(
    paths: tuple[Path, ...],
    form: Form | None,
    output: Path | None,
    full: bool,
    sort: str,
    portfolio: Path | None,
    kind: Kind | None,
    stage: Stage | None,
    errors: Path | None,
    on_error: str,
    engine: Engine,
    verify: int | None,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
) -> int:
    """Score partnership files, folders of them, and tables of partnerships.

    A file is YAML or JSON (``-`` reads standard input); a table is CSV, JSON Lines, Parquet or
    Excel, as ``advisor template`` makes one. A partnership has a line, in the order of the input.
    Exit 2 where something could not be read.
    """
    _refuse_portfolio_without_paths(paths, portfolio)
    if paths.count(_TERMINAL) > 1:
        raise click.UsageError("standard input can be read once only; leave the second - out")
    written = {"--output": output, "--errors": errors, "--portfolio": portfolio}
    _refuse_to_replace(paths, {k: v for k, v in written.items() if v and v != _TERMINAL})
    if errors == _TERMINAL:
        raise click.UsageError("--errors needs a file; without it they go to standard error")
    _refuse_together(form, full=full, sort=sort, engine=engine, verify=verify)
    form = form or ("jsonl" if full else _form_of(output))
    to_file = output is not None and output != _TERMINAL
    _refuse_portfolio(portfolio, is_data=form != "table", to_file=to_file)
    from advisor.batch.run import Run
    from advisor.reasoning.assess import Disagreement

    rulebook = rulebook_from(rules_folder)
    run = Run(
        rulebook=rulebook,
        paths=paths,
        form=form,
        output=output,
        full=full,
        by_band=sort == "band",
        over_all=portfolio is not None,
        kind=kind,
        stage=stage,
        errors=errors,
        stops=on_error == "stop",
        engine=engine,
        verified=verify,
        colour=wants_colour(colour, to_file=to_file),
        width=columns(width, to_file=to_file),
        standard_input=standard_input,
        write_out=write_bytes,
        terminal=sys.stderr,
    )
    try:
        done = run.carried_out()
    except Disagreement as error:
        click.echo(f"advisor: a fault of the program itself: {error}", err=True)
        return Exit.BUG
    _tell(done, errors)
    if portfolio is not None and not (run.stops and done.left_out):
        _show(done, portfolio, rulebook, colour, width)
    if done.was_interrupted:
        return Exit.INTERRUPTED
    return Exit.CANNOT if done.left_out else Exit.DONE


def _refuse_to_replace(paths: tuple[Path, ...], written: dict[str, Path]) -> None:
    """Raise a usage error where a file to write is one to read, or another one to write.

    Raises:
        click.UsageError: It is.
    """
    for option, file in written.items():
        if any(_would_replace(path, file) for path in paths):
            raise click.UsageError(f"{option} would replace a partnership file; name another")
    options = list(written)
    for number, one in enumerate(options):
        for other in options[number + 1 :]:
            if written[one] == written[other]:
                raise click.UsageError(f"{one} and {other} name one file; name two")


def _would_replace(path: Path, file: Path) -> bool:
    """Return whether a file to write is one of those that a path leads to."""
    from advisor.batch.gathering import ENDINGS

    if is_same_file(path, file):
        return True
    is_partnership = file.suffix.lower() in ENDINGS and file.exists()
    return is_partnership and file.resolve().is_relative_to(path.resolve())


def _form_of(output: Path | None) -> Form:
    """Return the form that the ending of a file names.

    Raises:
        click.UsageError: It names none.
    """
    ending = output.suffix.lower() if output else ""
    if ending not in _ENDINGS:
        known = ", ".join(filter(None, _ENDINGS))
        raise click.UsageError(
            f"--output can end in {known}, not in {one_line(ending)}; or say which by --format"
        )
    return _ENDINGS[ending]


def _refuse_together(
    form: Form | None, *, full: bool, sort: str, engine: Engine, verify: int | None
) -> None:
    if full and form not in {"jsonl", None}:
        raise click.UsageError("--full writes JSON Lines; say --format jsonl")
    if full and sort == "band":
        raise click.UsageError("--full keeps the order of the input; leave --sort out")
    if full and engine == "columns":
        raise click.UsageError("--full comes from experta; leave --engine out")
    if verify is not None and (full or engine == "experta"):
        raise click.UsageError("--verify is for what columns read; experta needs no second reading")


def _refuse_portfolio_without_paths(paths: tuple[Path, ...], portfolio: Path | None) -> None:
    if paths:
        return
    if portfolio is not None and portfolio != _TERMINAL:
        says = f"--portfolio took {quoted(str(portfolio))} for its page; put it after the paths"
        raise click.UsageError(says)
    raise click.UsageError("name at least one file or folder; advisor score --help says which")


def _refuse_portfolio(portfolio: Path | None, *, is_data: bool, to_file: bool) -> None:
    if portfolio is None:
        return
    if portfolio != _TERMINAL and portfolio.suffix.lower() not in {".html", ".htm"}:
        says = f"--portfolio writes a page, FILE.html; {quoted(str(portfolio))} is none"
        raise click.UsageError(says)
    if portfolio == _TERMINAL and is_data and not to_file:
        raise click.UsageError(
            "lines for programs and the picture would mix; add --output FILE, "
            "or name a page: --portfolio FILE.html"
        )


def _tell(done: Done, errors: Path | None) -> None:
    """Tell on standard error how it went, and what was left out and why."""
    for remark in done.remarks:
        click.echo(remark, err=True)
    for fault in done.faults:
        click.echo(str(fault), err=True)
    more = done.number_of_faults - len(done.faults)
    if more:
        click.echo(f"and {more:,} more in {errors}", err=True)
    if done.was_interrupted:
        wrote = f"{done.written:,} written, each of them whole" if done.written else "none written"
        click.echo(f"interrupted: {wrote}", err=True)
    elif done.left_out:
        click.echo(f"{done.left_out:,} left out; {done.written:,} written", err=True)


def _show(
    done: Done, portfolio: Path, rulebook: Rulebook, colour: Colour, width: int | None
) -> None:
    """Show the picture over all partnerships, or write it as a page."""
    if portfolio != _TERMINAL:
        from advisor.batch.portfolio_html import portfolio_html

        write(portfolio_html(done.portfolio, done.left_out, rulebook), portfolio)
        return
    from advisor.batch.portfolio_page import portfolio_page
    from advisor.report.printing import printed

    page = portfolio_page(done.portfolio, done.left_out, rulebook)
    coloured = wants_colour(colour, to_file=False)
    write("\n" + printed(page, columns(width, to_file=False), colour=coloured))
