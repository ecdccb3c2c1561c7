"""Work that can be resumed: unsaved interviews, and the files opened last."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.state.interim_verdict import known_in_all
from advisor.interview.state.preferences import load_preferences
from advisor.interview.state.unsaved import UnsavedInterview, unsaved_interviews
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario

# A choice: a digit opens each, so nine at most. With seven files and the five lines below them,
# the first screen scrolls by 7 lines on 80 columns by 24.
MOST_OFFERED = 7


@dataclass(frozen=True)
class RecentEntry:
    """One interview to resume: unsaved, or a file."""

    name: str
    says: str
    unsaved: UnsavedInterview | None = None
    file: Path | None = None


@dataclass(frozen=True)
class RecentWork:
    """Everything that can be resumed, unsaved interviews first."""

    all: tuple[RecentEntry, ...]


def recent_work(rulebook: Rulebook) -> RecentWork:
    """Return what can be resumed, without files that are gone or cannot be read."""
    left = tuple(_left(one, rulebook) for one in unsaved_interviews(rulebook))
    files = tuple(filter(None, (_file(Path(name), rulebook) for name in load_preferences().files)))
    return RecentWork((*left, *files)[:MOST_OFFERED])


def _left(left: UnsavedInterview, rulebook: Rulebook) -> RecentEntry:
    at = left.at.astimezone()
    where = f", for {one_line(left.file.name)}" if left.file else ", in no file yet"
    when = f"{at.day} {at:%B %Y, %H:%M}{where}"
    if left.set_up is not None:
        return RecentEntry(left.name, f"set-up left half way {when}", unsaved=left)
    says = f"left unsaved {when}"
    if left.fault:
        return RecentEntry(left.name, f"{says}; {one_line(left.fault)}", unsaved=left)
    if left.scenario is None:
        says += "; the last start ended while it was reading this"
        return RecentEntry(left.name, says, unsaved=left)
    answered = _answered(left.scenario, rulebook)
    return RecentEntry(left.scenario.partnership, f"{says}; {answered}", unsaved=left)


def _file(file: Path, rulebook: Rulebook) -> RecentEntry | None:
    try:
        scenario = load_scenario(file, rulebook)
        at = dt.datetime.fromtimestamp(file.stat().st_mtime, tz=dt.UTC).astimezone()
    except (Faults, OSError):
        # Its fault is shown to who opens it by name; a list that nobody asked for shows none.
        return None
    says = f"{one_line(file.name)}, {at.day} {at:%B %Y}; {_answered(scenario, rulebook)}"
    return RecentEntry(scenario.partnership, says, file=file)


def _answered(scenario: Scenario, rulebook: Rulebook) -> str:
    known, asked = known_in_all(rulebook, scenario)
    return f"{known} of {asked} answers known"
