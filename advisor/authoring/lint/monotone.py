"""Whether better answers can only remove a risk, judged from its condition alone."""

from typing import Literal, assert_never

from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook

Direction = Literal["worse", "better"]
"""The end towards which the named levels are closed: worse for risks, better for strengths."""


def is_monotone(rule: Rule, rulebook: Rulebook) -> bool:
    """Return whether no better answer can make the risk true.

    That is so if the levels that its leaves name include every worse one, its findings are such
    risks, its ``not`` and ``unless`` name the mirror image, and no leaf asks how far answers
    differ.
    """
    return rule.kind == "risk" and _is_closed(rule.condition, "worse", rulebook)


def _is_closed(condition: Condition, towards: Direction, rulebook: Rulebook) -> bool:
    match condition:
        case language.All() | language.AnyOf():
            return all(_is_closed(part, towards, rulebook) for part in condition.parts)
        case language.FindingStands():
            return _finding_is_closed(condition.rule, towards, rulebook)
        case language.Not():
            opposite: Direction = "better" if towards == "worse" else "worse"
            return _finding_is_closed(condition.part.rule, opposite, rulebook)
        # Each quantifier by its name: "at most so many partners" would turn the direction round.
        case (
            language.AnswerIs()
            | language.AnyPartner()
            | language.EveryPartner()
            | language.AtLeast()
        ):
            return all(
                _levels_are_closed(read.question, read.levels or (), towards, rulebook)
                for read in language.questions_read(condition)
            )
        case language.Fact():
            return True
        case language.DifferBy():
            return False
        case _:
            assert_never(condition)


def _finding_is_closed(rule: str, towards: Direction, rulebook: Rulebook) -> bool:
    found = rulebook.rules[rule]
    right_kind = found.kind == ("risk" if towards == "worse" else "strength")
    return right_kind and _is_closed(found.condition, towards, rulebook)


def _levels_are_closed(
    question: str, levels: tuple[str, ...], towards: Direction, rulebook: Rulebook
) -> bool:
    asked = rulebook.questions[question]
    # No answer to a fact is a better one.
    if asked.better == "neither":
        return True
    size = len(set(levels))
    if size == len(asked.order) and towards == "worse":
        # It comes true where an open answer turns out to be the best.
        return False
    end = asked.order[:size] if towards == "worse" else asked.order[-size:]
    return set(levels) == set(end)
