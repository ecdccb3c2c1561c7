"""Work that can be resumed: unsaved interviews, and the files opened last."""

from dataclasses import dataclass
from pathlib import Path

from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.state.interim_verdict import known_in_all
from advisor.interview.state.new_partnership import short_form
from advisor.interview.state.preferences import load_preferences
from advisor.interview.state.unsaved import UnsavedInterview, unsaved_interviews
from advisor.report.days_in_words import brief_day
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Partner, Scenario

# A choice: a digit opens each, and three are what can always be chosen. With three of them the
# first screen fits 80 columns by 24.
MOST_OFFERED = 6


@dataclass(frozen=True)
class RecentEntry:
    """One interview to resume: unsaved, or a file.

    Attributes:
        says: What it is, in a few words.
        more: What there is room for on a wide screen.
    """

    name: str
    says: str
    more: str = ""
    unsaved: UnsavedInterview | None = None
    file: Path | None = None


@dataclass(frozen=True)
class RecentWork:
    """Everything that can be resumed, unsaved interviews first.

    Attributes:
        short_form_minutes: How long the short form takes for four schools that agree what to
            promise, with these rules.
    """

    all: tuple[RecentEntry, ...]
    short_form_minutes: int


def recent_work(rulebook: Rulebook) -> RecentWork:
    """Return what can be resumed, without files that are gone or cannot be read."""
    left = tuple(_left(one, rulebook) for one in unsaved_interviews(rulebook))
    # What is unsaved of a file is that file with later answers: it is offered once.
    open_files = {entry.unsaved.file for entry in left if entry.unsaved}
    # Links were followed as they were remembered. What somebody else wrote there may be no path.
    names = (Path(name) for name in load_preferences().files)
    others = (name for name in names if name not in open_files)
    files = tuple(filter(None, (_file(name, rulebook) for name in others)))
    return RecentWork((*left, *files)[:MOST_OFFERED], short_form(rulebook, _FOUR_SCHOOLS).minutes)


_FOUR_SCHOOLS = Scenario(
    partnership="-",
    kind="cluster",
    stage="agreeing",
    partners=tuple(Partner(name=name, sector="state") for name in "ABCD"),
)


def _left(left: UnsavedInterview, rulebook: Rulebook) -> RecentEntry:
    day = brief_day(left.at.astimezone().date())
    if left.set_up is not None:
        return RecentEntry(left.name, f"set-up left half way, {day}", unsaved=left)
    says = f"left unsaved {day}"
    if left.fault:
        return RecentEntry(left.name, f"{says}; {one_line(left.fault)}", unsaved=left)
    if left.scenario is None:
        says += "; the last start ended while it was reading this"
        return RecentEntry(left.name, says, unsaved=left)
    known, asked = known_in_all(rulebook, left.scenario)
    where = one_line(left.file.name) if left.file else "in no file yet"
    more = f"{where}, {known} of {asked} answers known"
    return RecentEntry(left.scenario.partnership, says, more, unsaved=left)


def _file(file: Path, rulebook: Rulebook) -> RecentEntry | None:
    try:
        scenario = load_scenario(file, rulebook)
    except (Faults, OSError):
        # Its fault is shown to who opens it by name; a list that nobody asked for shows none.
        return None
    says = f"answers of {brief_day(scenario.as_of)}" if scenario.as_of else "no answers yet"
    known, asked = known_in_all(rulebook, scenario)
    more = f"{one_line(file.name)}, {known} of {asked} answers known"
    return RecentEntry(scenario.partnership, says, more, file=file)
