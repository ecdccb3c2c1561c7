"""Rule coverage: whether each rule was seen true and false, and each leaf of its condition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from advisor.authoring.rule_examples import OUTCOMES
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.trace import Trace, Truth
from advisor.rulebook.condition import All, AnyOf, Condition, Leaf, Not, parts
from advisor.rulebook.rule import Example, Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario

# Without unknown, which a leaf about a fact can never be.
_BOTH_WAYS = {Truth.TRUE: "true", Truth.FALSE: "false"}


class CoverageGap(NamedTuple):
    """What was never seen of a rule, or of one leaf of its condition."""

    rule: str
    leaf: Condition | None
    never: tuple[str, ...]


@dataclass
class RuleCoverage:
    """What partnerships have shown of the rules so far."""

    rulebook: Rulebook
    scenarios: int = 0
    outcomes: dict[str, set[Truth]] = field(default_factory=dict)
    leaves: dict[tuple[str, int], set[Truth]] = field(default_factory=dict)
    """By rule, and number of the leaf in it."""

    def add_examples(self, found: Iterable[tuple[Rule, Example, Scenario]]) -> None:
        """See the examples of rules, as partnerships.

        Most rules have shown everything in their own examples, and are not read in all others.
        """
        # To look at their own examples first takes 0.09 s of CPU time for the 2,376 shipped ones.
        # To read every rule in every example takes 2.1 s.
        examples = [(rule.id, scenario) for rule, _, scenario in found]
        for rule, scenario in examples:
            self._look(scenario, [rule])
        self.add(scenario for _, scenario in examples)

    def add(self, scenarios: Iterable[Scenario]) -> None:
        """Evaluate in partnerships every rule that has not shown everything yet."""
        left = {rule.id for rule in self.rulebook.rules.values() if any(self._of(rule))}
        for scenario in scenarios:
            self.scenarios += 1
            for rule in self._look(scenario, left):
                if not any(self._of(self.rulebook.rules[rule])):
                    left.discard(rule)

    def _look(self, scenario: Scenario, at: Iterable[str]) -> list[str]:
        """Keep what rules do in a partnership; return the ids of rules with something new."""
        new = []
        for rule, trace in evaluate(self.rulebook, scenario, at).items():
            seen = self.outcomes.setdefault(rule, set())
            shown = [(seen, trace.value)]
            for number, value in enumerate(_values(self.rulebook.rules[rule].condition, trace)):
                shown.append((self.leaves.setdefault((rule, number), set()), value))
            if any(value not in seen for seen, value in shown):
                new.append(rule)
            for seen, value in shown:
                seen.add(value)
        return new

    def gaps(self) -> Iterator[CoverageGap]:
        """Yield what was never seen: of a rule first, then of its leaves.

        A rule that reads no question cannot be undecided.
        """
        for rule in self.rulebook.rules.values():
            yield from self._of(rule)

    def _of(self, rule: Rule) -> Iterator[CoverageGap]:
        reads = bool(self.rulebook.read_by[rule.id])
        wanted = {v: word for v, word in OUTCOMES.items() if reads or v != Truth.UNKNOWN}
        if never := _never(wanted, self.outcomes.get(rule.id, set())):
            yield CoverageGap(rule.id, None, never)
        for number, leaf in enumerate(leaves_of(rule)):
            if never := _never(_BOTH_WAYS, self.leaves.get((rule.id, number), set())):
                yield CoverageGap(rule.id, leaf, never)


def _never(wanted: dict[Truth, str], seen: set[Truth]) -> tuple[str, ...]:
    return tuple(word for value, word in wanted.items() if value not in seen)


def leaves_of(rule: Rule) -> list[Condition]:
    """Return each leaf of a rule's condition, ``unless`` included; a ``not`` is its finding."""
    return [part for _, part in parts(rule.condition) if isinstance(part, Leaf)]


def _values(condition: Condition, trace: Trace) -> Iterator[Truth]:
    """Yield the value of each leaf, in a trace of the condition."""
    match condition:
        case All() | AnyOf():
            for part, below in zip(condition.parts, trace.parts, strict=True):
                yield from _values(part, below)
        case Not():
            yield trace.parts[0].value
        case Leaf():
            yield trace.value
        case _:
            assert_never(condition)
