"""Examples and partnerships show every rule do all it can, and every leaf turn."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.authoring.rule_coverage import RuleCoverage, _values, leaves_of
from advisor.authoring.rule_examples import example_scenarios
from advisor.reasoning.evaluator import evaluate
from advisor.rulebook.loading import load_with_origins
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import SMALL_RULES
from tests.test_installed import REPOSITORY

SMALL, ORIGINS = load_with_origins(SMALL_RULES)
FOUND = list(example_scenarios(SMALL, ORIGINS))
EXAMPLES = [scenario for _, _, scenario in FOUND]
SOME = st.sets(st.sampled_from(range(len(EXAMPLES))))


def test_the_shipped_rules_are_exercised() -> None:
    coverage = RuleCoverage(shipped_rulebook())
    coverage.add_examples(example_scenarios(*load_with_origins(REPOSITORY / "rules")))
    coverage.add(map(shipped_scenario, SCENARIO_NAMES))
    assert list(coverage.gaps()) == []


def test_nothing_seen_is_everything_unseen() -> None:
    unseen = list(RuleCoverage(SMALL).gaps())
    of_rules = {gap.rule: gap.never for gap in unseen if gap.leaf is None}
    assert of_rules == dict.fromkeys(SMALL.rules, ("stands", "undecided", "silent"))
    leaves = [(rule.id, leaf) for rule in SMALL.rules.values() for leaf in leaves_of(rule)]
    assert [(gap.rule, gap.leaf) for gap in unseen if gap.leaf] == leaves
    assert {gap.never for gap in unseen if gap.leaf} == {("true", "false")}


@given(SOME, SOME)
def test_more_examples_leave_less_unseen(some: set[int], others: set[int]) -> None:
    def unseen(numbers: set[int]) -> set[tuple[str, str, str]]:
        coverage = RuleCoverage(SMALL)
        coverage.add(EXAMPLES[number] for number in numbers)
        return {(gap.rule, str(gap.leaf), way) for gap in coverage.gaps() for way in gap.never}

    assert unseen(some | others) == unseen(some) & unseen(others)


@given(SOME)
def test_of_examples_no_less_is_seen_for_seeing_each_by_its_own_rule_first(some: set[int]) -> None:
    by_rule, plain = RuleCoverage(SMALL), RuleCoverage(SMALL)
    by_rule.add_examples(FOUND[number] for number in some)
    for number in some:
        for rule, trace in evaluate(SMALL, EXAMPLES[number]).items():
            plain.outcomes.setdefault(rule, set()).add(trace.value)
            for leaf, value in enumerate(_values(SMALL.rules[rule].condition, trace)):
                plain.leaves.setdefault((rule, leaf), set()).add(value)
    assert by_rule.scenarios == len(some)
    assert list(by_rule.gaps()) == list(plain.gaps())
