"""Run the examples of the rules: each is a small scenario with the expected result of its rule."""

from collections.abc import Iterator
from string import ascii_uppercase

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults, Place
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.evidence import open_answers
from advisor.reasoning.trace import Truth
from advisor.rulebook.loading import Origins
from advisor.rulebook.rule import Example, Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import make_scenario
from advisor.scenario.scenario import Scenario

OUTCOMES = {Truth.TRUE: "stands", Truth.UNKNOWN: "undecided", Truth.FALSE: "silent"}
_FACTS = ("kind", "also", "stage", "partners")


def example_faults(rulebook: Rulebook, origins: Origins) -> tuple[list[Fault], list[Fault]]:
    """Run every example of every rule.

    Returns:
        The examples that cannot be read, and the ones whose rule gives another result.
    """
    unreadable: list[Fault] = []
    failing: list[Fault] = []
    for rule in rulebook.rules.values():
        document, top = origins.parts["rule", rule.id]
        for number, example in enumerate(rule.examples):
            place: Place = (*top, "examples", number)
            try:
                scenario = example_scenario(rule, example, rulebook, origins, number)
            except Faults as error:
                unreadable += error.faults
                continue
            differences = _differences(rule, example, rulebook, scenario)
            failing += [document.fault(place, message) for message in differences]
    return unreadable, failing


def example_scenarios(
    rulebook: Rulebook, origins: Origins
) -> Iterator[tuple[Rule, Example, Scenario]]:
    """Yield every example of every rule as a scenario.

    Raises:
        Faults: One cannot be read.
    """
    for rule in rulebook.rules.values():
        for number, example in enumerate(rule.examples):
            yield rule, example, example_scenario(rule, example, rulebook, origins, number)


def example_scenario(
    rule: Rule, example: Example, rulebook: Rulebook, origins: Origins, number: int
) -> Scenario:
    """Return an example as a scenario.

    Defaults: the stage is starting and the kind is cluster if the rule exists there, or else the
    first ones at which it does; the partners are two state schools, A and B.

    Raises:
        Faults: The given answers do not fit the rulebook.
    """
    document, top = origins.parts["rule", rule.id]
    given = dict(example.given)
    facts = {key: given.pop(key) for key in _FACTS if key in given}
    partners = facts.pop("partners", ({"sector": "state"}, {"sector": "state"}))
    value = {
        "partnership": example.name,
        "kind": "cluster" if "cluster" in rule.kinds else rule.kinds[0],
        "stage": "starting" if "starting" in rule.stages else rule.stages[0],
        # What is no list, or no group of keys, goes on as it is, so that the model reports it at
        # its place in the file.
        "partners": tuple(
            {"name": partner_letter(place), **partner} if isinstance(partner, dict) else partner
            for place, partner in enumerate(partners)
        )
        if isinstance(partners, tuple)
        else partners,
        "answers": given,
        **facts,
    }
    return make_scenario(value, rulebook, document, (*top, "examples", number, "given"))


def partner_letter(place: int) -> str:
    """Return the name of an example's partner, by its position."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else f"P{place + 1}"


def _differences(
    rule: Rule, example: Example, rulebook: Rulebook, scenario: Scenario
) -> Iterator[str]:
    trace = evaluate(rulebook, scenario, [rule.id]).get(rule.id)
    # There is no trace of a rule that does not exist at the example's kind and stage.
    outcome = OUTCOMES[trace.value] if trace else "silent"
    if outcome != example.expect:
        is_so = outcome if outcome == "stands" else f"is {outcome}"
        yield f"example {quoted(example.name)}: the rule {is_so}; {example.expect} is expected"
    elif trace and example.expect == "undecided":
        asks = {item.question for item in open_answers(trace)}
        if asks != set(example.asks):
            asked = ", ".join(sorted(asks))
            message = f"write asks: [{asked}], which the rule waits on"
            yield f"example {quoted(example.name)}: {message}"
