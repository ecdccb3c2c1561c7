"""Counts the partnerships of a frame that need attention, as far as a table can tell."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from advisor.batch.frames.frame_reader import FrameRead
from advisor.batch.portfolio.attention import MAX_NAMED, NOTHING_FOUND, Attention, attention_of
from advisor.batch.portfolio.attention_reasons import (
    MONEY,
    money_reason,
    old_answers_reason,
    partners_of_table,
    silent_reason,
)
from advisor.batch.tables.answer_cells import AnswerCells, CellFault, cell_key
from advisor.batch.tables.headings import Layout
from advisor.reasoning.columns.partnership_arrays import Bools, Counts
from advisor.rulebook.rulebook import Rulebook

Numbers = NDArray[np.float64]


class FrameAttention:
    """Does for the frames of one layout what ``attention_to`` does for a partnership."""

    def __init__(self, rulebook: Rulebook, layout: Layout, today: dt.date) -> None:
        self._layout = layout
        self._today = today
        money = rulebook.questions.get(MONEY)
        self._money = AnswerCells(money) if money else None
        self._partners = partners_of_table(layout, rulebook)
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
        months = _numbers(frame, self._layout.questions.get(MONEY), self._months)
        silent = read.encoded.core & ~self._have_answered(frame, read)
        each = pl.DataFrame(
            {
                "day": read.days,
                # Not maximum: fmax passes over NaN, so a number in one of the rows counts for all.
                "months": np.fmax.reduceat(months, read.starts[:-1])[read.vectorised],
                "silent": np.logical_or.reduceat(silent, read.encoded.first[:-1]),
                "place": np.flatnonzero(read.vectorised),
            }
        )
        # Many partnerships are alike in this.
        alike = each.group_by("day", "months", "silent", maintain_order=True)
        counts, first = np.zeros_like(NOTHING_FOUND.counts), []
        for day, covered, is_silent, count, places in alike.agg(
            pl.len(), pl.col("place").head(MAX_NAMED)
        ).iter_rows():
            as_of = dt.date.fromordinal(day) if day else None
            reasons = (
                money_reason(as_of, None if np.isnan(covered) else covered, self._today),
                old_answers_reason(as_of, self._today),
                silent_reason([""] if is_silent else [], 1),
            )
            found = attention_of("", reasons, is_dated=as_of is not None)
            counts += np.multiply(found.counts, count)
            first += [(notice.place, place) for notice in found.first for place in places]
        named = np.array([place for _, place in sorted(first)[:MAX_NAMED]], np.int64)
        return Attention(number, number, tuple(counts.tolist())), named

    def _have_answered(self, frame: pl.DataFrame, read: FrameRead) -> Bools:
        """Return which entries have answered; all of them, where a table cannot tell."""
        entries = read.encoded.first
        if self._partners == "not-asked":
            return np.ones(entries[-1], np.bool_)
        filled = np.zeros(frame.height, np.bool_)
        for heading in self._of_partners:
            filled |= _numbers(frame, heading, _is_filled) > 0
        if self._partners == "each":
            return filled[np.repeat(read.vectorised, np.diff(read.starts))]
        return np.repeat(filled[read.starts[:-1]][read.vectorised], np.diff(entries))

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
