"""Opens a partnership: a new one, one in a file, an unsaved one, an example.

Each flow returns whether there is something to ask about now.
"""

import contextlib
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.atomic import real_path
from advisor.files.clean_text import one_line
from advisor.files.faults import Fault, Faults
from advisor.files.folders import shipped
from advisor.interview.dialogs.dialog import Choose, show_message
from advisor.interview.dialogs.examples import ExamplesDialog
from advisor.interview.dialogs.prompts import faults_page, warn
from advisor.interview.flows.choose_file import file_to_open
from advisor.interview.flows.save_and_leave import save
from advisor.interview.flows.set_up import new_partnership
from advisor.interview.state.choice import Choice
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.partnership_file import read_partnership
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.recent_work import RecentEntry
from advisor.interview.state.refusals import Refusal, why_refused
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.state.unsaved import UnsavedInterview, discard, unsaved_interviews
from advisor.interview.texts import stage_not_given, what_moved
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened, load_scenario
from advisor.scenario.moved_entry import MovedEntry
from advisor.scenario.scenario import Scenario


async def begin_new(room: Room, app: App[Any], begun: SetUp | None = None) -> bool:
    """Set up a new partnership, or resume a set-up."""
    made = await new_partnership(room, app, begun)
    if made is None:
        return False
    scenario, is_saved = made
    await _open_in(room, app, scenario, is_new=True)
    if is_saved:
        await save(room, app)
    return True


async def open_named_at_start(room: Room, app: App[Any], file: Path) -> bool:
    """Open the file named on the command line, or begin it if it is not there yet.

    Raises:
        Faults: It cannot be opened.
    """
    with _refusals(file):
        opened = room.read_file(file)
    return await _open(room, app, file, opened)


async def open_file(room: Room, app: App[Any]) -> bool:
    """Ask for a file, and open it."""
    file = await file_to_open(app, "Open which file?", "Open")
    return file is not None and await _or_told(app, _open_file(room, app, file))


async def resume(room: Room, app: App[Any], entry: RecentEntry) -> bool:
    """Resume an unsaved interview, or open a file again."""
    if entry.file is not None:
        return await _or_told(app, _open_file(room, app, entry.file))
    assert entry.unsaved is not None
    return await _or_told(app, _recover(room, app, entry.unsaved, entry.unsaved.file))


async def open_example(room: Room, app: App[Any]) -> bool:
    """Look at a shipped partnership; what is changed in it is not kept."""
    files = sorted(shipped("scenarios").glob("*.yaml"))
    examples = tuple(_readable(files, room.rulebook))
    if not examples:
        await warn(app, "No example", "No example fits these rules.")
        return False
    chosen = await app.push_screen_wait(ExamplesDialog(room.rulebook.wording, examples))
    if chosen is not None:
        room.open_example(Session.begin(chosen.run()))
    return chosen is not None


def _readable(files: Iterable[Path], rulebook: Rulebook) -> Iterator[Scenario]:
    """Yield the partnerships that these rules can read."""
    for file in files:
        with contextlib.suppress(Faults):
            yield load_scenario(file, rulebook)


async def _open_file(room: Room, app: App[Any], file: Path) -> bool:
    with _refusals(file):
        text, opened = read_partnership(file, room.rulebook)
        room.journal.lock_file(file, text)
    return await _open(room, app, file, opened)


async def _open(room: Room, app: App[Any], file: Path, opened: Opened | None) -> bool:
    """Resume an unsaved interview about a file, or open the file."""
    for unsaved in unsaved_interviews(room.rulebook):
        if unsaved.file != real_path(file):
            continue
        # It cannot be resumed, so there is nothing to choose; an older one may still be readable.
        if unsaved.fault:
            text = f"An interview was left unsaved, and is still kept: {unsaved.fault}."
            await warn(app, "It cannot be read", text)
            continue
        key = await app.push_screen_wait(_ask_which(unsaved, is_file=opened is not None))
        if key == "y":
            return await _or_told(app, _recover(room, app, unsaved))
        if key == "d":
            await _discard(app, unsaved)
        # The newest only. Others are on the first screen.
        break
    if opened is None:
        return await begin_new(room, app)
    # Read again each time: another window may have written it since.
    save_preferences(load_preferences().with_file(file))
    await _open_in(room, app, opened.scenario, is_new=False)
    await _say_what_moved(app, opened.moved)
    return True


async def _say_what_moved(app: App[Any], moved: Sequence[MovedEntry]) -> None:
    if says := what_moved(moved):
        await warn(app, "The questions have changed", says)


def _ask_which(unsaved: UnsavedInterview, *, is_file: bool) -> Choose:
    """Return the question whether to resume an unsaved interview."""
    at = unsaved.at.astimezone()
    fresh = "Open the file as it is saved" if is_file else "Begin from the start"
    choices = [
        Choice("y", "Go on with it", f"as it was on {at.day} {at:%B %Y at %H:%M}"),
        Choice("n", fresh, "what was left stays, and is offered again"),
        Choice("d", "Discard what was left", f"and {fresh[0].lower()}{fresh[1:]}"),
    ]
    asks = "A set-up was left half way" if unsaved.set_up else "An interview was left unsaved"
    return Choose(asks, choices, confirm=True)


async def _recover(
    room: Room, app: App[Any], unsaved: UnsavedInterview, file: Path | None = None
) -> bool:
    """Resume an unsaved interview; its file is locked first, where that is not done yet."""
    if file is not None:
        with _refusals(file):
            # Without its content: the journal knows what the file was when the interview began, and
            # a file that has changed since must not pass for unchanged.
            room.journal.lock_file(file, None)
    with _refusals(Path(unsaved.name)):
        if unsaved.set_up is not None:
            begun = room.journal.resume_set_up(unsaved)
        else:
            resumed = room.journal.resume(unsaved, room.rulebook)
    if unsaved.set_up is not None:
        return await begin_new(room, app, begun)
    room.open(Session.begin(resumed.scenario, room.journal.parked))
    await _say_what_moved(app, resumed.moved)
    return True


async def _discard(app: App[Any], unsaved: UnsavedInterview) -> None:
    """Discard an unsaved interview, and say so once it is gone."""
    try:
        discard(unsaved)
    except Refusal as error:
        await warn(app, "Not discarded", f"What was left stays: it {why_refused(error)}.")
    else:
        show_message(app, "Discarded what was left.")


async def _open_in(room: Room, app: App[Any], scenario: Scenario, *, is_new: bool) -> None:
    room.open(Session.begin(scenario), is_new=is_new)
    if scenario.stage is None:
        says = stage_not_given(room.rulebook)
        # Who has just set it up was told on that page.
        if is_new:
            show_message(app, says)
        else:
            await warn(app, "Which decision?", says)


@contextlib.contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Make a refusal in the block a fault of the file."""
    try:
        yield
    except Refusal as error:
        raise Faults([Fault(one_line(str(file)), 0, why_refused(error))]) from None


async def _or_told(app: App[Any], steps: Coroutine[Any, Any, bool]) -> bool:
    """Return whether some steps open a partnership; show why they cannot."""
    try:
        return await steps
    except Faults as faults:
        await app.push_screen_wait(faults_page("The file cannot be opened", faults))
        return False


FLOWS: dict[str, Callable[[Room, App[Any]], Coroutine[Any, Any, bool]]] = {
    "new": begin_new,
    "open": open_file,
    "example": open_example,
}
