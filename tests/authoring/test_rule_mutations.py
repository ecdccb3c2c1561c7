"""A rule with one leaf a little different fails some example of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.authoring.rule_mutations import are_equal, mutations_of, sampled, undetected
from advisor.files.strict_yaml import parse_yaml
from advisor.rulebook.condition import All, AnyOf, FindingStands, Not, parts
from advisor.rulebook.loading import load_with_origins
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from tests.shipped import shipped_rulebook
from tests.small import SMALL_RULES
from tests.test_installed import REPOSITORY

SMALL, ORIGINS = load_with_origins(SMALL_RULES)
SHIPPED_MUTATIONS = tuple(mutations_of(shipped_rulebook()))


def test_some_example_notices_every_flip_of_the_shipped_rules() -> None:
    rulebook, origins = load_with_origins(REPOSITORY / "rules")
    unnoticed = undetected(mutations_of(rulebook), rulebook, origins)
    assert [f"{mutation.rule.id}: {mutation.says}" for mutation in unnoticed] == []


def test_flips_of_the_small_rules_are_told() -> None:
    found = {
        f"{mutation.rule.id}: {mutation.says}"
        for mutation in undetected(mutations_of(SMALL), SMALL, ORIGINS)
    }
    assert "dates-late: without after-closing" in found
    assert "head-refuses: without the limit core" in found
    assert "heads-differ: at_least 4 in place of 3" in found
    assert "heads-differ: left out" in found
    others = {says for says in found if says.startswith(("rare-knowledge", "teams-not-told"))}
    assert others == {"rare-knowledge: left out"}


@pytest.mark.parametrize("rulebook", [SMALL, shipped_rulebook()])
def test_a_flip_changes_one_leaf_and_nothing_else(rulebook: Rulebook) -> None:
    for mutation in mutations_of(rulebook):
        before = [part for _, part in parts(mutation.rule.condition)]
        after = [part for _, part in parts(mutation.condition)]
        assert mutation.leaf in before
        assert mutation.condition != mutation.rule.condition
        kept = [part for part in before if not isinstance(part, All | AnyOf | Not)]
        leaves = [part for part in after if not isinstance(part, All | AnyOf | Not)]
        if mutation.says == "left out":
            assert len(kept) == len(leaves) + 1
            continue
        assert len(kept) == len(leaves)
        differ = sum(one != other for one, other in zip(kept, leaves, strict=True))
        assert differ == (0 if isinstance(mutation.leaf, FindingStands | Not) else 1)


def rule_when(when: str) -> Rule:
    """Return a rule of the small rulebook with another condition."""
    condition = parse_yaml(when.encode(), "when").value
    rule = SMALL.rules["rare-knowledge"]
    fields = {name: getattr(rule, name) for name in Rule.model_fields}
    return Rule.model_validate({**fields, "when": condition})


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("{dates-fixed: [one-by-one]}", "{dates-fixed: [one-by-one]}", True),
        ("{dates-fixed: [one-by-one]}", "{dates-fixed: [after-closing]}", False),
        ("{any: [{dates-fixed: [one-by-one]}, {all: [{stage: [starting]}, {dates-fixed: [one-by-one"
         ", after-closing]}]}]}",
         "{any: [{dates-fixed: [one-by-one]}, {all: [{stage: [starting]}, {dates-fixed: "
         "[after-closing]}]}]}", True),
        ("{partners: {at_least: 2}}", "{partners: {at_least: 3}}", False),
        ("{any: [{partners: {at_least: 2}}, {partners: {at_least: 7}}]}",
         "{any: [{partners: {at_least: 2}}, {partners: {at_least: 8}}]}", True),
        ("{any_partner: {head-backing: [refused]}}", "{every_partner: {head-backing: [refused]}}",
         False),
    ],
)  # fmt: skip
def test_conditions_that_cannot_differ_are_equal(one: str, other: str, equal: bool) -> None:
    assert are_equal(rule_when(one), rule_when(other).when, SMALL) is equal
    assert are_equal(rule_when(other), rule_when(one).when, SMALL) is equal


@given(st.integers(1, 400), st.integers())
def test_a_sample_is_drawn_again_from_its_seed(number: int, seed: int) -> None:
    drawn = sampled(SHIPPED_MUTATIONS, number, seed)
    assert len(drawn) == min(number, len(SHIPPED_MUTATIONS))
    assert drawn == sampled(iter(SHIPPED_MUTATIONS), number, seed)
    assert set(map(id, drawn)) <= set(map(id, SHIPPED_MUTATIONS))
