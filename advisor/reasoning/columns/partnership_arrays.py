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

# The last bit of a byte. The others are full: a question has six levels at most, then comes the
# bit of the unknown.
NOT_ASKED = 128
"""Set with the bit of the unknown if there is no entry; no rule reads it."""

SECTORS: tuple[Sector, ...] = ("state", "independent", "other")


# Kinds, roles and sectors are bits of a byte too: eight of each at most. The sets below are needed
# because a word that is named twice would carry into the next bit.
def kinds_mask(kinds: Iterable[Kind]) -> int:
    return sum(1 << KINDS.index(kind) for kind in set(kinds))


def roles_mask(roles: Sequence[Role]) -> int:
    return sum(1 << ROLES.index(role) for role in set(roles))


@dataclass(frozen=True, eq=False)
class PartnershipArrays:
    """``n`` partnerships with ``p`` partner entries in all.

    Attributes:
        kinds: The bits of each partnership's kinds; shape (n,).
        stages: The index of each partnership's stage; shape (n,).
        once: For each question asked once the bit of each partnership's level, or of the unknown,
            or none if it does not apply; shape (n,).
        first: The index of each partnership's first entry, then the number of entries; shape
            (n + 1,).
        roles, sectors: The bit of each entry's role and sector; shape (p,).
        core: Whether the partnership cannot continue without the entry; shape (p,).
        by_others: Whether its answers come from others; shape (p,).
        weights: How many alike the entry stands for; shape (p,).
        each: The same as ``once`` for each question asked of partners; no bit if the entry's role
            is not asked; shape (p,).
        timed: The partnerships with days or steps in their files, by index: the steps of each have
            an order of their own. No table has such columns.
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
        return len(self.kinds)

    def only(self, kept: Bools) -> "PartnershipArrays":
        """Return some of the partnerships; ``kept`` has shape (n,)."""
        numbers = np.diff(self.first)
        entries = np.repeat(kept, numbers)
        places = np.flatnonzero(kept).tolist()
        return PartnershipArrays(
            **{name: getattr(self, name)[kept] for name in _OF_PARTNERSHIPS},
            **{name: getattr(self, name)[entries] for name in _OF_ENTRIES},
            once={question: bits[kept] for question, bits in self.once.items()},
            each={question: bits[entries] for question, bits in self.each.items()},
            first=np.concatenate([[0], np.cumsum(numbers[kept])]),
            timed={at: self.timed[old] for at, old in enumerate(places) if old in self.timed},
        )

    def followed_by(self, other: "PartnershipArrays") -> "PartnershipArrays":
        both = np.concatenate
        return PartnershipArrays(
            **{
                name: both([getattr(self, name), getattr(other, name)])
                for name in (*_OF_PARTNERSHIPS, *_OF_ENTRIES)
            },
            once={name: both([bits, other.once[name]]) for name, bits in self.once.items()},
            each={name: both([bits, other.each[name]]) for name, bits in self.each.items()},
            first=both([self.first, self.first[-1] + other.first[1:]]),
            timed={**self.timed, **{len(self) + at: one for at, one in other.timed.items()}},
        )


_OF_PARTNERSHIPS = ("kinds", "stages")
_OF_ENTRIES = ("roles", "sectors", "core", "by_others", "weights")


def column_bits(question: Question, answer: Answer | None) -> int:
    """Return the byte of an answer, with a bit of its own if there is no entry."""
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
