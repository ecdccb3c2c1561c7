"""The pages over many partnerships: every number they claim, nobody's name, nothing acted on."""

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.portfolio.rankings import MOST
from advisor.batch.portfolio.totals import Portfolio, portfolio_of
from advisor.reasoning.reasoner import Reasoner
from advisor.report.writers.bars import bar_cells
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES
from tests.batch.portfolios import (
    LEFT_OUT,
    as_html,
    charts,
    check_numbers,
    on_terminal,
    pictured,
    portfolio_html,
    shipped,
)
from tests.report.hostile import squeezed
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples, rulebooks, scenarios

RULEBOOK = shipped_rulebook()
WIDTHS = (56, 80, 120, 200)


def test_the_charts_hold_what_was_counted_and_count_what_they_leave_out() -> None:
    portfolio = shipped()
    *stages, kinds, concerns, steps, strengths, topics, unknown, not_asked = charts(
        portfolio, RULEBOOK
    )
    assert [[bar.counts[0] for bar in chart.bars] for chart in stages] == [
        [portfolio.bands[stage].get(band, 0) for band in BANDS]
        for stage in STAGES
        if stage in portfolio.bands
    ]
    assert [bar.counts for bar in kinds.bars] == [
        tuple(portfolio.kinds[kind].get(band, 0) for band in BANDS)
        for kind in KINDS
        if kind in portfolio.kinds
    ]
    assert [sum(bar.counts) for bar in topics.bars] == [portfolio.partnerships] * len(
        RULEBOOK.topics
    )
    met = {concern: sum(by.values()) for concern, by in portfolio.concerns.items()}
    for chart, counts in (
        (concerns, met),
        (steps, portfolio.steps),
        (strengths, portfolio.strengths),
        (unknown, portfolio.unknown),
        (not_asked, portfolio.not_asked),
    ):
        assert [sum(bar.counts) for bar in chart.bars] == sorted(counts.values())[::-1][:MOST]
        if (more := len(counts) - MOST) > 0:
            assert f"and {more} more" in chart.more[0]
    titles = {concern.title: concern.id for concern in RULEBOOK.concerns.values()}
    for bar in concerns.bars:
        weights = portfolio.concerns[titles[bar.title]]
        assert bar.counts == (sum(weights.values()) - weights.get("low", 0), weights.get("low", 0))
        assert bar.of == portfolio.partnerships
        risks = [r for r in RULEBOOK.risks_of[titles[bar.title]] if r.id in portfolio.risks]
        told = dict(bar.about)
        assert told["First step"] in {RULEBOOK.steps[risk.steps[0]].do for risk in risks}
        lessons = (RULEBOOK.lessons[name] for risk in risks for name in risk.lessons)
        cited = {passage.source for lesson in lessons for passage in lesson.passages}
        assert all(RULEBOOK.sources[source].short in told["From"] for source in cited)
    nowhere = len(RULEBOOK.concerns) - len(met)
    assert f"{nowhere} are met in no partnership" in " ".join(concerns.more)


def test_every_number_of_the_shipped_partnerships_is_on_both_pages() -> None:
    check_numbers(shipped(), RULEBOOK)


@examples(10)
@given(pictured(RULEBOOK))
def test_every_number_of_any_picture_is_on_both_pages(portfolio: Portfolio) -> None:
    if portfolio.partnerships:
        check_numbers(portfolio, RULEBOOK)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_broken_on_the_terminal(width: int) -> None:
    text = on_terminal(shipped(), RULEBOOK, width)
    page = unescape(re.sub("<[^>]*>", " ", portfolio_html(shipped(), 3, RULEBOOK)))
    assert words(text) <= words(page)


def words(text: str) -> set[str]:
    """Return the words of a text; letters among digits are of a hash, and break where they may."""
    return set(re.findall(r"\b[a-z]+\b", text.lower()))


def test_no_partnership_is_named_and_nothing_is_ranked() -> None:
    for page in (
        as_html(shipped(), RULEBOOK).text,
        *(on_terminal(shipped(), RULEBOOK, width) for width in WIDTHS),
    ):
        for name in SCENARIO_NAMES:
            scenario = shipped_scenario(name)
            assert squeezed(scenario.partnership) not in squeezed(page)
            assert all(
                squeezed(partner.name) not in squeezed(page) for partner in scenario.partners
            )
        assert not re.search(r"\b(score|scores|rank|ranks|ranking|league|average)\b", page.lower())
        assert "Undated" in page
        assert not re.search(r"\b202\d\b", page)


def test_without_partnerships_it_says_so() -> None:
    for page in (
        as_html(Portfolio.empty, RULEBOOK, LEFT_OUT).text,
        on_terminal(Portfolio.empty, RULEBOOK, 80, LEFT_OUT),
    ):
        assert "No partnership" in page
        assert "31,417 more could not be read" not in page
        assert "31,417 could not be read" in page
        assert RULEBOOK.content_hash in page
        assert "MET MOST OFTEN" not in page.upper()


def test_where_nothing_is_answered_no_verdict_is_shown() -> None:
    blank = shipped_scenario(SCENARIO_NAMES[0])
    partners = tuple(changed(partner, answers={}) for partner in blank.partners)
    said = Reasoner(RULEBOOK).assess(changed(blank, answers={}, partners=partners))
    one = portfolio_of(said, RULEBOOK)
    for page in (as_html(one + one, RULEBOOK, 0).text, on_terminal(one + one, RULEBOOK, 80, 0)):
        assert "2 partnerships" in page
        assert "0 with a verdict; 2 in which nothing is answered" in page
        assert "No verdict" in page
        assert "None was left out" in page
        assert not any(label.label in page for label in RULEBOOK.wording.ratings.values())


def test_html_needs_nothing_from_elsewhere_and_its_headings_stand_in_order() -> None:
    text = portfolio_html(shipped(), 0, RULEBOOK)
    page = as_html(shipped(), RULEBOOK, 0)
    assert not {"script", "img", "link", "iframe", "@src", "@style"} & page.made_of
    assert "url(" not in text
    assert "@import" not in text
    assert not re.findall(r"https?://", text)
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    anchors = re.findall(r'href="#([^"]*)"', text)
    ids = re.findall(r' id="([^"]*)"', text)
    assert anchors == ids
    assert len({*ids}) == len(ids)
    assert all('aria-hidden="true"' in svg for svg in re.findall(r"<svg[^>]*>", text))
    assert text.endswith("</html>\n")


@examples(20)
@given(data=st.data(), width=st.integers(56, 200))
def test_any_rulebook_and_partnerships_can_be_shown(data: st.DataObject, width: int) -> None:
    rulebook = data.draw(rulebooks())
    reasoner = Reasoner(rulebook)
    drawn = data.draw(st.lists(scenarios(rulebook), max_size=3))
    portfolio = sum(
        (portfolio_of(reasoner.assess(one), rulebook) for one in drawn), Portfolio.empty
    )
    on_terminal(portfolio, rulebook, width)
    as_html(portfolio, rulebook)
    if drawn:
        check_numbers(portfolio, rulebook)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=5), st.integers(0, 200))
def test_a_bar_is_as_long_as_its_count_and_no_count_is_lost(counts: list[int], rest: int) -> None:
    whole = sum(counts) + rest
    for room in (len(counts) + 1, 20, 1000):
        taken = bar_cells(counts, whole, room)
        assert sum(taken) <= room
        assert (sum(taken) == room) == (whole > 0 and rest == 0)
        assert [bool(one) for one in taken] == [bool(count) for count in counts]
        if room == 1000:
            shares = zip(counts, taken, strict=True)
            assert all(abs(one * 1000 / whole - cell) <= 6 for one, cell in shares if whole)
