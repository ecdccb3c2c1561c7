"""A rulebook's words for kinds, stages, bands and ratings."""

from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from advisor.files.validation import FileModel, Id, OneLine, located
from advisor.rulebook.condition import Condition
from advisor.rulebook.vocabulary import KINDS, Band, Kind, Role, Sector, Severity, Stage


class KindWords(FileModel):
    """A kind in plain words.

    Attributes:
        pilot_is: What a trial of it is, as a sentence, or what to do if it cannot have one.
        pilot_schools: How many schools take part in a trial, if it says so.
        bands: What a band means for it at a stage, if that differs from other kinds.
    """

    label: OneLine
    pilot_is: OneLine
    pilot_schools: int | None = Field(default=None, ge=1)
    bands: dict[Stage, dict[Band, OneLine]] = Field(default_factory=dict)


class StageWords(FileModel):
    """The decision in front of the room at a stage, as a question and as a short one.

    Attributes:
        arrival: The time at which the stage begins, as in "it limits you when you come to begin".
    """

    decision: OneLine
    short: OneLine
    arrival: OneLine


class Words(FileModel):
    """A label."""

    label: OneLine


class BandWords(FileModel):
    """A band as a label and as one short word on the scale of four."""

    label: OneLine
    short: OneLine


class Named(FileModel):
    """A word of the rulebook's own with its label."""

    id: Id
    label: OneLine


NEXT_MEETING = "next-meeting"
"""The horizon that ends with the next meeting."""


class Horizon(Named):
    """By when a step is due.

    Attributes:
        most: The largest number of steps due by it; any others are due by the next horizon.
        weeks: How long it is; ``next-meeting`` ends on the day of that meeting, if a file names it.
    """

    most: int | None = Field(default=None, ge=1)
    weeks: int = Field(ge=1, le=520)


class Wording(FileModel):
    """Everything a report says that is not a question, a rule or a step.

    Attributes:
        bands: What each band says at each stage.
        too_little_known: What to say instead if too few essential answers are known.
        horizons: By when a step is due, soonest first.
        efforts: How much work a step is, least first.
    """

    kinds: dict[Kind, KindWords]
    stages: dict[Stage, StageWords]
    bands: dict[Stage, dict[Band, OneLine]]
    too_little_known: OneLine
    ratings: dict[Band, BandWords]
    severities: dict[Severity, Words]
    sectors: dict[Sector, OneLine]
    roles: dict[Role, OneLine]
    horizons: tuple[Horizon, ...] = Field(min_length=1)
    efforts: tuple[Named, ...] = Field(min_length=1)

    def said(self, kind: Kind, stage: Stage, band: Band) -> str:
        """Return what a band says at a stage, in the kind's own words where it has any."""
        return self.kinds[kind].bands.get(stage, {}).get(band) or self.bands[stage][band]

    @model_validator(mode="after")
    def _some_horizon_has_room(self) -> Self:
        if self.horizons[-1].most is not None:
            raise located((), "the last of the horizons has room for every step; it names no most")
        # A step that finds its horizon full goes to the next one, so that has to be later.
        if any(one.weeks >= other.weeks for one, other in pairwise(self.horizons)):
            raise located((), "each of the horizons is longer than that before it")
        return self


class NotCovered(FileModel):
    """A question that leaders would ask but the documents do not answer.

    Attributes:
        who: Whom to ask.
        when: Where it matters; it is shown unless this is false.
    """

    id: Id
    says: OneLine
    who: OneLine
    kinds: tuple[Kind, ...] = KINDS
    when: Condition | None = None
