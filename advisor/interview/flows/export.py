"""Exports the advice in every format, to a path that is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.atomic import real_path, write_atomically
from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import Choose, confirmation, show_message
from advisor.interview.dialogs.prompts import AskLine
from advisor.interview.state.choice import Choice
from advisor.interview.state.file_names import path_fault, shown_path, slug, typed_path
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
    line = await app.push_screen_wait(
        AskLine(
            f"{format_.label}: to which file?",
            f"In {one_line(str(Path.cwd()))}, unless you type another folder.",
            _suggested(folder / f"{stem}-advice{format_.endings[0]}", assessment),
            lambda line: path_fault(line, format_),
        )
    )
    if not line:
        return
    path = typed_path(line)
    # By its real path: a link or another spelling of the folder leads to the same file.
    if journal and journal.file and real_path(path) == real_path(journal.file):
        show_message(app, "That is the partnership file itself; choose another name.")
        return
    if path.exists():
        over = confirmation(f"Write over {one_line(str(path))}?", "Write over it", "Leave it")
        if await app.push_screen_wait(over) != "y":
            return
    # Asked for once more: a newer assessment may have come while the dialogs were open.
    text = format_.advice(Advice(advice(), room.rulebook, colour=True, extent=extent))
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        show_message(app, f"{path} cannot be written: {error.strerror or error}")
    else:
        show_message(app, f"Written to {real_path(path)}", bad=False)


def _suggested(path: Path, assessment: Assessment) -> str:
    """Return a path to start from; one with characters that a screen may not show is left out."""
    shown = shown_path(path)
    plain = f"{slug(assessment.partnership)}-advice{path.suffix}"
    return shown if one_line(shown) == shown else plain
