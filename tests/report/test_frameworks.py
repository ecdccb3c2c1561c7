"""A framework says the same in every format: alone with all it rests on, in short on the page."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.framework_conclusion import conclusion
from advisor.reasoning.framework_result import ElementResult, ElementStatus, FrameworkResult
from advisor.reasoning.reasoner import Reasoner
from advisor.report.page import extract_of, page_of
from advisor.report.sections.framework_phrases import conclusion_text
from advisor.rulebook.framework import Framework
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.formats import FORMATS, render
from tests.reasoning.test_framework_reader import LEVELS, framework_of
from tests.report import test_formats
from tests.report.hostile import hostile_scenarios, squeezed
from tests.report.reading import (
    read_html,
    read_markdown,
    read_svg,
    uneven_tables,
    without_colour,
)
from tests.report.test_hostile_text import HTML_PARTS, MARKDOWN_PARTS
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import small_rulebook
from tests.strategies import changed, examples

RULEBOOK = shipped_rulebook()
EVERY = tuple(RULEBOOK.frameworks)
PAGES = tuple(form for form in FORMATS if form != "json")
STATUS_WORDS = {
    "in-place": "[+] in place",
    "partly": "[~] partly",
    "missing": "[!] missing",
    "unknown": "[?] not known",
    "not-applicable": "[ ] does not apply",
    "background": "[ ] reading matter",
}


@cache
def reasoner() -> Reasoner:
    return Reasoner(RULEBOOK)


@cache
def assessed(name: str) -> Assessment:
    return reasoner().assess(shipped_scenario(name), frameworks=EVERY)


def folded(text: str) -> str:
    """Return the text without white space and capitals, since titles may be in capitals."""
    return squeezed(text).casefold()


def read(form: str, text: str) -> str:
    """Return what a person reads of a page, folded."""
    readers = {"html": read_html, "markdown": read_markdown, "svg": read_svg}
    return folded(readers[form](text).text if form in readers else text)


@pytest.mark.parametrize("form", PAGES)
def test_a_framework_alone_says_all_of_itself(form: str) -> None:
    """Each framework over one of the partnerships in turn."""
    for number, name in enumerate(EVERY):
        assessment = assessed(SCENARIO_NAMES[number % len(SCENARIO_NAMES)])
        (result,) = (one for one in assessment.frameworks if one.id == name)
        framework = RULEBOOK.frameworks[result.id]
        source = RULEBOOK.sources[framework.source]
        page = read(form, render(assessment, RULEBOOK, form, frameworks=[result.id]))
        wanted = [assessment.partnership, framework.title, framework.asks, source.quality]
        wanted += [
            source.short,
            str(source.year or "undated"),
            *conclusion_text(result, RULEBOOK),
        ]
        wanted += [element.says for element in framework.elements]
        if framework.reads in {"profile", "phases"}:
            wanted += [STATUS_WORDS[element.status] for element in result.elements]
        reasons = [r for element in result.elements for r in element.because]
        wanted += [RULEBOOK.questions[r.question].asks for r in reasons if r.question]
        for text in wanted:
            assert folded(text) in page, f"{text} is missing in {form}"
        others = (f for f in EVERY if f != result.id)
        assert all(folded(RULEBOOK.frameworks[f].asks) not in page for f in others)
        assert folded("Held by") not in page


@pytest.mark.parametrize("name", SCENARIO_NAMES)
@pytest.mark.parametrize("form", PAGES)
def test_the_page_shows_frameworks_in_short_and_never_first(name: str, form: str) -> None:
    assessment, text = test_formats.assessed(name), test_formats.written(name, form)
    page = read(form, text)
    for result in assessment.frameworks:
        framework = RULEBOOK.frameworks[result.id]
        first, _, rest = page.partition(folded(framework.title))
        assert folded(assessment.verdict.decision) in first or form == "svg"
        for said in (*conclusion_text(result, RULEBOOK), *(e.says for e in framework.elements)):
            assert folded(said) in rest
    if form in {"text", "rich"}:
        top = folded("".join(text.split("\n")[:24]))
        assert not any(folded(RULEBOOK.frameworks[f].title) in top for f in EVERY)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_only_frameworks_of_the_kind_and_stage_stand_on_the_page_unasked(name: str) -> None:
    scenario = shipped_scenario(name)
    assessment = reasoner().assess(scenario)
    shown = [
        framework.id
        for framework in RULEBOOK.frameworks.values()
        if framework.shown
        and scenario.judged_at in framework.shown.stages
        and scenario.kinds & {*framework.shown.kinds}
    ]
    assert [result.id for result in assessment.frameworks] == shown
    sections = [section.id for section in page_of(assessment, RULEBOOK, "full").sections]
    assert ("frameworks" in sections) == bool(shown)
    if shown:
        # The list of sources names those of frameworks too.
        assert sections.index("frameworks") < sections.index("evidence")


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_json_holds_each_element_with_its_status_and_reasons(name: str) -> None:
    text = render(assessed(name), RULEBOOK, "json", frameworks=EVERY[:1])
    assert Assessment.model_validate_json(text) == assessed(name)
    said: list[dict[str, Any]] = json.loads(text)["frameworks"]
    assert [framework["id"] for framework in said] == list(EVERY)
    for framework in said:
        known = RULEBOOK.frameworks[framework["id"]]
        assert framework["conclusion"]["reads"] == known.reads
        assert [e["id"] for e in framework["elements"]] == [e.id for e in known.elements]
        for element in framework["elements"]:
            assert element["status"] in STATUS_WORDS
            for reason in element["because"]:
                assert "question" in reason or "fact" in reason
                assert "note" not in reason


def test_private_notes_never_stand_with_a_framework() -> None:
    scenario = shipped_scenario("trustees-not-told")
    secret = Answer.model_validate(
        {"answer": "draft-read", "note": "Unutterable.", "visibility": "private"}
    )
    scenario = scenario.with_answer("agreement", secret)
    for private_notes in (False, True):
        assessment = reasoner().assess(scenario, private_notes=private_notes, frameworks=EVERY)
        for form in PAGES:
            page = render(assessment, RULEBOOK, form, frameworks=EVERY)
            assert "Unutterable" not in page
        found = "".join(framework.model_dump_json() for framework in assessment.frameworks)
        assert "Unutterable" not in found
        assert "private" not in found


@examples(15)
@given(
    hostile_scenarios(),
    st.sets(st.sampled_from(EVERY), min_size=1, max_size=5),
    st.integers(60, 200),
)
def test_awkward_texts_break_no_framework(scenario: Scenario, some: set[str], width: int) -> None:
    assessment = reasoner().assess(scenario, frameworks=some)

    def written(form: str, *, colour: bool = False) -> str:
        return render(assessment, RULEBOOK, form, frameworks=some, width=width, colour=colour)

    assert read_html(written("html")).made_of <= HTML_PARTS
    page = written("markdown")
    assert read_markdown(page).made_of <= MARKDOWN_PARTS
    assert not uneven_tables(page)
    read_svg(written("svg"))
    plain = written("rich")
    assert without_colour(written("rich", colour=True)) == plain
    for line in plain.split("\n"):
        assert cell_len(line) <= width


def sentences(
    framework: Framework,
    statuses: dict[str, ElementStatus],
    rulebook: Rulebook,
    today: str | None = None,
) -> list[str]:
    """Return what is said of a framework whose elements have these statuses."""
    answer = Answer(answer=today) if today else None
    counts = {status: [*statuses.values()].count(status) for status in statuses.values()}
    result = FrameworkResult(
        id=framework.id,
        conclusion=conclusion(framework, statuses, rulebook, answer),
        counts=counts,
        elements=tuple(
            ElementResult(id=name, status=status, because=(), not_asked=())
            for name, status in statuses.items()
        ),
    )
    book = changed(rulebook, frameworks={framework.id: framework})
    return list(conclusion_text(result, book))


def test_a_question_that_is_asked_is_never_said_not_to_be() -> None:
    """Though the finding that reads it is made at another stage only."""
    rulebook = small_rulebook()
    late = changed(rulebook.rules["dates-late"], stages=("running",), holds_at={"running": "pilot"})
    element = {"id": "one", "in_place": {"finding": "dates-late"}, "lessons": ["dates-early"]}
    framework = changed(framework_of([element]), source="handbook")
    rulebook = changed(
        rulebook,
        rules={**rulebook.rules, "dates-late": late},
        frameworks={"framework": framework},
    )
    scenario = Scenario.model_validate(
        {
            "partnership": "One",
            "kind": "cluster",
            "stage": "starting",
            "partners": ({"name": "Ash"},),
            "answers": {"dates-fixed": "one-by-one", "months-funded": 3},
        }
    )
    assessment = Reasoner(rulebook).assess(scenario, frameworks=["framework"])
    (one,) = assessment.frameworks[0].elements
    assert (one.status, one.because, one.not_asked) == ("unknown", (), ())
    page = render(assessment, rulebook, "text", width=200, frameworks=["framework"])
    assert "a finding that is made only of other kinds or at other stages" in page


CONDITION = {"in_place": {"dates-fixed": ["before-all"]}}


def test_a_profile_counts() -> None:
    framework = framework_of([{"id": f"e{n}", **CONDITION} for n in range(4)])
    statuses: dict[str, ElementStatus] = {
        "e0": "in-place", "e1": "in-place", "e2": "missing", "e3": "unknown",
    }  # fmt: skip
    said = "In place 2, partly 0, missing 1, not known 1"
    assert sentences(framework, statuses, small_rulebook()) == [f"{said}."]
    statuses["e3"] = "background"
    said = "In place 2, partly 0, missing 1, not known 0; reading matter 1."
    assert sentences(framework, statuses, small_rulebook()) == [said]


def a_range() -> Framework:
    return framework_of(
        [
            {"id": f"e{n}", "level": level, "says": f"Form {n}.", "steps": ["set-dates"]}
            | CONDITION
            for n, level in enumerate(LEVELS)
        ],
        reads="range",
        present="dates-fixed",
    )


@pytest.mark.parametrize(
    ("statuses", "today", "expected"),
    [
        ("+---", None, ["Today's form is not known.", "These answers call for: Form 0."]),
        ("+++-", "one-by-one", [
            "Today: They are set session by session.",
            "These answers call for: Form 2.",
            "The next form on the way, a tighter one: Form 1.",
            "To get there: Set the dates of the first term.",
        ]),
        ("+---", "before-all", [
            "Today: Every calendar is still open.",
            "These answers call for: Form 0.",
            "The next form on the way, a looser one: Form 2.",
            "To get there: Set the dates of the first term.",
        ]),
        ("+---", "one-by-one", [
            "Today: They are set session by session.",
            "These answers call for: Form 0.",
            "Today's form is the one that fits.",
        ]),
        ("+-??", "unknown", [
            "Today's form is not known.",
            "These answers call for this at least: Form 0.",
            "It could turn out to be: Form 2; or Form 3.",
        ]),
        ("?---", None, [
            "Today's form is not known.",
            "Which form fits is not known; it could be: Form 0; or none of these.",
        ]),
        ("----", None, [
            "Today's form is not known.", "These answers call for none of these forms.",
        ]),
    ],
)  # fmt: skip
def test_a_range_says_which_form_fits(
    statuses: str, today: str | None, expected: list[str]
) -> None:
    words: dict[str, ElementStatus] = {"+": "in-place", "-": "missing", "?": "unknown"}
    found = {f"e{n}": words[sign] for n, sign in enumerate(statuses)}
    assert sentences(a_range(), found, small_rulebook(), today) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("++++", ["Every phase is wholly in place."]),
        ("++..", ["Every phase is wholly in place."]),
        ("....", ["Nothing in these phases applies here."]),
        ("+-++", ["The phase at hand: First.", "First still calls for: Element 1."]),
        ("+++-", ["The phase at hand: Second.", "Second still calls for: Element 3."]),
        ("?-++", ["The phase at hand: First.", "First still calls for: Element 0; Element 1."]),
        ("+?-+", [
            "The phase at hand cannot be told yet; it could be: First; or Second.",
            "First calls for: Element 1.",
        ]),
        ("+?++", [
            "The phase at hand cannot be told yet; it could be: First; or none, since all is in "
            "place.",
            "First calls for: Element 1.",
        ]),
    ],
)  # fmt: skip
def test_phases_say_which_is_at_hand(statuses: str, expected: list[str]) -> None:
    framework = framework_of(
        [
            {"id": f"e{n}", "part": "first" if n < 2 else "second", "says": f"Element {n}"}
            | CONDITION
            for n in range(4)
        ],
        reads="phases",
        parts=({"id": "first", "title": "First"}, {"id": "second", "title": "Second"}),
    )
    words: dict[str, ElementStatus] = {
        "+": "in-place", "-": "missing", "?": "unknown", ".": "not-applicable",
    }  # fmt: skip
    found = {f"e{n}": words[sign] for n, sign in enumerate(statuses)}
    assert sentences(framework, found, small_rulebook()) == expected


def test_several_frameworks_stand_one_after_the_other() -> None:
    page = extract_of(assessed(SCENARIO_NAMES[0]), RULEBOOK, EVERY)
    assert page.is_extract
    assert [section.id for section in page.sections] == [f"framework-{f}" for f in EVERY]
