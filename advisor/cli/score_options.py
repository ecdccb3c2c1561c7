"""Says which options of ``advisor score`` do not go together, and what form a file is to have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.batch.data_formats import SCORE_FORMATS
from advisor.batch.tables.install_hint import TABLE_ENDINGS
from advisor.cli.output import is_same_file
from advisor.files.clean_text import quoted
from advisor.files.file_format import ending_fault, ending_of, format_named

if TYPE_CHECKING:
    from advisor.batch.scoring.options import Engine

TERMINAL = Path("-")


def refuse_to_replace(paths: tuple[Path, ...], written: dict[str, Path]) -> None:
    """Raise a usage error where a file to write is one to read, or another one to write.

    Raises:
        click.UsageError: It is.
    """
    for option, file in written.items():
        if any(_would_replace(path, file) for path in paths):
            sort = "table" if file.suffix.lower() in TABLE_ENDINGS else "partnership file"
            raise click.UsageError(f"{option} would replace a {sort}; name another")
    options = list(written)
    for number, one in enumerate(options):
        for other in options[number + 1 :]:
            if written[one] == written[other]:
                raise click.UsageError(f"{one} and {other} name one file; name two")


def _would_replace(path: Path, file: Path) -> bool:
    """Return whether a file to write is one of those that a path leads to."""
    from advisor.scenario.load_scenario import PARTNERSHIP_ENDINGS

    if is_same_file(path, file):
        return True
    is_partnership = file.suffix.lower() in PARTNERSHIP_ENDINGS and file.exists()
    return is_partnership and file.resolve().is_relative_to(path.resolve())


def refuse_errors(errors: Path | None) -> None:
    """Raise a usage error where what cannot be read cannot be written as CSV.

    Raises:
        click.UsageError: It is no file, or one whose ending promises something else.
    """
    if errors is None:
        return
    if errors == TERMINAL:
        raise click.UsageError("--errors needs a file; without it they are told on the terminal")
    if ending_fault(ending_of(errors), format_named("csv", SCORE_FORMATS)):
        raise click.UsageError(f"--errors writes CSV; {quoted(str(errors))} does not end so")


def refuse_sheet(sheet: str | None, paths: tuple[Path, ...]) -> None:
    """Raise a usage error where a sheet is chosen and there is no workbook.

    Raises:
        click.UsageError: There is none.
    """
    if sheet is not None and not any(path.suffix.lower() == ".xlsx" for path in paths):
        raise click.UsageError("--sheet chooses a sheet of an Excel workbook (.xlsx); name one")


def refuse_together(
    form: str | None,
    *,
    full: bool,
    sort: str,
    engine: Engine,
    verify: int | None,
) -> None:
    """Raise a usage error where options contradict each other.

    Raises:
        click.UsageError: They do.
    """
    if full and form not in {"jsonl", None}:
        raise click.UsageError("--full writes JSON Lines; say --format jsonl")
    if full and sort == "band":
        raise click.UsageError("--full keeps the order of the input; leave --sort out")
    if full and engine == "columns":
        raise click.UsageError("--full comes from experta; leave --engine out")
    if verify is not None and (full or engine == "experta"):
        raise click.UsageError("--verify is for what columns read; experta needs no second reading")


def refuse_portfolio_without_paths(paths: tuple[Path, ...], portfolio: Path | None) -> None:
    """Raise a usage error where there is nothing to score, since the page took it or otherwise.

    Raises:
        click.UsageError: There is nothing.
    """
    if paths:
        return
    if portfolio is not None and portfolio != TERMINAL:
        says = f"--portfolio took {quoted(str(portfolio))} for its page; put it after the paths"
        raise click.UsageError(says)
    raise click.UsageError("name at least one file or folder; advisor score --help says which")


def refuse_anonymous(anonymous: bool, portfolio: Path | None) -> None:
    """Raise a usage error where names are to be left out of a picture that is not wanted.

    Raises:
        click.UsageError: They are.
    """
    if anonymous and portfolio is None:
        says = "--anonymous leaves names out of the picture; add --portfolio, or leave it out"
        raise click.UsageError(says)


def refuse_portfolio(portfolio: Path | None, *, is_data: bool, to_file: bool) -> None:
    """Raise a usage error where the picture cannot go where it is asked to.

    Raises:
        click.UsageError: It cannot.
    """
    if portfolio is None:
        return
    if portfolio != TERMINAL and portfolio.suffix.lower() not in {".html", ".htm"}:
        says = f"--portfolio writes a page, FILE.html; {quoted(str(portfolio))} is none"
        raise click.UsageError(says)
    if portfolio == TERMINAL and is_data and not to_file:
        raise click.UsageError(
            "lines for programs and the picture would mix; add --output FILE, "
            "or name a page: --portfolio FILE.html"
        )
