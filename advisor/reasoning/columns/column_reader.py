"""The columns: evaluate the rules over many partnerships at once, stage by stage."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.reasoning.columns.chunk_masks import ALL_KINDS, of_kinds
from advisor.reasoning.columns.condition_columns import Operation, Operations, Truths
from advisor.reasoning.columns.partnership_arrays import Bools, PartnershipArrays, kinds_mask
from advisor.reasoning.columns.stage_chunk import StageChunk, stage_chunks
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Stage


class Values(NamedTuple):
    """The four readings of every rule, for every partnership.

    Attributes:
        rules: The ids; a rule comes after the rules whose findings it reads.
        stands, could, waits, presumed: The readings; shape (rules, partnerships). A rule that does
            not exist for a partnership's kinds at its stage is no in all of them.
    """

    rules: tuple[str, ...]
    stands: Bools
    could: Bools
    waits: Bools
    presumed: Bools


class ColumnReader:
    """Evaluates the rules of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.operations = Operations(rulebook.questions)
        compiled = {rule.id: self.operations.of(rule.condition) for rule in rulebook.in_strata}
        self._compiled: Mapping[Stage, tuple[tuple[Rule, int, Operation], ...]] = {
            stage: tuple(
                (rule, kinds_mask(rule.kinds), compiled[rule.id])
                for rule in rulebook.rules_at(frozenset(KINDS), stage)
            )
            for stage in STAGES
        }

    def read(self, arrays: PartnershipArrays) -> Values:
        """Return the readings of every rule for every partnership, in their order."""
        rules = tuple(rule.id for rule in self.rulebook.in_strata)
        position = {rule: place for place, rule in enumerate(rules)}
        found = np.zeros((len(Truths._fields), len(rules), len(arrays)), np.bool_)
        for chunk in stage_chunks(arrays):
            for rule, value in self.read_chunk(chunk).items():
                for reading, holds in zip(found, value, strict=True):
                    reading[position[rule], chunk.rows] = holds
        return Values(rules, *found)

    def read_chunk(self, chunk: StageChunk) -> dict[str, Truths]:
        """Return the readings of each rule that exists at the chunk's stage, in strata."""
        found: dict[str, Truths] = {}
        for rule, kinds, operation in self._compiled[chunk.stage]:
            value = operation(chunk, found)
            if kinds != ALL_KINDS:
                exists = of_kinds(chunk, kinds)
                value = value.each(exists.__and__)
            found[rule.id] = value
        return found
