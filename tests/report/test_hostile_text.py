"""Whatever people write comes out as itself in every format, and nothing of it is acted on."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.files.clean_text import clean_text
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.reasoner import Reasoner
from advisor.report.explain.why import why_lines
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario
from tests.formats import FORMATS, render
from tests.report.hostile import (
    BY_PAGE,
    hostile_scenarios,
    of_a_meeting,
    squeezed,
    texts_of,
)
from tests.report.reading import read_html, read_markdown, read_svg, uneven_tables, without_colour
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples, rulebooks, scenarios

WIDTHS = st.integers(60, 200)
HTML_PARTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section"),
    *("article", "h1", "h2", "h3", "p", "span", "strong", "div", "a", "ul", "li", "dl", "dt"),
    *("dd", "table", "thead", "tbody", "tr", "th", "td", "@lang", "@charset", "@http-equiv"),
    *("@content", "@name", "@class", "@id", "@href", "@scope", "@rowspan", "@aria-hidden"),
    *("@aria-label", "footer"),
}
MARKDOWN_PARTS = {
    *("inline", "text", "softbreak", "hardbreak", "text_special", "hr"),
    *("strong_open", "strong_close", "heading_open", "heading_close"),
    *("paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close"),
    *("list_item_open", "list_item_close", "table_open", "table_close", "thead_open"),
    *("thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close"),
    *("td_open", "td_close"),
} - {"hr"}


@cache
def reasoner() -> Reasoner:
    return Reasoner(shipped_rulebook())


def assessed(scenario: Scenario) -> Assessment:
    return reasoner().assess(scenario, private_notes=True)


def spoilt(texts: Sequence[str]) -> Scenario:
    """Return a shipped partnership in which texts stand in turn wherever a person may write.

    The meeting set something for a step that is asked for and one that is not, and disagreed with
    risks, with a strength, and with a rule that does not stand.
    """
    text = cycle(texts).__next__
    said = shipped_scenario("trustees-not-told").model_dump(by_alias=True)
    said["partnership"] = f"name {text()}"
    for number, partner in enumerate(said["partners"]):
        partner["name"] = f"name {number} {text()}"
    for answers in (said["answers"], *(partner["answers"] for partner in said["partners"])):
        for answer in [*answers.values()][:5]:
            answer |= {"note": text(), "said_by": f"{text()} by"}
        for answer in answers.values():
            if answer.get("answer") == "unknown":
                answer |= {"who_could_tell": f"{text()} could tell"}
    said |= of_a_meeting(
        ("ask-the-board", "name-who-gains"),
        ("board-not-behind", "nothing-on-paper", "purpose-shared", "driver-missing"),
        text,
    )
    return Scenario.model_validate(said)


def check_text(text: str, scenario: Scenario, width: int) -> None:
    for line in text.removesuffix("\n").split("\n"):
        assert cell_len(line) <= width
    check_shown(text, scenario)


def check_shown(text: str, scenario: Scenario) -> None:
    shown = squeezed(text)
    for written in texts_of(scenario):
        for line in clean_text(written).split("\n"):
            assert squeezed(line) in shown


def check_all(scenario: Scenario, width: int) -> Assessment:
    """Check every format of what is said of a partnership, and return that."""
    assessment, rulebook = assessed(scenario), shipped_rulebook()
    written = {f: render(assessment, rulebook, f, width=width, extent="full") for f in FORMATS}
    for text in written.values():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\x1b" not in text
    for form in ("rich", "text", "markdown"):
        assert all(line == line.rstrip() for line in written[form].split("\n"))
    check_text(written["text"], scenario, width)
    check_text(written["rich"], scenario, width)
    coloured = render(assessment, rulebook, "rich", width=width, colour=True, extent="full")
    assert without_colour(coloured) == written["rich"]
    as_html, as_markdown = read_html(written["html"]), read_markdown(written["markdown"])
    assert as_html.made_of <= HTML_PARTS
    assert as_markdown.made_of <= MARKDOWN_PARTS
    check_shown(as_html.text, scenario)
    check_shown(as_markdown.text, scenario)
    assert uneven_tables(written["markdown"]) == []
    assert read_svg(written["svg"]).made_of <= {
        *("svg", "style", "defs", "clipPath", "rect", "g", "text", "circle")
    }
    said = json.loads(written["json"])
    assert said["partnership"] == scenario.partnership
    assert [p["name"] for p in said["partners"]] == [p.name for p in scenario.partners]
    return assessment


def check_brief(assessment: Assessment, rulebook: Rulebook, width: int) -> None:
    """Check that the brief shows what people wrote as it is, in lines of the width."""
    forms = ("text", "rich", "html", "markdown")
    written = {f: render(assessment, rulebook, f, width=width) for f in forms}
    for form in ("text", "rich"):
        lines = written[form].split("\n")
        assert all(cell_len(line) <= width for line in lines)
        assert all(line == line.rstrip() for line in lines)
        assert "\x1b" not in written[form]
    assert read_html(written["html"]).made_of <= HTML_PARTS
    assert read_markdown(written["markdown"]).made_of <= MARKDOWN_PARTS
    assert uneven_tables(written["markdown"]) == []


@pytest.mark.parametrize("texts", BY_PAGE)
def test_awkward_texts_everywhere_come_out_as_themselves(texts: list[str]) -> None:
    scenario = spoilt(texts)
    assessment = check_all(scenario, 80)
    check_brief(assessment, shipped_rulebook(), 80)


@examples(10)
@given(scenario=hostile_scenarios(), width=WIDTHS)
def test_any_awkward_texts_come_out_as_themselves(scenario: Scenario, width: int) -> None:
    check_all(scenario, width)


@examples(20)
@given(scenario=hostile_scenarios(), width=WIDTHS)
def test_the_brief_shows_whatever_people_write(scenario: Scenario, width: int) -> None:
    check_brief(assessed(scenario), shipped_rulebook(), width)


@examples(5)
@given(scenario=hostile_scenarios())
def test_why_shows_awkward_texts_as_they_are(scenario: Scenario) -> None:
    rulebook = shipped_rulebook()
    traces = evaluate(rulebook, scenario)
    for rule in rulebook.rules.values():
        for line in why_lines(rule, traces.get(rule.id), rulebook, scenario, 80):
            assert "\x1b" not in line.plain
            assert cell_len(line.plain) <= 80


@pytest.mark.parametrize("text", ["[/foo] a|b <b>*x*</b> `y`", "\n# [a=b: \\", "x" * 4000])
def test_a_rulebook_of_awkward_texts_is_written_as_it_is(text: str) -> None:
    rulebook = shipped_rulebook()
    rules = {
        name: changed(rule, title=f"{name} {text}", because=text)
        for name, rule in rulebook.rules.items()
    }
    questions = {
        name: changed(question, asks=f"{name} {text}?")
        for name, question in rulebook.questions.items()
    }
    awkward = changed(rulebook, rules=rules, questions=questions)
    scenario = shipped_scenario("trustees-not-told")
    assessment = Reasoner(awkward).assess(scenario)
    check_brief(assessment, awkward, 80)
    risk = squeezed(f"{assessment.risks[0].id} {text}")
    text, html, markdown = (
        render(assessment, awkward, form, extent="full") for form in ("text", "html", "markdown")
    )
    assert risk in squeezed(text)
    assert risk in squeezed(read_html(html).text)
    assert risk in squeezed(read_markdown(markdown).text)


@examples(30)
@given(data=st.data(), width=WIDTHS)
def test_any_rulebook_and_partnership_can_be_written(data: st.DataObject, width: int) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    assessment = Reasoner(rulebook).assess(scenario)
    check_brief(assessment, rulebook, width)
    for form in FORMATS:
        text = render(assessment, rulebook, form, width=width, extent="full")
        assert text == render(assessment, rulebook, form, width=width, extent="full")
        if form in {"text", "rich"}:
            assert all(cell_len(line) <= width for line in text.split("\n"))
