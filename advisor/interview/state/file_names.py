"""Names for files: from a partnership's name, and as somebody typed them."""

import contextlib
import os
from collections.abc import Collection
from errno import ELOOP
from pathlib import Path

from advisor.files.clean_text import one_line
from advisor.files.file_format import (
    PARTNERSHIP_FILE,
    Format,
    ending_fault,
    ending_of,
    known_endings,
)

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


def typed_path(line: str) -> Path:
    """Return the path that somebody typed; ``~`` is their home.

    With the name of a user that is not there it is an ordinary name, as in a shell.
    """
    path = Path(line.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_there(path: Path) -> bool:
    """Return whether there is anything of this name; under an impossible one there is not."""
    try:
        return path.exists()
    except OSError:
        return False


def shown_path(path: Path) -> str:
    """Return a path as one would type it here: from this folder on, if it lies in it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def path_fault(line: str, format_: Format = PARTNERSHIP_FILE) -> str:
    """Return why a file of a format cannot be written to a typed path, or nothing."""
    if not line.strip():
        return "type a name"
    try:
        path = typed_path(line)
        # is_dir() and is_file() answer no where links lead in a circle; stat() says why.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.stat()
        if path.is_dir():
            return "this is a folder; add a file name"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        return ending_fault(ending_of(path), format_)
    except OSError as error:
        return "this link leads in a circle" if error.errno == ELOOP else "this is no file name"
    except ValueError:
        # A character that no path may have, such as NUL.
        return "this is no file name"


def reading_fault(line: str) -> str:
    """Return why a typed path cannot be read, or nothing."""
    try:
        return "" if typed_path(line).is_file() else "there is no such file"
    except (OSError, ValueError):
        return "this is no file name"


def new_file_fault(line: str, format_: Format = PARTNERSHIP_FILE) -> str:
    """Return why a typed path will not do for a new file, or nothing.

    Stricter than ``path_fault``: an ending that is not one of the format is a slip of the hand.
    """
    fault = path_fault(line, format_)
    ending = ending_of(typed_path(line)) if not fault else ""
    if fault or ending in format_.endings or (ending == ".txt" and format_.is_also_text):
        return fault
    wrong = f", not in {ending}" if ending else ""
    return f"the name of this file {known_endings([format_])}{wrong}"


def is_folder(path: Path) -> bool:
    """Return whether there is a folder of this name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def can_be_chosen(path: Path, endings: Collection[str]) -> bool:
    """Return whether a list of files should have a path: a folder, or a file with an ending."""
    return not path.name.startswith(".") and (ending_of(path) in endings or is_folder(path))


def completion(line: str, endings: Collection[str]) -> str | None:
    """Return the first path that begins as typed and can be chosen; None if there is none."""
    path = typed_path(line)
    folder, start = (path, "") if line.endswith(_SEPARATORS) else (path.parent, path.name)
    if not line.strip() or line != line.strip():
        return None
    try:
        found = sorted(one for one in folder.iterdir() if one.name.startswith(start))
    except (OSError, ValueError):
        return None
    for one in found:
        # Only a name that a screen shows as it is.
        if can_be_chosen(one, endings) and one_line(one.name) == one.name:
            return f"{line}{one.name[len(start) :]}{os.sep if is_folder(one) else ''}"
    return None


def cannot_write(path: Path, error: OSError) -> str:
    """Return why a file could not be written, and what to do."""
    reason = error.strerror or error
    return f"{one_line(shown_path(path))} cannot be written: {reason}. Choose another place."
