"""What is counted over many partnerships: risks, steps, topics, and what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.reasoning.assessment import TopicStatus
from advisor.reasoning.columns.conditions import Truths, of_kinds
from advisor.reasoning.columns.encoded import Bools, kinds_mask
from advisor.reasoning.columns.group import Group
from advisor.reasoning.columns.known import QuestionAsked
from advisor.rulebook.rulebook import Rulebook


class Tally(NamedTuple):
    """In how many partnerships something is the case, by id.

    Attributes:
        judged: That a rule exists for the kinds at the stage.
        risks: That a risk stands; ``strengths`` likewise.
        undecided: That a risk is undecided.
        steps: That a standing risk raises a step.
        topics: That a topic has a status.
        asked: That a question is asked.
        unknown: That nobody knows at least one of the answers asked for.
        not_asked: That at least one of them has no entry.
    """

    judged: Counter[str]
    risks: Counter[str]
    undecided: Counter[str]
    strengths: Counter[str]
    steps: Counter[str]
    topics: Counter[tuple[str, TopicStatus]]
    asked: Counter[str]
    unknown: Counter[str]
    not_asked: Counter[str]

    @classmethod
    def empty(cls) -> "Tally":
        """Return the count over no partnership."""
        return cls(*(Counter() for _ in cls._fields))

    def with_counts_of(self, other: "Tally") -> "Tally":
        """Return the counts of both."""
        return Tally(
            self.judged + other.judged,
            self.risks + other.risks,
            self.undecided + other.undecided,
            self.strengths + other.strengths,
            self.steps + other.steps,
            self.topics + other.topics,
            self.asked + other.asked,
            self.unknown + other.unknown,
            self.not_asked + other.not_asked,
        )


def tally(
    group: Group,
    rulebook: Rulebook,
    values: Mapping[str, Truths],
    raised: Mapping[int, Bools],
    asked: Sequence[QuestionAsked],
) -> Tally:
    """Return the counts over a group.

    Args:
        group: The partnerships.
        rulebook: What they are read by.
        values: What each rule that exists at the stage came to.
        raised: For each step, by its place, of which partnerships a standing risk raises it.
        asked: What is asked of them.
    """
    rules = rulebook.rules
    steps = tuple(rulebook.steps)
    return Tally(
        judged=_counted((r, of_kinds(group, kinds_mask(rules[r].kinds))) for r in values),
        risks=_counted((r, v.true) for r, v in values.items() if rules[r].kind == "risk"),
        undecided=_counted(
            (r, v.could & ~v.true) for r, v in values.items() if rules[r].kind == "risk"
        ),
        strengths=_counted((r, v.true) for r, v in values.items() if rules[r].kind == "strength"),
        steps=_counted((steps[step], is_so) for step, is_so in raised.items()),
        topics=_topics(group, rulebook, values, asked),
        asked=_counted((one.question.id, one.asked > 0) for one in asked),
        unknown=_counted((one.question.id, one.unknown) for one in asked),
        not_asked=_counted((one.question.id, one.not_asked) for one in asked),
    )


def _counted(found: Iterable[tuple[str, Bools]]) -> Counter[str]:
    counts = ((name, int(np.count_nonzero(is_so))) for name, is_so in found)
    return Counter({name: count for name, count in counts if count})


def _topics(
    group: Group,
    rulebook: Rulebook,
    values: Mapping[str, Truths],
    asked: Sequence[QuestionAsked],
) -> Counter[tuple[str, TopicStatus]]:
    """Return how often each topic has each status: the first that fits, as of one partnership."""
    found: Counter[tuple[str, TopicStatus]] = Counter()
    never = np.zeros(len(group), np.bool_)
    for topic in rulebook.topics:
        grave, stands, could, any_entry = (never.copy() for _ in range(4))
        for rule, value in values.items():
            risk = rulebook.rules[rule]
            if risk.topic == topic.id and risk.kind == "risk":
                stands |= value.true
                could |= value.could
                if risk.severity_at(group.stage) == "high":
                    grave |= value.true
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
