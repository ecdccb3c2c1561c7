"""Scores the partnerships in the rows of a frame: a frame in, a frame out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from advisor.batch.column_summaries import ColumnSummaries, portfolio_of_scores, shapes_of
from advisor.batch.frames.attention_finder import FrameAttention
from advisor.batch.frames.frame_reader import FrameRead, FrameReader
from advisor.batch.portfolio.attention import NOTHING_FOUND, Attention, Notice, first_of
from advisor.batch.portfolio.attention_reasons import attention_to
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import EACH_FOR_ITSELF, OTHERS_FOR, ScoreRow, stated_by
from advisor.batch.tables.group_rows import file_and_sheet
from advisor.batch.tables.headings import Layout, layout_of
from advisor.batch.tables.partnership_names import in_one_spelling
from advisor.batch.tables.row_reader import RowReader
from advisor.batch.tables.row_scenarios import RowsRead, scenarios_in
from advisor.batch.tables.table_chunks import ROW, SHEET, as_texts
from advisor.files.faults import Fault
from advisor.reasoning.columns.lists import Lists
from advisor.reasoning.columns.partnership_arrays import Bytes, Counts, encode
from advisor.reasoning.columns.scores import Scores
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, SEVERITIES, STAGES, Kind, Stage
from advisor.scenario.scenario import Scenario


def score_columns(
    in_short: ColumnSummaries, scores: Scores, kinds: NDArray[np.integer], stages: Bytes
) -> list[pl.Series]:
    """Return the columns from the band to how much is asked; a row a partnership."""
    return [
        *(worded(name, getattr(scores, name), BANDS) for name in ("band", "best", "worst")),
        worded("decision", in_short.decided(scores, kinds, stages), in_short.decisions),
        *(_lists(name, *lists) for name, lists in in_short.lists(scores).items()),
        *(pl.Series(severity, scores.severities[severity]) for severity in SEVERITIES),
        pl.Series("known", scores.known),
        pl.Series("asked", scores.asked),
    ]


def worded(name: str, codes: NDArray[np.integer], texts: Sequence[str]) -> pl.Series:
    """Return a column of texts from their codes."""
    return pl.Series(name, texts, dtype=pl.Enum(texts)).gather(codes)


def _lists(name: str, lists: Lists, texts: Sequence[str]) -> pl.Series:
    # Two concerns may have one title, and an Enum refuses a text that comes twice.
    each_once = tuple(dict.fromkeys(texts))
    places = np.array([each_once.index(text) for text in texts], np.int32)
    codes = places[lists.codes] if len(each_once) < len(texts) else lists.codes
    # By way of Arrow, which takes codes and offsets as they are; Polars makes lists of values only.
    kept = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(each_once, pa.large_string()))
    listed = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(lists.first), kept))
    return pl.Series(name, listed).cast(pl.List(pl.Enum(each_once)))


FAULTS = pl.List(pl.Struct({"row": pl.Int64, "field": pl.String, "reason": pl.String}))


class FrameScored(NamedTuple):
    """The scores of the partnerships in a frame.

    Attributes:
        frame: The columns of ``ScoreRow``; a row for each that could be read.
        places: Which of the partnerships in the frame each is; shape (rows of ``frame``,).
        shapes: A number for the kinds and the stage of each; shape (rows of ``frame``,).
        starts: The row of the input with which each partnership begins, and the end of the last.
        unread: The others, with their faults.
        portfolio: The totals over the readable ones, if wanted.
        attention: Which of them need attention, likewise.
    """

    frame: pl.DataFrame
    places: Counts
    shapes: Counts
    starts: Counts
    unread: tuple[RowsRead, ...]
    portfolio: Portfolio
    attention: Attention


class FrameScorer:
    """Scores frames of one layout against one rulebook.

    Attributes:
        layout: The meaning of each heading.
    """

    def __init__(self, rulebook: Rulebook, layout: Layout, today: dt.date | None = None) -> None:
        self.layout = layout
        self._today = today
        self._attention = FrameAttention(rulebook, layout, today) if today else None
        self._rulebook = rulebook
        self._reader = FrameReader(rulebook, layout)
        self._in_short = ColumnSummaries(rulebook)

    def score(self, frame: pl.DataFrame, file: str, *, with_portfolio: bool = False) -> FrameScored:
        """Score the partnerships in a frame that cuts none in two.

        Args:
            frame: Rows with their numbers under ``#row``.
            file: The name to use in faults.
            with_portfolio: Whether to count the portfolio totals too.
        """
        frame = as_texts(frame, file)
        read = self._reader.read(frame)
        others = np.flatnonzero(~read.vectorised)
        told = self._read_one_by_one(frame, read, others, file)
        good = [(one, one.scenario) for one in told if one.scenario]
        encoded, facts = read.encoded, _facts(frame, read, file)
        places = np.flatnonzero(read.vectorised)
        if good:
            encoded = encoded.followed_by(encode(self._rulebook, [s for _, s in good]))
            told_facts = [_facts_of(at, one) for at, one in good]
            facts = facts.extend(pl.DataFrame(told_facts, schema=facts.schema, orient="row"))
            is_good = [one.scenario is not None for one in told]
            places = np.concatenate([places, others[is_good]])
        scores = self._in_short.scorer.score(encoded, with_portfolio=with_portfolio)
        kinds = facts["kind"].to_physical().to_numpy()
        columns = score_columns(self._in_short, scores, kinds, encoded.stages)
        made = facts.hstack(columns).with_columns(
            pl.lit(self._in_short.stamp).alias("rulebook"),
            pl.lit(None, pl.String).alias("next_date"),
        )
        made = made.select(*ScoreRow.model_fields)
        portfolio, attention = Portfolio.empty, NOTHING_FOUND
        if with_portfolio:
            attention = self._needing(frame, read, file, good)
            portfolio = portfolio_of_scores(kinds, encoded.stages, scores)
        shapes = shapes_of(encoded)
        if good:
            # What the row reader read was appended; this puts it back where it is in the input.
            order = np.argsort(places, kind="stable")
            made, places, shapes = made[order], places[order], shapes[order]
        return FrameScored(
            frame=made,
            places=places,
            shapes=shapes,
            starts=read.starts,
            unread=tuple(one for one in told if one.scenario is None),
            portfolio=portfolio,
            attention=attention,
        )

    def _needing(
        self,
        frame: pl.DataFrame,
        read: FrameRead,
        file: str,
        others: Iterable[tuple[RowsRead, Scenario]],
    ) -> Attention:
        """Return which partnerships need attention: the vectorised ones, and others."""
        if self._attention is None or self._today is None:
            return NOTHING_FOUND
        found, first = self._attention.count(frame, read)
        counted = [(o, o.scenario) for o in self._read_one_by_one(frame, read, first, file)]
        notices = list[Notice]()
        for at, scenario in (*counted, *others):
            assert scenario
            own = attention_to(scenario, self._rulebook, self._today, self.layout, at.first)
            notices += own.first
            found = found if (at, scenario) in counted else found.followed_by(own)
        return found._replace(first=first_of(sorted(notices, key=lambda notice: notice.row)))

    @cached_property
    def _row_reader(self) -> RowReader:
        return RowReader(self.layout, self._rulebook)

    def _read_one_by_one(
        self, frame: pl.DataFrame, read: FrameRead, places: Counts, file: str
    ) -> list[RowsRead]:
        """Return what the row reader makes of some of the partnerships."""
        if not len(places):
            return []
        rows = [np.arange(read.starts[place], read.starts[place + 1]) for place in places]
        return list(scenarios_in(frame[np.concatenate(rows)], self._row_reader, file))


def _facts(frame: pl.DataFrame, read: FrameRead, file: str) -> pl.DataFrame:
    """Return the facts of the vectorised partnerships."""
    stated = pl.repeat(EACH_FOR_ITSELF, len(read.names), eager=True)
    if not read.by_others.is_empty():
        told = read.by_others.select(pl.format(OTHERS_FOR, "names")).to_series()
        stated = stated.scatter(read.by_others["place"], told)
    firsts = read.starts[:-1][read.vectorised]
    files = pl.repeat(file, len(firsts), eager=True)
    if SHEET in frame.columns:
        files = pl.Series([file_and_sheet(file, sheet) for sheet in frame[SHEET].gather(firsts)])
    return pl.DataFrame(
        [
            files.cast(pl.String).alias("file"),
            frame[ROW].gather(firsts).alias("row"),
            read.names.alias("partnership"),
            worded("kind", read.kinds, KINDS),
            worded("stage", read.encoded.stages, STAGES),
            stated.alias("stated_by"),
        ]
    )


def _facts_of(at: RowsRead, one: Scenario) -> tuple[str | int, ...]:
    """Return the facts of a partnership that the row reader read, in the same order."""
    return at.file, at.first, one.partnership, one.kind, one.judged_at, stated_by(one.partners)


def score_frame(
    frame: pl.DataFrame, rulebook: Rulebook, *, kind: Kind | None = None, stage: Stage | None = None
) -> pl.DataFrame:
    """Score the partnerships in a frame; a pure function.

    The columns are those of ``ScoreRow`` without the file, and ``faults``: what is wrong with a
    partnership that could not be read, in a list of row, field and reason. Such a partnership has
    no band. A frame must have all rows of a partnership, and they must be adjacent; their names may
    differ in capitals and spaces. A row without a name is a partnership of its own, with a fault,
    since its neighbours in the file are not known.

    Args:
        frame: A row a partnership, or a row a partner, under headings that ``layout_of`` knows;
            their numbers may be under ``#row``, else they are counted from 1.
        rulebook: What to score by.
        kind: The kind of a partnership whose row names none.
        stage: The stage likewise.

    Raises:
        Faults: The headings do not fit.
    """
    numbered = frame if ROW in frame.columns else frame.with_row_index(ROW, offset=1)
    layout = layout_of(numbered.columns, rulebook, _FRAME, kind=kind, stage=stage)
    spelt = in_one_spelling(as_texts(numbered, _FRAME), layout)
    scored = FrameScorer(rulebook, layout).score(spelt.cast({ROW: pl.Int64}), _FRAME)
    good = scored.frame.drop("file").with_columns(pl.lit(None, FAULTS).alias("faults"))
    if not scored.unread:
        return good
    bad = pl.DataFrame(
        {
            "row": [one.first for one in scored.unread],
            "partnership": [one.partnership for one in scored.unread],
            "faults": [[_as_struct(fault) for fault in one.faults] for one in scored.unread],
        },
        schema={"row": pl.Int64, "partnership": pl.String, "faults": FAULTS},
    )
    return pl.concat([good, bad], how="diagonal").sort("row", maintain_order=True)


_FRAME = "frame"


def _as_struct(fault: Fault) -> dict[str, object]:
    return {"row": fault.line, "field": fault.field, "reason": fault.says}
