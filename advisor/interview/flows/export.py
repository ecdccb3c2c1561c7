"""Exports the advice in every format, to a path that is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.atomic import real_path
from advisor.files.file_format import slug
from advisor.interview.dialogs.dialog import Choose, show_message
from advisor.interview.flows.choose_file import proposed_path, write_to
from advisor.interview.state.advice_file import notes_told, write_advice
from advisor.interview.state.choice import Choice
from advisor.interview.state.room import Room
from advisor.reasoning.assessment import Assessment
from advisor.report.page import Extent
from advisor.report.page_formats import PAGE_FORMATS


async def export(
    room: Room, app: App[Any], advice: Callable[[], Assessment], extent: Extent = "brief"
) -> None:
    """Ask for a format and a path, write the brief or the full report there, and say where."""
    choices = [Choice(str(n), each.label, each.use) for n, each in enumerate(PAGE_FORMATS, 1)]
    # Said before a format is chosen: who exports should know what the file leaves out or names.
    told = notes_told(room, advice(), extent)
    if extent == "full":
        title = "Export the full report as"
    else:
        title = "Export the brief as"
        told.append(
            "The full report is exported where it is shown (f); JSON is always the full report. "
            "Once it is saved, advisor pack FILE in a terminal writes papers for boards, the "
            "plan, the agenda and notes."
        )
    key = await app.push_screen_wait(Choose(title, choices, " ".join(told), confirm=True))
    if key is None:
        return
    format_ = PAGE_FORMATS[int(key) - 1]
    file, name = room.journal.file, slug(room.current.scenario.partnership)
    ending = f"-advice{format_.endings[0]}"
    beside = file.with_name(f"{file.stem}{ending}") if file else Path(f"{name}{ending}")
    path = await write_to(
        app,
        f"{format_.label}: to which file?",
        proposed_path(beside, f"{name}{ending}"),
        format_,
        # Asked for once more: a newer assessment may have come while the dialogs were open.
        lambda path: write_advice(room, path, format_, advice(), extent),
    )
    if path is not None:
        show_message(app, f"Written to {real_path(path)}")
