"""A small rulebook without a fault, in files of its own, for tests that spoil it."""

import shutil
from functools import cache
from pathlib import Path

from advisor.rulebook.loading import load_rulebook
from advisor.rulebook.rulebook import Rulebook

SMALL_RULES = Path(__file__).parent / "small_rules"


@cache
def small_rulebook() -> Rulebook:
    """Return the small rulebook."""
    return load_rulebook(SMALL_RULES)


def copied_to(folder: Path, rules: Path = SMALL_RULES) -> Path:
    """Return a copy of a rule folder, under a folder, that a test may spoil."""
    return Path(shutil.copytree(rules, folder / "rules"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Put a text in the place of another, which must stand there once, in a file of a folder."""
    path = folder / file
    text = path.read_text()
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new))
