"""Examples and partnerships show every rule do all it can, and every leaf turn."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.examples import example_scenarios
from advisor.reasoning.exercised import Exercise, leaves_of
from advisor.rulebook.loading import load_with_origins
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import SMALL_RULES
from tests.test_installed import REPOSITORY

SMALL, ORIGINS = load_with_origins(SMALL_RULES)
EXAMPLES = [scenario for _, _, scenario in example_scenarios(SMALL, ORIGINS)]
SOME = st.sets(st.sampled_from(range(len(EXAMPLES))))


def test_the_shipped_rules_are_exercised() -> None:
    exercise = Exercise(shipped_rulebook())
    found = example_scenarios(*load_with_origins(REPOSITORY / "rules"))
    exercise.see(scenario for _, _, scenario in found)
    exercise.see(map(shipped_scenario, SCENARIO_NAMES))
    assert list(exercise.unseen()) == []


def test_nothing_seen_is_everything_unseen() -> None:
    unseen = list(Exercise(SMALL).unseen())
    of_rules = {gap.rule: gap.never for gap in unseen if gap.leaf is None}
    assert of_rules == dict.fromkeys(SMALL.rules, ("stands", "undecided", "silent"))
    leaves = [(rule.id, leaf) for rule in SMALL.rules.values() for _, leaf in leaves_of(rule)]
    assert [(gap.rule, gap.leaf) for gap in unseen if gap.leaf] == leaves
    assert {gap.never for gap in unseen if gap.leaf} == {("true", "false")}


@given(SOME, SOME)
def test_more_examples_leave_less_unseen(some: set[int], others: set[int]) -> None:
    def unseen(numbers: set[int]) -> set[tuple[str, str, str]]:
        exercise = Exercise(SMALL)
        exercise.see(EXAMPLES[number] for number in numbers)
        return {(gap.rule, str(gap.leaf), way) for gap in exercise.unseen() for way in gap.never}

    assert unseen(some | others) == unseen(some) & unseen(others)
