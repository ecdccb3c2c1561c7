"""Which values conditions can take, if findings and partners can have any value."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, assert_never

from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

# A guard that nothing shipped comes near: the largest rule has 32 cases, the largest group of
# hidden questions 5. To try 200,000 takes a quarter of a second for a condition on nine questions.
MAX_CASES = 200_000

OPEN = "open"
"""In place of a level: the question has no entry, and the leaf counts as met."""

Case = Mapping[str, Any]
"""What each leaf looks at, with its value."""
Test = Callable[[Case], bool]


def outcomes(
    conditions: tuple[Condition, ...],
    kinds: tuple[Kind, ...],
    stages: tuple[Stage, ...],
    rulebook: Rulebook,
) -> frozenset[tuple[bool, ...]]:
    """Return the combinations of values that conditions can take.

    Questions asked once take each of their levels; a finding, a quantifier over partners and
    every fact about the partners is free, the same wherever it recurs.

    Args:
        conditions: The conditions to try.
        kinds: The kinds at which they exist, one at a time.
        stages: The stages at which they exist.
        rulebook: Has the questions.

    Raises:
        ValueError: They read too much to try every case.
    """
    tests = [test_of(condition) for condition in conditions]
    found: set[tuple[bool, ...]] = set()
    for case in cases_of(conditions, kinds, stages, rulebook):
        found.add(tuple(test(case) for test in tests))
        # Every combination was met, and no further case can add one.
        if len(found) == 2 ** len(tests):
            break
    return frozenset(found)


def cases_of(
    conditions: tuple[Condition, ...],
    kinds: tuple[Kind, ...],
    stages: tuple[Stage, ...],
    rulebook: Rulebook,
) -> Iterator[Case]:
    """Yield every case that ``outcomes`` tries.

    Raises:
        ValueError: As for ``outcomes``.
    """
    leaves = tuple(part for condition in conditions for _, part in language.parts(condition))
    choices = dict(choices_of(leaves, kinds, stages, rulebook))
    if prod(map(len, choices.values())) > MAX_CASES:
        raise ValueError(f"reads too much to try every case ({MAX_CASES:,} at most)")
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def choices_of(
    leaves: tuple[Condition, ...],
    kinds: tuple[Kind, ...],
    stages: tuple[Stage, ...],
    rulebook: Rulebook,
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield each thing the conditions look at with the values it can take.

    Levels that the same leaves name are represented by one: no condition tells them apart.
    """
    for part in leaves:
        match part:
            case language.All() | language.AnyOf() | language.Not():
                continue
            case language.AnswerIs():
                question = rulebook.questions[part.question]
                absent = (None,) if question.may_not_apply else ()
                answers = (*question.order, *absent)
                yield answer_key(question.id), _told_apart(answers, part.question, leaves)
            case language.KindIs():
                possible = {not set(part.kinds).isdisjoint({kind}) for kind in kinds}
                yield _key(part), tuple(possible)
            case language.StageIs():
                yield _key(part), stages
            case language.PartnerCount():
                yield _key(part), tuple(_counts(leaves))
            case language.BothSectors() | language.AnsweredByOthers() | language.FindingStands():
                yield _key(part), (True, False)
            case language.OfPartners() | language.DifferBy():
                yield _key(part), (True, False)
            case _:
                assert_never(part)


def _told_apart(
    answers: tuple[str | None, ...], question: str, leaves: tuple[Condition, ...]
) -> tuple[str | None, ...]:
    """Return one answer for each set of leaves that name it."""
    # The largest shipped rule would have 750 cases with a case for each level; so it has 32.
    named = [
        p.levels for p in leaves if isinstance(p, language.AnswerIs) and p.question == question
    ]
    alike = {tuple(answer in levels for levels in named): answer for answer in answers}
    return tuple(alike.values())


def _counts(leaves: tuple[Condition, ...]) -> Iterator[int]:
    """Yield partner counts on either side of every bound in the conditions."""
    yield 1
    for part in leaves:
        if isinstance(part, language.PartnerCount):
            for bound in (part.bounds.at_least, part.bounds.at_most):
                if bound is not None:
                    yield from (number for number in (bound - 1, bound, bound + 1) if number >= 1)


def answer_key(question: str) -> str:
    """Return what a leaf about a question that is asked once looks at."""
    return f"answer {question}"


def _key(part: Condition) -> str:
    """Return what a leaf looks at; leaves with the same key see the same value."""
    if isinstance(
        part,
        language.StageIs | language.PartnerCount | language.BothSectors | language.AnsweredByOthers,
    ):
        return type(part).__name__
    return part.model_dump_json()


def test_of(condition: Condition) -> Test:
    """Return a function that says whether a condition is met in a case."""
    match condition:
        case language.All():
            every = [test_of(part) for part in condition.parts]
            return lambda case: all(test(case) for test in every)
        case language.AnyOf():
            some = [test_of(part) for part in condition.parts]
            return lambda case: any(test(case) for test in some)
        case language.Not():
            opposite = test_of(condition.part)
            return lambda case: not opposite(case)
        case language.AnswerIs():
            key, met_by = answer_key(condition.question), {*condition.levels, OPEN}
            return lambda case: case[key] in met_by
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
            | language.OfPartners()
            | language.DifferBy()
        ):
            key = _key(condition)
            return lambda case: bool(case[key])
        case _:
            assert_never(condition)
