"""``advisor score`` from end to end: read, score, write, and report the result."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from advisor.batch.output.data_format import TableLook
from advisor.batch.output.progress import progress
from advisor.batch.output.sinks import Sink, score_sink
from advisor.batch.output.text_writer import fault_writer, full_writer
from advisor.batch.portfolio.attention import NOTHING_FOUND, Attention
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.scoring.engines import score_all
from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.scoring.score_inputs import TableRows, find_inputs, read_inputs
from advisor.batch.scoring.scored_chunk import ScoredChunk
from advisor.files.faults import Fault

MAX_FAULTS_SHOWN = 20
"""20 lines and the summary fit on a 24-line terminal; ``--errors`` has the rest."""


@dataclass
class RunResult:
    """The outcome of one run of ``advisor score``.

    Attributes:
        written: Partnerships written.
        skipped: Files and partnerships that could not be read.
        faults: Their faults; the first ``MAX_FAULTS_SHOWN`` if a file lists them all.
        fault_count: All faults, shown or not.
        remarks: Other messages for stderr, such as a column that is not read.
        portfolio: The totals over all partnerships, if wanted.
        attention: Which of them need attention, likewise.
        was_interrupted: Whether Ctrl+C ended the run.
    """

    written: int = 0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    remarks: list[str] = field(default_factory=list)
    portfolio: Portfolio = Portfolio.empty
    attention: Attention = NOTHING_FOUND
    was_interrupted: bool = False


def run(options: ScoreOptions) -> RunResult:
    """Score all inputs and write the rows.

    Raises:
        Disagreement: Columns and experta differ; the output file is unchanged.
        Faults: The output cannot be written.
    """
    result, lines = RunResult(), _lines(options)
    try:
        _run(options, lines, result)
    except KeyboardInterrupt:
        # By now the exit stack has closed the sinks: rows written before Ctrl+C are in the output
        # file (a terminal table is all or nothing). So this reports a short run.
        result.was_interrupted = True
    result.written = lines.written
    return result


def _lines(options: ScoreOptions) -> Sink[Any]:
    if options.full:
        return Sink(full_writer, options.output, options.write_out)
    return score_sink(
        options.format_,
        options.output,
        TableLook(options.rulebook, options.colour, options.width),
        by_band=options.by_band,
        write_out=options.write_out,
    )


def _run(options: ScoreOptions, lines: Sink[Any], result: RunResult) -> None:
    every = read_inputs(find_inputs(options.paths), options, result.remarks.append)
    # The progress bar needs a total before the first row is scored, and only a table knows its own.
    # With several tables the bar is full after the first and stays there.
    first = next(every, None)
    every = chain([first] if first else [], every)
    # Unwinds in reverse: stop the workers, clear the bar, then finish the two files.
    with ExitStack() as stack:
        stack.enter_context(lines)
        unread = None
        if options.errors is not None:
            faults = Sink[Sequence[Fault]](fault_writer, options.errors, options.write_out)
            unread = stack.enter_context(faults)
        total = first.chunk.total if isinstance(first, TableRows) else None
        advance = stack.enter_context(progress(total, options.terminal))
        scored = score_all(every, options, result.remarks.append)
        for chunk in stack.enter_context(closing(scored)):
            pairs = zip(chunk.scores, chunk.assessments, strict=True) if options.full else ()
            lines.write([*pairs] if options.full else chunk.scores)
            if unread is not None:
                unread.write(chunk.faults)
            _add(result, chunk, keeps_all=unread is None)
            advance(len(chunk.scores), chunk.rows)


def _add(result: RunResult, chunk: ScoredChunk, *, keeps_all: bool) -> None:
    result.fault_count += len(chunk.faults)
    room = len(chunk.faults) if keeps_all else MAX_FAULTS_SHOWN - len(result.faults)
    result.faults += chunk.faults[:room]
    result.skipped += chunk.skipped
    if chunk.portfolio is not Portfolio.empty:
        result.portfolio += chunk.portfolio
        result.attention = result.attention.followed_by(chunk.attention)
