"""Reads the file of an interview: once, for its content and for noticing a later change."""

from pathlib import Path

from advisor.files import disk
from advisor.files.faults import Fault, Faults
from advisor.files.strict_yaml import MAX_BYTES
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened, load_scenario, open_scenario


def read_partnership(file: Path, rulebook: Rulebook) -> tuple[bytes, Opened]:
    """Return the content of a file, and what it says, and what of that moved.

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
