"""The advice written to a file, and what is told about the notes that are in it or left out."""

import datetime as dt
from pathlib import Path

from advisor.files.atomic import write_atomically
from advisor.files.faults import Faults
from advisor.interview.state.file_names import cannot_write
from advisor.interview.state.room import Room
from advisor.reasoning.assessment import Assessment
from advisor.report.page import Extent
from advisor.report.page_formats import Advice, PageFormat
from advisor.report.phrases import Phrases, plural
from advisor.report.sections.answer_section import notes_about_a_person
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS


def write_advice(
    room: Room, path: Path, format_: PageFormat, assessment: Assessment, extent: Extent
) -> str:
    """Write the brief or the full report, and return why it could not be written."""
    if room.journal.saves_to(path):
        return "that is the partnership file itself; choose another name"
    today = dt.date.today()
    advice = Advice(assessment, room.rulebook, colour=True, extent=extent, made_on=today)
    try:
        write_atomically(path, format_.file(advice))
    except Faults as faults:
        return "; ".join(map(str, faults.faults))
    except OSError as error:
        return cannot_write(path, error)
    return ""


def notes_told(room: Room, assessment: Assessment, extent: Extent) -> list[str]:
    """Return how many notes are left out, and how many about a person a full report has."""
    left_out = assessment.private_notes_left_out
    told = [f"Left out: {plural(left_out, 'private note')}."] if left_out else []
    if extent != "full":
        return told
    if personal := notes_about_a_person(Phrases(assessment, room.rulebook)):
        told.append(f"It has {plural(personal, 'note')} about a person.")
    if any(date.is_ in PERSONAL_OCCASIONS for date in assessment.dates):
        told.append("It has the day on which a head leaves.")
    return told
