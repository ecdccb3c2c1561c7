"""What the cells of a frame come to: a code for each fact and answer, read as ``rows`` reads it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from advisor.batch.frames.lookups import ODD, ListLookup, Lookup
from advisor.batch.tables.cells import AnswerCells, CellFault
from advisor.batch.tables.facts import FactCells
from advisor.reasoning.columns.encoded import SECTORS, Bytes, column_bits, kinds_mask
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES
from advisor.scenario.scenario import MOST_ALIKE, Answer

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

        def place(fact: str, known: Sequence[object]) -> Callable[[str], int]:
            def read(text: str) -> int:
                value = cells.value(fact, text)
                return known.index(value) if value in known else ODD

            return read

        def kinds(text: str) -> int:
            named = cells.value("also", text)
            assert isinstance(named, tuple)
            return kinds_mask(named) if named and set(named) <= set(KINDS) else ODD

        def day(text: str) -> int:
            try:
                return dt.date.fromisoformat(str(cells.value("as_of", text))).toordinal()
            except ValueError:
                return ODD

        def count(text: str) -> int:
            value = cells.value("count", text)
            return value if isinstance(value, int) and 1 <= value <= MOST_ALIKE else ODD

        self.of_partnership: Mapping[str, Lookup] = {
            "kind": Lookup(place("kind", KINDS), len(KINDS)),
            "also": Lookup(kinds, 0),
            "stage": Lookup(place("stage", STAGES), len(STAGES)),
            "as_of": Lookup(day, 0),
            "room": Lookup(place("room", _ROOMS), len(_ROOMS)),
        }
        readers: dict[str, tuple[Callable[[str], int], int]] = {
            "sector": (place("sector", SECTORS), SECTORS.index("other")),
            "role": (place("role", ROLES), ROLES.index("member")),
            "core": (place("core", (False, True)), 1),
            "count": (count, 1),
            "answers_from": (place("answers_from", _ANSWERS_FROM), 0),
        }
        self.of_partner = {fact: Lookup(*reader) for fact, reader in readers.items()}
        self.of_partners = {
            fact: ListLookup(*reader, lambda _text: False) for fact, reader in readers.items()
        }


class AnswerCodes:
    """Reads the answers to one question.

    Attributes:
        bits: Of each code the byte that the columns read; the first is of an empty cell.
    """

    def __init__(self, question: Question, rulebook: Rulebook) -> None:
        cells = AnswerCells(question, rulebook)
        self._question = question
        self._cells = cells
        self._answers: dict[Answer, int] = {}
        self._bits = [column_bits(question, None)]
        self.one = Lookup(self._code, 0)
        self.lists = ListLookup(self._code, 0, cells.knows)

    @property
    def bits(self) -> Bytes:
        """Of each code the byte that the columns read; shape (codes,)."""
        return np.array(self._bits, np.uint8)

    def _code(self, text: str) -> int:
        try:
            answer = self._cells.answer(text)
        except CellFault:
            return ODD
        if answer is None:
            return 0
        if answer not in self._answers:
            self._answers[answer] = len(self._bits)
            self._bits.append(column_bits(self._question, answer))
        return self._answers[answer]
