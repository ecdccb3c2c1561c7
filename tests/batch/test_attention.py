"""The few of many partnerships that need attention now: why, in which order, and named or not."""

import datetime as dt
from functools import reduce
from itertools import permutations

import pytest

from advisor.batch.portfolio.attention import (
    MAX_NAMED,
    NOTHING_FOUND,
    SORTS,
    Attention,
    Reason,
    Sort,
    attention_of,
)
from advisor.batch.portfolio.attention_reasons import MONEY, TERM, attention_to
from advisor.batch.portfolio.attention_section import attention_part
from advisor.batch.portfolio.portfolio_sections import portfolio_page
from advisor.report.writers.terminal import page_text
from advisor.scenario.answers import Answer
from advisor.scenario.facts import KeyDate, StepAgreement
from advisor.scenario.scenario import Scenario
from tests.batch.portfolios import shipped
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import changed

RULEBOOK = shipped_rulebook()
JUNE = dt.date(2026, 6, 12)
KEEN = shipped_scenario("keen-heads-no-time")
PLAIN = shipped_scenario("strong-start").with_facts(as_of=JUNE, dates=(), steps={})
MEETING = KeyDate(on=dt.date(2026, 6, 30), what="the board meets", is_="board-meeting")


def sorts(scenario: Scenario, today: dt.date = JUNE) -> list[Sort]:
    found = attention_to(scenario, RULEBOOK, today)
    assert sum(found.counts) == len(found.first)
    return [reason.sort for notice in found.first for reason in notice.reasons]


def with_step(**agreed: object) -> Scenario:
    """Return a partnership whose meeting set a step that no answer shows to be done."""
    return PLAIN.with_step("plan-for-an-absence", StepAgreement.model_validate(agreed))


def silent(scenario: Scenario, *, core: bool) -> Scenario:
    first, *others = scenario.partners
    once = {q: a for q, a in scenario.answers.items() if isinstance(a, Answer)}
    partners = (changed(first, answers={}, core=core), *others)
    return scenario.with_facts(partners=partners, answers=once)


def test_each_reason_is_found_where_the_file_gives_it_and_nowhere_else() -> None:
    past, day = dt.date(2026, 6, 11), MEETING.on
    for scenario, expected in (
        (PLAIN, []),
        (KEEN, ["overdue", "key-date"]),
        (with_step(by=past), ["overdue"]),
        (with_step(by=past, status="under-way"), ["overdue"]),
        (with_step(by=past, status="done"), []),
        (with_step(by=past, status="dropped"), []),
        (with_step(by=JUNE), []),
        (PLAIN.with_step("name-a-deputy", StepAgreement(by=past)), []),
        (with_step(owner="the head"), []),
        (with_step(by=day).with_facts(dates=(MEETING,)), ["key-date"]),
        (with_step(by=day, status="done").with_facts(dates=(MEETING,)), []),
        (PLAIN.with_facts(dates=(MEETING,)), []),
        (PLAIN.with_facts(dates=(changed(MEETING, is_="grant-ends"),)), ["money"]),
        (PLAIN.with_answer(MONEY, Answer(answer=3)), ["money"]),
        (PLAIN.with_answer(MONEY, Answer(answer=5)), []),
        (PLAIN.with_answer(MONEY, Answer(answer="unknown")), []),
        (PLAIN.with_facts(as_of=None).with_answer(MONEY, Answer(answer=0)), ["money"]),
        (PLAIN.with_facts(as_of=JUNE - TERM), []),
        (PLAIN.with_facts(as_of=JUNE - TERM - dt.timedelta(1)), ["old-answers"]),
        (silent(PLAIN, core=True), ["silent-partner"]),
        (silent(PLAIN, core=False), []),
        (changed(PLAIN, partners=silent(PLAIN, core=True).partners), []),
    ):
        assert sorts(scenario) == expected, scenario


def test_a_key_date_counts_within_four_weeks() -> None:
    near = with_step(by=MEETING.on).with_facts(dates=(MEETING,))
    for days, expected in ((29, []), (28, ["key-date"]), (0, ["key-date"])):
        assert sorts(near, MEETING.on - dt.timedelta(days)) == expected


def needing(name: str, sort: Sort, day: dt.date | None, *, is_dated: bool = True) -> Attention:
    return attention_of(name, [Reason(sort, day, f"{name}!", "!")], is_dated=is_dated)


def test_at_most_five_are_kept_in_any_order_of_the_input_and_undated_ones_come_last() -> None:
    each = [
        needing("a", "overdue", JUNE, is_dated=False),
        needing("b", "silent-partner", None),
        needing("c", "key-date", JUNE + dt.timedelta(2)),
        needing("d", "key-date", JUNE + dt.timedelta(1)),
        needing("e", "overdue", JUNE),
        needing("f", "money", JUNE),
    ]
    for order in permutations(each):
        found = reduce(Attention.followed_by, order, NOTHING_FOUND)
        assert "".join(notice.partnership for notice in found.first) == "edcfb"
        assert (found.looked_at, sum(found.counts)) == (6, 6)


def page(attention: Attention, *, anonymous: bool) -> str:
    part = attention_part(attention, JUNE, anonymous=anonymous)
    return " ".join(page_text(portfolio_page(shipped(), 0, RULEBOOK, part), 80).split())


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_page_opens_with_them_and_says_that_there_is_nothing_else(anonymous: bool) -> None:
    scenarios = [shipped_scenario(name) for name in SCENARIO_NAMES]
    found = reduce(Attention.followed_by, (attention_to(one, RULEBOOK, JUNE) for one in scenarios))
    text = page(found, anonymous=anonymous)
    opening, _, rest = text.partition("Nothing else this week.")
    assert "VERDICTS AT EACH STAGE" in rest
    for notice in found.first:
        assert (notice.partnership in opening) is not anonymous
    assert ("Partnership 5" in opening) is anonymous
    more = sum(found.counts) - MAX_NAMED
    assert f"{more} more partnerships: " in opening
    for one in scenarios if anonymous else ():
        told = [one.partnership, *(partner.name for partner in one.partners)]
        told += [date.what for date in one.dates]
        told += [step.owner for step in one.steps.values() if step.owner]
        assert not any(name in text for name in told)


def test_where_none_needs_attention_it_says_so_and_what_tables_cannot_tell() -> None:
    counts = (0,) * len(SORTS)
    text = page(Attention(1200, 1200, counts), anonymous=False)
    assert "No partnership needs attention this week" in text
    assert "1,200 come from tables, which have no key dates and no steps." in text
