"""Scores partnerships one by one with experta, which gives the full advice."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.portfolio.attention_reasons import (
    attention_to,
)
from advisor.batch.portfolio.totals import portfolio_of
from advisor.batch.score_row import score_row
from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.scoring.score_inputs import PartnershipFile, ScoreInput, TableRows, read_file
from advisor.batch.scoring.scored_chunk import ScoredChunk
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook


def score_sequentially(
    inputs: Iterable[ScoreInput], options: ScoreOptions
) -> Iterator[ScoredChunk]:
    """Yield the score of each partnership, and its assessment."""
    rulebook, today = options.rulebook, options.today
    # One for all inputs: it keeps an engine of experta for each kind and stage.
    reasoner = Reasoner(rulebook)
    for item in inputs:
        for one, chunk in _read(item, rulebook):
            if one is None:
                yield chunk
                continue
            # Columns know no day but that of the answers; what is written in full knows more.
            on = today.beside(one.scenario.as_of) if options.full else None
            said = reasoner.assess(one.scenario, on=on)
            chunk = chunk._replace(  # noqa: PLW2901
                scores=(score_row(one.file, said, rulebook, row=one.row, today=today),),
                assessments=(said,),
            )
            if options.with_portfolio:
                layout = item.layout if isinstance(item, TableRows) else None
                needing = attention_to(one.scenario, rulebook, today.day, layout, one.row or 0)
                counts = portfolio_of(said, rulebook)
                chunk = chunk._replace(portfolio=counts, attention=needing)  # noqa: PLW2901
            yield chunk


def _read(item: ScoreInput, rulebook: Rulebook) -> Iterator[tuple[ScenarioAt | None, ScoredChunk]]:
    """Yield each partnership, or none, with a chunk of its faults."""
    if isinstance(item, PartnershipFile):
        one, faults = read_file(item, rulebook)
        yield one, ScoredChunk(faults=faults, skipped=0 if one else 1, rows=1)
    elif isinstance(item, TableRows):
        yield from _read_rows(item, rulebook)
    else:
        yield None, ScoredChunk(faults=item.faults, skipped=1, rows=1)


def _read_rows(
    item: TableRows, rulebook: Rulebook
) -> Iterator[tuple[ScenarioAt | None, ScoredChunk]]:
    from advisor.batch.tables.row_reader import RowReader
    from advisor.batch.tables.row_scenarios import scenarios_in

    file = item.chunk.file
    # Rows that could not be read count with the partnerships that are left out for them.
    counted = {fault.line for fault in item.chunk.skipped or item.chunk.faults}
    told = sorted((*item.chunk.faults, *item.chunk.skipped), key=lambda fault: fault.line)
    unread = [
        ScoredChunk(faults=tuple(faults), skipped=int(line in counted), rows=1)
        for line, faults in groupby(told, lambda fault: fault.line)
    ]
    reader = RowReader(item.layout, rulebook)
    for read in scenarios_in(item.chunk.frame, reader, file):
        while unread and unread[0].faults[0].line < read.first:
            yield None, unread.pop(0)
        one = ScenarioAt(read.file, read.first, read.scenario) if read.scenario else None
        skipped = 0 if read.scenario else 1
        yield one, ScoredChunk(faults=read.faults, skipped=skipped, rows=read.last - read.first + 1)
    for chunk in unread:
        yield None, chunk
