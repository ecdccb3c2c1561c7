"""Check which options of ``advisor score`` go together, and where it may write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.batch.tables.open_table import TABLE_ENDINGS
from advisor.cli.output import is_same_file
from advisor.files.clean_text import quoted
from advisor.files.file_format import CSV, ending_fault, ending_of, known_endings
from advisor.report.page_formats import SHEET_FORMATS

if TYPE_CHECKING:
    from advisor.batch.scoring.options import Engine

TERMINAL = Path("-")


def path_faults(
    paths: Sequence[Path],
    *,
    output: Path | None,
    errors: Path | None,
    portfolio: Path | None,
    sheet: str | None,
) -> Iterator[str]:
    """Yield why the files to read and to write do not fit together."""
    if not paths and portfolio not in {None, TERMINAL}:
        # click gives the word after --portfolio to it, even where it was meant as the input.
        yield f"--portfolio took {quoted(str(portfolio))} for its page; put it after the paths"
    if not paths:
        yield "name at least one file or folder; advisor score --help says which"
    if list(paths).count(TERMINAL) > 1:
        yield "standard input can be read once only; leave the second - out"
    written = {"--output": output, "--errors": errors, "--portfolio": portfolio}
    yield from _replaced(paths, {k: v for k, v in written.items() if v and v != TERMINAL})
    if errors == TERMINAL:
        yield "--errors needs a file; without it they go to the terminal"
    elif errors and ending_fault(ending_of(errors), CSV):
        yield f"--errors writes CSV; {quoted(str(errors))} does not end so"
    if sheet is not None and not any(path.suffix.lower() == ".xlsx" for path in paths):
        yield "--sheet chooses a sheet of an Excel workbook (.xlsx); name one"


def _replaced(paths: Sequence[Path], written: Mapping[str, Path]) -> Iterator[str]:
    """Yield which file to write is also one to read, or another one to write."""
    for option, file in written.items():
        if any(_would_replace(path, file) for path in paths):
            kind = "table" if file.suffix.lower() in TABLE_ENDINGS else "partnership file"
            yield f"{option} would replace a {kind}; name another"
    for one, other in combinations(written, 2):
        if written[one] == written[other]:
            yield f"{one} and {other} name one file; name two"


def _would_replace(path: Path, file: Path) -> bool:
    """Return whether a file to write is also one to read."""
    from advisor.scenario.load_scenario import PARTNERSHIP_ENDINGS

    if is_same_file(path, file):
        return True
    # A folder is read whole, so a file in it is one of the inputs.
    is_partnership = file.suffix.lower() in PARTNERSHIP_ENDINGS and file.exists()
    return is_partnership and file.resolve().is_relative_to(path.resolve())


def engine_faults(
    name: str | None, *, full: bool, sort: str, engine: Engine, verify: int | None
) -> Iterator[str]:
    """Yield which options on the lines and on the engine contradict each other."""
    if full and name not in {"jsonl", None}:
        yield "--full writes JSON Lines; say --format jsonl"
    if full and sort == "band":
        yield "--full keeps the order of the input; leave --sort out"
    if full and engine == "columns":
        yield "--full comes from experta; leave --engine out"
    if verify is not None and (full or engine == "experta"):
        yield "--verify is for what columns read; experta needs no second reading"


def portfolio_faults(
    portfolio: Path | None, *, anonymous: bool, is_data: bool, to_file: bool
) -> Iterator[str]:
    """Yield why the picture over all partnerships cannot be as it is asked for."""
    if anonymous and portfolio is None:
        yield "--anonymous leaves names out of the picture; add --portfolio, or leave it out"
    if portfolio == TERMINAL and is_data and not to_file:
        yield (
            "lines for programs and the picture would mix; add --output FILE, "
            "or name a page: --portfolio FILE.html"
        )
    endings = [ending for format_ in SHEET_FORMATS for ending in format_.endings]
    if portfolio and portfolio != TERMINAL and ending_of(portfolio) not in endings:
        yield f"--portfolio {known_endings(SHEET_FORMATS)}; {quoted(str(portfolio))} does not"
