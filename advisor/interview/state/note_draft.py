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
    def from_journal(cls, draft: Mapping[str, str]) -> NoteDraft:
        """Return what a journal kept for the next answer."""
        return cls(draft.get("note", ""), "private" in draft, draft.get("said_by", ""))

    def for_journal(self) -> dict[str, str]:
        """Return it as the journal keeps it; an empty note is not kept, private or not."""
        texts = {"note": self.note, "said_by": self.said_by}
        draft = {name: text for name, text in texts.items() if text}
        return {**draft, "private": "yes"} if self.private and draft else draft

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
