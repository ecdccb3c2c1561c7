"""Which values conditions can take at all, findings and partners taken as free."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, assert_never

from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

MOST_CASES = 200_000

_Case = Mapping[str, Any]
_Test = Callable[[_Case], bool]


def outcomes(
    conditions: tuple[Condition, ...],
    kinds: tuple[Kind, ...],
    stages: tuple[Stage, ...],
    rulebook: Rulebook,
) -> frozenset[tuple[bool, ...]]:
    """Return the values that conditions take together over everything that could be the case.

    Questions asked once take each of their levels; a finding, a quantifier over partners and
    every fact about the partners is free, the same wherever it recurs.

    Args:
        conditions: What is to be tried.
        kinds: The kinds, one at a time, at which it exists.
        stages: The stages at which it exists.
        rulebook: Where the questions stand.

    Raises:
        ValueError: They read too much to try every case.
    """
    leaves = tuple(part for condition in conditions for _, part in language.parts(condition))
    choices = dict(_choices(leaves, kinds, stages, rulebook))
    if prod(map(len, choices.values())) > MOST_CASES:
        raise ValueError(f"reads too much to try every case ({MOST_CASES:,} at most)")
    tests = [_test(condition) for condition in conditions]
    found: set[tuple[bool, ...]] = set()
    for values in product(*choices.values()):
        case = dict(zip(choices, values, strict=True))
        found.add(tuple(test(case) for test in tests))
        if len(found) == 2 ** len(tests):
            break
    return frozenset(found)


def _choices(
    leaves: tuple[Condition, ...],
    kinds: tuple[Kind, ...],
    stages: tuple[Stage, ...],
    rulebook: Rulebook,
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield each thing the conditions look at with the values it can take."""
    for part in leaves:
        match part:
            case language.All() | language.AnyOf() | language.Not():
                continue
            case language.AnswerIs():
                question = rulebook.questions[part.question]
                absent = (None,) if question.may_not_apply else ()
                yield _key(part), (*question.order, *absent)
            case language.KindIs():
                possible = {not set(part.kinds).isdisjoint({kind}) for kind in kinds}
                yield _key(part), tuple(possible)
            case language.StageIs():
                yield _key(part), stages
            case language.PartnerCount():
                yield _key(part), tuple(_counts(leaves))
            case language.BothSectors() | language.AnsweredByOthers() | language.FindingStands():
                yield _key(part), (True, False)
            case (
                language.AnyPartner()
                | language.EveryPartner()
                | language.AtLeast()
                | language.DifferBy()
            ):
                yield _key(part), (True, False)
            case _:
                assert_never(part)


def _counts(leaves: tuple[Condition, ...]) -> Iterator[int]:
    """Yield numbers of partners on either side of every bound in the conditions."""
    yield 1
    for part in leaves:
        if isinstance(part, language.PartnerCount):
            for bound in (part.bounds.at_least, part.bounds.at_most):
                if bound is not None:
                    yield from (number for number in (bound - 1, bound, bound + 1) if number >= 1)


def _key(part: Condition) -> str:
    """Return what a leaf looks at; leaves with the same key see the same value."""
    if isinstance(part, language.AnswerIs):
        return f"answer {part.question}"
    if isinstance(
        part,
        language.StageIs | language.PartnerCount | language.BothSectors | language.AnsweredByOthers,
    ):
        return type(part).__name__
    return part.model_dump_json()


def _test(condition: Condition) -> _Test:
    match condition:
        case language.All():
            every = [_test(part) for part in condition.parts]
            return lambda case: all(test(case) for test in every)
        case language.AnyOf():
            some = [_test(part) for part in condition.parts]
            return lambda case: any(test(case) for test in some)
        case language.Not():
            opposite = _test(condition.part)
            return lambda case: not opposite(case)
        case language.AnswerIs():
            key, levels = _key(condition), condition.levels
            return lambda case: case[key] in levels
        case language.StageIs():
            key, stages = _key(condition), condition.stages
            return lambda case: case[key] in stages
        case language.PartnerCount():
            key, least, most = _key(condition), condition.bounds.at_least, condition.bounds.at_most
            return lambda case: (least or 0) <= case[key] and (most is None or case[key] <= most)
        case language.BothSectors() | language.AnsweredByOthers():
            key, expected = _key(condition), condition.expected
            return lambda case: case[key] is expected
        case (
            language.KindIs()
            | language.FindingStands()
            | language.AnyPartner()
            | language.EveryPartner()
            | language.AtLeast()
            | language.DifferBy()
        ):
            key = _key(condition)
            return lambda case: bool(case[key])
        case _:
            assert_never(condition)
