"""Turns a scenario into the plain values that engines match: a bit a level, one for unknown.

A known answer is the bit of its level, an unknown or absent one the bit after the last level, and
one that does not apply (or is not asked of a partner) has no bit at all.
"""

from typing import NamedTuple

from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import AnswersFrom, Role, Sector
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario


class EncodedPartner(NamedTuple):
    """One partner entry.

    Attributes:
        weight: How many alike it stands for.
    """

    role: Role
    core: bool
    sector: Sector
    answers_from: AnswersFrom
    weight: int


def levels_mask(question: Question, levels: tuple[str, ...]) -> int:
    # A set: a level that a rule names twice would carry into the bit of the next one.
    return sum(1 << question.order.index(level) for level in set(levels))


def unknown_bit(question: Question) -> int:
    """Return the bit that stands for an answer nobody knows."""
    return 1 << len(question.order)


def answer_bit(question: Question, answer: Answer | None) -> int:
    level = known_level(question, answer)
    if level is not None:
        return 1 << question.order.index(level)
    # No bit, so that no mask meets it, not even one with the bit of the unknown.
    return 0 if answer is not None and answer.is_not_applicable else unknown_bit(question)


def encoded_partners(scenario: Scenario) -> tuple[EncodedPartner, ...]:
    return tuple(
        EncodedPartner(p.role, p.core, p.sector, p.answers_from, p.count) for p in scenario.partners
    )


def encoded_answers(rulebook: Rulebook, scenario: Scenario) -> dict[str, int | tuple[int, ...]]:
    """Return the bit of each question asked once, and a bit a partner entry of each other."""
    found: dict[str, int | tuple[int, ...]] = {}
    for question in rulebook.questions.values():
        if question.once:
            found[question.id] = answer_bit(question, scenario.answer_once(question.id))
        else:
            found[question.id] = tuple(
                answer_bit(question, scenario.answer_of(partner, question.id))
                if question.is_asked_of(partner.role)
                else 0
                for partner in scenario.partners
            )
    return found
