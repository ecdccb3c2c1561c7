"""Beginning with a partnership: a new one, one in a file, one that was left, an example."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.files.atomic import real_path
from advisor.files.clean_text import one_line
from advisor.files.faults import Fault, Faults
from advisor.files.shipped import shipped
from advisor.interview.dialogs.prompts import AskLine, Choose, faults_page
from advisor.interview.flows.save_and_leave import tell
from advisor.interview.flows.set_up import new_partnership
from advisor.interview.state.file_names import is_there, path_fault, reading_fault, typed_path
from advisor.interview.state.partnership_file import read_partnership
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.state.recent_work import RecentEntry
from advisor.interview.state.refusals import Refusal, why_refused
from advisor.interview.state.session import Session
from advisor.interview.state.unsaved import UnsavedInterview, discard, unsaved_interviews
from advisor.interview.texts import stage_not_given, what_moved
from advisor.interview.widgets.choices import Choice
from advisor.scenario.load_scenario import Opened, load_scenario
from advisor.scenario.migration import MovedEntry
from advisor.scenario.scenario import Scenario

if TYPE_CHECKING:
    from advisor.interview.app import InterviewApp
    from advisor.interview.state.new_partnership import SetUp
    from advisor.rulebook.rulebook import Rulebook


async def new(app: InterviewApp) -> None:
    """Set up a new partnership, and ask about it."""
    await _set_up(app)


async def _set_up(app: InterviewApp, begun: SetUp | None = None) -> None:
    scenario = await new_partnership(app, begun)
    if scenario is not None:
        _ask_about(app, scenario, is_new=True)
        return
    # What was given so far is in the journal, and is offered.
    app.put_away()
    app.look_again()


async def from_command_line(app: InterviewApp) -> None:
    """Open the file named on the command line, or begin it if it is not there yet."""
    assert app.file is not None
    file, app.file = app.file, None
    assert app.journal is not None
    text = opened = None
    try:
        if is_there(file):
            text, opened = read_partnership(file, app.book)
        elif unfit := path_fault(str(file)):
            raise Faults([Fault(str(file), 0, f"cannot be used: {unfit}")])
        app.journal.lock_file(file, text)
    except (Faults, *Refusal) as error:
        app.give_up(_cannot(file, error))
        return
    await _open(app, file, opened)


async def open_file(app: InterviewApp) -> None:
    """Ask for a file, and open it."""
    says = f"In {one_line(str(Path.cwd()))}, unless you type a whole path."
    line = await app.push_screen_wait(
        AskLine("Open which file?", says, check=reading_fault, button="Open")
    )
    if line:
        await _open_named(app, typed_path(line))


async def go_on(app: InterviewApp, known: RecentEntry) -> None:
    """Go on with what was left unsaved, or with a file."""
    if known.file is not None:
        await _open_named(app, known.file)
        return
    left = known.left
    assert left is not None
    assert app.journal is not None
    if left.file is not None:
        try:
            app.journal.lock_file(left.file, None)
        except Refusal as error:
            app.put_away()
            await _tell_faults(app, _cannot(left.file, error))
            return
    await _recover(app, left)


async def example(app: InterviewApp) -> None:
    """Look at a shipped partnership; what is changed in it is not kept."""
    files = sorted(shipped("scenarios").glob("*.yaml"))
    scenarios = list(_readable(files, app.book))
    if not scenarios:
        tell(app, "No example fits these rules.")
        return
    asks = app.book.wording.stages
    choices = [
        Choice(key, scenario.partnership, asks[scenario.judged_at].short)
        for key, scenario in zip("123456789abcdefgh", scenarios, strict=False)
    ]
    key = await app.push_screen_wait(Choose("Look at which partnership?", choices))
    if key is not None:
        chosen = scenarios[[choice.key for choice in choices].index(key)]
        # What is tried out is not kept: there is no journal under it.
        app.session = app.trial = _session(chosen)
        app.trial_says, app.is_example = "EXAMPLE, nothing is kept:", True
        app.ask_questions()


def _readable(files: Iterable[Path], rulebook: Rulebook) -> Iterator[Scenario]:
    """Yield the partnerships that these rules can read."""
    for file in files:
        with contextlib.suppress(Faults):
            yield load_scenario(file, rulebook)


async def _open_named(app: InterviewApp, file: Path) -> None:
    assert app.journal is not None
    try:
        text, opened = read_partnership(file, app.book)
        app.journal.lock_file(file, text)
    except (Faults, *Refusal) as error:
        await _tell_faults(app, _cannot(file, error))
    else:
        await _open(app, file, opened)


async def _open(app: InterviewApp, file: Path, opened: Opened | None) -> None:
    """Go on with what was left of a file, or with the file as it is saved."""
    for left in unsaved_interviews(app.book):
        if left.file != real_path(file):
            continue
        if left.fault:
            tell(app, f"An interview was left unsaved, and is still kept: {left.fault}.")
            continue
        at = left.at.astimezone()
        anew = "Open the file as it is saved" if opened else "Begin from the start"
        choices = [
            Choice("y", "Go on with it", f"as it was on {at.day} {at:%B %Y at %H:%M}"),
            Choice("n", anew, "what was left is kept, and offered again"),
            Choice("d", "Discard what was left", f"and {anew[0].lower()}{anew[1:]}"),
        ]
        asks = "A set-up was left half way" if left.set_up else "An interview was left unsaved"
        key = await app.push_screen_wait(Choose(asks, choices, confirm=True))
        if key == "y":
            await _recover(app, left)
            return
        if key == "d":
            _discard(app, left)
        break
    if opened is None:
        await _set_up(app)
        return
    save_preferences(load_preferences().with_file(file))
    _ask_about(app, opened.scenario, is_new=False)
    _tell_what_moved(app, opened.moved)


async def _recover(app: InterviewApp, left: UnsavedInterview) -> None:
    assert app.journal is not None
    begun = found = None
    try:
        if left.set_up is not None:
            begun = app.journal.resume_set_up(left)
        else:
            found = app.journal.resume(left, app.book)
    except (Faults, *Refusal) as error:
        app.put_away()
        await _tell_faults(app, _cannot(Path(left.name), error))
        app.look_again()
        return
    if found is None:
        await _set_up(app, begun)
        return
    app.session = replace(_session(found.scenario), parked=found.parked)
    app.ask_questions()
    _tell_what_moved(app, found.moved)


def _tell_what_moved(app: InterviewApp, moved: tuple[MovedEntry, ...]) -> None:
    if says := what_moved(moved):
        tell(app, says, bad=False)


def _discard(app: InterviewApp, left: UnsavedInterview) -> None:
    """Discard an unsaved interview, and say so once it is gone."""
    try:
        discard(left)
    except Refusal as error:
        tell(app, f"It is still kept: it {why_refused(error)}.")
    else:
        tell(app, "Discarded what was left.", bad=False)


def _ask_about(app: InterviewApp, scenario: Scenario, *, is_new: bool) -> None:
    app.session = None
    if is_new:
        app.change(_session(scenario))
    else:
        app.session = _session(scenario)
    app.ask_questions()
    if scenario.stage is None:
        tell(app, stage_not_given(app.book), bad=False)


def _session(scenario: Scenario) -> Session:
    return Session(scenario, today=dt.datetime.now().astimezone().date())


def _cannot(file: Path, error: Exception) -> Faults:
    if isinstance(error, Faults):
        return error
    return Faults([Fault(one_line(str(file)), 0, why_refused(error))])


async def _tell_faults(app: InterviewApp, faults: Faults) -> None:
    await app.push_screen_wait(faults_page("The file cannot be opened", faults))


FLOWS: dict[str, Callable[[InterviewApp], Coroutine[Any, Any, None]]] = {
    "new": new,
    "open": open_file,
    "example": example,
    "file": from_command_line,
}
