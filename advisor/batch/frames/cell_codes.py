"""Codes for the cells of a frame: one for each fact and answer, as the row reader reads them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from advisor.batch.frames.lookups import NEEDS_ROW_READER, Codes, Lookup, Lookups, lookups
from advisor.batch.tables.answer_cells import AnswerCells, CellFault
from advisor.batch.tables.fact_cells import FactCells
from advisor.files.clean_text import day_from
from advisor.reasoning.columns.partnership_arrays import SECTORS, Bytes, column_bits, kinds_mask
from advisor.rulebook.changes import FormerQuestion
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import MAX_COUNT

# The order matters: frame_reader compares with the index of "others", as it does with that of True
# below.
_ANSWERS_FROM = ("itself", "others")
_ROOMS = ("us", "with-partners")


class FactCodes:
    """Reads the facts of rows.

    Attributes:
        of_partnership: For each fact of a partnership its lookup; no fact comes to what an empty
            cell does.
        of_partner: For each fact of a partner its lookups.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        cells = FactCells(rulebook)

        def codes(fact: str, code: Callable[[Any], int]) -> Callable[[str], int]:
            def read(text: str) -> int:
                try:
                    return code(cells.value(fact, text))
                except ValueError:
                    return NEEDS_ROW_READER

            return read

        # An empty kind or stage has the index after the known ones: so the layout's default can
        # take its place, and a named one is never mistaken for it.
        self.of_partnership: Mapping[str, Lookup] = {
            "kind": Lookup(codes("kind", KINDS.index), len(KINDS)),
            "also": Lookup(codes("also", _kinds), 0),
            "stage": Lookup(codes("stage", STAGES.index), len(STAGES)),
            "as_of": Lookup(codes("as_of", lambda day: day_from(day).toordinal()), 0),
            "room": Lookup(codes("room", _ROOMS.index), len(_ROOMS)),
        }
        self.of_partner: Mapping[str, Lookups] = {
            "sector": lookups(codes("sector", SECTORS.index), SECTORS.index("other")),
            "role": lookups(codes("role", ROLES.index), ROLES.index("member")),
            "core": lookups(codes("core", (False, True).index), 1),
            "count": lookups(codes("count", _count), 1),
            "answers_from": lookups(codes("answers_from", _ANSWERS_FROM.index), 0),
        }


def _kinds(named: Sequence[Kind]) -> int:
    """Return the bits of kinds; a cell of separators alone is for the row reader."""
    return kinds_mask(named) if named else NEEDS_ROW_READER


def _count(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= MAX_COUNT else NEEDS_ROW_READER


def answer_lookups(question: Question, change: FormerQuestion | None = None) -> Lookups:
    """Return what reads the answers to one question.

    The low byte of a code is what the columns read. The bytes above it distinguish answers that are
    the same to the columns, such as two numbers in one band.
    """
    cells = AnswerCells(question, change)
    answers: dict[Answer, int] = {}
    empty = column_bits(question, None)

    def code(text: str) -> int:
        try:
            answer = cells.answer(text)
        except CellFault:
            return NEEDS_ROW_READER
        if answer is None:
            return empty
        # Only the row reader carries an answer of an earlier edition over to the current levels.
        if answer.answer in cells.gone:
            return NEEDS_ROW_READER
        # Above the low byte, an int32 has room for 2**23 places. A lookup is replaced after 50,000
        # texts, and a frame adds one for each of its rows at most.
        place = answers.setdefault(answer, len(answers) + 1)
        return place << 8 | column_bits(question, answer)

    return lookups(code, empty, cells.knows)


def bits_of(codes: Codes) -> Bytes:
    """Return the bits that the columns read, undefined for ``NEEDS_ROW_READER``."""
    return codes.astype(np.uint8)
