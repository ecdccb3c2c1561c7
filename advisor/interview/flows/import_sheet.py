"""Takes in a partner's own sheet, and says where it differs from what the room said."""

from typing import Any

from textual.app import App
from textual.content import Content

from advisor.files.faults import Faults
from advisor.interview.dialogs.prompts import Page, faults_page
from advisor.interview.flows.choose_file import file_to_open
from advisor.interview.state.room import Room
from advisor.report.sections.sheet_differences import merge_messages
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import merge_sheet


async def import_sheet(room: Room, app: App[Any]) -> None:
    """Ask for a sheet, take its answers over, and show where the two differ."""
    file = await file_to_open(app, "Which sheet did the partner fill in?", "Take in")
    if file is None:
        return
    try:
        before = room.current
        found = merge_sheet(before.scenario, load_scenario(file, room.rulebook))
    except Faults as faults:
        await app.push_screen_wait(faults_page("The sheet cannot be read", faults))
        return
    room.change(before.update(found.scenario))
    # Against what was said before: the room already has the answers of the sheet.
    told = "\n\n".join(merge_messages(found, before.scenario, room.rulebook))
    await app.push_screen_wait(Page("The sheet", Content(told)))
