"""A plain file name for whatever people call a partnership or a school."""

import re
import unicodedata

# Names of devices on Windows, whatever the ending: a file called con.yaml cannot be opened there.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


def slug(name: str) -> str:
    """Return a plain file name: lower case, hyphens, nothing else."""
    # NFKD takes letters and accents apart, so that "é" leaves an "e" and not a gap.
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # 60 letters are a choice: names of 255 bytes are what most file systems take, and an ending and
    # "-advice" follow. The cut may be at a hyphen, hence the second strip.
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    return "partnership" if not plain or plain in _RESERVED else plain
