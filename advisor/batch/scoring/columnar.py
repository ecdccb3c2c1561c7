"""Scores partnerships by columns, and samples some for experta to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

import numpy as np

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import ScoreRow, Today
from advisor.batch.scoring.score_inputs import (
    PartnershipFile,
    ScoreInput,
    TableRows,
    UnreadableInput,
    read_file,
)
from advisor.batch.scoring.scored_chunk import ScoredChunk
from advisor.batch.scoring.verification import Again, Sample, verify_all
from advisor.batch.scoring.workers import FILES_AT_ONCE, Files, FileScorer, Processes
from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.reasoning.reasoner import Disagreement
from advisor.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from advisor.batch.frames.scorer import FrameScored
    from advisor.batch.tables.headings import Layout
    from advisor.batch.tables.row_reader import RowReader


class ColumnEngine:
    """Scores against one rulebook; to be closed, since it may use processes of its own."""

    def __init__(
        self,
        rulebook: Rulebook,
        today: Today,
        *,
        with_portfolio: bool,
        sampled: int,
        many_files: bool,
    ) -> None:
        self._sample = Sample(sampled)
        self._rulebook = rulebook
        self._today = today
        self._with_portfolio = with_portfolio
        self._reader: RowReader | None = None
        self._processes = (
            Processes(rulebook, today, with_portfolio=with_portfolio) if many_files else None
        )

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
                        yield ScoredChunk(faults=item.faults, skipped=1)

    def _files(self, files: Iterable[PartnershipFile]) -> Iterator[ScoredChunk]:
        for group, chunk in self._scored(_groups(files)):
            self._offer_files(group, chunk)
            yield chunk

    def _offer_files(self, group: Files, chunk: ScoredChunk) -> None:
        scores, by_file = chunk.scores, {str(file.path): file for file in group}
        assert isinstance(scores, list)
        shapes = np.array(chunk.shapes, np.int64)
        self._sample.offer(shapes, lambda place: self._file_again(scores[place], by_file))

    def _scored(self, groups: Iterable[Files]) -> Iterator[tuple[Files, ScoredChunk]]:
        if self._processes is not None:
            yield from self._processes.scored(groups)
            return
        scorer = FileScorer(self._rulebook, self._today, with_portfolio=self._with_portfolio)
        for group in groups:
            yield group, scorer.score(group)

    def _file_again(self, said: ScoreRow, by_file: dict[str, PartnershipFile]) -> Again:
        file = by_file[said.file]

        def again() -> tuple[ScenarioAt, ScoreRow]:
            one, faults = read_file(file, self._rulebook)
            if one is None:
                raise Faults(faults)
            return one, said

        return again

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
                portfolio=found.portfolio,
                attention=found.attention,
                skipped=len(found.unread) + chunk.skipped_count,
            )

    def _row_reader(self, layout: Layout) -> RowReader:
        from advisor.batch.tables.row_reader import RowReader

        if self._reader is None or self._reader.layout is not layout:
            self._reader = RowReader(layout, self._rulebook)
        return self._reader

    def _offer_rows(self, item: TableRows, found: FrameScored) -> None:
        self._sample.offer(found.shapes, lambda place: self._row_again(item, found, place))

    def _row_again(self, item: TableRows, found: FrameScored, place: int) -> Again:
        from advisor.batch.output.score_frames import scores_of
        from advisor.batch.tables.row_scenarios import scenarios_in

        start, end = found.starts[found.places[place]], found.starts[found.places[place] + 1]
        # Gathered rows are a copy, so the frame itself can be freed.
        rows = item.chunk.frame[np.arange(start, end)]
        said = found.frame[np.array([place])]
        layout, file = item.layout, item.chunk.file

        def again() -> tuple[ScenarioAt, ScoreRow]:
            read = [*scenarios_in(rows, self._row_reader(layout), file)]
            (score,) = scores_of(said)
            if len(read) != 1 or read[0].scenario is None:
                faults = "; ".join(fault.says for one in read for fault in one.faults)
                place = f"{score.file}:{score.row}"
                raise Disagreement(f"{place}: columns read what rows do not: {one_line(faults)}")
            return ScenarioAt(score.file, read[0].first, read[0].scenario), score

        return again


def _groups(files: Iterable[PartnershipFile]) -> Iterator[Files]:
    remaining = iter(files)
    while group := [*islice(remaining, FILES_AT_ONCE)]:
        yield group
