"""The cells of generated tables: random answers to the shipped questions, as texts in columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, NOT_APPLICABLE, STAGES, UNKNOWN, Kind, Role
from tests.shipped import shipped_rulebook

Codes = npt.NDArray[np.int64]
"""Which text of a list stands in each cell; a cell with the list's first text is empty."""

BAD_CELLS = (
    "unknown kind",
    "unknown level",
    "number out of range",
    "empty name",
    "unknown role",
    "wrong number of parts",
)
_ROLES: Mapping[Kind, tuple[Role, ...]] = {
    "cluster": ("member", "lead", "member"),
    "independent-state": ("member", "member", "lead"),
    "itt": ("placement", "provider", "placement"),
    "hub": ("member", "lead", "member"),
    "federation": ("member", "lead", "member"),
    "support": ("supported", "supporting", "supporting"),
}
_ROLE_TEXTS = (None, "member", "lead", "provider", "placement", "supporting", "supported")
_PLACES = ("Ashby", "Bampton", "Coln", "Dursley", "Eynsham", "Fairford", "Garth", "Hexham")


class Shape(NamedTuple):
    """What a table looks like.

    Attributes:
        partners: How many partners each partnership has; with 0 it names none.
        is_by_partner: Whether a row is a partner, not a partnership.
    """

    partners: int
    is_by_partner: bool
    is_csv: bool

    @property
    def rows_each(self) -> int:
        """How many rows a partnership has."""
        return self.partners if self.is_by_partner else 1

    @property
    def has_bad_lines(self) -> bool:
        """Whether lines can be broken; of a partner's, nobody could tell whose it was."""
        return self.is_csv and not self.is_by_partner


class Cells:
    """Makes the columns of a table."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._questions = [
            question
            for question in shipped_rulebook().questions.values()
            if question.once or shape.partners
        ]
        self._texts = {question.id: _texts(question) for question in self._questions}
        self._once = [question for question in self._questions if question.once]
        self._numbers = [question for question in self._once if question.number]

    @property
    def bad_sorts(self) -> tuple[str, ...]:
        """The bad cells that this shape can have."""
        fits = {
            "empty name": not self.shape.is_by_partner,
            "unknown role": self.shape.partners > 0,
            "wrong number of parts": self.shape.partners > 1 and not self.shape.is_by_partner,
        }
        return tuple(sort for sort in BAD_CELLS if fits.get(sort, True))

    def frame(
        self,
        first: int,
        number: int,
        chance: np.random.Generator,
        bad: Mapping[str, npt.NDArray[np.intp]],
    ) -> pl.DataFrame:
        """Return the rows of so many partnerships.

        Args:
            first: How many partnerships came before.
            number: How many.
            chance: What chooses.
            bad: Which of them have which bad cell.
        """
        kinds, stages = chance.integers(0, len(KINDS), number), chance.integers(0, 4, number)
        kind_codes = kinds + 1
        kind_codes[bad["unknown kind"]] = len(KINDS) + 1
        columns = {
            "partnership": self._names(first, number, bad.get("empty name")),
            "kind": self._once_each(kind_codes, (None, *KINDS, "clutser")),
            "stage": self._once_each(stages + 1, (None, *STAGES)),
            "as_of": self._once_each(chance.integers(0, 29, number), _days()),
        }
        roles = np.array([[_ROLE_TEXTS.index(r) for r in _ROLES[kind]] for kind in KINDS])[kinds]
        if self.shape.partners:
            columns |= self._partner_facts(roles[:, : self.shape.partners], chance, bad)
        mood = chance.random(number, dtype=np.float32)
        level, number_at = bad["unknown level"], bad["number out of range"]
        wrong_level = chance.integers(0, len(self._once), len(level))
        wrong_number = chance.integers(0, len(self._numbers), len(number_at))
        for question in self._questions:
            asked = _asked(question)[kinds, stages]
            if not question.once:
                columns[question.id] = self._of_partners(question, asked, mood, roles, chance)
                continue
            codes = self._codes(question, asked, mood, chance)
            last = len(self._texts[question.id])
            codes[level[wrong_level == self._once.index(question)]] = last - 1
            if question.number:
                codes[number_at[wrong_number == self._numbers.index(question)]] = last - 2
            columns[question.id] = self._once_each(codes, self._texts[question.id])
        frame = pl.DataFrame(columns)
        return _with_wrong_parts(frame, bad.get("wrong number of parts"), self.shape.partners)

    def _codes(
        self,
        question: Question,
        asked: npt.NDArray[np.bool_],
        mood: npt.NDArray[np.float32],
        chance: np.random.Generator,
    ) -> Codes:
        """Return a code a row: a level near the mood of the partnership, or what else may stand."""
        number = len(mood)
        spread = chance.random(number, dtype=np.float32) - np.float32(0.5)
        levels = len(question.order)
        codes = (np.clip(mood + spread, 0, 0.999) * levels).astype(np.int64) + 1
        other = len(self._texts[question.id]) - 2 - levels - 1
        which = chance.random(number, dtype=np.float32)
        # Some take an unknown, a reason or a number, where the question has more of them.
        takes = which < (0.5 if question.number else 0.08)
        codes[takes] = levels + 1 + chance.integers(0, max(other, 1), int(takes.sum()))
        codes[~asked | (which > 0.93)] = 0
        return codes

    def _once_each(self, codes: Codes, texts: Sequence[str | None]) -> pl.Series:
        """Return what stands once a partnership: on its first row where it has several."""
        if self.shape.rows_each > 1:
            spread = np.zeros((len(codes), self.shape.rows_each), dtype=np.int64)
            spread[:, 0] = codes
            codes = spread.ravel()
        return _column(codes, texts)

    def _each_partner(self, codes: Codes, texts: Sequence[str | None]) -> pl.Series:
        """Return one value a partner: a row each, or one text, joined where they differ."""
        if self.shape.rows_each > 1 or self.shape.partners == 1:
            return _column(codes.ravel(), texts)
        parts = [_column(one, texts).alias(str(n)) for n, one in enumerate(codes.T)]
        alike = pl.Series((codes == codes[:, :1]).all(axis=1))
        joined = pl.concat_str([pl.col(p.name).fill_null("") for p in parts], separator=";")
        frame = pl.DataFrame([*parts, alike.alias("alike")])
        one_or_all = pl.when("alike").then(pl.col("0")).otherwise(joined)
        return frame.select(one_or_all.alias("cell"))["cell"]

    def _of_partners(
        self,
        question: Question,
        asked: npt.NDArray[np.bool_],
        mood: npt.NDArray[np.float32],
        roles: Codes,
        chance: np.random.Generator,
    ) -> pl.Series:
        is_asked = np.array([role in question.of for role in _ROLE_TEXTS])
        every = self._codes(question, asked, mood, chance)
        agree = chance.random(len(mood), dtype=np.float32) < 0.3
        columns = []
        for partner in range(self.shape.partners):
            own = self._codes(question, asked, mood, chance)
            codes = np.where(agree, every, own)
            columns.append(np.where(is_asked[roles[:, partner]], codes, 0))
        return self._each_partner(np.stack(columns, axis=1), self._texts[question.id])

    def _partner_facts(
        self,
        roles: Codes,
        chance: np.random.Generator,
        bad: Mapping[str, npt.NDArray[np.intp]],
    ) -> dict[str, pl.Series]:
        shape = roles.shape
        roles = roles.copy()
        roles[bad["unknown role"], 0] = len(_ROLE_TEXTS)
        names = np.tile(np.arange(1, shape[1] + 1), (shape[0], 1))
        one_in_ten = (chance.random(shape) < 0.1).astype(np.int64)
        facts: dict[str, tuple[Codes, Sequence[str | None]]] = {
            "partner" if self.shape.is_by_partner else "partners": (
                names,
                (None, "Church Lane", "Manor", "The Grammar"),
            ),
            "sector": (chance.integers(1, 4, shape), (None, "state", "independent", "other")),
            "role": (roles, (*_ROLE_TEXTS, "membre")),
            "core": (1 + (chance.random(shape) < 0.8).astype(np.int64), (None, "false", "true")),
            "count": (
                1 + one_in_ten * chance.integers(0, 12, shape),
                (None, *map(str, range(1, 14))),
            ),
            "answers_from": (1 + one_in_ten, (None, "itself", "others")),
        }
        return {name: self._each_partner(*fact) for name, fact in facts.items()}

    def _names(self, first: int, number: int, empty: npt.NDArray[np.intp] | None) -> pl.Series:
        numbers = np.arange(first, first + number)
        places = pl.Series(_PLACES).gather(numbers % len(_PLACES))
        named = pl.DataFrame({"place": places, "number": numbers + 1}).select(
            pl.format("{} schools {}", "place", "number").alias("name")
        )["name"]
        if empty is not None and len(empty):
            named = named.scatter(empty, None)
        return named.gather(np.repeat(np.arange(number), self.shape.rows_each))


def _texts(question: Question) -> tuple[str | None, ...]:
    """Return every cell: none, the levels, what else is good, and two that are bad at the end."""
    reasons = [f"{NOT_APPLICABLE}: {reason}" for reason in question.may_not_apply]
    asked = question.number
    numbers = [str(n) for n in range(int(asked.least), int(asked.most) + 1)] if asked else []
    too_large = str(int(asked.most) + 1) if asked else "no number"
    return (None, *question.order, UNKNOWN, *reasons, *numbers, too_large, "no-such-level")


def _column(codes: Codes, texts: Sequence[str | None]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String).gather(codes)


def _asked(question: Question) -> npt.NDArray[np.bool_]:
    """Return whether the question belongs to each kind, at each stage."""
    return np.array([[question.exists_at(frozenset([k]), s) for s in STAGES] for k in KINDS])


def _days() -> tuple[str | None, ...]:
    return (None, *(f"2026-03-{day:02}" for day in range(1, 29)))


def _with_wrong_parts(
    frame: pl.DataFrame, rows: npt.NDArray[np.intp] | None, partners: int
) -> pl.DataFrame:
    """Let one question of partners have a value more than there are partners."""
    if rows is None or not len(rows):
        return frame
    wrong = ";".join(["said-yes"] * (partners + 1))
    return frame.with_columns(frame["head-backing"].scatter(rows, wrong))
