"""Pictures of many partnerships, and their pages read back and checked for what they claim."""

import re
from functools import cache
from typing import get_args

from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.batch.portfolio.portfolio_sections import portfolio_page
from advisor.batch.portfolio.totals import Portfolio, portfolio_of
from advisor.reasoning.assessment import TopicStatus
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Chart
from advisor.report.writers.bars import number
from advisor.report.writers.html import html
from advisor.report.writers.terminal import page_rich
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES
from tests.report.hostile import squeezed
from tests.report.reading import Read, read_html, without_colour
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()
LEFT_OUT = 31_417
HTML_PARTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section"),
    *("article", "h1", "h2", "h3", "p", "span", "a", "ul", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect"),
    *("@lang", "@charset", "@http-equiv", "@content", "@name", "@class", "@id", "@href"),
    *("@scope", "@aria-hidden", "@aria-label", "@x", "@width", "@height"),
}


@cache
def shipped() -> Portfolio:
    reasoner = Reasoner(RULEBOOK)
    said = (reasoner.assess(shipped_scenario(name)) for name in SCENARIO_NAMES)
    return sum((portfolio_of(one, RULEBOOK) for one in said), Portfolio.empty)


def numbers(most: int = 2_000_000) -> st.SearchStrategy[int]:
    return st.integers(0, 40) | st.integers(0, most)


@st.composite
def pictured(draw: st.DrawFn, rulebook: Rulebook) -> Portfolio:
    """Draw counts that could be those of many partnerships under the rulebook."""
    blank, chance = draw(numbers()), draw(st.randoms(use_true_random=True))
    bands = {s: {b: chance.randint(0, 40) for b in BANDS} for s in STAGES if chance.random() < 0.7}
    whole = blank + sum(sum(found.values()) for found in bands.values())

    def of(counts: dict[str, int]) -> dict[str, int]:
        return {name: chance.randint(0, most) for name, most in counts.items()}

    risks = [r.id for r in rulebook.rules.values() if r.kind == "risk"]
    judged = of(dict.fromkeys(rulebook.rules, whole))
    standing = of({risk: judged[risk] for risk in risks})
    asked = of(dict.fromkeys(rulebook.questions, whole))
    known = chance.randint(0, 10**7)
    return Portfolio(
        partnerships=whole,
        nothing_answered=blank,
        answers_known=known,
        answers_asked=known + chance.randint(0, 10**7),
        bands=bands,
        kinds={"itt": {b: sum(found[b] for found in bands.values()) for b in BANDS}},
        judged=judged,
        risks=standing,
        strengths=of({rule: n for rule, n in judged.items() if rule not in risks}),
        steps=of(dict.fromkeys(rulebook.steps, whole)),
        topics={
            topic.id: {chance.choice(get_args(TopicStatus)): whole} for topic in rulebook.topics
        },
        asked=asked,
        unknown=of(asked),
        not_asked=of(asked),
    )


def portfolio_html(portfolio: Portfolio, skipped: int, rulebook: Rulebook) -> str:
    return html(portfolio_page(portfolio, skipped, rulebook))


def on_terminal(portfolio: Portfolio, rulebook: Rulebook, width: int, skipped: int = 3) -> str:
    """Return the printed page, checked for its width, and that colour says nothing more."""
    text = page_rich(portfolio_page(portfolio, skipped, rulebook), width, colour=False)
    coloured = page_rich(portfolio_page(portfolio, skipped, rulebook), width, colour=True)
    assert "\x1b" not in text
    assert [*map(str.rstrip, without_colour(coloured).split("\n"))] == text.split("\n")
    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert "\n\n\n" not in text
    return text


def as_html(portfolio: Portfolio, rulebook: Rulebook, skipped: int = 3) -> Read:
    """Return the page as read, checked for what it is made of."""
    page = read_html(portfolio_html(portfolio, skipped, rulebook))
    assert page.made_of <= HTML_PARTS
    return page


def charts(portfolio: Portfolio, rulebook: Rulebook) -> list[Chart]:
    sections = portfolio_page(portfolio, LEFT_OUT, rulebook).sections
    return [b for s in sections for b in s.blocks if isinstance(b, Chart)]


def check_numbers(portfolio: Portfolio, rulebook: Rulebook) -> None:
    """Check that what the value counts is on the pages, each beside what it is of."""
    cell = '<td class="count">'
    raw = portfolio_html(portfolio, LEFT_OUT, rulebook)
    rows = [
        squeezed(read_html(row.replace(cell, f" | {cell}")).text)
        for row in re.findall(r"<tr>.*?</tr>", raw)
    ]
    wide = on_terminal(portfolio, rulebook, 120, LEFT_OUT)
    for page in (as_html(portfolio, rulebook, LEFT_OUT).text, wide):
        for count in (
            *(portfolio.partnerships, portfolio.nothing_answered, LEFT_OUT),
            *(portfolio.answers_known, portfolio.answers_asked),
            portfolio.partnerships - portfolio.nothing_answered,
        ):
            assert number(count) in page
        assert rulebook.content_hash in squeezed(page)
        assert squeezed(rulebook.version) in squeezed(page)
    for chart in charts(portfolio, rulebook):
        for bar in chart.bars:
            shown = [*map(number, (*bar.counts, *([bar.of] if chart.whole else [])))]
            found = [row for row in rows if squeezed(bar.title) in row]
            assert any(row.endswith("|" + "|".join(shown)) for row in found)
            if chart.side_by_side:
                drawn = re.escape(bar.title) + r"\s+"
                drawn += r"[▏▎▍▌▋▊▉█▒· ]+".join(rf"\b{one}\b" for one in shown)
                assert re.search(drawn, wide), bar
            elif any(one.about for one in chart.bars):
                first = f"{chart.series[0].word} in {shown[0]} of {number(bar.of)}"
                others = zip(chart.series[1:], bar.counts[1:], strict=True)
                rest = (f", {series.word} in {number(count)}" for series, count in others)
                assert squeezed(first + "".join(rest)) in squeezed(wide)
