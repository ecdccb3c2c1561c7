"""The sentence about where the answers are: in the file, in the journal only, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.files.atomic import real_path
from advisor.report.phrases import plural

if TYPE_CHECKING:
    from advisor.interview.state.journal import Journal
    from advisor.scenario.scenario import Scenario


NOTHING_TO_KEEP = "No partner was given, so the set-up is not kept"


def save_status(journal: Journal, scenario: Scenario) -> str:
    """Return where the answers are, in one sentence that was checked."""
    if journal.is_lost:
        return f"{lost(journal)}."
    if not journal.unsaved:
        return f"Saved to {real_path(journal.file)}." if journal.file and journal.saved_at else ""
    if journal.file is None:
        kept = "what was said is kept, and offered next time"
        return f"Not saved to a file yet; {kept}. Save makes the file."
    if journal.saved_at is None or journal.in_file is None:
        return f"Not saved to {journal.file}; what was said is kept, and offered next time."
    # Zero where only a date, a step or a parked question differs: that is a change as well.
    number = changed_answers(journal.in_file, scenario)
    later = plural(number, "later answer") if number else "a later change"
    verb = "are" if number > 1 else "is"
    return (
        f"Saved at {journal.saved_at:%H:%M} to {real_path(journal.file)}; "
        f"{later} {verb} kept but not in the file, and offered next time."
    )


def parked_status(journal: Journal, parked: int) -> str:
    """Return what a saved file does not say of the questions that are parked, or nothing."""
    if not parked or journal.unsaved or journal.saved_at is None:
        return ""
    return f"Next time {plural(parked, 'parked question')} will be asked like the others."


def save_mark(journal: Journal) -> str:
    """Return whether the file has the answers, as a mark with its words."""
    if journal.is_lost:
        return "[!] saved nowhere"
    return "○ not saved yet" if journal.unsaved or journal.file is None else "● saved"


def lost(journal: Journal) -> str:
    """Return that the last answers are nowhere, and why; without the full stop."""
    reason = journal.fault and (journal.fault.strerror or journal.fault)
    return f"The last answers have not been saved anywhere ({reason or 'the journal is gone'})"


def private_notes(scenario: Scenario) -> int:
    """Return how many private notes a file of the partnership would have."""
    every = [*scenario.answers.values()]
    every += [answer for partner in scenario.partners for answer in partner.answers.values()]
    return sum(bool(answer.note) and answer.visibility == "private" for answer in every)


def changed_answers(before: Scenario, after: Scenario) -> int:
    """Return how many answers differ, each partner's counted."""
    ours = {partner.name: partner.answers for partner in before.partners}
    theirs = {partner.name: partner.answers for partner in after.partners}
    pairs: list[tuple[Mapping[str, object], Mapping[str, object]]]
    pairs = [(before.answers, after.answers)]
    pairs += [(ours.get(name, {}), theirs.get(name, {})) for name in {**ours, **theirs}]
    return sum(was.get(q) != now.get(q) for was, now in pairs for q in {**was, **now})
