"""The facts in a partnership file: what it is about, its key dates, and the steps agreed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from advisor.files.clean_text import day_from, quoted
from advisor.files.faults import Place, nearest
from advisor.files.text_comparison import comparable
from advisor.files.validation import FileModel, OneLine, Prose, located
from advisor.rulebook.vocabulary import Occasion, StepStatus


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return day_from(value)
        except ValueError as error:
            raise PydanticCustomError("fault", "{says}", {"says": str(error)}) from None
    return value


Day = Annotated[dt.date, BeforeValidator(_date)]
"""A day, written as 2026-05-12."""


EDITION: Literal[2] = 2
"""The edition of partnership files that is written; a file that names none is of the first."""


def newer_edition(value: object) -> str:
    """Return that an edition is newer than this program, or nothing if it is not."""
    # Asked of the raw value, before the model: to Python a bool is an int.
    if not isinstance(value, int) or isinstance(value, bool) or value <= EDITION:
        return ""
    return f"is of edition {value}, and this program reads up to {EDITION}; install a newer one"


def _edition(value: Any) -> Any:
    # True would be found in the tuple, since it equals 1.
    if isinstance(value, bool) or value not in (1, EDITION):
        says = newer_edition(value) or f'"edition" is no edition; write {EDITION}'
        raise PydanticCustomError("fault", "{says}", {"says": says})
    return EDITION


Edition = Annotated[Literal[2], BeforeValidator(_edition)]
"""The edition of the file format; what is read is brought up to this one."""


class About(FileModel):
    """What the partnership is to do, each in a few words.

    Attributes:
        what: What the schools do together.
        for_whom: Which pupils or staff it is for.
        how_often: How often it happens.
        from_: When it begins, in words; ``starts`` gives the day.
    """

    what: OneLine | None = None
    for_whom: OneLine | None = None
    how_often: OneLine | None = None
    from_: OneLine | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(dict(self).values()):
            raise located((), "is empty; write what, for_whom, how_often or from")
        return self


class KeyDate(FileModel):
    """A day that matters to the partnership, and what is due on it.

    Attributes:
        is_: What kind of day it is; it decides the days of steps.
        partner: The name of the partner whose day it is; without one it is everybody's.
    """

    on: Day
    what: OneLine
    is_: Occasion = Field(default="other", alias="is")
    partner: OneLine | None = None


class StepAgreement(FileModel):
    """What the meeting set for a step: who, by which day, how far it is, a note.

    Attributes:
        status: How far it is; a step that is done or dropped is not shown again.
        at: The partners that it was for when this was set; empty if it was for all.
    """

    owner: OneLine | None = None
    by: Day | None = None
    status: StepStatus | None = None
    note: Prose | None = None
    at: tuple[OneLine, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.status in {"done", "dropped"}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(said for name, said in self if name != "at"):
            raise located((), "is empty; write an owner, a day by which, a status or a note")
        return self


def dates_after(
    dates: Iterable[KeyDate], before: Sequence[str], after: Sequence[str]
) -> tuple[KeyDate, ...]:
    """Return key dates after one change to the partners, given all names before it and after it.

    The dates of a renamed partner follow its new name. Those of one that left become everybody's.
    """
    places = {comparable(name): place for place, name in enumerate(before)}
    there = set(map(comparable, after))

    def moved(date: KeyDate) -> KeyDate:
        if date.partner is None or comparable(date.partner) in there:
            return date
        place = places[comparable(date.partner)]
        # Of the same length, the partner was renamed; otherwise it left.
        name = after[place] if len(before) == len(after) else None
        return date.model_copy(update={"partner": name})

    return tuple(map(moved, dates))


def steps_after(
    steps: Mapping[str, StepAgreement], before: Sequence[str], after: Sequence[str]
) -> dict[str, StepAgreement]:
    """Return what was set for steps after one change to the partners, with all their names.

    A renamed partner keeps its steps under its new name. What was set only for one that left goes
    with it: named for nobody, it would be a promise of all.
    """
    is_renamed = len(before) == len(after)
    now = dict(zip(before, after, strict=True)) if is_renamed else {name: name for name in after}
    left = {step: tuple(now[one] for one in said.at if one in now) for step, said in steps.items()}
    return {
        step: agreed.model_copy(update={"at": left[step]})
        for step, agreed in steps.items()
        if left[step] or not agreed.at
    }


def unknown_partners(
    dates: Iterable[object], names: Iterable[object]
) -> Iterator[tuple[Place, str]]:
    """Yield each date that names a partner who is not there, with its place in a partnership."""
    known = {comparable(name): name for name in names if isinstance(name, str)}
    for number, date in enumerate(dates):
        partner = date.get("partner") if isinstance(date, dict) else getattr(date, "partner", None)
        if isinstance(partner, str) and comparable(partner) not in known:
            says = f"there is no partner {quoted(partner)}{nearest(partner, known.values())}"
            yield ("dates", number, "partner"), says
