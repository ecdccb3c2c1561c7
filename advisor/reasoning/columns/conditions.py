"""Turns conditions into operations on arrays: where a part is true, and where it could be."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import NamedTuple, assert_never

import numpy as np

from advisor.reasoning.columns.encoded import (
    NOT_ASKED,
    SECTORS,
    Bools,
    Bytes,
    kinds_mask,
    roles_mask,
)
from advisor.reasoning.columns.group import Group
from advisor.reasoning.encoding import levels_mask, unknown_bit
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question


class Truths(NamedTuple):
    """Of each partnership of a group, whether something is true and whether it could be."""

    true: Bools
    could: Bools


Known = Mapping[str, Truths]
"""The rules that were read before; one that does not exist at the stage is not among them."""

Operation = Callable[[Group, Known], Truths]


class Operations:
    """The operations that a rulebook's conditions come to; a group keeps what leaves came to."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def of(self, part: Condition) -> Operation:
        """Return the operation that a part of a condition comes to."""
        match part:
            case language.All():
                return self._joined([self.of(p) for p in part.parts], np.logical_and)
            case language.AnyOf():
                return self._joined([self.of(p) for p in part.parts], np.logical_or)
            case language.FindingStands(rule=rule):
                return lambda group, known: known.get(rule) or _never(group)
            case language.Not():
                return _opposite(self.of(part.part))
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

    def _once(self, part: Condition, compute: Callable[[Group], Truths]) -> Operation:
        key = f"{type(part).__name__}{part.model_dump_json()}"

        def operation(group: Group, _known: Known) -> Truths:
            if key not in group.leaves:
                group.leaves[key] = compute(group)
            return Truths(*group.leaves[key])

        return operation

    @staticmethod
    def _joined(parts: list[Operation], join: np.ufunc) -> Operation:
        def operation(group: Group, known: Known) -> Truths:
            values = [part(group, known) for part in parts]
            return Truths(
                reduce(join, (value.true for value in values)),
                reduce(join, (value.could for value in values)),
            )

        return operation

    def _masks(self, question: str, levels: tuple[str, ...]) -> tuple[np.uint8, np.uint8]:
        asked = self._questions[question]
        mask = levels_mask(asked, levels)
        return np.uint8(mask), np.uint8(mask | unknown_bit(asked))

    def _answer_is(self, part: language.AnswerIs) -> Callable[[Group], Truths]:
        true, could = self._masks(part.question, part.levels)

        def compute(group: Group) -> Truths:
            bits = group.once(part.question)
            return Truths((bits & true) != 0, (bits & could) != 0)

        return compute

    def _of_partners(self, part: language.PartnersMatch) -> Callable[[Group], Truths]:
        masks = {name: self._masks(name, levels) for name, levels in part.answers.items()}

        def compute(group: Group) -> Truths:
            counted = _counted(group, part.among)
            for question in masks:
                counted &= (group.each(question) & _ANSWER) != 0
            true, could = counted.copy(), counted.copy()
            for question, (is_level, could_be) in masks.items():
                bits = group.each(question)
                true &= (bits & is_level) != 0
                could &= (bits & could_be) != 0
            match part:
                case language.AnyPartner():
                    return Truths(group.any_of(true), group.any_of(could))
                case language.EveryPartner():
                    some = group.any_of(counted)
                    return Truths(
                        some & ~group.any_of(counted & ~true),
                        some & ~group.any_of(counted & ~could),
                    )
                case language.AtLeast():
                    return Truths(
                        group.added(true * group.weights) >= part.number,
                        group.added(could * group.weights) >= part.number,
                    )
                case _:
                    assert_never(part)

        return compute

    def _differ_by(self, part: language.DifferBy) -> Callable[[Group], Truths]:
        question = self._questions[part.question]
        unknown = np.uint8(unknown_bit(question))
        known = np.uint8(unknown_bit(question) - 1)
        last = len(question.order) - 1
        span, reach = _span(), _reach(last)

        def compute(group: Group) -> Truths:
            bits = group.each(part.question)
            counted = _counted(group, part.among)
            said = group.united(np.where(counted, bits & known, np.uint8(0)))
            is_open = counted & ((bits & unknown) != 0)
            open_ones = group.added(is_open * np.minimum(group.weights, 2))
            true = span[said] >= part.number
            could = true | ((open_ones >= 1) & (reach[said] >= part.number))
            if last >= part.number:
                could |= open_ones >= 2
            return Truths(true, could)

        return compute


_ANSWER = np.uint8(NOT_ASKED - 1)


def _span() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each set of levels how far its ends are apart; -1 where there is none."""
    return np.array([-1, *(s.bit_length() - (s & -s).bit_length() for s in range(1, 256))])


def _reach(last: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each set of levels how far another answer could be from one of them, or -1."""
    return np.array(
        [
            max((max(b, last - b) for b in range(last + 1) if levels >> b & 1), default=-1)
            for levels in range(256)
        ]
    )


def _never(group: Group) -> Truths:
    never = np.zeros(len(group), np.bool_)
    return Truths(never, never)


def _opposite(operation: Operation) -> Operation:
    def opposite(group: Group, known: Known) -> Truths:
        value = operation(group, known)
        # It is surely not so only where it could not be.
        return Truths(~value.could, ~value.true)

    return opposite


def _counted(group: Group, among: language.Among) -> Bools:
    """Return which entries a quantifier counts, a new array."""
    counted = np.ones(len(group.entries), np.bool_)
    if among.role is not None:
        counted &= (group.roles & np.uint8(roles_mask(among.role))) != 0
    if among.core is not None:
        counted &= group.core == among.core
    if among.sector is not None:
        mask = sum(1 << SECTORS.index(sector) for sector in set(among.sector))
        counted &= (group.sectors & np.uint8(mask)) != 0
    if among.answers_from is not None:
        counted &= group.by_others == (among.answers_from == "others")
    return counted


def _fact(part: language.AnyFact) -> Callable[[Group], Truths]:
    def compute(group: Group) -> Truths:
        holds = _holds(part, group)
        return Truths(holds, holds)

    return compute


def _holds(part: language.AnyFact, group: Group) -> Bools:
    found: Bools
    match part:
        case language.KindIs():
            found = of_kinds(group, kinds_mask(part.kinds))
        case language.StageIs():
            found = np.full(len(group), group.stage in part.stages)
        case language.PartnerCount():
            least, most = part.bounds.at_least, part.bounds.at_most
            fits = group.partner_counts >= (least or 0)
            found = fits if most is None else fits & (group.partner_counts <= most)
        case language.BothSectors():
            found = group.both_sectors == part.expected
        case language.AnsweredByOthers():
            found = group.answered_by_others == part.expected
        case _:
            assert_never(part)
    return found


def of_kinds(group: Group, mask: int) -> Bools:
    """Return which partnerships of the group are of any of the kinds; shape (n,)."""
    found: Bools = (group.kinds & np.uint8(mask)) != 0
    return found


def is_settled(bits: Bytes, question: Question) -> Bools:
    """Return where an answer is settled: a known level, or said not to apply."""
    found: Bools = (bits & np.uint8(unknown_bit(question))) == 0
    return found
