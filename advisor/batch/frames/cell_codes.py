"""Codes for the cells of a frame: one for each fact and answer, as the row reader reads them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from advisor.batch.frames.lookups import NEEDS_ROW_READER, Codes, ListLookup, Lookup
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
        of_partner: For each fact of a partner the lookup of cells that hold one.
        of_partners: The same of cells that hold one for each partner.
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
        readers: dict[str, tuple[Callable[[str], int], int]] = {
            "sector": (codes("sector", SECTORS.index), SECTORS.index("other")),
            "role": (codes("role", ROLES.index), ROLES.index("member")),
            "core": (codes("core", (False, True).index), 1),
            "count": (codes("count", _count), 1),
            "answers_from": (codes("answers_from", _ANSWERS_FROM.index), 0),
        }
        self.of_partner = {fact: Lookup(*reader) for fact, reader in readers.items()}
        self.of_partners = {
            fact: ListLookup(*reader, lambda _text: False) for fact, reader in readers.items()
        }


def _kinds(named: Sequence[Kind]) -> int:
    """Return the bits of kinds; a cell of separators alone is for the row reader."""
    return kinds_mask(named) if named else NEEDS_ROW_READER


def _count(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= MAX_COUNT else NEEDS_ROW_READER


class AnswerCodes:
    """Reads the answers to one question.

    The low byte of a code is what the columns read. The bytes above it distinguish answers that are
    the same to the columns, such as two numbers in one band.

    Attributes:
        one: The lookup of cells that hold one answer.
        lists: The lookup of cells that hold one for each partner.
    """

    def __init__(self, question: Question, change: FormerQuestion | None = None) -> None:
        cells = AnswerCells(question, change)
        self._question = question
        self._cells = cells
        self._answers: dict[Answer, int] = {}
        self._empty = column_bits(question, None)
        self.one = Lookup(self._code, self._empty)
        self.lists = ListLookup(self._code, self._empty, cells.knows)

    def _code(self, text: str) -> int:
        try:
            answer = self._cells.answer(text)
        except CellFault:
            return NEEDS_ROW_READER
        if answer is None:
            return self._empty
        # Only the row reader carries an answer of an earlier edition over to the current levels.
        if answer.answer in self._cells.gone:
            return NEEDS_ROW_READER
        # Above the low byte, an int32 has room for 2**23 places. A lookup is replaced after 50,000
        # texts, and a frame adds one for each of its rows at most.
        place = self._answers.setdefault(answer, len(self._answers) + 1)
        return place << 8 | column_bits(self._question, answer)


def bits_of(codes: Codes) -> Bytes:
    """Return the bits that the columns read, undefined for ``NEEDS_ROW_READER``."""
    return codes.astype(np.uint8)
