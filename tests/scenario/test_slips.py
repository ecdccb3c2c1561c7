"""A partnership file with slips of the hand in it loads, or is refused in plain words."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from advisor.files.faults import Faults
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import parse_scenario, scenario_complaints
from tests.mutations import mutated
from tests.plain import check_message
from tests.scenario.test_bad_files import GOOD
from tests.shipped import SCENARIO_NAMES, shipped_rulebook
from tests.small import small_rulebook
from tests.strategies import examples


def check(data: bytes, rulebook: Rulebook) -> None:
    """Fail unless a file loads, or is refused in plain words, a line for each fault."""
    try:
        scenario = parse_scenario(data, "f", rulebook)
    except Faults as error:
        faults = error.faults
    else:
        list(scenario_complaints(scenario))
        return
    assert faults
    for fault in faults:
        assert "\n" not in str(fault)
        check_message(fault.says)


@examples(120)
@given(st.data())
def test_slips_in_shipped_files_load_or_are_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(SCENARIO_NAMES))
    text = (Path(__file__).parents[2] / "scenarios" / f"{name}.yaml").read_text()
    check(data.draw(mutated(text)), shipped_rulebook())


@examples(100)
@given(mutated(GOOD))
def test_slips_in_a_small_file_load_or_are_refused(data: bytes) -> None:
    check(data, small_rulebook())


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_WORDS = st.sampled_from(
    ["partnership", "kind", "partners", "answers", "name", "count", "every", "answer", "reason"]
) | st.sampled_from(["dates-fixed", "head-backing", "months-funded", "cluster", "unknown"])


@examples(60)
@given(
    st.recursive(
        _SCALARS | _WORDS,
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple) | st.dictionaries(_WORDS, inner, max_size=4)
        ),
        max_leaves=15,
    )
)
def test_any_shape_of_values_loads_or_is_refused(value: object) -> None:
    """What YAML can say, written as JSON, which is YAML too."""
    check(json.dumps(value).encode(), small_rulebook())
