"""What is wrong with a file: each fault with its place and the nearest right thing."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from advisor.files.clean_text import legible, quoted

Place = tuple[str | int, ...]
"""A way into a document: keys and positions from the top."""


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
    # The longest id has 22 letters; where a word is expected, somebody may have pasted a page.
    said = str(word)[:100]
    for spelt in dict.fromkeys([said, said.lower()]):
        if found := get_close_matches(spelt, words, n=1):
            return None if _is_opposite(spelt, found[0]) else found[0]
    # A part that several words have names none of them: "said" is neither said-no nor said-yes.
    parts = Counter(part for known in words for part in {*known.split("-")})
    owners = {part: known for known in words for part in known.split("-") if parts[part] == 1}
    # difflib takes 0.6. Of the 60,378 pairs of parts in the levels of the shipped questions, 786
    # are that much alike, 140 by 0.75.
    if found := get_close_matches(said.lower(), owners, n=1, cutoff=0.75):
        owner = owners[found[0]]
        return None if _is_opposite(said.lower(), owner) else owner
    return None


def nearest_text(text: str, known: Iterable[str]) -> str | None:
    """Return the known sentence that a text nearly is, if any; half of one may mean another."""
    # Of the 650 pairs of answers to one shipped question, 113 are alike by 0.6 and 26 by 0.8.
    near = get_close_matches(text[:200], set(known), n=1, cutoff=0.8)
    return near[0] if near and not _is_opposite(text, near[0]) else None


_NOT = frozenset({"no", "non", "not", "never", "none", "nobody", "nothing", "without", "cannot"})
_PREFIXES = ("un", "dis", "in", "im", "mis", "non")


def _is_opposite(said: str, known: str) -> bool:
    """Return whether a known word says no to what was said, or yes where that says no."""
    one, other = (re.findall(r"\w+", text.lower().replace("_", " ")) for text in (said, known))
    for words, others in ((one, other), (other, one)):
        only_there = {*others} - {*words}
        for word in {*words} - {*others}:
            if word in _NOT and not any(_may_be(word, spelt) for spelt in only_there):
                return True
            if any(word == prefix + bare for prefix in _PREFIXES for bare in only_there):
                return True
    return False


def _may_be(word: str, spelt: str) -> bool:
    """Return whether a short word may be another one, misspelt."""
    is_alike = spelt[0] == word[0] and abs(len(spelt) - len(word)) <= 1
    # Below the 0.6 of difflib: one slip in a word of two letters, "np" for "no", leaves 0.5.
    return is_alike and bool(get_close_matches(spelt, [word], cutoff=0.5))


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
