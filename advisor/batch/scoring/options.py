"""What ``advisor score`` was asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

from advisor.batch.output.data_format import DataFormat
from advisor.batch.score_row import Today
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

Engine = Literal["auto", "experta", "columns"]


class ScoreOptions(NamedTuple):
    """What was asked for.

    Attributes:
        full: Whether to write all of the advice on each, which only reading one by one gives.
        with_portfolio: Whether to count the totals of the portfolio too.
        kind: The kind of a partnership whose row names none; ``stage`` likewise.
        sheet: The sheet to read of a workbook; by default the first visible one.
        errors: Where to write what could not be read.
        stop_on_error: Whether the first file or row that cannot be read ends it.
        today: The day from which days are counted.
        verified: How many that columns read experta reads again; the usual number if none.
        standard_input: Reads all of it; asked once for each ``-``.
        terminal: Where progress is shown, if that is a terminal.
    """

    rulebook: Rulebook
    paths: Sequence[Path]
    format_: DataFormat
    output: Path | None
    full: bool
    by_band: bool
    with_portfolio: bool
    kind: Kind | None
    stage: Stage | None
    sheet: str | None
    errors: Path | None
    stop_on_error: bool
    engine: Engine
    today: Today
    verified: int | None
    colour: bool
    width: int
    standard_input: Callable[[], bytes]
    write_out: Callable[[bytes], None]
    terminal: TextIO | None
