"""Mutate each leaf of each rule a little, and find the mutations that no example detects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, assert_never

from advisor.authoring.rule_examples import OUTCOMES, example_scenarios
from advisor.authoring.satisfiable import outcomes
from advisor.reasoning.evaluator import Evaluation, evaluate
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.loading import Origins
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True)
class Mutation:
    """A rule with one leaf a little different.

    Attributes:
        leaf: The leaf in the rule.
        says: What is different.
        condition: The condition of the rule with the leaf flipped.
    """

    rule: Rule
    leaf: Condition
    says: str
    condition: Condition


def mutations_of(rulebook: Rulebook) -> Iterator[Mutation]:
    """Yield every mutation of every rule.

    A level is dropped, or one next to a named level added; a number is one more or one less; a
    kind or stage is dropped or added; a limit to some of the partners is lifted; some partner and
    every partner change places; a finding, and a fact that holds or not, becomes its opposite; a
    finding is left out.
    """
    for rule in rulebook.rules.values():
        yield from _mutations(rule.condition, rule, rulebook)


def _mutations(condition: Condition, rule: Rule, rulebook: Rulebook) -> Iterator[Mutation]:
    match condition:
        case language.All() | language.AnyOf():
            for number, part in enumerate(condition.parts):
                before, after = condition.parts[:number], condition.parts[number + 1 :]
                for mutation in _mutations(part, rule, rulebook):
                    parts = (*before, mutation.condition, *after)
                    yield replace(mutation, condition=condition.model_copy(update={"parts": parts}))
                if isinstance(part, language.Not | language.FindingStands) and before + after:
                    fewer = condition.model_copy(update={"parts": before + after})
                    yield Mutation(rule, part, "left out", fewer)
        case language.Not():
            yield Mutation(rule, condition, "without the not", condition.part)
        case language.FindingStands():
            yield Mutation(rule, condition, "with a not", language.Not(part=condition))
        case language.Leaf():
            # model_copy() does not validate. That is needed: a leaf that has lost its only level is
            # a mutation, but no model would accept it.
            for change, update in _updates(condition, rule, rulebook):
                yield Mutation(rule, condition, change, condition.model_copy(update=update))
            if isinstance(condition, language.AnyPartner):
                every = language.EveryPartner(answers=condition.answers, among=condition.among)
                yield Mutation(rule, condition, "every partner", every)
            elif isinstance(condition, language.EveryPartner):
                some = language.AnyPartner(answers=condition.answers, among=condition.among)
                yield Mutation(rule, condition, "some partner", some)
        case _:
            assert_never(condition)


_Updates = Iterator[tuple[str, dict[str, Any]]]


def _updates(
    leaf: language.AnswerIs | language.PartnersMatch | language.DifferBy | language.AnyFact,
    rule: Rule,
    rulebook: Rulebook,
) -> _Updates:
    match leaf:
        case language.AnswerIs():
            for change, levels in _level_sets(leaf.question, leaf.levels, rulebook):
                yield change, {"levels": levels}
        case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
            for name, named in leaf.answers.items():
                for change, levels in _level_sets(name, named, rulebook):
                    yield change, {"answers": {**leaf.answers, name: levels}}
            if isinstance(leaf, language.AtLeast):
                yield from _numbers("number", leaf.number, 1)
            yield from _limits(leaf.among)
        case language.DifferBy():
            most = len(rulebook.questions[leaf.question].order) - 1
            yield from _numbers("number", leaf.number, 1, most)
            yield from _limits(leaf.among)
        case language.Fact():
            yield from _of_fact(leaf, rule)
        case _:
            assert_never(leaf)


def _of_fact(leaf: language.AnyFact, rule: Rule) -> _Updates:
    match leaf:
        case language.KindIs():
            yield from _sets("kinds", leaf.kinds, rule.kinds)
        case language.StageIs():
            yield from _sets("stages", leaf.stages, rule.stages)
        case language.PartnerCount():
            for name in ("at_least", "at_most"):
                bound = getattr(leaf.bounds, name)
                for change, update in _numbers(name, bound, 1) if bound is not None else ():
                    yield f"{name} {change}", {"bounds": leaf.bounds.model_copy(update=update)}
        case language.BothSectors() | language.AnsweredByOthers():
            yield "the opposite", {"expected": not leaf.expected}
        case _:
            assert_never(leaf)


def _level_sets(
    question: str, levels: tuple[str, ...], rulebook: Rulebook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the levels without one of them, and with one next to one of them."""
    order = rulebook.questions[question].order
    for dropped in dict.fromkeys(levels):
        yield f"without {dropped}", tuple(level for level in levels if level != dropped)
    # Next to a named one: the slip that authors make is one level too many.
    named = {order.index(level) for level in levels}
    beside = {place + step for place in named for step in (-1, 1)} - named
    for place in sorted(beside & set(range(len(order)))):
        yield f"with {order[place]} too", (*levels, order[place])


def _limits(among: language.Among) -> _Updates:
    for name, value in among:
        if value is not None:
            yield f"without the limit {name}", {"among": among.model_copy(update={name: None})}


def _numbers(name: str, number: int, least: int, most: int | None = None) -> _Updates:
    for other in (number - 1, number + 1):
        if least <= other and (most is None or other <= most):
            yield f"{other} in place of {number}", {name: other}


def _sets(name: str, named: tuple[str, ...], possible: tuple[str, ...]) -> _Updates:
    """Yield the kinds or stages less one, and with one more of those at which the rule exists."""
    for word in possible:
        if word in named:
            yield f"without {word}", {name: tuple(one for one in named if one != word)}
        else:
            yield f"with {word} too", {name: (*named, word)}


def sampled(of: Iterable[Mutation], number: int | None, seed: int) -> tuple[Mutation, ...]:
    """Return so many mutations drawn at random, or all; the same seed draws the same."""
    found = tuple(of)
    if number is None or number >= len(found):
        return found
    return tuple(Random(seed).sample(found, number))  # noqa: S311  # no secret hangs on it


def undetected(
    mutations: Iterable[Mutation], rulebook: Rulebook, origins: Origins
) -> Iterator[Mutation]:
    """Yield the mutations after which every example would still pass.

    A mutation that changes nothing, whatever is answered, is passed over.

    Raises:
        Faults: An example cannot be read.
    """
    cases: dict[str, list[tuple[Evaluation, str]]] = {}
    for rule, example, scenario in example_scenarios(rulebook, origins):
        if rule.exists_at(scenario.kinds, scenario.judged_at):
            # With the traces of the findings, so that each of some 2,100 mutations evaluates one
            # condition only.
            traces = evaluate(rulebook, scenario, [rule.id])
            evaluation = Evaluation(rulebook, scenario, traces)
            cases.setdefault(rule.id, []).append((evaluation, example.expect))
    for mutation in mutations:
        is_detected = any(
            OUTCOMES[evaluation.evaluate(mutation.condition).value] != expected
            for evaluation, expected in cases.get(mutation.rule.id, ())
        )
        # In this order: an example costs one condition, and are_equal() up to 200,000 cases.
        if not is_detected and not are_equal(mutation.rule, mutation.condition, rulebook):
            yield mutation


def are_equal(rule: Rule, other: Condition, rulebook: Rulebook) -> bool:
    """Return whether a rule's condition and another have the same value in every case.

    What is free, as ``outcomes`` takes it, may be free to differ where in truth it cannot; where
    there are too many cases to try, they are taken to differ.
    """
    try:
        found = outcomes((rule.condition, other), rule.kinds, rule.stages, rulebook)
    except ValueError:
        return False
    return all(one == another for one, another in found)
