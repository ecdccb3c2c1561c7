"""Every ``match`` over the condition language names its words, so that mypy tells of a new one."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from advisor.rulebook import condition

ADVISOR = Path(condition.__file__).parents[1]

WORDS = frozenset(
    base.__name__
    for word in get_args(get_args(condition.Condition)[0])
    for base in get_args(word)[0].__mro__
    if base.__module__ == condition.__name__
)
"""The classes of the language and their bases, by which a pattern can name them."""


def unsound_matches(source: str) -> Iterator[int]:
    """Yield the line of each match over conditions that would pass over a new word in silence."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Match) and _names_words(node):
            *cases, last = node.cases
            if _is_default(last) and [ast.unparse(line) for line in last.body] == [_never(node)]:
                cases_that_hide = [case for case in cases if _takes_anything(case.pattern)]
            else:
                cases_that_hide = [last]
            yield from (case.pattern.lineno for case in cases_that_hide)


def _names_words(match: ast.Match) -> bool:
    patterns = [part for case in match.cases for part in ast.walk(case.pattern)]
    classes = [ast.unparse(part.cls) for part in patterns if isinstance(part, ast.MatchClass)]
    return any(name.rpartition(".")[2] in WORDS for name in classes)


def _is_default(case: ast.match_case) -> bool:
    return _takes_anything(case.pattern) and case.guard is None


def _takes_anything(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _never(match: ast.Match) -> str:
    return f"assert_never({ast.unparse(match.subject)})"


@pytest.mark.parametrize(
    ("cases", "lines"),
    [
        ("case All(): a\n case _: assert_never(x)", []),
        ("case All(): a\n case AnyOf(): b", [3]),
        ("case c.Not(): a\n case _: pass", [3]),
        ("case All() | Leaf(): a\n case other: b", [3]),
        ("case All(): a\n case _ if x.fact: b\n case _: assert_never(x)", [3]),
        ("case int(): a\n case _: pass", []),
    ],
)
def test_a_match_that_would_pass_over_a_new_word_is_found(cases: str, lines: list[int]) -> None:
    assert list(unsound_matches(f"match x:\n {cases}")) == lines


def test_every_match_over_conditions_ends_in_assert_never() -> None:
    """A new word then fails mypy in each of them.

    A default would decide about it unseen: that a rule stays monotone, that no question is read.
    """
    found = {
        f"{path.relative_to(ADVISOR)}:{line}"
        for path in ADVISOR.rglob("*.py")
        for line in unsound_matches(path.read_text(encoding="utf-8"))
    }
    assert not found
