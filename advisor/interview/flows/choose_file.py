"""Asks for a file to read or to write, until it can be read or is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advisor.files.clean_text import one_line
from advisor.files.file_format import Format
from advisor.interview.dialogs.ask_file import AskFile
from advisor.interview.dialogs.dialog import confirmed
from advisor.interview.state.file_names import is_there, new_file_fault, reading_fault, shown_path
from advisor.interview.state.preferences import load_preferences
from advisor.scenario.load_scenario import PARTNERSHIP_ENDINGS

# A choice. With four, the tree below them has six lines on 80 columns by 24.
_MOST_RECENT = 4


async def file_to_open(app: App[Any], title: str, button: str) -> Path | None:
    """Ask for a partnership file: one of the last, one of the folders, or a typed one."""
    recent = [path for path in map(Path, load_preferences().files) if is_there(path)]
    dialog = AskFile(
        title,
        "",
        reading_fault,
        button=button,
        endings=PARTNERSHIP_ENDINGS,
        recent=recent[:_MOST_RECENT],
        opens=True,
    )
    return await app.push_screen_wait(dialog)


async def write_to(
    app: App[Any],
    title: str,
    given: str,
    format_: Format,
    write: Callable[[Path], str],
    *,
    is_own: Callable[[Path], bool] = lambda _: False,
    fault: str = "",
) -> Path | None:
    """Ask where to write until it is written; None if the room thought better.

    Args:
        app: What asks.
        title: What is written.
        given: The path to start from.
        format_: What the file is to be.
        write: Writes the file, and returns why it could not.
        is_own: Whether a file that is there may be replaced without asking.
        fault: Why another place is needed, if it is.
    """
    recent = dict.fromkeys(Path(file).parent for file in load_preferences().files)
    folders = [folder for folder in recent if is_there(folder) and folder != Path.cwd()]
    while True:
        dialog = AskFile(
            title,
            given,
            lambda line: new_file_fault(line, format_),
            button="Write it here",
            endings=format_.endings,
            recent=folders[:_MOST_RECENT],
            fault=fault,
        )
        path = await app.push_screen_wait(dialog)
        if path is None:
            return None
        given, fault = shown_path(path), ""
        if is_there(path) and not is_own(path) and not await _may_replace(app, path):
            continue
        if not (fault := write(path)):
            return path


async def _may_replace(app: App[Any], path: Path) -> bool:
    asks = f"Write over {one_line(str(path))}?"
    return await confirmed(app, asks, "Write over it", "Leave it")


def proposed_path(path: Path, otherwise: str) -> str:
    """Return a path to start from; one with characters that a screen may not show is left out."""
    shown = shown_path(path)
    return shown if one_line(shown) == shown else otherwise
