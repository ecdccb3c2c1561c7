"""Takes in a partner's own sheet, and says where it differs from what the room said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from advisor.files.faults import Faults
from advisor.interview.dialogs.prompts import AskLine, Page, faults_page
from advisor.interview.state.file_names import reading_fault, typed_path
from advisor.report.sections.sheet_differences import merge_messages
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import merge_sheet

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp


async def take_in(app: InterviewApp) -> None:
    """Ask for a sheet, take its answers over, and show where the two differ."""
    says = "A file that the partner filled in: its own name among the partners, and its answers."
    line = await app.push_screen_wait(
        AskLine("Which sheet?", says, check=reading_fault, button="Take in")
    )
    if not line:
        return
    try:
        before = app.current
        found = merge_sheet(before.scenario, load_scenario(typed_path(line), app.book))
    except Faults as faults:
        await app.push_screen_wait(faults_page("The sheet cannot be read", faults))
        return
    app.change(before.update(found.scenario))
    told = "\n\n".join(merge_messages(found, before.scenario, app.book))
    await app.push_screen_wait(Page("The sheet", Content(told)))
    app.show_again()
