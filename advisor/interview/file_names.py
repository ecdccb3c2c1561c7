"""Names for files: from a partnership's name, and as somebody typed them."""

import re
import unicodedata
from pathlib import Path

from advisor.files.formats import PARTNERSHIP_FILE, Format, ending_fault, ending_of

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


def slug(name: str) -> str:
    """Return a plain file name for a partnership: lower case, hyphens, nothing else."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    return "partnership" if not plain or plain in _RESERVED else plain


def typed_path(line: str) -> Path:
    """Return the path that somebody typed; ``~`` is their home."""
    return Path(line.strip()).expanduser()


def shown_path(path: Path) -> str:
    """Return a path as one would type it here: from this folder on, if it lies in it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def path_fault(line: str, format_: Format = PARTNERSHIP_FILE) -> str:
    """Return why a file of a format cannot be written to a typed path, or nothing."""
    if not line.strip():
        return "type a name"
    try:
        path = typed_path(line)
        if path.is_dir():
            return "this is a folder; add a file name"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        return ending_fault(ending_of(path), format_)
    except (OSError, RuntimeError, ValueError):
        return "this is no file name"


def reading_fault(line: str) -> str:
    """Return why a typed path cannot be read, or nothing."""
    try:
        return "" if typed_path(line).is_file() else "there is no such file"
    except (OSError, RuntimeError, ValueError):
        return "this is no file name"
