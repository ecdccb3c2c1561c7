"""Turn conditions into operations on arrays: where each of the four readings says yes."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import NamedTuple, assert_never

import numpy as np

from advisor.reasoning.columns.chunk_masks import (
    ALL_KINDS,
    counted_entries,
    essential_kinds,
    is_an_answer,
    of_kinds,
)
from advisor.reasoning.columns.partnership_arrays import Bools, kinds_mask
from advisor.reasoning.columns.stage_chunk import StageChunk
from advisor.reasoning.encoding import levels_mask, unknown_bit
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question


class Truths(NamedTuple):
    """The four readings for each partnership of a chunk; shape (n,) each.

    Readings that cannot differ are one array, and are computed once.
    """

    true: Bools
    could: Bools
    waits: Bools
    presumed: Bools

    def each(self, change: Callable[[Bools], Bools]) -> "Truths":
        """Return each reading changed; readings that are one array stay one."""
        true, could = change(self.true), change(self.could)
        if self.waits is self.could:
            waits = could
        else:
            waits = true if self.waits is self.true else change(self.waits)
        return Truths(
            true, could, waits, true if self.presumed is self.true else change(self.presumed)
        )


Known = Mapping[str, Truths]
"""The rules evaluated so far; a rule that does not exist at the stage is missing."""

Operation = Callable[[StageChunk, Known], Truths]


class Operations:
    """Compiles the conditions of a rulebook; a chunk keeps the result of each leaf."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def of(self, part: Condition) -> Operation:
        """Return the operation for a part of a condition."""
        match part:
            case language.All():
                return self._joined([self.of(p) for p in part.parts], np.logical_and)
            case language.AnyOf():
                return self._joined([self.of(p) for p in part.parts], np.logical_or)
            case language.FindingStands(rule=rule):
                return lambda chunk, known: _finding(known.get(rule) or _never(chunk))
            case language.Not(part=finding):
                return _opposite(finding.rule)
            case language.AnswerIs():
                return self._once(part, self._answer_is(part))
            case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
                return self._once(part, self._of_partners(part))
            case language.DifferBy():
                return self._once(part, self._differ_by(part))
            case language.Fact():
                return self._once(part, _fact(part))
            case _:
                assert_never(part)

    # The leaves of the shipped rules are 572, of which 355 are different.
    def _once(self, part: Condition, compute: Callable[[StageChunk], Truths]) -> Operation:
        key = f"{type(part).__name__}{part.model_dump_json()}"

        def operation(chunk: StageChunk, _known: Known) -> Truths:
            if key not in chunk.leaves:
                chunk.leaves[key] = compute(chunk)
            return Truths(*chunk.leaves[key])

        return operation

    @staticmethod
    def _joined(parts: list[Operation], join: np.ufunc) -> Operation:
        def operation(chunk: StageChunk, known: Known) -> Truths:
            values = [part(chunk, known) for part in parts]
            true: Bools = reduce(join, [value.true for value in values])
            could: Bools = reduce(join, [value.could for value in values])
            waits, presumed = could, true
            if any(value.waits is not value.could for value in values):
                waits = true
                if any(value.waits is not value.true for value in values):
                    waits = reduce(join, [value.waits for value in values])
            if any(value.presumed is not value.true for value in values):
                presumed = reduce(join, [value.presumed for value in values])
            return Truths(true, could, waits, presumed)

        return operation

    def _masks(self, question: str, levels: tuple[str, ...]) -> tuple[np.uint8, np.uint8]:
        asked = self._questions[question]
        mask = levels_mask(asked, levels)
        return np.uint8(mask), np.uint8(mask | unknown_bit(asked))

    def _of_one_question(self, name: str, true: Bools, could: Bools, chunk: StageChunk) -> Truths:
        """Return the readings of a leaf about one question from the first two."""
        essential = essential_kinds(self._questions[name], chunk.stage)
        if essential == ALL_KINDS:
            waits = could
        elif not essential:
            waits = true
        else:
            waits = true | (could & of_kinds(chunk, essential))
        return Truths(true, could, waits, true)

    def _answer_is(self, part: language.AnswerIs) -> Callable[[StageChunk], Truths]:
        is_level, could_be = self._masks(part.question, part.levels)

        def compute(chunk: StageChunk) -> Truths:
            bits = chunk.once(part.question)
            true, could = (bits & is_level) != 0, (bits & could_be) != 0
            return self._of_one_question(part.question, true, could, chunk)

        return compute

    def _of_partners(self, part: language.PartnersMatch) -> Callable[[StageChunk], Truths]:
        masks = {name: self._masks(name, levels) for name, levels in part.answers.items()}

        def compute(chunk: StageChunk) -> Truths:
            counted = counted_entries(chunk, part.among)
            for question in masks:
                counted &= is_an_answer(chunk.each(question))
            essential = [essential_kinds(self._questions[q], chunk.stage) for q in masks]
            differs = len(set(essential)) > 1
            # Copies, since each is narrowed in place below while `counted` is read again.
            true, could, waits = counted.copy(), counted.copy(), counted.copy()
            for (question, (is_level, could_be)), kinds in zip(
                masks.items(), essential, strict=True
            ):
                bits = chunk.each(question)
                matches, open_too = (bits & is_level) != 0, (bits & could_be) != 0
                true &= matches
                could &= open_too
                if differs:
                    waits &= matches | (open_too & of_kinds(chunk, kinds)[chunk.owners])
            of_true, of_could = (_enough(part, chunk, counted, found) for found in (true, could))
            if differs:
                of_waits = _enough(part, chunk, counted, waits)
                return Truths(of_true, of_could, of_waits, of_true)
            return self._of_one_question(next(iter(masks)), of_true, of_could, chunk)

        return compute

    def _differ_by(self, part: language.DifferBy) -> Callable[[StageChunk], Truths]:
        question = self._questions[part.question]
        unknown = np.uint8(unknown_bit(question))
        known = np.uint8(unknown_bit(question) - 1)
        last = len(question.order) - 1
        # Tables for every set of levels, since a byte has only 256: a look-up for each partnership
        # in place of a loop over its answers.
        span, reach = _span(), _reach(last)

        def compute(chunk: StageChunk) -> Truths:
            bits = chunk.each(part.question)
            counted = counted_entries(chunk, part.among)
            said = chunk.united(np.where(counted, bits & known, np.uint8(0)))
            is_open = counted & ((bits & unknown) != 0)
            # Two are enough: more unknown answers reach no further.
            open_ones = chunk.added(is_open * np.minimum(chunk.weights, 2))
            true = span[said] >= part.number
            could = true | ((open_ones >= 1) & (reach[said] >= part.number))
            if last >= part.number:
                could |= open_ones >= 2
            return self._of_one_question(part.question, true, could, chunk)

        return compute


def _enough(
    part: language.PartnersMatch, chunk: StageChunk, counted: Bools, matching: Bools
) -> Bools:
    """Return where enough of the counted entries match."""
    found: Bools
    match part:
        case language.AnyPartner():
            found = chunk.any_of(matching)
        case language.EveryPartner():
            found = chunk.any_of(counted) & ~chunk.any_of(counted & ~matching)
        case language.AtLeast():
            found = chunk.added(matching * chunk.weights) >= part.number
        case _:
            assert_never(part)
    return found


def _span() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the distance between the ends of each set of levels; -1 for the empty set."""
    return np.array([-1, *(s.bit_length() - (s & -s).bit_length() for s in range(1, 256))])


def _reach(last: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return how far another answer could be from one of each set of levels, or -1."""
    return np.array(
        [
            max((max(b, last - b) for b in range(last + 1) if levels >> b & 1), default=-1)
            for levels in range(256)
        ]
    )


def _never(chunk: StageChunk) -> Truths:
    never = np.zeros(len(chunk), np.bool_)
    return Truths(never, never, never, never)


def _finding(value: Truths) -> Truths:
    # Nothing builds on a presumption.
    return value._replace(presumed=value.true)


def _opposite(rule: str) -> Operation:
    def opposite(chunk: StageChunk, known: Known) -> Truths:
        value = known.get(rule) or _never(chunk)
        not_true = ~value.true
        not_presumed = not_true if value.presumed is value.true else ~value.presumed
        # It is surely not so only where it could not be.
        return Truths(~value.could, could=not_true, waits=not_true, presumed=not_presumed)

    return opposite


def _fact(part: language.AnyFact) -> Callable[[StageChunk], Truths]:
    def compute(chunk: StageChunk) -> Truths:
        holds = _holds(part, chunk)
        return Truths(holds, holds, holds, holds)

    return compute


def _holds(part: language.AnyFact, chunk: StageChunk) -> Bools:
    found: Bools
    match part:
        case language.KindIs():
            found = of_kinds(chunk, kinds_mask(part.kinds))
        case language.StageIs():
            found = np.full(len(chunk), chunk.stage in part.stages)
        case language.PartnerCount():
            least, most = part.bounds.at_least, part.bounds.at_most
            fits = chunk.partner_counts >= (least or 0)
            found = fits if most is None else fits & (chunk.partner_counts <= most)
        case language.BothSectors():
            found = chunk.both_sectors == part.expected
        case language.AnsweredByOthers():
            found = chunk.answered_by_others == part.expected
        case _:
            assert_never(part)
    return found
