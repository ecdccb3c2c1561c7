"""How much is asked of each partnership of a chunk, and how much of it is known."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from advisor.reasoning.columns.chunk_masks import essential_kinds, is_settled, of_kinds
from advisor.reasoning.columns.condition_columns import Operations
from advisor.reasoning.columns.partnership_arrays import (
    NOT_ASKED,
    Bools,
    Bytes,
    Counts,
    kinds_mask,
    roles_mask,
)
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS


class QuestionAsked(NamedTuple):
    """One question, and how often it is asked of each partnership; shape (n,) each.

    Attributes:
        asked: How often: of the partnership, or of its partner entries.
        settled: How many of these answers are known, or do not apply.
        unknown: Whether nobody knows at least one.
        not_asked: Whether at least one has no entry.
    """

    question: Question
    asked: Counts | Bools
    settled: Counts | Bools
    unknown: Bools
    not_asked: Bools


def questions_asked(
    chunk: StageChunk, rulebook: Rulebook, operations: Operations
) -> Iterator[QuestionAsked]:
    """Yield every question that is asked at the chunk's stage of any of its partnerships."""
    for question in rulebook.questions.values():
        if chunk.stage not in question.stages:
            continue
        here = of_kinds(chunk, kinds_mask(question.kinds))
        if question.ask_when is not None:
            here &= operations.of(question.ask_when)(chunk, {}).could
        yield _asked(chunk, question, here)


def floors(chunk: StageChunk, rulebook: Rulebook) -> Bytes:
    """Return how low unknown answers can bring each verdict, as indexes in ``BANDS``; shape (n,).

    Every essential question of the kinds and the stage counts, hidden by another answer or not.
    """
    known, asked = np.zeros(len(chunk), np.int64), np.zeros(len(chunk), np.int64)
    for question in rulebook.questions.values():
        kinds = essential_kinds(question, chunk.stage)
        if kinds:
            here = of_kinds(chunk, kinds)
            of = _asked(chunk, question, here)
            known += of.settled
            asked += of.asked
    by_band = {band: np.uint8(BANDS.index(band)) for band in BANDS}
    return np.where(3 * known < asked, by_band["foundations-first"], by_band["pilot"])


def _asked(chunk: StageChunk, question: Question, here: Bools) -> QuestionAsked:
    bits = chunk.once(question.id) if question.of == "once" else chunk.each(question.id)
    is_absent = (bits & np.uint8(NOT_ASKED)) != 0
    settled = is_settled(bits, question)
    is_unknown = ~settled & ~is_absent
    if question.of == "once":
        return QuestionAsked(question, here, here & settled, here & is_unknown, here & is_absent)
    is_asked = (chunk.roles & np.uint8(roles_mask(question.of))) != 0
    return QuestionAsked(
        question,
        chunk.counted(is_asked) * here,
        chunk.counted(is_asked & settled) * here,
        chunk.any_of(is_asked & is_unknown) & here,
        chunk.any_of(is_asked & is_absent) & here,
    )
