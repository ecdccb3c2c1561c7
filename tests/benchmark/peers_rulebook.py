"""Makes a rulebook that every rule engine can run, and partnerships' answers to it, from a seed.

Each rule is a list of answers that must all be given, each one of some levels of a question that
is asked once. No partners, no findings, nothing unknown: every rule is true or it is not.
"""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import NamedTuple

import numpy as np

from advisor.rulebook.condition import All, AnswerIs
from advisor.rulebook.preconditions import Preconditions
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario
from tests.benchmark.contest import Reading
from tests.shipped import shipped_rulebook
from tests.strategies import changed

RULES = 100
QUESTIONS = 40

Answers = dict[str, str]
"""The level that one partnership answers to each question."""


class Plain(NamedTuple):
    """A rule as other engines know it: each question with the levels of which one must be given."""

    id: str
    conditions: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def peers_rulebook(seed: int = 1) -> Rulebook:
    """Return a rulebook of 100 rules over 40 questions with two to six levels each."""
    chance = Random(seed)  # noqa: S311
    made = (_question(f"q-{n:02}", chance) for n in range(QUESTIONS))
    questions = {question.id: question for question in made}
    rules = {f"r-{n:03}": _rule(f"r-{n:03}", questions, chance) for n in range(RULES)}
    return changed(
        shipped_rulebook(),
        title="One hundred rules",
        content_hash=str(seed),
        questions=questions,
        rules=rules,
        frameworks={},
        not_covered=(),
        not_monotone=(),
        preconditions=Preconditions(),
    )


def _question(name: str, chance: Random) -> Question:
    levels = [
        {"id": f"level-{n}", "label": f"level {n}", "says": f"It is at level {n}."}
        for n in range(chance.randint(2, 6))
    ]
    return Question.model_validate(
        {
            "id": name,
            "topic": shipped_rulebook().topics[0].id,
            "asks": f"What of {name}?",
            "why": "It matters.",
            "enough": "The last level.",
            "levels": tuple(levels),
            "find_out": {"who": "The head", "how": "by asking"},
        }
    )


def _rule(name: str, questions: dict[str, Question], chance: Random) -> Rule:
    """Return a rule of one to three conditions, each with some levels but not all."""
    parts = []
    for question in chance.sample(sorted(questions), chance.randint(1, 3)):
        order = questions[question].order
        levels = chance.sample(order, chance.randint(1, len(order) - 1))
        parts.append({question: tuple(sorted(levels))})
    return Rule.model_validate(
        {
            "id": name,
            "title": f"Rule {name}",
            "topic": shipped_rulebook().topics[0].id,
            "kind": "strength",
            "when": parts[0] if len(parts) == 1 else {"all": tuple(parts)},
            "because": "It is so.",
            "lessons": (next(iter(shipped_rulebook().lessons)),),
        }
    )


def plain_rules() -> list[Plain]:
    """Return the rules as lists of conditions."""
    return [Plain(rule.id, _conditions(rule)) for rule in peers_rulebook().rules.values()]


def _conditions(rule: Rule) -> tuple[tuple[str, tuple[str, ...]], ...]:
    when = rule.condition
    parts: Sequence[object] = when.parts if isinstance(when, All) else (when,)
    return tuple((part.question, part.levels) for part in parts if isinstance(part, AnswerIs))


def columns_of_answers(number: int, seed: int) -> dict[str, np.ndarray]:
    """Return for each question the texts that so many partnerships answer."""
    chance = np.random.default_rng(seed)
    return {
        question.id: np.array(question.order)[chance.integers(0, len(question.order), number)]
        for question in peers_rulebook().questions.values()
    }


def answers(number: int, seed: int) -> list[Answers]:
    """Return the same answers, partnership by partnership."""
    columns = {name: texts.tolist() for name, texts in columns_of_answers(number, seed).items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def scenarios(number: int, seed: int) -> list[Scenario]:
    """Return the partnerships that give these answers."""
    return [
        Scenario.model_validate(
            {
                "partnership": "Some schools",
                "kind": "cluster",
                "stage": "starting",
                "partners": ({"name": "A school"},),
                "answers": given,
            }
        )
        for given in answers(number, seed)
    ]


def expected(number: int, seed: int) -> list[Reading]:
    """Return what stands, read off the rules as they are written."""
    rules = plain_rules()
    return [
        Reading(
            frozenset(
                rule.id
                for rule in rules
                if all(given[question] in levels for question, levels in rule.conditions)
            )
        )
        for given in answers(number, seed)
    ]
