"""The file of a partnership on disk: read once, locked while it is open, written as it was."""

import hashlib
import os
from pathlib import Path

from advisor.files import disk
from advisor.files.atomic import real_path
from advisor.files.faults import Fault, Faults
from advisor.files.strict_yaml import MAX_BYTES
from advisor.interview.state.state_folder import private_folder
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened, load_scenario, open_scenario
from advisor.scenario.saving import Successors, saved
from advisor.scenario.scenario import Scenario


def read_partnership(file: Path, rulebook: Rulebook) -> tuple[bytes, Opened]:
    """Return the content of a file, to notice a later change by, and what it says.

    Raises:
        Faults: It cannot be read, or is no file that an interview could save to.
    """
    if not file.is_file():
        # It knows better words for a folder or a missing file. What it can read, such as a pipe,
        # has no content to compare when it is saved.
        load_scenario(file, rulebook)
        raise Faults([Fault(str(file), 0, "cannot be saved to; name a file")])
    try:
        # One byte more than allowed, so that the parser sees a file that is too large as one.
        data = disk.read(file, MAX_BYTES + 1)
    except OSError as error:
        raise Faults([Fault(str(file), 0, f"cannot be read: {error.strerror or error}")]) from None
    return data, open_scenario(data, str(file), rulebook)


def file_lock(file: Path) -> Path:
    """Return what is locked while a file is open in a window."""
    # A hash, since a path may be longer than a file name. Of the real path, so that a link and its
    # target share a lock.
    name = hashlib.sha256(os.fsencode(real_path(file))).hexdigest()[:32]
    return private_folder("locks") / f"{name}.lock"


def new_content(before: bytes | None, scenario: Scenario, successors: Successors) -> bytes:
    """Return what the file of a partnership is to hold: comments, order and line ends stay."""
    text = None
    if before is not None:
        # Only comments and order come from it: a byte that is not UTF-8 is no reason not to save.
        text = before.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    data = saved(scenario, text, successors).encode("utf-8")
    # Else a comparison of the old file and the new one shows every line as changed. More than
    # half: a file that two editors have written may have both line ends.
    if before is not None and before.count(b"\r\n") * 2 > before.count(b"\n"):
        data = data.replace(b"\n", b"\r\n")
    return data


def is_on_disk(file: Path) -> bool:
    """Return whether a file that was just written would be there after a power cut."""
    try:
        disk.sync_folder(real_path(file).parent)
    except OSError:
        return False
    return True
