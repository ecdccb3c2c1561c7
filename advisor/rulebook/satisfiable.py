"""Which values conditions can take at all, findings and partners taken as free."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod

from advisor.rulebook.condition import (
    All,
    AnsweredByOthers,
    AnswerIs,
    AnyOf,
    BothSectors,
    Condition,
    KindIs,
    Not,
    PartnerCount,
    StageIs,
    parts,
)
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

MOST_CASES = 200_000

_Case = Mapping[str, object]
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
    leaves = tuple(part for condition in conditions for _, part in parts(condition))
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
            case All() | AnyOf() | Not():
                continue
            case AnswerIs():
                question = rulebook.questions[part.question]
                absent = (None,) if question.may_not_apply else ()
                yield _key(part), (*question.order, *absent)
            case KindIs():
                possible = {not set(part.kinds).isdisjoint({kind}) for kind in kinds}
                yield _key(part), tuple(possible)
            case StageIs():
                yield "stage", stages
            case PartnerCount():
                yield _key(part), tuple(_counts(leaves))
            case _:
                yield _key(part), (True, False)


def _counts(leaves: tuple[Condition, ...]) -> Iterator[int]:
    """Yield numbers of partners on either side of every bound in the conditions."""
    yield 1
    for part in leaves:
        if isinstance(part, PartnerCount):
            for bound in (part.bounds.at_least, part.bounds.at_most):
                if bound is not None:
                    yield from (number for number in (bound - 1, bound, bound + 1) if number >= 1)


def _key(part: Condition) -> str:
    match part:
        case AnswerIs():
            return f"answer {part.question}"
        case PartnerCount():
            return "partners"
        case BothSectors() | AnsweredByOthers():
            return type(part).__name__
        case _:
            return part.model_dump_json()


def _test(condition: Condition) -> _Test:
    match condition:
        case All():
            every = [_test(part) for part in condition.parts]
            return lambda case: all(test(case) for test in every)
        case AnyOf():
            some = [_test(part) for part in condition.parts]
            return lambda case: any(test(case) for test in some)
        case Not():
            opposite = _test(condition.part)
            return lambda case: not opposite(case)
        case AnswerIs():
            key, levels = _key(condition), condition.levels
            return lambda case: case[key] in levels
        case StageIs():
            stages = condition.stages
            return lambda case: case["stage"] in stages
        case PartnerCount():
            least, most = condition.bounds.at_least or 0, condition.bounds.at_most
            return lambda case: least <= _number(case) and (most is None or _number(case) <= most)
        case BothSectors() | AnsweredByOthers():
            key, expected = _key(condition), condition.expected
            return lambda case: case[key] is expected
        case _:
            key = _key(condition)
            return lambda case: bool(case[key])


def _number(case: _Case) -> int:
    count = case["partners"]
    return count if isinstance(count, int) else 0
