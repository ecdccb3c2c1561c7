"""The four readings of a rule, the findings, and which readings of a rule cannot differ.

Each reading says yes or no. They differ in whether an open answer matches, and in which reading of
another rule a finding, or a ``not`` before one, asks.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from advisor.rulebook.condition import asked_of, excuses_in, questions_in
from advisor.rulebook.rule import Rule

Reading = Literal["stands", "could", "waits", "presumed"]
READINGS: tuple[Reading, ...] = get_args(Reading)

OF_A_FINDING: Mapping[Reading, Reading] = {
    "stands": "stands",
    "could": "could",
    "waits": "waits",
    "presumed": "stands",
}
"""``finding: x`` is yes if this reading of x is."""
AGAINST_A_FINDING: Mapping[Reading, Reading] = {
    "stands": "could",
    "could": "stands",
    "waits": "stands",
    "presumed": "presumed",
}
"""``not: {finding: x}`` is yes if this reading of x is no."""


class Findings(NamedTuple):
    """The findings of a partnership, each list in the order of levels, then ids.

    Attributes:
        waiting: The undecided rules whose open answers are essential.
        presumed: The undecided rules that only an unknown answer could excuse.
    """

    stands: tuple[str, ...]
    undecided: tuple[str, ...]
    waiting: tuple[str, ...]
    presumed: tuple[str, ...]


def readings_alike(
    rules: Iterable[Rule], essential: frozenset[str]
) -> dict[str, tuple[tuple[Reading, ...], ...]]:
    """Return for each rule its readings in groups that agree whatever is answered.

    Args:
        rules: The rules of some kinds and a stage, each after the rules whose findings it reads.
        essential: The questions of the short form there.
    """
    # Each group is one engine rule: 526 for the 223 rules of a cluster that is starting, where four
    # for each rule would be 892.
    found: dict[str, tuple[tuple[Reading, ...], ...]] = {}
    waits_as: dict[str, Reading] = {}
    for rule in rules:
        questions = questions_in(rule.condition)
        # What does not exist here is no in every reading.
        asks_of = [other for other in asked_of(rule.condition) if other in found]
        excused = any(other in found for other in excuses_in(rule.condition))

        def waits_like(reading: Reading, asks_of: list[str] = asks_of) -> bool:
            return all(waits_as[other] == reading for other in asks_of)

        if questions <= essential and waits_like("could"):
            waits_as[rule.id] = "could"
        elif questions.isdisjoint(essential) and not excused and waits_like("stands"):
            waits_as[rule.id] = "stands"
        else:
            waits_as[rule.id] = "waits"
        says_as: dict[Reading, Reading] = {
            "stands": "stands",
            "could": "could",
            "waits": waits_as[rule.id],
            "presumed": "presumed" if excused else "stands",
        }
        groups = (tuple(r for r in READINGS if says_as[r] == group) for group in READINGS)
        found[rule.id] = tuple(group for group in groups if group)
    return found
