"""A note that waits for its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.files.clean_text import quoted


@dataclass(frozen=True)
class NoteDraft:
    """What goes with the next answer: a note, whether it is private, and who gives the answer."""

    note: str = ""
    private: bool = False
    said_by: str = ""

    @classmethod
    def from_journal(cls, draft: Mapping[str, object]) -> NoteDraft:
        """Return what a journal kept for the next answer."""
        texts = str(draft.get("note", "")), str(draft.get("said_by", ""))
        # Version 0.2 wrote "yes" for private, and nothing for shared.
        return cls(texts[0], bool(draft.get("private")), texts[1])

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.note or self.said_by)

    @property
    def in_words(self) -> str:
        """It as the room would call it."""
        parts = []
        if self.note:
            kind = "private note" if self.private else "note"
            parts.append(f"the {kind} {quoted(self.note)}")
        if self.said_by:
            parts.append(f"by {quoted(self.said_by)}")
        return " and ".join(parts) or "an empty note"


NO_DRAFT = NoteDraft()
