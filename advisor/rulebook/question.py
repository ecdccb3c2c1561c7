"""Questions: what is asked of a partnership or its partners, and the levels of an answer."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.files.validation import FileModel, Id, OneLine, all_located, located
from advisor.rulebook.condition import RESERVED, Condition
from advisor.rulebook.vocabulary import KINDS, NOT_APPLICABLE, STAGES, UNKNOWN, Kind, Role, Stage


class Level(FileModel):
    """One answer to a question, worded as something visible.

    Attributes:
        in_brief: The answer as a sentence for the brief, where it appears alone under a concern;
            the default is ``says``. In a question for each partner it has ``{schools}`` once,
            in place of their names; in a number asked once it may have ``{number}``, in place of
            the number with its unit.
    """

    id: Id
    label: OneLine
    says: OneLine
    in_brief: OneLine | None = None


class NumberBand(Level):
    """A named range of a number; the bands are in ascending order.

    Attributes:
        up_to: The largest number of the band.
        under: The number below which the band ends; a band has one of the two, the last neither.
    """

    up_to: float | int | None = None
    under: float | int | None = None

    @model_validator(mode="after")
    def _ends_once(self) -> Self:
        if self.up_to is not None and self.under is not None:
            raise located((), "a band ends with up_to or with under, not with both")
        return self

    def holds(self, number: float) -> bool:
        """Return whether the number lies below the upper end of the band."""
        if self.up_to is not None:
            return number <= self.up_to
        return self.under is None or number < self.under


class Number(FileModel):
    """A number that a question asks for.

    Attributes:
        unit: What is counted, in the plural: minutes, months.
        least: The smallest number that makes sense.
        most: The largest.
        bands: The ranges that rules may name, in ascending order.
    """

    unit: OneLine
    least: float | int
    most: float | int
    bands: tuple[NumberBand, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        ends = [b.up_to if b.up_to is not None else b.under for b in self.bands]
        inner = [end for end in ends[:-1] if end is not None]
        bounds = [self.least, *inner, self.most]
        if len(inner) != len(ends) - 1 or ends[-1] is not None or bounds != sorted(bounds):
            raise located(
                (), "bands ascend from least to most; each but the last has up_to or under"
            )
        return self

    def band_of(self, number: float) -> str:
        # There is one: the last band has no upper end.
        return next(band.id for band in self.bands if band.holds(number))


class FindOut(FileModel):
    """Who could tell, and how."""

    who: OneLine
    how: OneLine


AskedOf = Literal["once"] | Annotated[tuple[Role, ...], Field(min_length=1)]
"""Of whom a question is asked: once, or of the partners with these roles."""


class WhereEssential(FileModel):
    """Kinds and stages at which a question belongs to the short form."""

    kinds: tuple[Kind, ...] = KINDS
    stages: tuple[Stage, ...] = STAGES


class Question(FileModel):
    """One question; its levels are worst first, or in an order without a good end.

    Attributes:
        better: ``higher`` if a later level (or larger number) is better, ``lower`` if a smaller
            number is, ``neither`` for a fact.
        of: ``once``, or the roles of the partners that are asked.
        ask_when: Hides the question if it is false; changes what is asked, never what is true.
        about_a_person: Whether an answer is about one person, who could be named in its note; such
            a note appears only in the full report.
        may_not_apply: The accepted reasons why the question does not apply.
    """

    retired_keys: ClassVar[Mapping[str, str]] = {
        "changeable": "nothing reads changeable: take the line off",
    }

    id: Id
    topic: Id
    asks: OneLine
    why: OneLine
    enough: OneLine
    levels: tuple[Level, ...] = ()
    number: Number | None = None
    better: Literal["higher", "lower", "neither"] = "higher"
    of: AskedOf = "once"
    kinds: tuple[Kind, ...] = KINDS
    stages: tuple[Stage, ...] = STAGES
    essential: tuple[WhereEssential, ...] = ()
    delicate: bool = False
    about_a_person: bool = False
    look_up: bool = False
    ask_when: Condition | None = None
    may_not_apply: tuple[OneLine, ...] = ()
    find_out: FindOut
    lessons: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _answers_make_sense(self) -> Self:
        ids = [level.id for level in self.choices]
        message = ""
        if bool(self.levels) == bool(self.number):
            message = "a question has levels or a number, one of the two"
        # The columns keep an answer in a byte: six levels, the unknown, and no entry.
        elif not 2 <= len(ids) <= 6:
            message = f"a question has two to six levels or bands; this one has {len(ids)}"
        elif len(set(ids)) < len(ids):
            message = "two levels bear the same id"
        elif {UNKNOWN, NOT_APPLICABLE} & set(ids):
            message = "unknown and not-applicable are answers to every question, no levels"
        elif self.levels and self.better == "lower":
            message = "levels come worst first; better: lower is for numbers"
        # In a condition the id of a question stands where a word of the language could.
        elif self.id in RESERVED:
            message = f"{quoted(self.id)} is a word of the condition language"
        if message:
            raise located((), message)
        if faults := list(self._misplaced_in_briefs()):
            raise all_located(faults)
        return self

    def _misplaced_in_briefs(self) -> Iterator[tuple[Place, str]]:
        """Yield each sentence for the brief that lacks ``{schools}``, or has a brace too many."""
        where: Place = ("number", "bands") if self.number else ("levels",)
        for position, level in enumerate(self.choices):
            if level.in_brief is None:
                continue
            place = (*where, position, "in_brief")
            found = re.findall(r"\{\w*\}|[{}]", level.in_brief)
            others = set(found) - ({"{number}"} if self.number else set())
            if not self.once and found != ["{schools}"]:
                yield (
                    place,
                    "each partner answers this; it needs {schools} once, and no other brace",
                )
            elif self.once and "{schools}" in others:
                yield place, "is asked once, so it has no {schools}"
            elif self.once and others:
                may = "only {number} is allowed" if self.number else "no brace is allowed"
                yield place, f"{may}; it has {min(others)}"

    @cached_property
    def choices(self) -> tuple[Level, ...]:
        """The levels, or the bands of the number, in the order of the file."""
        return self.number.bands if self.number else self.levels

    # Kept, since each answer that is looked up asks for it: 2.6 µs to make.
    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of the levels, worst first (for a fact: in its own order)."""
        # Bands ascend, and a large number can be the bad end: minutes from door to door.
        ids = tuple(level.id for level in self.choices)
        return ids[::-1] if self.better == "lower" else ids

    @property
    def once(self) -> bool:
        """Whether the question is asked of the partnership, not of its partners."""
        return self.of == "once"

    def reaches(self, found: str | None, level: str) -> bool:
        """Return whether an answer is known to be a level, or a better one."""
        return found is not None and self.order.index(found) >= self.order.index(level)

    def is_asked_of(self, role: Role) -> bool:
        return self.of != "once" and role in self.of

    def exists_at(self, kinds: frozenset[Kind], stage: Stage) -> bool:
        """Return whether the question belongs to any of the kinds at the stage."""
        return stage in self.stages and not kinds.isdisjoint(self.kinds)

    def is_essential_at(self, kinds: frozenset[Kind], stage: Stage) -> bool:
        """Return whether the question belongs to the short form of any of the kinds."""
        return not kinds.isdisjoint(self.essential_for[stage])

    @cached_property
    def essential_for(self) -> Mapping[Stage, frozenset[Kind]]:
        """For each stage, the kinds whose short form has the question there."""
        here = frozenset(self.kinds)
        return {
            stage: here.intersection(
                kind
                for where in self.essential
                if stage in where.stages and stage in self.stages
                for kind in where.kinds
            )
            for stage in STAGES
        }

    def level(self, level_id: str) -> Level:
        """Return the level or band with this id.

        Raises:
            KeyError: The question has no such level.
        """
        for level in self.choices:
            if level.id == level_id:
                return level
        raise KeyError(level_id)
