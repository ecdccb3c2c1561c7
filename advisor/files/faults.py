"""What is wrong with a file: each fault with its place and the nearest right thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from advisor.files.clean_text import legible, quoted


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place.

    Attributes:
        file: The file as the user named it, or ``-`` for standard input.
        line: The line (in a table the row), from 1, or 0 where the file as a whole is meant.
        says: What is wrong, and what would be right.
        field: The column of a table; nothing elsewhere.
    """

    file: str
    line: int
    says: str
    field: str = ""

    def __str__(self) -> str:
        """Return ``file:line: what is wrong``, on one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        column = f"{quoted(self.field)}: " if self.field else ""
        return legible(f"{place}: {column}{self.says}")


class Faults(Exception):
    """Input that cannot be used: every fault found, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest_word(word: object, known: Iterable[str]) -> str | None:
    """Return the known word nearest to ``word``, or one of whose parts is near it, if any is."""
    words = sorted(set(known))
    said = str(word)[:100]
    for spelt in dict.fromkeys([said, said.lower()]):
        if found := get_close_matches(spelt, words, n=1):
            return found[0]
    parts = {part: known for known in reversed(words) for part in known.split("-")}
    near = get_close_matches(said.lower(), parts, n=1, cutoff=0.75)
    return parts[near[0]] if near else None


def nearest(word: object, known: Iterable[str]) -> str:
    """Return a hint to append to a fault: the known word nearest to ``word``, or the few there are.

    The hint is empty where nothing is near and the known words are more than eight.
    """
    words = sorted(set(known))
    if found := nearest_word(word, words):
        return f"; did you mean {quoted(found)}?"
    if 0 < len(words) <= 8:
        return f"; it can be {', '.join(quoted(w) for w in words)}"
    return ""
