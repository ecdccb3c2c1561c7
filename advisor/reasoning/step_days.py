"""The days of steps, counted from the dates in a partnership file.

A step is due before the days that it serves: before a timetable closes, on the day a board meets,
before the work begins. Other days come from how soon a step is usually taken.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from advisor.rulebook.rule import Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.wording import NEXT_MEETING
from advisor.scenario.answer_check import known_level
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import Partner, Scenario

# A clerk wants papers a full week before a board meets: seven days between the two.
PAPERS_BEFORE = dt.timedelta(days=8)
_DAY = dt.timedelta(days=1)
# Nobody takes a step for a school in the summer holidays. These dates are our judgement: most
# schools in England are closed between them, and a file does not give its own.
_SUMMER, _AUTUMN = (7, 21), (9, 4)


class DatedStep(NamedTuple):
    """A step of one partnership, as far as its day follows from it.

    Attributes:
        when: The horizon by which it is due here.
        before_start: Whether it must be done before the work begins.
        set_by: The day that the meeting set, which is never moved.
        at: The partners that it is for; empty if each that lacks its answer is meant.
    """

    step: Step
    when: str
    before_start: bool
    set_by: dt.date | None
    at: frozenset[str] = frozenset()


class StepDay(NamedTuple):
    """The day of a step.

    Attributes:
        day: The day by which to take it.
        papers_by: The day by which the clerk needs its papers, if a board decides on it.
        too_late_for: The first key date that it serves and can no longer meet.
        earliest: The first day on which it can be taken: the day of a board, of a meeting, or of
            the steps it needs.
        first_papers: The day by which the first of its boards needs papers, if that meets before
            the day that was set.
    """

    day: dt.date
    papers_by: dt.date | None = None
    too_late_for: dt.date | None = None
    earliest: dt.date | None = None
    first_papers: dt.date | None = None

    @property
    def needed_by(self) -> dt.date:
        """The last working day for the steps that come first."""
        return last_working_day(self.first_papers or self.papers_by or self.day)


class _BoardDays(NamedTuple):
    """When the boards that decide on a step have met, and when the first of them meets."""

    by: dt.date
    first: dt.date


@dataclass(frozen=True)
class StepCalendar:
    """Counts the days of one partnership's steps.

    Attributes:
        today: The day from which days are counted; anything earlier is past.
    """

    rulebook: Rulebook
    scenario: Scenario
    today: dt.date

    def days(self, taken: Sequence[DatedStep]) -> dict[str, StepDay]:
        """Return the day of each step; none is later than that of a step that needs it.

        The exception is a day that the meeting set, which is never moved.
        """
        # Twice through the steps: first the ones that others need, so that each knows its earliest
        # day. Then backwards, so that a step is due before the ones that need it.
        depths = self.rulebook.step_depths
        in_order = sorted(taken, key=lambda due: depths[due.step.id])
        found: dict[str, StepDay] = {}
        for due in in_order:
            needs = (found[need].earliest for need in due.step.needs if need in found)
            found[due.step.id] = self._day(due, max(filter(None, needs), default=None))
        set_ones = {due.step.id for due in taken if due.set_by}
        for due in reversed(in_order):
            own = found[due.step.id]
            for need in due.step.needs:
                if need not in found or need in set_ones:
                    continue
                # A board decides when it meets, so a step that needs this one can go there too.
                comes_too = found[need].papers_by and found[need].day <= own.day
                if not comes_too and self.today <= own.needed_by < found[need].day:
                    # A step that needs this one serves a date before the board meets.
                    found[need] = found[need]._replace(day=own.needed_by, papers_by=None)
        return found

    def own_day(self, step: Step) -> dt.date:
        """Return the day by which a step, or its papers, is needed, for whatever risk."""
        return self._day(DatedStep(step, step.when, before_start=False, set_by=None)).needed_by

    @cached_property
    def _dates(self) -> tuple[tuple[KeyDate, Partner | None], ...]:
        """The key dates that steps can serve and that are still to come, each with its partner."""
        coming = (d for d in self.scenario.dates if d.is_ != "other" and d.on >= self.today)
        return tuple((date, self.scenario.partner_of(date)) for date in coming)

    @cached_property
    def _board_meetings(self) -> tuple[tuple[dt.date, Partner | None], ...]:
        """The days on which boards are still to meet, each with its partner."""
        return tuple((date.on, who) for date, who in self._dates if date.is_ == "board-meeting")

    def _day(self, due: DatedStep, earliest: dt.date | None = None) -> StepDay:
        """Return the day of a step, without regard to the steps that need it."""
        limits, boards = sorted(self._limits(due)), sorted(self._boards(due))
        if due.set_by:
            return self._set_day(due.set_by, limits, boards)
        # The first board that can still get its papers, and that meets after what the step needs.
        for board in boards:
            papers_by = self._papers_for(board)
            if papers_by >= self.today and (earliest is None or earliest <= board.first):
                days = (*limits, *(one.by for one in boards))
                missed = min((day for day in days if day < board.by), default=None)
                day = last_working_day(board.by)
                return StepDay(day, papers_by, missed, day)
        earliest = max(filter(None, (earliest, self._last_known_board(due))), default=None)
        in_time = [day for day in limits if last_working_day(day) >= self.today]
        over = [day for day in limits if day not in in_time]
        day = self._usual_day(due.when)
        if earliest and all(earliest <= last_working_day(limit) for limit in in_time):
            day = max(day, _first_working_day(earliest))
        else:
            earliest = None
        day = max(self._school_day(min([day, *in_time])), _first_working_day(self.today))
        return StepDay(day, None, min((*over, *(one.by for one in boards)), default=None), earliest)

    def _set_day(
        self, day: dt.date, limits: Sequence[dt.date], boards: Sequence[_BoardDays]
    ) -> StepDay:
        """Return a day that the meeting set, marked if it is too late for the date it serves."""
        over = [limit for limit in limits if limit < day]
        board = next((board for board in boards if board.by >= day), None)
        papers_by = self._papers_for(board) if board else None
        if papers_by is None or papers_by < self.today:
            over += [one.by for one in ([board] if board else boards[-1:])]
            papers_by = None
        # Papers after the day that was set would contradict it.
        if papers_by and papers_by > day:
            papers_by = None
        # One step has one day, and some of its boards may meet before it.
        before = (self._papers_for(one) for one in boards if one.by < day)
        first = next((papers for papers in before if papers >= self.today), None)
        return StepDay(day, papers_by, min(over, default=None), day, first)

    def _limits(self, due: DatedStep) -> Iterable[dt.date]:
        """Yield the days before which a step has to be taken."""
        for date, partner in self._dates:
            if date.is_ in due.step.before and self._is_for(due, partner):
                yield date.on
        starts = self.scenario.starts
        if due.before_start and starts and starts >= self.today:
            yield starts

    def _boards(self, due: DatedStep) -> Iterable[_BoardDays]:
        """Yield the days on which the boards meet that decide on a step."""
        step = due.step
        if not step.to_board:
            return
        for on, partner in self._board_meetings:
            # One school's board answers for that school alone.
            is_enough = partner is None or not step.for_every_school
            if is_enough and self._is_for(due, partner):
                yield _BoardDays(on, on)
        if step.for_every_school:
            days = self._first_days(due)
            met = [day for day in days if day]
            if met and len(met) == len(days):
                yield _BoardDays(max(met), min(met))

    def _first_days(self, due: DatedStep) -> Sequence[dt.date | None]:
        """Return for each partner that a step is for when its own board first meets, if known."""
        asked = [one for one in self.scenario.partners if self._is_for(due, one)]
        meetings = self._board_meetings
        return [min((on for on, who in meetings if who == one), default=None) for one in asked]

    def _last_known_board(self, due: DatedStep) -> dt.date | None:
        """Return when the last of the boards with a known day meets, for a step of all boards.

        Where some boards have no day yet, the step has none either, but cannot be done earlier.
        """
        if not (due.step.to_board and due.step.for_every_school):
            return None
        return max(filter(None, self._first_days(due)), default=None)

    def _is_for(self, due: DatedStep, partner: Partner | None) -> bool:
        if partner is None or not due.at:
            return self.concerns(due.step, partner)
        return partner.name in due.at

    def concerns(self, step: Step, partner: Partner | None) -> bool:
        """Return whether a step is for a partner, which lacks an answer that it would bring."""
        if partner is None:
            return True
        if all(self.rulebook.questions[name].once for name in step.brings):
            return True
        return lacks(step, partner, self.rulebook, self.scenario)

    def _school_day(self, day: dt.date) -> dt.date:
        """Return the day, or the last one before the summer holidays if that is still to come."""
        before = day.replace(month=_SUMMER[0], day=_SUMMER[1] - 1)
        is_holiday = _SUMMER <= (day.month, day.day) < _AUTUMN
        return last_working_day(before if is_holiday and before >= self.today else day)

    def _papers_for(self, board: _BoardDays) -> dt.date:
        return last_working_day(board.first - PAPERS_BEFORE)

    def _usual_day(self, when: str) -> dt.date:
        """Return the day on which a horizon ends, or the first week after the summer holidays."""
        meeting = self.scenario.next_meeting
        if when == NEXT_MEETING and meeting and meeting >= self.today:
            return meeting
        weeks = next(named.weeks for named in self.rulebook.wording.horizons if named.id == when)
        day = self.today + dt.timedelta(weeks=weeks)
        is_holiday = _SUMMER <= (day.month, day.day) < _AUTUMN
        return day.replace(month=_AUTUMN[0], day=_AUTUMN[1]) if is_holiday else day


def step_order(rulebook: Rulebook, scenario: Scenario, today: dt.date | None) -> Mapping[str, int]:
    """Return the position of every step by due day, effort and id."""
    if today is None or not (scenario.next_meeting or scenario.dates):
        # Without dates, days would be in the order of the horizons.
        return rulebook.step_order
    calendar, steps = StepCalendar(rulebook, scenario, today), rulebook.steps.values()
    days = {step.id: calendar.own_day(step) for step in steps}
    efforts = [named.id for named in rulebook.wording.efforts]
    in_order = sorted(steps, key=lambda s: (days[s.id], efforts.index(s.effort), s.id))
    return {step.id: position for position, step in enumerate(in_order)}


def last_working_day(day: dt.date) -> dt.date:
    """Return the day, or the Friday before a weekend."""
    return day - _DAY * max(0, day.weekday() - 4)


def _first_working_day(day: dt.date) -> dt.date:
    """Return the day, or the Monday after a weekend."""
    return day + _DAY * (7 - day.weekday() if day.weekday() > 4 else 0)


def lacks(step: Step, partner: Partner, rulebook: Rulebook, scenario: Scenario) -> bool:
    """Return whether a partner's own answer is unknown, or below what a step would bring it to."""
    for name, level in step.brings.items():
        question, answer = rulebook.questions[name], scenario.answer_of(partner, name)
        is_asked = not question.once and question.is_asked_of(partner.role)
        applies = answer is None or not answer.is_not_applicable
        if is_asked and applies and not question.reaches(known_level(question, answer), level):
            return True
    return False
