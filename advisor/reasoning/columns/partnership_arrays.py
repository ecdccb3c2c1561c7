"""Many partnerships as arrays: a byte an answer, partner entries in a second table with offsets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.encoding import answer_bit
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind, Role, Sector
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Counts = NDArray[np.int64]

NOT_ASKED = 128
"""Marks, beside the bit of the unknown, that there is no entry; no rule reads it."""

SECTORS: tuple[Sector, ...] = ("state", "independent", "other")


def kinds_mask(kinds: Iterable[Kind]) -> int:
    """Return the bits of the kinds."""
    return sum(1 << KINDS.index(kind) for kind in set(kinds))


def roles_mask(roles: Sequence[Role]) -> int:
    """Return the bits of the roles."""
    return sum(1 << ROLES.index(role) for role in set(roles))


@dataclass(frozen=True, eq=False)
class PartnershipArrays:
    """``n`` partnerships with ``p`` partner entries in all.

    Attributes:
        kinds: Of each partnership the bits of its kinds; shape (n,).
        stages: Of each the position of its stage; shape (n,).
        once: For each question asked once a bit a partnership: of its level, of the unknown, or
            none where it does not apply; shape (n,).
        first: Where the entries of each partnership begin, and the end of the last; shape (n + 1,).
        roles: Of each entry the bit of its role; ``sectors`` likewise; shape (p,).
        core: Whether the partnership cannot go on without it; shape (p,).
        by_others: Whether its answers come from others; shape (p,).
        weights: How many alike it stands for; shape (p,).
        each: For each question asked of partners a bit an entry, none where its role is not asked;
            shape (p,).
        timed: The partnerships, by their place, whose files say something on days or on steps,
            which no table does; the steps of each have an order of their own.
    """

    kinds: Bytes
    stages: Bytes
    once: Mapping[str, Bytes]
    first: Counts
    roles: Bytes
    sectors: Bytes
    core: Bools
    by_others: Bools
    weights: Counts
    each: Mapping[str, Bytes]
    timed: Mapping[int, Scenario] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many partnerships there are."""
        return len(self.kinds)

    def only(self, kept: Bools) -> "PartnershipArrays":
        """Return those of the partnerships that are to be kept; ``kept`` has shape (n,)."""
        numbers = np.diff(self.first)
        entries = np.repeat(kept, numbers)
        return PartnershipArrays(
            kinds=self.kinds[kept],
            stages=self.stages[kept],
            once={question: bits[kept] for question, bits in self.once.items()},
            first=np.concatenate([[0], np.cumsum(numbers[kept])]),
            roles=self.roles[entries],
            sectors=self.sectors[entries],
            core=self.core[entries],
            by_others=self.by_others[entries],
            weights=self.weights[entries],
            each={question: bits[entries] for question, bits in self.each.items()},
            timed={
                place: self.timed[old]
                for place, old in enumerate(np.flatnonzero(kept).tolist())
                if old in self.timed
            },
        )

    def followed_by(self, other: "PartnershipArrays") -> "PartnershipArrays":
        """Return these partnerships and then the other ones."""
        both = np.concatenate
        return PartnershipArrays(
            kinds=both([self.kinds, other.kinds]),
            stages=both([self.stages, other.stages]),
            once={name: both([bits, other.once[name]]) for name, bits in self.once.items()},
            first=both([self.first, self.first[-1] + other.first[1:]]),
            roles=both([self.roles, other.roles]),
            sectors=both([self.sectors, other.sectors]),
            core=both([self.core, other.core]),
            by_others=both([self.by_others, other.by_others]),
            weights=both([self.weights, other.weights]),
            each={name: both([bits, other.each[name]]) for name, bits in self.each.items()},
            timed={**self.timed, **{len(self) + at: one for at, one in other.timed.items()}},
        )


def column_bits(question: Question, answer: Answer | None) -> int:
    """Return the byte of an answer; one that is absent is told apart from one nobody knows."""
    return answer_bit(question, answer) | (NOT_ASKED if answer is None else 0)


def encode(rulebook: Rulebook, scenarios: Sequence[Scenario]) -> PartnershipArrays:
    """Return partnerships that fit the rulebook as arrays."""
    questions = rulebook.questions.values()
    partners = [(scenario, partner) for scenario in scenarios for partner in scenario.partners]
    numbers = [0, *(len(scenario.partners) for scenario in scenarios)]
    return PartnershipArrays(
        kinds=_bytes(kinds_mask(scenario.kinds) for scenario in scenarios),
        stages=_bytes(STAGES.index(scenario.judged_at) for scenario in scenarios),
        once={
            q.id: _bytes(column_bits(q, scenario.answer_once(q.id)) for scenario in scenarios)
            for q in questions
            if q.once
        },
        first=np.cumsum(numbers, dtype=np.int64),
        roles=_bytes(roles_mask((partner.role,)) for _, partner in partners),
        sectors=_bytes(1 << SECTORS.index(partner.sector) for _, partner in partners),
        core=np.fromiter((partner.core for _, partner in partners), np.bool_),
        by_others=np.fromiter((p.answers_from == "others" for _, p in partners), np.bool_),
        weights=np.fromiter((partner.count for _, partner in partners), np.int64),
        each={
            q.id: _bytes(
                column_bits(q, scenario.answer_of(partner, q.id))
                if q.is_asked_of(partner.role)
                else 0
                for scenario, partner in partners
            )
            for q in questions
            if not q.once
        },
        timed={
            place: scenario
            for place, scenario in enumerate(scenarios)
            if scenario.steps or scenario.dates or scenario.next_meeting or scenario.starts
        },
    )


def _bytes(values: Iterable[int]) -> Bytes:
    return np.fromiter(values, np.uint8)
