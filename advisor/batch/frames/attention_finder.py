"""Counts the partnerships of a frame that need attention, as far as a table can tell."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from advisor.batch.frames.frame_reader import FrameRead
from advisor.batch.portfolio.attention import MAX_NAMED, NOTHING_FOUND, SORTS, Attention
from advisor.batch.portfolio.attention_reasons import (
    DAYS_A_MONTH,
    MONEY,
    TERM,
    TablePartners,
    partners_of_table,
)
from advisor.batch.tables.answer_cells import AnswerCells, CellFault, cell_key
from advisor.batch.tables.fact_cells import FactCells, day_of
from advisor.batch.tables.headings import Layout
from advisor.reasoning.columns.partnership_arrays import Bools, Counts
from advisor.rulebook.rulebook import Rulebook

Numbers = NDArray[np.float64]


class FrameAttention:
    """Does for the frames of one layout what ``attention_to_row`` does for a partnership.

    Attributes:
        partners: How far the table shows which partners have answered.
    """

    def __init__(self, rulebook: Rulebook, layout: Layout, today: dt.date) -> None:
        self._layout = layout
        self._today = today.toordinal()
        self._facts = FactCells(rulebook)
        money = rulebook.questions.get(MONEY)
        self._money = AnswerCells(money) if money else None
        self.partners: TablePartners = partners_of_table(
            layout.questions, rulebook, is_by_partner=layout.is_by_partner
        )
        self._of_partners = [
            heading
            for question, heading in layout.questions.items()
            if not rulebook.is_asked_once(question)
        ]

    def count(self, frame: pl.DataFrame, read: FrameRead) -> tuple[Attention, Counts]:
        """Return the counts over the vectorised partnerships, and the places of the first few."""
        number = len(read.names)
        if not number:
            return NOTHING_FOUND, np.zeros(0, np.int64)
        starts, today = read.starts[:-1], self._today
        as_of = _numbers(frame, self._layout.facts.get("as_of"), self._day)
        months = _numbers(frame, self._layout.questions.get(MONEY), self._months)
        # Not maximum: fmax passes over NaN, so a day in one of the rows counts for the partnership.
        days = np.fmax.reduceat(as_of, starts)[read.vectorised]
        ends = np.where(np.isnan(days), today, days)
        ends += np.floor(np.fmax.reduceat(months, starts)[read.vectorised] * DAYS_A_MONTH)
        silent = read.encoded.core & ~self._have_answered(frame, read)
        found = {
            "money": ends <= today + TERM.days,
            "old-answers": days + TERM.days < today,
            "silent-partner": np.logical_or.reduceat(silent, read.encoded.first[:-1]),
        }
        # select() takes the first condition that is true, so this dict is in the order of SORTS.
        sorts = np.select([*found.values()], [SORTS.index(sort) for sort in found], len(SORTS))
        counts = np.bincount(sorts, minlength=len(SORTS))[: len(SORTS)].tolist()
        places = np.flatnonzero(sorts < len(SORTS))
        undated = np.isnan(days[places])
        due = np.where(found["money"], ends, days)[places]
        # Last within their sort, as Notice.place puts them.
        due[undated | (sorts[places] == SORTS.index("silent-partner"))] = np.inf
        # lexsort() sorts by its last key first.
        first = places[np.lexsort((due, sorts[places], undated))[:MAX_NAMED]]
        return Attention(number, number, tuple(counts)), np.flatnonzero(read.vectorised)[first]

    def _have_answered(self, frame: pl.DataFrame, read: FrameRead) -> Bools:
        """Return which entries have answered; all of them, where a table cannot tell."""
        entries = read.encoded.first
        if self.partners == "not-asked":
            return np.ones(entries[-1], np.bool_)
        filled = np.zeros(frame.height, np.bool_)
        for heading in self._of_partners:
            filled |= _numbers(frame, heading, _is_filled) > 0
        if self.partners == "each":
            return filled[np.repeat(read.vectorised, np.diff(read.starts))]
        return np.repeat(filled[read.starts[:-1]][read.vectorised], np.diff(entries))

    def _day(self, text: str) -> float | None:
        day = day_of(str(self._facts.value("as_of", text)))
        return float(day.toordinal()) if day else None

    def _months(self, text: str) -> float | None:
        try:
            answer = self._money.answer(text) if self._money else None
        except CellFault:  # its partnership is not vectorised, and is read by row
            return None
        value = answer.answer if answer else None
        return None if value is None or isinstance(value, str) else float(value)


def _numbers(
    frame: pl.DataFrame, heading: str | None, read: Callable[[str], float | None]
) -> Numbers:
    """Return the number in each cell of a column, NaN for none; read each different text once."""
    if heading is None:
        return np.full(frame.height, np.nan)
    texts = frame[heading].cast(pl.String)
    known = texts.drop_nulls().unique()
    numbers = pl.Series([read(text) for text in known], dtype=pl.Float64)
    found = texts.replace_strict(known, numbers, default=None, return_dtype=pl.Float64)
    return found.fill_null(np.nan).to_numpy()


def _is_filled(text: str) -> float:
    """Return 1 if a cell has an answer, or the answer of one of several; else 0."""
    return float(any(map(cell_key, text.split(";"))))
