"""Carries out what ``advisor score`` was asked for: reads, scores, writes, and says how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from advisor.batch.output.data_format import DataFormat, TableLook
from advisor.batch.output.progress import progress
from advisor.batch.output.sinks import Sink, fault_sink, full_sink, sink
from advisor.batch.output.written import InFull
from advisor.batch.portfolio.portfolio import Portfolio
from advisor.batch.scoring.engines import VERIFIED, Engine, Wanted, pieces
from advisor.batch.scoring.gathering import found_at
from advisor.batch.scoring.pieces import Piece
from advisor.batch.scoring.units import TableOptions, TableRows, units
from advisor.files.faults import Fault
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

MOST_TOLD = 20
"""How many faults are told where a file holds all of them."""


class Done(NamedTuple):
    """How it went.

    Attributes:
        written: How many partnerships were written.
        left_out: How many files and partnerships could not be read.
        faults: What is wrong with them; the first ones, where a file holds all.
        number_of_faults: How many there are in all.
        remarks: What else is to be said.
        portfolio: The picture over all of them, where it is wanted.
        was_interrupted: Whether somebody ended it before its end.
    """

    written: int
    left_out: int
    faults: tuple[Fault, ...]
    number_of_faults: int
    remarks: tuple[str, ...]
    portfolio: Portfolio
    was_interrupted: bool


class Run(NamedTuple):
    """What was asked for.

    Attributes:
        full: Whether to write all of the advice on each.
        over_all: Whether to draw the picture over all of them.
        kind: The kind of a partnership whose row names none; ``stage`` likewise.
        sheet: The sheet to read of a workbook.
        errors: Where to write what could not be read.
        stops: Whether the first file or row that cannot be read ends it.
        verified: How many that columns read experta reads again; the usual number if none.
        terminal: Where progress is shown, if that is a terminal.
    """

    rulebook: Rulebook
    paths: Sequence[Path]
    format_: DataFormat
    output: Path | None
    full: bool
    by_band: bool
    over_all: bool
    kind: Kind | None
    stage: Stage | None
    sheet: str | None
    errors: Path | None
    stops: bool
    engine: Engine
    verified: int | None
    colour: bool
    width: int
    standard_input: Callable[[], bytes]
    write_out: Callable[[bytes], None]
    terminal: TextIO | None

    def carried_out(self) -> Done:
        """Score everything, write it, and return how that went.

        Raises:
            Disagreement: Columns and experta differ; what was to be written is not.
            Faults: Something cannot be written.
        """
        going = _Going(keeps_all=self.errors is None)
        try:
            self._carry_out(going)
        except KeyboardInterrupt:
            going.was_interrupted = True
        return going.done()

    def _carry_out(self, going: _Going) -> None:
        every = units(
            found_at(self.paths),
            self.rulebook,
            TableOptions(self.kind, self.stage, self.sheet),
            standard_input=self.standard_input,
            remark=going.remarks.append,
        )
        first = next(every, None)
        every = chain([first] if first else [], every)
        wanted = Wanted(
            self.engine,
            VERIFIED if self.verified is None else self.verified,
            over_all=self.over_all,
            in_full=self.full,
            stops=self.stops,
        )
        with ExitStack() as stack:
            write = self._writing(stack, going)
            tell = self._telling(stack)
            total = first.batch.total if isinstance(first, TableRows) else None
            advance = stack.enter_context(progress(total, self.terminal))
            scored = pieces(every, self.rulebook, wanted, going.remarks.append)
            for piece in stack.enter_context(closing(scored)):
                write(piece)
                tell(piece.faults)
                going.add(piece)
                advance(len(piece.scores), piece.rows)

    def _writing(self, stack: ExitStack, going: _Going) -> Callable[[Piece], None]:
        """Return what writes a piece."""
        if self.full:
            whole = stack.enter_context(full_sink(self.output, write_out=self.write_out))
            going.sink = whole

            def write_in_full(piece: Piece) -> None:
                assert isinstance(piece.scores, Sequence)
                pairs = zip(piece.scores, piece.assessments, strict=True)
                whole.write([InFull(one.file, one.row, said) for one, said in pairs])

            return write_in_full
        lines = stack.enter_context(
            sink(
                self.format_,
                self.output,
                TableLook(self.rulebook, self.colour, self.width),
                sort_by_band=self.by_band,
                write_out=self.write_out,
            )
        )
        going.sink = lines
        return lambda piece: lines.write(piece.scores)

    def _telling(self, stack: ExitStack) -> Callable[[Sequence[Fault]], None]:
        """Return what writes faults to a file, if one is named."""
        if self.errors is None:
            return lambda _faults: None
        return stack.enter_context(fault_sink(self.errors)).write


class _Going:
    """How it goes, while it does."""

    def __init__(self, *, keeps_all: bool) -> None:
        self.sink: Sink[Any] | None = None
        self.remarks: list[str] = []
        self.was_interrupted = False
        self._keeps_all = keeps_all
        self._faults: list[Fault] = []
        self._number_of_faults = 0
        self._left_out = 0
        self._portfolio = Portfolio.empty

    def add(self, piece: Piece) -> None:
        """Take in a piece that was written."""
        self._number_of_faults += len(piece.faults)
        room = len(piece.faults) if self._keeps_all else MOST_TOLD - len(self._faults)
        self._faults += piece.faults[:room]
        self._left_out += piece.left_out
        if piece.portfolio is not Portfolio.empty:
            self._portfolio += piece.portfolio

    def done(self) -> Done:
        """Return how it went."""
        return Done(
            written=self.sink.written if self.sink else 0,
            left_out=self._left_out,
            faults=tuple(self._faults),
            number_of_faults=self._number_of_faults,
            remarks=tuple(self.remarks),
            portfolio=self._portfolio,
            was_interrupted=self.was_interrupted,
        )
