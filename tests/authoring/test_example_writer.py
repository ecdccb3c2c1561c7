"""A case printed as an example for a rule: it is accepted where it is pasted, and it is so."""

import re
from pathlib import Path

import pytest

from advisor.__main__ import run
from advisor.authoring.example_writer import rule_example
from advisor.authoring.rule_examples import OUTCOMES
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.trace import Truth
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import copied_to

RULEBOOK = shipped_rulebook()
RULES = Path(__file__).parents[2] / "rules"


def sample() -> dict[str, list[tuple[str, str]]]:
    """Return examples by rule, each with what is expected.

    Every rule has one, from partnerships in turn; every fourth rule that is true of one, or open,
    has that one too.
    """
    found: dict[str, list[tuple[str, str]]] = {rule: [] for rule in RULEBOOK.rules}
    for number, name in enumerate(SCENARIO_NAMES):
        scenario = shipped_scenario(name)
        traces = evaluate(RULEBOOK, scenario)
        in_turn = [*RULEBOOK.rules][number :: len(SCENARIO_NAMES)]
        others = [rule for rule, trace in traces.items() if trace.value != Truth.FALSE][::4]
        for rule in dict.fromkeys([*in_turn, *others]):
            value = traces[rule].value if rule in traces else Truth.FALSE
            text = rule_example(RULEBOOK.rules[rule], RULEBOOK, scenario)
            found[rule].append((text, OUTCOMES[value]))
    return found


def test_a_printed_example_passes_where_it_is_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied_to(tmp_path, RULES)
    expected: set[str] = set()
    for rule, texts in sample().items():
        path = folder / RULEBOOK.rules[rule].topic / f"{rule}.yaml"
        written = path.read_text(encoding="utf-8")
        assert written.count("\nexamples:\n") == 1
        pasted = "".join(text for text, _ in texts)
        path.write_text(
            written.replace("\nexamples:\n", f"\nexamples:\n{pasted}"), encoding="utf-8"
        )
        for text, outcome in texts:
            assert f"\n    expect: {outcome}\n" in text
            expected.add(outcome)
    assert expected == {"stands", "silent", "undecided"}
    code = run(["check", str(folder)])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_an_example_has_what_the_rule_reads_and_names_nobody(name: str) -> None:
    scenario = shipped_scenario(name)
    for rule in [*RULEBOOK.rules.values()][::4]:
        text = rule_example(rule, RULEBOOK, scenario)
        keys = set(re.findall(r"([\w-]+): ", text)) & set(RULEBOOK.questions)
        assert keys <= RULEBOOK.read_by[rule.id]
        assert scenario.partnership not in text
        given = text.partition("given:")[2]
        assert not [p.name for p in scenario.partners if p.name in given]
