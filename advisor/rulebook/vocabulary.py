"""The closed lists of words that the rulebook and the partnership files share."""

from itertools import pairwise
from typing import Literal, get_args

# The order of each list counts. Bands are compared by their place in it, and the columns have bits
# and indexes in the place of words. A kind is a bit of a byte there, so eight is the most.
Kind = Literal["cluster", "independent-state", "itt", "hub", "federation", "support"]
Stage = Literal["exploring", "agreeing", "starting", "running"]
Role = Literal["member", "lead", "provider", "placement", "supporting", "supported"]
Sector = Literal["state", "independent", "other"]
AnswersFrom = Literal["itself", "others"]
Room = Literal["us", "with-partners"]
Band = Literal["not-ready", "foundations-first", "pilot", "ready"]
Severity = Literal["high", "medium", "low"]
Deadline = Literal[
    "board-meeting",
    "timetable-closes",
    "calendar-closes",
    "bid-decided",
    "grant-ends",
    "head-leaves",
]
"""What happens on a day before which a step has to be taken."""
Occasion = Literal[Deadline, "other"]
"""What happens on a key date."""
StepStatus = Literal["not-started", "under-way", "done", "dropped"]

PERSONAL_OCCASIONS: frozenset[Occasion] = frozenset(["head-leaves"])
"""What is told to the leaders, and not to everybody who has a step."""
KINDS: tuple[Kind, ...] = get_args(Kind)
STAGES: tuple[Stage, ...] = get_args(Stage)
"""The stages in the order in which a partnership meets them."""
ROLES: tuple[Role, ...] = get_args(Role)
BANDS: tuple[Band, ...] = get_args(Band)
"""The bands, worst first."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The severities, worst first."""

UNKNOWN = "unknown"
NOT_APPLICABLE = "not-applicable"


def severity_of(band: Band | None) -> Severity:
    """Return how serious a risk is that limits the verdict to a band, or to none."""
    if band in {"not-ready", "foundations-first"}:
        return "high"
    return "medium" if band == "pilot" else "low"


def lower(one: Band, other: Band) -> Band:
    return min(one, other, key=BANDS.index)


def higher(one: Band, other: Band) -> Band:
    return max(one, other, key=BANDS.index)


def next_stage(stage: Stage) -> Stage | None:
    """Return the stage after this one, or None after the last."""
    return dict(pairwise(STAGES)).get(stage)
