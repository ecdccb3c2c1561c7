"""The one walk over the folders that a command is given, and the folders that we ship."""

import errno
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import advisor
from advisor.files.faults import Fault


class InFolder(NamedTuple):
    """Something found in a folder.

    Attributes:
        is_whole: Whether it is a folder that is one thing, and was not looked into.
        fault: Why a folder cannot be looked into.
    """

    path: Path
    is_whole: bool = False
    fault: Fault | None = None


def walk(folder: Path, endings: Collection[str], whole: str) -> Iterator[InFolder]:
    """Yield the files at or below a folder, by name within each, and what cannot be looked into.

    What is hidden is left out, and links to folders are not followed. Folders may lie in each
    other as deep as the system allows: what waits is kept on a stack, not in nested calls.

    Args:
        folder: Where to begin.
        endings: How the files end, in lower case.
        whole: A folder that holds a file of this name is yielded itself.
    """
    waiting = [(str(folder), True)]
    is_too_deep = False
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield InFolder(Path(path))
            continue
        try:
            with os.scandir(path) as entries:
                # In reverse, since the stack gives out last what came first.
                inner = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                is_too_deep = True
            else:
                yield _unread(Path(path), f"cannot be read: {error.strerror}")
            continue
        if any(entry.name == whole for entry in inner):
            yield InFolder(Path(path), is_whole=True)
            continue
        for entry in inner:
            # A link to a folder above would lead round in a circle.
            is_inner_folder = entry.is_dir(follow_symlinks=False)
            is_wanted = is_inner_folder or Path(entry.name).suffix.lower() in endings
            if is_wanted and not entry.name.startswith("."):
                waiting.append((entry.path, is_inner_folder))
    if is_too_deep:
        # Its whole path would fill the screen.
        yield _unread(folder, "holds folders that lie too deep in each other to be looked into")


def _unread(path: Path, says: str) -> InFolder:
    return InFolder(path, fault=Fault(str(path), 0, says))


def shipped(name: Literal["rules", "scenarios"]) -> Path:
    """Return the folder of the shipped rules or scenarios.

    A wheel has them inside the package. A checkout, and an editable install of one, has them next
    to the package.

    Raises:
        FileNotFoundError: The installation is broken: neither place has them.
    """
    package = Path(advisor.__file__).resolve().parent
    for folder in (package / "data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installed advisor has no folder of {name}; install it again")
