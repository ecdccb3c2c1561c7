"""Which partnerships in a frame need attention, as far as a table can tell, many at once."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from advisor.batch.frames.frame_reader import FrameRead
from advisor.batch.portfolio.attention import (
    MOST_NAMED,
    NOTHING_FOUND,
    SORTS,
    Attention,
    Notice,
    attention_of,
)
from advisor.batch.portfolio.attention_reasons import (
    DAYS_A_MONTH,
    MONEY,
    TERM,
    TablePartners,
    money_reason,
    old_answers_reason,
    partners_of_table,
    silent_reason,
)
from advisor.batch.tables.answer_cells import AnswerCells, CellFault, cell_key
from advisor.batch.tables.fact_cells import FactCells, day_of
from advisor.batch.tables.headings import Layout
from advisor.batch.tables.table_chunks import ROW
from advisor.reasoning.columns.partnership_arrays import Bools, Counts
from advisor.rulebook.rulebook import Rulebook

Numbers = NDArray[np.float64]


class _Told(NamedTuple):
    """What the rows of the plain partnerships say; arrays of shape (plain,), NaN for nothing.

    Attributes:
        days: The day of the answers, as an ordinal.
        months: For how many of them money is secured.
        main: How many main partners there are.
        silent: How many of these have answered nothing, where that can be told.
        is_silent: Which entries these are; shape (entries of the plain ones,).
    """

    days: Numbers
    months: Numbers
    main: Counts
    silent: Counts
    is_silent: Bools


class FrameAttention:
    """Looks at frames of one layout, and finds what ``attention_to_row`` finds.

    Attributes:
        partners: What the table can tell of who has answered.
    """

    def __init__(self, rulebook: Rulebook, layout: Layout, today: dt.date) -> None:
        self._layout = layout
        self._today = today
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

    def of(self, frame: pl.DataFrame, read: FrameRead) -> Attention:
        """Return what is found in the plain partnerships of a frame."""
        number = len(read.names)
        if not number:
            return NOTHING_FOUND
        told = self._told(frame, read)
        today = self._today.toordinal()
        ends = np.where(np.isnan(told.days), today, told.days)
        ends = ends + np.floor(told.months * DAYS_A_MONTH)
        money, old = ends <= today + TERM.days, told.days + TERM.days < today
        found = [("money", money), ("old-answers", old), ("silent-partner", told.silent > 0)]
        sorts = np.full(number, len(SORTS))
        for sort, is_so in reversed(found):
            sorts[is_so] = SORTS.index(sort)
        places = np.flatnonzero(sorts < len(SORTS))
        undated = np.isnan(told.days[places])
        days = np.where(money[places], ends[places], told.days[places])
        days[undated | (sorts[places] == SORTS.index("silent-partner"))] = np.inf
        first = places[np.lexsort((days, sorts[places], undated))[:MOST_NAMED]]
        counts = np.bincount(sorts, minlength=len(SORTS))[: len(SORTS)].tolist()
        notices = tuple(self._notice(place, told, frame, read) for place in first.tolist())
        return Attention(number, number, tuple(counts), notices)

    def _told(self, frame: pl.DataFrame, read: FrameRead) -> _Told:
        days = _numbers(frame, self._layout.facts.get("as_of"), self._day)
        months = _numbers(frame, self._layout.questions.get(MONEY), self._months)
        core, first = read.encoded.core, read.encoded.first[:-1]
        main = np.add.reduceat(core.astype(np.int64), first)
        is_silent = core & ~self._have_answered(frame, read)
        silent = np.add.reduceat(is_silent.astype(np.int64), first)
        starts, plain = read.starts[:-1], read.plain
        return _Told(
            np.fmax.reduceat(days, starts)[plain],
            np.fmax.reduceat(months, starts)[plain],
            main,
            silent,
            is_silent,
        )

    def _have_answered(self, frame: pl.DataFrame, read: FrameRead) -> Bools:
        """Return which entries have answered; all of them, where a table cannot tell."""
        entries = read.encoded.first
        if self.partners == "not-asked":
            return np.ones(entries[-1], np.bool_)
        filled = np.zeros(frame.height, np.bool_)
        for heading in self._of_partners:
            filled |= _numbers(frame, heading, _is_filled) > 0
        if self.partners == "each":
            return filled[np.repeat(read.plain, np.diff(read.starts))]
        return np.repeat(filled[read.starts[:-1]][read.plain], np.diff(entries))

    def _day(self, text: str) -> float | None:
        day = day_of(str(self._facts.value("as_of", text)))
        return float(day.toordinal()) if day else None

    def _months(self, text: str) -> float | None:
        try:
            answer = self._money.answer(text) if self._money else None
        except CellFault:  # its partnership is not plain, and is read by row
            return None
        value = answer.answer if answer else None
        return None if value is None or isinstance(value, str) else float(value)

    def _notice(self, place: int, told: _Told, frame: pl.DataFrame, read: FrameRead) -> Notice:
        day, months = told.days[place], told.months[place]
        as_of = None if np.isnan(day) else dt.date.fromordinal(int(day))
        found = (
            money_reason(as_of, None if np.isnan(months) else float(months), self._today),
            old_answers_reason(as_of, self._today),
            silent_reason(self._silent(place, told, frame, read), int(told.main[place])),
        )
        is_dated = as_of is not None
        (notice,) = attention_of(read.names[place], found, is_dated=is_dated).first
        return notice._replace(row=int(frame[ROW][self._start(place, read)]))

    def _start(self, place: int, read: FrameRead) -> int:
        """Return with which row of the frame a plain partnership begins."""
        return int(read.starts[np.flatnonzero(read.plain)[place]])

    def _silent(self, place: int, told: _Told, frame: pl.DataFrame, read: FrameRead) -> list[str]:
        """Return the silent partners of one, by name where rows have one."""
        entries = slice(*read.encoded.first[place : place + 2].tolist())
        is_silent = told.is_silent[entries]
        if self.partners != "each":
            return [""] * int(is_silent.sum())
        rows = self._start(place, read) + np.flatnonzero(is_silent)
        names = frame[self._layout.facts["partner"]].gather(rows)
        return [str(name).strip() for name in names]


def _numbers(
    frame: pl.DataFrame, heading: str | None, read: Callable[[str], float | None]
) -> Numbers:
    """Return the number in each cell of a column, each different text read once."""
    if heading is None:
        return np.full(frame.height, np.nan)
    texts = frame[heading].cast(pl.String)
    known = texts.drop_nulls().unique()
    numbers = pl.Series([read(text) for text in known], dtype=pl.Float64)
    found = texts.replace_strict(known, numbers, default=None, return_dtype=pl.Float64)
    return found.fill_null(np.nan).to_numpy()


def _is_filled(text: str) -> float:
    """Return 1 if a cell holds an answer, or the answer of one of several; else 0."""
    return float(any(map(cell_key, text.split(";"))))
