"""The tree behind a rule: what it shows, and that the changes it names would do what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.evaluator import Trace, Truth, evaluate
from advisor.report.ways import Change, nearest_way
from advisor.report.why import why_tree
from advisor.report.writers.printing import printed
from advisor.rulebook.condition import All, AnyOf, FindingStands, Not
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

RULEBOOK = shipped_rulebook()


def shown(rule: str, scenario: Scenario) -> str:
    """Return the tree of a rule in one line, its branches and line ends taken out."""
    return shown_of(rule, scenario, evaluate(RULEBOOK, scenario).get(rule))


def shown_of(rule: str, scenario: Scenario, trace: Trace | None) -> str:
    text = printed(why_tree(RULEBOOK.rules[rule], trace, RULEBOOK, scenario), 200, colour=False)
    return " ".join(text.replace("│", " ").replace("├──", " ").replace("└──", " ").split())


def with_changes(trace: Trace, changes: tuple[Change, ...]) -> Truth:
    """Return what a condition would be if the changes were made."""
    for change in changes:
        if change.part == trace:
            return Truth.TRUE if change.to else Truth.FALSE
    match trace.condition:
        case All():
            return min(with_changes(part, changes) for part in trace.parts)
        case AnyOf():
            return max(with_changes(part, changes) for part in trace.parts)
        case Not():
            return Truth(2 - with_changes(trace.parts[0], changes))
        case FindingStands() if trace.parts:
            return with_changes(trace.parts[0], changes)
    return trace.value


def check_ways(traces: dict[str, Trace], rulebook: Rulebook) -> None:
    for trace in traces.values():
        for to, wanted in ((True, Truth.TRUE), (False, Truth.FALSE)):
            changes = nearest_way(trace, rulebook, to=to)
            contradictory = any(
                one.part == other.part and one.to != other.to
                for one in changes
                for other in changes
            )
            if not contradictory:
                assert with_changes(trace, changes) == wanted


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_the_nearest_way_leads_there(name: str) -> None:
    check_ways(evaluate(RULEBOOK, shipped_scenario(name)), RULEBOOK)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_every_rule_has_a_tree(name: str) -> None:
    scenario = shipped_scenario(name)
    traces = evaluate(RULEBOOK, scenario)
    for rule in RULEBOOK.rules.values():
        trace = traces.get(rule.id)
        text = shown_of(rule.id, scenario, trace)
        if trace is None:
            assert text.startswith("[ ] does not apply")
            continue
        start = {2: "[+] stands", 1: "[?] undecided", 0: "[-] does not stand"}[trace.value]
        closing = {2: "What would end it", 1: "What to ask", 0: "What would change it"}[trace.value]
        assert text.startswith(f"{start}: {rule.title}")
        assert closing in text


def test_a_standing_rule_says_what_was_answered_by_whom_and_what_ends_it() -> None:
    text = shown("board-not-behind", shipped_scenario("trustees-not-told"))
    says = {level.id: level.says for level in RULEBOOK.questions["governing-body"].levels}
    assert f"[+] true: Moorfield Academy, the head: {says['not-told']}" in text
    assert f"[-] not so: Fernhill House: {says['minuted']}" in text
    until = RULEBOOK.rules["board-not-behind"].until
    assert until
    assert text.split("What would end it ")[1].startswith(until)


def test_a_silent_rule_says_which_answers_would_raise_it() -> None:
    text = shown("driver-missing", shipped_scenario("trustees-not-told"))
    question = RULEBOOK.questions["driver-named"]
    labels = " / ".join(question.level(level).label for level in ("nobody", "several-people"))
    assert text.endswith(f"What would change it {question.asks} → {labels}")


def test_an_undecided_rule_says_what_to_ask_and_whom() -> None:
    scenario = Scenario.model_validate(
        {
            "partnership": "Both",
            "kind": "cluster",
            "stage": "agreeing",
            "partners": ({"name": "Oak"}, {"name": "Elm"}),
        }
    )
    text = shown("driver-missing", scenario)
    question = RULEBOOK.questions["driver-named"]
    assert "the partnership: not asked yet" in text
    assert text.endswith(f"{question.asks} Ask {question.find_out.who}: {question.find_out.how}")
    assert "(Oak) Ask" in shown("board-not-behind", scenario)


def test_a_finding_is_followed_once() -> None:
    text = shown("foundations-missing", shipped_scenario("trustees-not-told"))
    question = RULEBOOK.questions["leads-relationship"]
    assert "as above" in text
    tree = text.split("What would")[0]
    assert tree.count(question.asks) <= 2


def test_a_rule_that_does_not_exist_here_says_for_what_it_is() -> None:
    text = shown("helper-on-goodwill", shipped_scenario("trustees-not-told"))
    assert text.startswith("[ ] does not apply")
    assert "it is for the kind one school helps another; this is state and independent" in text


@examples(20)
@given(data=st.data())
def test_any_rule_has_a_tree(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    traces = evaluate(rulebook, scenario)
    for rule in rulebook.rules.values():
        trace = traces.get(rule.id)
        assert printed(why_tree(rule, trace, rulebook, scenario), 80, colour=False)
