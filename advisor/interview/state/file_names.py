"""Names for files: from a partnership's name, and as somebody typed them."""

import contextlib
import re
import unicodedata
from errno import ELOOP
from pathlib import Path

from advisor.files.file_format import PARTNERSHIP_FILE, Format, ending_fault, ending_of

# Names of devices on Windows, whatever the ending: a file called con.yaml cannot be opened there.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


def slug(name: str) -> str:
    """Return a plain file name for a partnership: lower case, hyphens, nothing else."""
    # NFKD takes letters and accents apart, so that "é" leaves an "e" and not a gap.
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # 60 letters are a choice: names of 255 bytes are what most file systems take, and an ending and
    # "-advice" follow. The cut may be at a hyphen, hence the second strip.
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    return "partnership" if not plain or plain in _RESERVED else plain


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
