"""Exports the advice in every format, to a path that is shown."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.atomic import real_path, write_atomically
from advisor.files.faults import Faults
from advisor.files.file_names import slug
from advisor.interview.dialogs.dialog import Choose, show_message
from advisor.interview.flows.choose_file import cannot_write, proposed_path, write_to
from advisor.interview.state.choice import Choice
from advisor.interview.state.room import Room
from advisor.reasoning.assessment import Assessment
from advisor.report.page import Extent
from advisor.report.page_formats import PAGE_FORMATS, Advice
from advisor.report.phrases import Phrases, plural
from advisor.report.sections.answer_section import notes_about_a_person


async def export(
    room: Room, app: App[Any], advice: Callable[[], Assessment], extent: Extent = "brief"
) -> None:
    """Ask for a format and a path, write the brief or the full report there, and say where."""
    choices = [Choice(str(n), each.label, each.use) for n, each in enumerate(PAGE_FORMATS, 1)]
    assessment = advice()
    # Said before a format is chosen: who exports should know what the file leaves out or names.
    left_out = assessment.private_notes_left_out
    says = f"Left out: {plural(left_out, 'private note')}. " if left_out else ""
    if extent == "full":
        title = "Export the full report as"
        if personal := notes_about_a_person(Phrases(assessment, room.rulebook)):
            says += f"It has {plural(personal, 'note')} about a person."
    else:
        title = "Export the brief as"
        says += "The full report is exported where it is shown (f); JSON always has everything."
    key = await app.push_screen_wait(Choose(title, choices, says.strip()))
    if key is None:
        return
    format_ = PAGE_FORMATS[int(key) - 1]
    journal = room.journal
    folder = journal.file.parent if journal and journal.file else Path()
    stem = journal.file.stem if journal and journal.file else slug(assessment.partnership)
    ending = format_.endings[0]
    given = proposed_path(
        folder / f"{stem}-advice{ending}", f"{slug(assessment.partnership)}-advice{ending}"
    )

    def write(path: Path) -> str:
        # By its real path: a link or another spelling of the folder leads to the same file.
        if journal and journal.file and real_path(path) == real_path(journal.file):
            return "that is the partnership file itself; choose another name"
        # Asked for once more: a newer assessment may have come while the dialogs were open.
        today = dt.date.today()
        shown = Advice(advice(), room.rulebook, colour=True, extent=extent, made_on=today)
        try:
            write_atomically(path, format_.file(shown))
        except Faults as faults:
            return "; ".join(map(str, faults.faults))
        except OSError as error:
            return cannot_write(path, error)
        return ""

    path = await write_to(app, f"{format_.label}: to which file?", given, format_, write)
    if path is not None:
        show_message(app, f"Written to {real_path(path)}")
