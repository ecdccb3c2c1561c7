"""Why a rule is true of a partnership or not: seven lines of sentences, which keep their word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.fewest_answers import fewest_changes
from advisor.reasoning.trace import Trace, Truth
from advisor.report.explain.why import MAX_LINES, why_lines
from advisor.report.explain.why_concern import concern_lines, risks_to_explain
from advisor.report.facts_in_words import fact_words
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

RULEBOOK = shipped_rulebook()
OF_THE_ENGINE = re.compile(
    r"\b(stands|silent|undecided|the finding|bands?|levels? apart|core|gates?|presumed|"
    r"some partner|every partner \(|not-applicable|unknown)\b"
)


def lines_of(
    rule: str, scenario: Scenario, trace: Trace | None, rulebook: Rulebook = RULEBOOK
) -> list[str]:
    shown = why_lines(rulebook.rules[rule], trace, rulebook, scenario, 80)
    return [line.plain for line in shown]


def said_of(rule: str, scenario: Scenario) -> str:
    """Return why a rule is true or not in one line."""
    lines = lines_of(rule, scenario, evaluate(RULEBOOK, scenario).get(rule))
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_seven_lines_tell_of_every_rule_in_words_of_ours(name: str) -> None:
    scenario = shipped_scenario(name)
    traces = evaluate(RULEBOOK, scenario)
    of_the_engine: set[str] = set()
    for rule in RULEBOOK.rules.values():
        trace = traces.get(rule.id)
        lines = lines_of(rule.id, scenario, trace)
        text = " ".join(" ".join(lines).split())
        assert len(lines) <= MAX_LINES, rule.id
        assert all(cell_len(line) <= 80 for line in lines)
        assert rule.title in text
        assert " Source: " in text
        said = text.replace(rule.title, "").split(" Source: ")[0]
        of_the_engine |= {found[0] for found in OF_THE_ENGINE.finditer(said)}
        if trace is None:
            assert text.startswith("[ ] Not looked at here: ")
            assert "It belongs to another" in text or "It does not belong to this kind" in text
            continue
        check_better_answers(rule, trace, text, scenario)
        if trace.value == Truth.TRUE:
            assert text.startswith("[+] True here: ")
            assert rule.until is None or "Resolved when " in text
        elif trace.value == Truth.FALSE:
            assert text.startswith("[-] Not true here: ")
            assert "would make it true" in text
        else:
            assert text.startswith("[?] Likely: " if trace.presumed else "[?] Not clear yet: ")
            assert "Still to find out: " in text
    assert not of_the_engine


def check_better_answers(rule: Rule, trace: Trace, text: str, scenario: Scenario) -> None:
    """Fail if better answers are offered where the best ones do not end it."""
    if trace.value == Truth.TRUE and rule.kind == "risk":
        assert not re.search(r", or (a worse one|worse ones), would end it", text)
    if not re.search(r", or (a better one|better ones), would end it", text):
        return
    for needed in fewest_changes(rule, RULEBOOK, scenario, to=False, may="better") or ():
        order = RULEBOOK.questions[needed.place.question].order
        assert needed.is_so or needed.levels == order[-len(needed.levels) :]


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("kind", "hub", "the kind is a hub"),
        ("stage", "starting", "the decision is: do we begin?"),
        ("partners", 1, "there is 1 partner"),
        ("partners", 2, "there are 2 partners"),
        ("answered_by_others", ("Elm", "Oak"), "others answered for Elm and Oak"),
        ("answered_by_others", tuple("ABCDE"), "others answered for A, B, C, D and E"),
        ("answered_by_others", False, "every partner concerned answered for itself"),
    ],
)
def test_a_fact_is_said_in_words(fact: str, value: int | tuple[str, ...], words: str) -> None:
    assert fact_words(Reason(fact=fact, value=value), "a hub", "do we begin?") == words


def test_a_risk_names_the_answers_that_are_enough_and_what_ends_it() -> None:
    text = said_of("board-not-behind", shipped_scenario("trustees-not-told"))
    assert "This is enough: At Moorfield Academy, the board has not been told" in text
    assert "Fernhill" not in text
    assert f"Resolved when {RULEBOOK.until_of(RULEBOOK.rules['board-not-behind'])}." in text


def test_the_answers_that_would_end_a_risk_may_be_better_still() -> None:
    several = said_of("board-not-minuted", shipped_scenario("keen-heads-no-time"))
    assert "These answers, or better ones, would end it: At Millbrook, Hillside and" in several
    assert "the board has minuted a yes, and some were against." in several
    one = said_of("no-hours-to-run-it", shipped_scenario("keen-heads-no-time"))
    assert "This answer, or a better one, would end it: The organiser has under 2" in one
    # Beside what resolves the whole concern, an answer that ends one reason must not sound like it.
    rule = RULEBOOK.rules["no-hours-to-run-it"]
    scenario = shipped_scenario("keen-heads-no-time")
    trace = evaluate(RULEBOOK, scenario)[rule.id]
    on_page = " ".join(map(str, why_lines(rule, trace, RULEBOOK, scenario, 78, alone=False)))
    assert "would end this reason: " in on_page
    assert "Resolved when" not in on_page


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_concern_lists_the_risks_that_the_advice_has_behind_it(name: str) -> None:
    scenario = shipped_scenario(name)
    traces = evaluate(RULEBOOK, scenario)
    findings = findings_of(traces)
    for concern in RULEBOOK.concerns.values():
        of_it = RULEBOOK.risks_of[concern.id]
        risks = risks_to_explain(concern, traces, RULEBOOK, scenario.judged_at)
        so = {risk.id for risk in of_it} & {*findings.stands, *findings.presumed}
        applies = {risk.id for risk in of_it} & traces.keys()
        expected = so or applies or {risk.id for risk in of_it}
        assert {risk.id for risk in risks} == expected
        lines = [line.plain for line in concern_lines(concern, risks, traces, RULEBOOK, 80)]
        assert all(cell_len(line) <= 80 for line in lines)
        text = " ".join(" ".join(lines).split())
        assert text.startswith(concern.title)
        assert all(f"{risk.title} ({risk.id})" in text for risk in risks)


def test_a_risk_that_is_not_true_names_the_answers_that_would_make_it_so() -> None:
    text = said_of("driver-missing", shipped_scenario("trustees-not-told"))
    question = RULEBOOK.questions["driver-named"]
    assert f"This answer would make it true: {question.asks} “" in text
    assert f", not “{question.level('agreed-and-known').label}”." in text


def test_what_is_open_is_asked_of_whoever_could_tell() -> None:
    scenario = Scenario.model_validate(
        {
            "partnership": "Both",
            "kind": "cluster",
            "stage": "agreeing",
            "partners": ({"name": "Oak"}, {"name": "Elm"}),
        }
    )
    question = RULEBOOK.questions["driver-named"]
    text = said_of("driver-missing", scenario)
    assert f"Still to find out: {question.asks} “" in text
    assert f"would make it true. Ask {question.find_out.who}: {question.find_out.how}" in text
    assert "(Oak and Elm)" in said_of("board-not-behind", scenario)


def test_a_rule_for_others_says_for_whom_it_is() -> None:
    text = said_of("helper-on-goodwill", shipped_scenario("trustees-not-told"))
    assert text.startswith("[ ] Not looked at here: ")
    assert "another kind of partnership: one school helps another. This one is: state and" in text


@examples(20)
@given(data=st.data())
def test_any_rule_can_be_told(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    traces = evaluate(rulebook, scenario)
    for rule in rulebook.rules:
        assert lines_of(rule, scenario, traces.get(rule), rulebook)
