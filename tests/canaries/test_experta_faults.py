"""Pin the wrong answers that experta 1.9.4 always gives, so that a change of engine is noticed.

Each test passes while the fault is there. One that fails says that the engine changed: read again
what the compiler avoids because of it, then change or remove the test.
"""

from collections.abc import Iterable
from typing import Any

from advisor.reasoning.experta_library import experta

AND, NOT, TEST = experta.AND, experta.NOT, experta.TEST
EXISTS, FORALL = experta.EXISTS, experta.FORALL
AS, MATCH, L, P = experta.AS, experta.MATCH, experta.L, experta.P

# Built by call, since mypy cannot check a class statement whose base is untyped.
A: Any = type("A", (experta.Fact,), {})
B: Any = type("B", (experta.Fact,), {})

Firing = dict[str, Any]


def firings_of(*conditions: Any, facts: Iterable[Any]) -> list[Firing]:
    """Run one rule with these conditions; return what it bound, once for each time it fired."""
    firings: list[Firing] = []

    def fire(_engine: Any, **bound: Any) -> None:
        firings.append(bound)

    rule = experta.Rule(*conditions)(fire)
    engine: Any = type("Engine", (experta.KnowledgeEngine,), {"rule_0001": rule})()
    engine.reset()
    engine.declare(*facts)
    engine.run()
    return firings


def test_alternatives_joined_by_and_are_flattened() -> None:
    """Only 2 is in both pairs, but experta fires for 1 and 3 too, and twice for 2."""
    both = (L(1) | L(2)) & (L(2) | L(3))
    fired = firings_of(AS.a << A(x=both), facts=[A(x=x) for x in range(5)])
    assert sorted(firing["a"]["x"] for firing in fired) == [1, 2, 2, 3]


def test_exists_ignores_its_second_pattern() -> None:
    """EXISTS of A and B should be silent when there is no B, but experta looks at A alone."""
    assert len(firings_of(EXISTS(A(), B()), facts=[A()])) == 1
    assert len(firings_of(EXISTS(A(), B()), facts=[B()])) == 0


def test_not_ignores_its_second_pattern() -> None:
    """NOT of A and B should treat its two patterns alike, but experta looks at A alone."""
    assert len(firings_of(NOT(A(), B()), facts=[B()])) == 1
    assert len(firings_of(NOT(A(), B()), facts=[A()])) == 0


def test_not_inside_exists_is_dropped() -> None:
    """EXISTS of NOT A should fire when there is no A, but experta fires when there is one."""
    assert len(firings_of(EXISTS(NOT(A())), facts=[])) == 0
    assert len(firings_of(EXISTS(NOT(A())), facts=[A()])) == 1


def test_not_inside_forall_is_dropped() -> None:
    """FORALL A, NOT B should fire when no A has its B, but experta fires when every A has one."""
    condition = FORALL(A(x=MATCH.x), NOT(B(x=MATCH.x)))
    assert len(firings_of(condition, facts=[A(x=1)])) == 0
    assert len(firings_of(condition, facts=[A(x=1), B(x=1)])) == 1


def test_not_of_a_pair_is_split_across_its_join() -> None:
    """NOT of a pair should fire when no A and B are alike, but experta negates each on its own."""
    condition = NOT(AND(A(x=MATCH.v), B(x=MATCH.v)))
    assert len(firings_of(condition, facts=[A(x=1), B(x=2)])) == 0
    assert len(firings_of(condition, facts=[A(x=1)])) == 1


def test_a_test_put_first_never_fires() -> None:
    """A TEST should hold wherever it stands in a rule, but experta never fires one put first."""
    pattern, positive = A(x=MATCH.x), TEST(lambda x: x > 0)
    assert len(firings_of(positive, pattern, facts=[A(x=1)])) == 0
    assert len(firings_of(pattern, positive, facts=[A(x=1)])) == 1


def test_default_arguments_of_a_test_become_none() -> None:
    """A default in a TEST should keep its value, but experta puts None for every unbound name."""
    seen: list[int | None] = []

    def note(x: int, limit: int | None = 5) -> bool:
        seen.append(limit)
        return x > 0

    assert len(firings_of(A(x=MATCH.x), TEST(note), facts=[A(x=1)])) == 1
    assert seen == [None]


def test_a_field_that_was_not_declared_matches_nothing() -> None:
    """An absent field is not "x" and should match what says so, but experta matches nothing."""
    for constraint in (~L("x"), P(lambda _value: True)):
        assert len(firings_of(A(answer=constraint), facts=[A()])) == 0
        assert len(firings_of(A(answer=constraint), facts=[A(answer="y")])) == 1


def test_a_misspelt_field_is_accepted_and_matches_nothing() -> None:
    """A field that its fact's class does not name should be refused, but experta takes it."""
    known: Any = type("Known", (experta.Fact,), {"answer": experta.Field(str, mandatory=True)})
    assert len(firings_of(known(answer="y"), facts=[known(answer="y")])) == 1
    assert len(firings_of(known(anwser="y"), facts=[known(answer="y")])) == 0
    assert len(firings_of(known(), facts=[known(answer="y", anwser="y")])) == 1
