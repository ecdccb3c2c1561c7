"""The days of steps: none at a weekend, none too late, papers a week before the board meets."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

WEEK = dt.timedelta(days=7)
BEGINNING = frozenset(["agreeing", "starting"])


def days_served(
    step: StepToTake, said: Assessment, rulebook: Rulebook, today: dt.date
) -> Iterator[dt.date]:
    """Yield the days before which a step is due, whoever's they are; the board's apart."""
    known = rulebook.steps[step.id]
    everybodys = (date for date in said.dates if date.on >= today and date.partner is None)
    yield from (date.on for date in everybodys if date.is_ in known.before)
    bands = (rulebook.rules[risk].band_at(said.stage) for risk in step.for_)
    if said.starts and said.starts >= today and said.stage in BEGINNING and any(bands):
        yield said.starts


def check_step(step: StepToTake, said: Assessment, rulebook: Rulebook, today: dt.date) -> None:
    """Check the day of one step whose day the meeting left open."""
    day = step.suggested_by
    assert day is not None
    assert day >= today
    assert day.weekday() < 5
    for served in days_served(step, said, rulebook, today):
        if day > served:
            assert step.too_late_for is not None
            assert step.too_late_for <= served
            # A board meets too late, or only a weekend is left.
            assert step.papers_by or (served - today).days < 2
    known = rulebook.steps[step.id]
    boards = {
        date.on
        for date in said.dates
        if date.is_ == "board-meeting"
        # Another school's board takes no step of one that is not its own.
        and (date.partner is None or not step.at or date.partner in step.at)
    }
    if step.papers_by:
        assert known.to_board
        assert today <= step.papers_by
        assert step.papers_by.weekday() < 5
        # A step for every school is done when the last board has met; the first needs its papers.
        assert any(
            step.papers_by + WEEK < first <= last and timedelta_to(day, last) < 3
            for last in boards
            for first in (boards if known.for_every_school else {last})
        )
    if step.too_late_for:
        on_file = {date.on for date in said.dates if date.is_ in known.before}
        assert step.too_late_for in {*on_file, *(boards if known.to_board else ()), said.starts}


def timedelta_to(day: dt.date, on: dt.date) -> int:
    """Return how many days lie between a step and a board; a weekend at most."""
    return (on - day).days if on >= day else 99


@examples(300, least=300)
@given(st.data())
def test_days_hold_in_any_rulebook_and_partnership(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    today = data.draw(st.dates(dt.date(2025, 12, 1), dt.date(2027, 1, 31)))
    said = Reasoner(rulebook).assess(scenario, on=today)
    days = {step.id: step for step in said.steps}
    for step in said.steps:
        agreed = scenario.steps.get(step.id)
        if agreed and agreed.by:
            assert (step.by, step.suggested_by) == (agreed.by, None)
            continue
        check_step(step, said, rulebook, today)
        for need in (days[name] for name in step.needs if name in days):
            if need.suggested_by and step.suggested_by:
                # What a board decides comes to it with what needs that; the rest comes before.
                with_it = step.suggested_by if need.papers_by else step.papers_by
                assert need.suggested_by <= (with_it or step.suggested_by)


def keen(on: dt.date | None = None) -> dict[str, StepToTake]:
    said = Reasoner(shipped_rulebook()).assess(shipped_scenario("keen-heads-no-time"), on=on)
    return {step.id: step for step in said.steps}


def test_a_board_gets_its_papers_and_a_timetable_its_hours_in_time() -> None:
    found = keen()
    assert found["ask-the-board"].suggested_by == dt.date(2026, 6, 30)
    assert found["ask-the-board"].papers_by == dt.date(2026, 6, 22)
    hours = found["free-hours-for-the-driver"].suggested_by
    assert hours is not None
    assert hours <= dt.date(2026, 7, 10)


@pytest.mark.parametrize(
    ("on", "late"), [(dt.date(2026, 6, 22), None), (dt.date(2026, 6, 23), dt.date(2026, 6, 30))]
)
def test_papers_that_can_no_longer_reach_the_clerk_are_too_late(
    on: dt.date, late: dt.date | None
) -> None:
    step = keen(on)["ask-the-board"]
    assert step.too_late_for == late
    assert (step.papers_by is None) == (late is not None)


def test_a_day_of_one_partner_is_for_the_steps_that_concern_it() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    # Riverside's board has minuted it, Millbrook's has only been told.
    found = {}
    for partner in ("Riverside Primary", "Millbrook Primary"):
        dates = [{**dict(scenario.dates[0]), "partner": partner}]
        said = Reasoner(shipped_rulebook()).assess(with_dates(scenario, dates))
        found[partner] = {step.id: step.papers_by for step in said.steps}["ask-the-board"]
    assert found == {"Riverside Primary": None, "Millbrook Primary": dt.date(2026, 6, 22)}


def test_one_schools_board_answers_for_that_school_alone() -> None:
    scenario = shipped_scenario("help-nobody-asked-for")
    first, second = (partner.name for partner in scenario.partners)
    meets = [
        {"on": dt.date(2026, month, 16), "what": "It meets", "is": "board-meeting", "partner": name}
        for month, name in ((6, first), (7, second))
    ]

    def step(dates: list[dict[str, object]], of: Scenario = scenario) -> StepToTake:
        said = Reasoner(shipped_rulebook()).assess(with_dates(of, dates), on=dt.date(2026, 6, 1))
        return next(one for one in said.steps if one.id == "ask-boards-for-a-mandate")

    one, both = step(meets[:1]), step(meets)
    assert (one.papers_by, one.too_late_for) == (None, None)
    assert one.suggested_by != dt.date(2026, 6, 16)
    assert (both.suggested_by, both.papers_by) == (dt.date(2026, 7, 16), dt.date(2026, 6, 8))
    # A board that has minuted its yes decides nothing more.
    has_minuted = scenario.with_answer("governing-body", Answer(answer="minuted"), first)
    assert step(meets, has_minuted).papers_by == dt.date(2026, 7, 8)
    # Nor can all have minuted it before the one whose day is known.
    known = dt.date(2026, 9, 30)
    assert step([{**meets[0], "on": known}]).suggested_by == known


def with_dates(scenario: Scenario, dates: list[dict[str, object]]) -> Scenario:
    return scenario.with_facts(dates=tuple(dates))


def test_without_a_day_to_count_from_steps_have_none() -> None:
    scenario = shipped_scenario("keen-heads-no-time").with_facts(as_of=None)
    said = Reasoner(shipped_rulebook()).assess(scenario)
    assert {(s.suggested_by, s.papers_by, s.too_late_for) for s in said.steps} == {(None,) * 3}


def test_no_day_is_suggested_in_the_summer_holidays() -> None:
    found = keen(dt.date(2026, 7, 1))
    days = {step.suggested_by for step in found.values() if step.when == "half-term"}
    assert dt.date(2026, 9, 4) in days
    assert not any(day and dt.date(2026, 7, 20) < day < dt.date(2026, 9, 4) for day in days)


def test_what_a_step_needs_comes_before_the_first_of_its_boards_whatever_day_was_set() -> None:
    scenario = shipped_scenario("trustees-not-told")
    first = next(one for one in scenario.dates if one.is_ == "board-meeting")
    late = dt.date(2026, 7, 9)
    second = {**dict(first), "on": late, "partner": "Moorfield Academy"}
    soon = dt.date(2026, 6, 1)
    scenario = with_dates(scenario, [{**dict(first), "on": soon}, second])
    scenario = scenario.with_answer("head-backing", Answer(answer="going-along"), first.partner)
    found = {}
    for agreed in (None, StepAgreement(by=late)):
        said = Reasoner(shipped_rulebook()).assess(scenario.with_step("ask-the-board", agreed))
        steps = {step.id: step for step in said.steps}
        needs = [steps[need] for need in steps["ask-the-board"].needs if need in steps]
        found[agreed is None] = [(step.id, step.suggested_by) for step in needs]
    assert found[True] == found[False]
    assert all(day and day < soon for _, day in found[True])
    assert found[True]
