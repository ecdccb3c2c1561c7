"""Reads the partnerships of a frame into arrays; anything unusual is left to the row reader."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from advisor.batch.frames.cell_codes import FactCodes, answer_lookups, bits_of
from advisor.batch.frames.lookups import (
    NEEDS_ROW_READER,
    Cells,
    Codes,
    Lookups,
    cells_of,
)
from advisor.batch.frames.partner_entries import Entries, agreed, is_strange, named_entries, within
from advisor.batch.tables.fact_cells import unnamed_roles
from advisor.batch.tables.headings import PARTNER_FACTS, PARTNERSHIP_FACTS, Layout
from advisor.batch.tables.partnership_names import names_in, starts_in
from advisor.batch.tables.table_chunks import NO_VALUE
from advisor.files.validation import MAX_TEXT
from advisor.reasoning.columns.partnership_arrays import (
    Bools,
    Bytes,
    Counts,
    PartnershipArrays,
    roles_mask,
)
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind

_BY_OTHERS = 1


class FrameRead(NamedTuple):
    """The partnerships of a frame.

    Attributes:
        starts: The row with which each begins, and the end of the last; shape (n + 1,).
        vectorised: Which of them are read here, and not by the row reader; shape (n,).
        encoded: Those.
        kinds: The place of the kind of each of those; shape (vectorised,).
        names: The name of each of those; shape (vectorised,).
        days: The day of the answers of each of those as an ordinal, 0 for none.
        by_others: ``place``: which of those others answered for in part; ``names``: for whom,
            joined by semicolons.
    """

    starts: Counts
    vectorised: Bools
    encoded: PartnershipArrays
    kinds: Codes
    names: pl.Series
    days: Codes
    by_others: pl.DataFrame


class FrameReader:
    """Reads frames of one layout against one rulebook, and keeps what their cells came to."""

    def __init__(self, rulebook: Rulebook, layout: Layout) -> None:
        self._layout = layout
        self._questions = tuple(rulebook.questions.values())
        self._facts = FactCodes(rulebook)
        self._changes = rulebook.changes.questions
        self._answers: dict[str, Lookups] = {}
        self._gone = [h for name, h in layout.questions.items() if name not in rulebook.questions]
        self._unnamed = [
            [ROLES.index(role) for role in unnamed_roles(_kinds_in(mask), rulebook)]
            for mask in range(1 << len(KINDS))
        ]

    def read(self, frame: pl.DataFrame) -> FrameRead:
        """Return the partnerships of a frame that cuts none in two.

        What is read here is as the row reader would read it; the rest may be faulty, or only
        unusual.
        """
        names = names_in(frame, self._layout)
        starts = starts_in(names).astype(np.int64)
        ends = np.append(starts, frame.height)
        needs_row_reader = np.zeros(len(starts), np.bool_)
        if not self._layout.is_by_partner and len(starts) < frame.height:
            # Nobody knows which row of a name is meant: the row reader words the fault.
            needs_row_reader |= np.diff(ends) > 1
            frame, names = frame[starts], names.gather(starts)
            starts = np.arange(frame.height)
        rows = frame.height
        cells = self._cells(frame)
        facts: dict[str, Codes] = {}
        for fact, lookup in self._facts.of_partnership.items():
            codes = lookup.codes(cells.get(fact), rows)
            codes, differ = agreed(codes, lookup.empty, starts)
            # -1 (NEEDS_ROW_READER) would count from the end; the row reader takes those anyway.
            facts[fact] = np.maximum(codes, 0)
            needs_row_reader |= differ
        kinds, is_kind = _or_default(facts["kind"], KINDS, self._layout.kind)
        stages, _ = _or_default(facts["stage"], STAGES, self._layout.stage or "starting")
        firsts = names.gather(starts)
        needs_row_reader |= (
            ~is_kind
            | firsts.is_null().to_numpy()
            | is_strange(firsts)
            | self._strange_notes(frame, starts)
            | self._has_old_answers(frame, starts)
        )
        masks = (1 << kinds | facts["also"]).astype(np.uint8)
        entries = self._entries(frame, starts, masks)
        needs_row_reader |= entries.needs_row_reader
        partners: dict[str, Codes] = {}
        for fact in PARTNER_FACTS:
            lookups = self._facts.of_partner[fact]
            partners[fact], differ = self._of_each(cells.get(fact), lookups, entries)
            needs_row_reader |= differ
        roles = (1 << (partners["role"] if entries.roles is None else entries.roles)).astype(
            np.uint8
        )
        once: dict[str, Bytes] = {}
        each: dict[str, Bytes] = {}
        for question in self._questions:
            answers = self._answers_to(question)
            said = cells.get(question.id)
            if question.of == "once":
                codes = answers.one.codes(said, rows)
                codes, differ = agreed(codes, answers.one.empty, starts)
                once[question.id] = bits_of(codes)
            else:
                codes, differ = self._of_each(said, answers, entries)
                is_asked = (roles & np.uint8(roles_mask(question.of))) != 0
                each[question.id] = bits_of(codes) * is_asked
            needs_row_reader |= differ
        vectorised = ~needs_row_reader
        encoded = PartnershipArrays(
            kinds=masks,
            stages=stages.astype(np.uint8),
            once=once,
            first=entries.first,
            roles=roles,
            sectors=(1 << partners["sector"]).astype(np.uint8),
            core=partners["core"] == 1,
            by_others=partners["answers_from"] == _BY_OTHERS,
            weights=partners["count"].astype(np.int64),
            each=each,
        )
        return FrameRead(
            starts=ends,
            vectorised=vectorised,
            # Most frames need no row reader at all; only() would copy every array of them.
            encoded=encoded if vectorised.all() else encoded.only(vectorised),
            kinds=kinds[vectorised],
            names=firsts.filter(pl.Series(vectorised)),
            days=facts["as_of"][vectorised],
            by_others=_by_others(encoded, entries, vectorised),
        )

    def _answers_to(self, question: Question) -> Lookups:
        answers = self._answers.get(question.id)
        if answers is None or answers.is_full:
            answers = answer_lookups(question, self._changes.get(question.id))
            self._answers[question.id] = answers
        return answers

    def _cells(self, frame: pl.DataFrame) -> dict[str, Cells]:
        """Return the cells of every fact but names, and of every question that has a column."""
        facts = self._layout.facts
        named = {
            fact: facts[fact] for fact in (*PARTNERSHIP_FACTS[1:], *PARTNER_FACTS) if fact in facts
        }
        named |= self._layout.questions
        found = cells_of(frame, list(named.values()))
        return {name: found[heading] for name, heading in named.items()}

    def _strange_notes(self, frame: pl.DataFrame, starts: Counts) -> Bools:
        """Return which partnerships have a note that may be too long to keep, or no value."""
        found = np.zeros(len(starts), np.bool_)
        for heading in self._layout.notes.values():
            notes = frame[heading].cast(pl.String)
            lengths = notes.str.len_chars().fill_null(0).to_numpy()
            if (no_value := notes == NO_VALUE).any():
                # With the line feed counted below, MAX_TEXT is one too long: so the row reader gets
                # the note and reports the cell.
                lengths = np.where(no_value.fill_null(value=False), MAX_TEXT, lengths)
            # The notes of several rows are joined by line feeds.
            if len(starts):
                found |= np.add.reduceat(lengths.astype(np.int64) + 1, starts) > MAX_TEXT
        return found

    def _has_old_answers(self, frame: pl.DataFrame, starts: Counts) -> Bools:
        """Return which partnerships answer a question that is gone."""
        answered = np.zeros(frame.height, np.bool_)
        for heading in self._gone:
            texts = frame[heading].cast(pl.String).str.strip_chars().fill_null("")
            answered |= (texts != "").to_numpy()
        return np.logical_or.reduceat(answered, starts) if len(starts) else answered

    def _entries(self, frame: pl.DataFrame, starts: Counts, masks: Bytes) -> Entries:
        facts = self._layout.facts
        if self._layout.is_by_partner:
            numbers = np.diff(np.append(starts, frame.height))
            return named_entries(numbers, frame[facts["partner"]].cast(pl.String))
        if self._layout.has_partners:
            listed = frame[facts["partners"]].cast(pl.String).fill_null("").str.split(";")
            return named_entries(listed.list.len().to_numpy().astype(np.int64), listed.explode())
        numbers = np.array([len(roles) for roles in self._unnamed], np.int64)[masks]
        of, places = within(numbers)
        most = max(map(len, self._unnamed))
        table = np.array([[*roles, *[0] * (most - len(roles))] for roles in self._unnamed])
        said = (frame[facts[fact]].is_not_null() for fact in PARTNER_FACTS if fact in facts)
        needs_row_reader = np.zeros(len(starts), np.bool_)
        for is_filled in said:
            needs_row_reader |= is_filled.to_numpy()
        roles = table[masks[of], places].astype(np.int32)
        return Entries(numbers, of, places, None, roles, needs_row_reader)

    def _of_each(
        self, cells: Cells | None, lookups: Lookups, entries: Entries
    ) -> tuple[Codes, Bools]:
        """Return the code of each entry, and which partnerships need the row reader."""
        if not self._layout.is_by_partner:
            codes, needs_row_reader, several = lookups.lists.entries(
                cells, entries.numbers, entries.of, entries.places
            )
            return (
                codes,
                needs_row_reader if self._layout.has_partners else needs_row_reader | several,
            )
        codes = lookups.one.codes(cells, len(entries.of))
        needs_row_reader = np.zeros(len(entries.numbers), np.bool_)
        needs_row_reader[entries.of[codes == NEEDS_ROW_READER]] = True
        return np.maximum(codes, 0), needs_row_reader


def _kinds_in(mask: int) -> frozenset[Kind]:
    return frozenset(kind for place, kind in enumerate(KINDS) if mask >> place & 1)


def _or_default(codes: Codes, known: Sequence[str], default: str | None) -> tuple[Codes, Bools]:
    """Return the codes with the default where a cell was empty, and where they name something."""
    is_empty = codes == len(known)
    if default is None:
        return np.where(is_empty, 0, codes), ~is_empty
    return np.where(is_empty, known.index(default), codes), np.ones(len(codes), np.bool_)


def _by_others(encoded: PartnershipArrays, entries: Entries, vectorised: Bools) -> pl.DataFrame:
    """Return the index of each partnership for which others answered in part, and for whom."""
    if entries.names is None:
        return pl.DataFrame(schema={"place": pl.Int64, "names": pl.String})
    told = np.flatnonzero(encoded.by_others & vectorised[entries.of])
    places = (np.cumsum(vectorised) - 1)[entries.of[told]]
    by_others = pl.DataFrame({"place": places, "names": entries.names.gather(told)})
    return by_others.group_by("place", maintain_order=True).agg(pl.col("names").str.join("; "))
