"""Scores partnerships by columns, and samples some for experta to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING

import numpy as np

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import ScoreRow
from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.scoring.score_inputs import (
    PartnershipFile,
    ScoreInput,
    TableRows,
    UnreadableInput,
    read_file,
)
from advisor.batch.scoring.scored_chunk import ScoredChunk
from advisor.batch.scoring.verification import VERIFIED, Again, Sample, verify_all
from advisor.batch.scoring.workers import FILES_AT_ONCE, Files, FileScorer, Processes
from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.reasoning.reasoner import Disagreement

if TYPE_CHECKING:
    import polars as pl

    from advisor.batch.frames.scorer import FrameScored
    from advisor.batch.tables.headings import Layout
    from advisor.batch.tables.row_reader import RowReader


class ColumnEngine:
    """Scores against one rulebook; to be closed, since it may use processes of its own."""

    def __init__(self, options: ScoreOptions, *, many_files: bool) -> None:
        self._sample = Sample(VERIFIED if options.verified is None else options.verified)
        self._rulebook, self._today = options.rulebook, options.today
        self._with_portfolio = options.with_portfolio
        self._reader: RowReader | None = None
        given = (self._rulebook, self._today, self._with_portfolio)
        self._processes = Processes(*given) if many_files else None

    def close(self) -> None:
        """End the processes, if there are any."""
        if self._processes is not None:
            self._processes.close()

    def verify(self) -> int:
        """Compare a sample of the scores with experta, and return its size.

        Raises:
            Disagreement: They differ.
        """
        kept = self._sample.kept()
        if self._processes is not None:
            self._processes.verify(kept)
        else:
            verify_all(kept, self._rulebook, self._today)
        return len(kept)

    def score(self, inputs: Iterable[ScoreInput]) -> Iterator[ScoredChunk]:
        """Yield the scores, chunk by chunk."""
        # Neighbours of one sort together, not all of one sort: rows come out in the order of the
        # input.
        for sort, group in groupby(inputs, type):
            if sort is PartnershipFile:
                yield from self._files(u for u in group if isinstance(u, PartnershipFile))
            elif sort is TableRows:
                yield from self._rows(u for u in group if isinstance(u, TableRows))
            else:
                for item in group:
                    if isinstance(item, UnreadableInput):
                        yield ScoredChunk(faults=item.faults, skipped=1, rows=1)

    def _files(self, files: Iterable[PartnershipFile]) -> Iterator[ScoredChunk]:
        remaining = iter(files)
        groups: Iterator[Files] = iter(lambda: [*islice(remaining, FILES_AT_ONCE)], [])
        if self._processes is not None:
            scored = self._processes.scored(groups)
        else:
            scorer = FileScorer(self._rulebook, self._today, self._with_portfolio)
            scored = ((group, scorer.score(group)) for group in groups)
        for group, chunk in scored:
            self._offer_files(group, chunk)
            yield chunk

    def _offer_files(self, group: Files, chunk: ScoredChunk) -> None:
        scores, by_file = chunk.scores, {str(file.path): file for file in group}
        assert isinstance(scores, list)

        def get(place: int) -> Again:
            return partial(self._file_again, by_file[scores[place].file], scores[place])

        self._sample.offer(np.array(chunk.shapes, np.int64), get)

    def _file_again(self, file: PartnershipFile, said: ScoreRow) -> tuple[ScenarioAt, ScoreRow]:
        one, faults = read_file(file, self._rulebook)
        if one is None:
            raise Faults(faults)
        return one, said

    def _rows(self, inputs: Iterable[TableRows]) -> Iterator[ScoredChunk]:
        from advisor.batch.scoring.frame_threads import scored_in_threads
        from advisor.batch.tables.table_chunks import SHEET

        for item, found in scored_in_threads(
            inputs, self._rulebook, self._today.day, with_portfolio=self._with_portfolio
        ):
            self._offer_rows(item, found)
            chunk = item.chunk
            told = (fault for one in found.unread for fault in one.faults)
            faults = (*chunk.faults, *chunk.skipped, *told)
            # Each sheet counts its rows from 1, so sorting by row would mix the sheets.
            if SHEET not in chunk.frame.columns:
                faults = tuple(sorted(faults))
            yield ScoredChunk(
                found.frame,
                faults=faults,
                before_faults=_before_faults(item, found),
                portfolio=found.portfolio,
                attention=found.attention,
                skipped=len(found.unread) + chunk.skipped_count,
                rows=chunk.frame.height + len(chunk.faults),
            )

    def _offer_rows(self, item: TableRows, found: FrameScored) -> None:
        def get(place: int) -> Again:
            start, end = found.starts[found.places[place]], found.starts[found.places[place] + 1]
            # Gathered rows are a copy, so the frame itself can be freed.
            rows = item.chunk.frame[np.arange(start, end)]
            said = found.frame[np.array([place])]
            return partial(self._rows_again, rows, item.layout, item.chunk.file, said)

        self._sample.offer(found.shapes, get)

    def _rows_again(
        self, rows: pl.DataFrame, layout: Layout, file: str, said: pl.DataFrame
    ) -> tuple[ScenarioAt, ScoreRow]:
        from advisor.batch.output.score_frames import scores_of
        from advisor.batch.tables.row_reader import RowReader
        from advisor.batch.tables.row_scenarios import scenarios_in

        if self._reader is None or self._reader.layout is not layout:
            self._reader = RowReader(layout, self._rulebook)
        read = [*scenarios_in(rows, self._reader, file)]
        (score,) = scores_of(said)
        if len(read) != 1 or read[0].scenario is None:
            faults = "; ".join(fault.says for one in read for fault in one.faults)
            place = f"{score.file}:{score.row}"
            raise Disagreement(f"{place}: columns read what rows do not: {one_line(faults)}")
        return ScenarioAt(score.file, read[0].first, read[0].scenario), score


def _before_faults(item: TableRows, found: FrameScored) -> int:
    """Return how many of the partnerships that were scored come before the first fault."""
    gaps = np.flatnonzero(found.places != np.arange(len(found.places)))
    before = int(gaps[0]) if len(gaps) else len(found.places)
    unread = [fault.line for fault in (*item.chunk.faults, *item.chunk.skipped)]
    if unread:
        before = min(before, int((found.frame["row"] < min(unread)).sum()))
    return before
