"""Which entries and partnerships of a chunk are meant: by kind, by partner, by what they answer."""

import numpy as np

from advisor.reasoning.columns.partnership_arrays import (
    NOT_ASKED,
    SECTORS,
    Bools,
    Bytes,
    kinds_mask,
    roles_mask,
)
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.reasoning.encoding import unknown_bit
from advisor.rulebook import condition as language
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, Stage

_ANSWER = np.uint8(NOT_ASKED - 1)
ALL_KINDS = kinds_mask(KINDS)


def essential_kinds(question: Question, stage: Stage) -> int:
    """Return the bits of the kinds at which a question is essential at a stage."""
    return kinds_mask(question.essential_for[stage])


def of_kinds(chunk: StageChunk, mask: int) -> Bools:
    """Return which partnerships of the chunk are of any of the kinds; shape (n,)."""
    found: Bools = (chunk.kinds & np.uint8(mask)) != 0
    return found


def is_settled(bits: Bytes, question: Question) -> Bools:
    """Return where an answer is settled: a known level, or said not to apply."""
    found: Bools = (bits & np.uint8(unknown_bit(question))) == 0
    return found


def is_an_answer(bits: Bytes) -> Bools:
    """Return which entries are asked a question that applies to them, known or not."""
    found: Bools = (bits & _ANSWER) != 0
    return found


# The same as `is_among` of the evaluator, on purpose: the readers share no code.
def counted_entries(chunk: StageChunk, among: language.Among) -> Bools:
    """Return which entries a quantifier counts, a new array."""
    counted = np.ones(len(chunk.entries), np.bool_)
    if among.role is not None:
        counted &= (chunk.roles & np.uint8(roles_mask(among.role))) != 0
    if among.core is not None:
        counted &= chunk.core == among.core
    if among.sector is not None:
        mask = sum(1 << SECTORS.index(sector) for sector in set(among.sector))
        counted &= (chunk.sectors & np.uint8(mask)) != 0
    if among.answers_from is not None:
        counted &= chunk.by_others == (among.answers_from == "others")
    return counted
