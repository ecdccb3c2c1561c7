"""Counts over many partnerships: risks, steps, topics, and what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from advisor.reasoning.assessment import TopicStatus
from advisor.reasoning.columns.asked_columns import QuestionAsked
from advisor.reasoning.columns.chunk_masks import of_kinds
from advisor.reasoning.columns.concern_columns import ConcernWeights
from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.partnership_arrays import Bools, kinds_mask
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import SEVERITIES, Severity


class Tally(NamedTuple):
    """The number of partnerships, by id.

    Attributes:
        judged: For which a rule exists.
        concerns: Whose concern has a severity.
        risks: With a risk that is true or presumed.
        strengths: With a strength that is true.
        steps: That have to take a step.
        topics: Whose topic has a status.
        asked: That are asked a question.
        unknown: That do not know at least one answer to it.
        not_asked: That have no entry for at least one answer to it.
    """

    judged: Counter[str]
    concerns: Counter[tuple[str, Severity]]
    risks: Counter[str]
    strengths: Counter[str]
    steps: Counter[str]
    topics: Counter[tuple[str, TopicStatus]]
    asked: Counter[str]
    unknown: Counter[str]
    not_asked: Counter[str]

    @classmethod
    def empty(cls) -> "Tally":
        return cls(*(Counter() for _ in cls._fields))

    def with_counts_of(self, other: "Tally") -> "Tally":
        pairs: Iterable[tuple[Counter[Any], Counter[Any]]] = zip(self, other, strict=True)
        return Tally(*(one + another for one, another in pairs))


def tally(
    chunk: StageChunk,
    rulebook: Rulebook,
    values: Mapping[str, Truths],
    concerns: Sequence[ConcernWeights],
    steps: Mapping[str, Bools],
    asked: Sequence[QuestionAsked],
) -> Tally:
    """Return the counts over a chunk.

    Args:
        chunk: The partnerships.
        rulebook: The rulebook.
        values: The readings of each rule that exists at the stage.
        concerns: Their concerns.
        steps: For each step the partnerships that have to take it.
        asked: The questions that they are asked.
    """
    rules = rulebook.rules
    return Tally(
        judged=_counted((r, of_kinds(chunk, kinds_mask(rules[r].kinds))) for r in values),
        concerns=Counter(
            {
                (one.id, severity): count
                for one in concerns
                for severity in SEVERITIES
                if (count := int(np.count_nonzero(one.of(severity))))
            }
        ),
        # The reading `presumed` says yes wherever `stands` does, so it covers both.
        risks=_counted((r, v.presumed) for r, v in values.items() if rules[r].kind == "risk"),
        strengths=_counted((r, v.true) for r, v in values.items() if rules[r].kind == "strength"),
        steps=_counted(steps.items()),
        topics=_topics(chunk, rulebook, values, asked),
        asked=_counted((one.question.id, one.asked > 0) for one in asked),
        unknown=_counted((one.question.id, one.unknown) for one in asked),
        not_asked=_counted((one.question.id, one.not_asked) for one in asked),
    )


def _counted(found: Iterable[tuple[str, Bools]]) -> Counter[str]:
    counts = ((name, int(np.count_nonzero(is_so))) for name, is_so in found)
    return Counter({name: count for name, count in counts if count})


def _topics(
    chunk: StageChunk,
    rulebook: Rulebook,
    values: Mapping[str, Truths],
    asked: Sequence[QuestionAsked],
) -> Counter[tuple[str, TopicStatus]]:
    """Return how often each topic has each status, which is the first that fits."""
    found: Counter[tuple[str, TopicStatus]] = Counter()
    never = np.zeros(len(chunk), np.bool_)
    for topic in rulebook.topics:
        grave, stands, could, any_entry = (never.copy() for _ in range(4))
        for rule, value in values.items():
            risk = rulebook.rules[rule]
            if risk.topic == topic.id and risk.kind == "risk":
                stands |= value.presumed
                could |= value.could
                if risk.severity_at(chunk.stage) == "high":
                    grave |= value.presumed
        for one in asked:
            if one.question.topic == topic.id:
                any_entry |= (one.settled > 0) | one.unknown
        statuses: tuple[tuple[TopicStatus, Bools], ...] = (
            ("at-risk", grave),
            ("watch", stands),
            ("not-asked", ~any_entry),
            ("unclear", could),
            ("sound", ~never),
        )
        left = ~never
        for status, is_so in statuses:
            if count := int(np.count_nonzero(left & is_so)):
                found[topic.id, status] = count
            left &= ~is_so
    return found
