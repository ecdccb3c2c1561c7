"""The private folder of journals, preferences and crash reports."""

import os
import stat
import sys
from errno import EACCES
from pathlib import Path

from advisor.files import disk
from advisor.files.faults import Fault, Faults

STATE_VARIABLE = "ADVISOR_STATE"
"""Names another state folder than the user's own."""


def state_folder() -> Path:
    """Return the state folder; it need not exist yet."""
    named = os.environ.get(STATE_VARIABLE)
    if not named:
        # Imported here: 4 ms that are saved wherever the variable names a folder.
        import platformdirs

        return platformdirs.user_state_path("partnership-advisor")
    return Path(named)


def private_folder(*names: str) -> Path:
    """Return a folder below the state folder, made if needed so that only its owner can enter.

    A folder that exists keeps its permissions: it is the user's.

    Raises:
        PermissionError: Others can write to it.
        OSError: It cannot be made.
    """
    folder = state_folder()
    if not folder.is_dir():
        _make(folder)
    refuse_shared(folder)
    for name in names:
        folder /= name
        if not folder.is_dir():
            _make(folder)
        refuse_shared(folder)
    return folder


def check_state_folder() -> None:
    """Refuse a state folder that others can write to, before anything is read from it.

    Raises:
        Faults: They can.
    """
    folder = state_folder()
    try:
        refuse_shared(folder)
    except OSError as error:
        says = f"cannot be used: {error.strerror or error}"
        raise Faults([Fault(str(folder), 0, says)]) from None


def _make(folder: Path) -> None:
    try:
        disk.make_folder(folder, parents=True)
    except FileExistsError:
        # Another window was faster.
        if not folder.is_dir():
            raise


def refuse_shared(folder: Path) -> None:
    """Refuse a folder in which others could put or replace journals.

    Raises:
        PermissionError: Others can write to it, or it belongs to somebody else.
        OSError: It cannot be looked at.
    """
    if sys.platform == "win32":
        return
    try:
        found = folder.stat()
    except FileNotFoundError:
        return
    # Making the folder then fails, with a message of its own.
    if not stat.S_ISDIR(found.st_mode):
        return
    says = ""
    if found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and not _is_own_group(found)):
        says = f"others can write to this folder (mode {stat.S_IMODE(found.st_mode):o})"
    elif os.getuid() not in {0, found.st_uid}:
        says = "this folder belongs to another user"
    if says:
        says += f"; name a private one in {STATE_VARIABLE}, or take that right away (chmod go-w)"
        raise PermissionError(EACCES, says, str(folder))


def _is_own_group(found: os.stat_result) -> bool:
    """Return whether a group is the user's own, as most Linux systems make one for each user."""
    import grp
    import pwd

    try:
        group, user = grp.getgrgid(found.st_gid), pwd.getpwuid(os.getuid())
    except KeyError:
        return False
    return group.gr_name == user.pw_name and set(group.gr_mem) <= {user.pw_name}
