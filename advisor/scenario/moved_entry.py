"""What became of an entry of an older file whose name no longer exists."""

from typing import NamedTuple

from advisor.files.faults import Place


class MovedEntry(NamedTuple):
    """An entry of a file under a name that no longer exists.

    Attributes:
        place: Its key path in the file.
        asked: What it was about, in the old words.
        now: Its current names.
        places: Where it is in the file as read, ``earlier`` included.
        is_answered: Whether the file answers every current question that could take its place.
    """

    place: Place
    asked: str
    now: tuple[str, ...]
    places: tuple[Place, ...]
    is_answered: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it, or a part of it, stays under ``earlier``."""
        # The one place more is the entry under "earlier".
        return len(self.places) > len(self.now)

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer, rather than an entry about a step or a finding."""
        return self.place[-2] == "answers"

    @property
    def is_to_ask(self) -> bool:
        """Whether its question is to be asked again."""
        return self.is_kept and self.is_answer and not self.is_answered

    @property
    def says(self) -> str:
        """A message to the author of the file on what became of it."""
        name = str(self.place[-1])
        if not self.now:
            if self.is_answer:
                kept = "the old answer is kept as a note under earlier, and counts for nothing"
                if self.is_answered:
                    return f"{name}: this question has changed, and is answered already; {kept}"
                return f"{name}: this question has changed; answer it again, for {kept}"
            return f"{name}: is gone; what was said is kept under earlier"
        if self.now == (name,) and not self.is_kept:
            return f"{name}: the answer has another id now; saving the file writes it"
        if self.is_kept:
            return f"{name}: a part is now {', '.join(self.now)}; the whole is kept under earlier"
        return f"{name}: is now {', '.join(self.now)}; saving the file writes it so"
