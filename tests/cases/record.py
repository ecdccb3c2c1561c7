"""What was recorded of the cases: figures that must not fall, and sums of the files set aside."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from tests.cases.case import case_folders
from tests.cases.outcome import Figures

FIGURES = "figures.yaml"
SUMS = "SHA256SUMS"
_HEX = 64
"""The letters of a sum; two more stand before the path of its file, as sha256sum writes it."""
_ABOUT = """\
# What the advice came to when this was last recorded: python -m tests.cases --record
# More is better, and a figure that falls fails the tests.
"""


def recorded(folder: Path) -> Mapping[str, Figures]:
    """Return the recorded figures: of the cases in sight, and of those set aside."""
    file = folder / FIGURES
    found: dict[str, Figures] = yaml.safe_load(file.read_bytes()) if file.is_file() else {}
    return found


def record(folder: Path, part: str, figures: Figures) -> None:
    """Write the figures of one part, and leave those of the other."""
    text = yaml.safe_dump({**recorded(folder), part: figures}, sort_keys=False)
    (folder / FIGURES).write_text(_ABOUT + text, encoding="utf-8")


def fallen(before: Figures, now: Figures) -> list[str]:
    """Return what has fallen since it was recorded."""
    lower = ((name, was, now.get(name, 0)) for name, was in before.items())
    return [f"{name} fell from {was} to {is_}" for name, was, is_ in lower if is_ < was]


def sum_faults(set_aside: Path) -> Iterator[str]:
    """Yield each file set aside that is not the one whose sum was written down.

    The files are read as bytes, and nothing of them is understood or shown.
    """
    if not set_aside.is_dir():
        return
    if not (set_aside / SUMS).is_file():
        yield f"{SUMS} is gone"
        return
    lines = (set_aside / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {line[_HEX + 2 :].removeprefix("./"): line[:_HEX] for line in lines}
    there = {
        path.relative_to(set_aside).as_posix(): path
        for folder in case_folders(set_aside)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    for name in sorted(sums.keys() | there.keys()):
        if name not in there:
            yield f"{name} is gone"
        elif name not in sums:
            yield f"{name} has no sum in {SUMS}"
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != sums[name]:
            yield f"{name} is not the file whose sum is in {SUMS}"
