"""Saving in the interview line by line, and what is said about where the answers are."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from advisor.interview.state.file_names import path_fault, typed_path
from advisor.interview.state.journal import Journal
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.refusals import FileChanged, InUse, why_refused
from advisor.interview.state.save_status import lost, save_status
from advisor.interview.state.session import Session


class PlainSaving:
    """Writes the journal and the file of one interview, and says how that went.

    Args:
        journal: Where both are written.
        say: Writes a line.

    Attributes:
        was_refused: Whether the last save to a file failed.
    """

    def __init__(self, journal: Journal, say: Callable[[str], None]) -> None:
        self.journal = journal
        self.say = say
        self.was_refused = False

    def record(self, session: Session, draft: NoteDraft) -> None:
        """Write the journal; say that the answers are nowhere if that fails."""
        try:
            self.journal.record(session.scenario, session.parked, draft.for_journal())
        except OSError:
            self.say(f"{lost(self.journal)}.")
            self.say("Type save and the name of a file in another place.")

    def record_set_up(self, set_up: SetUp) -> None:
        """Write how far the set-up has come; say once that it is nowhere if that fails."""
        was_lost = self.journal.is_lost
        try:
            self.journal.record_set_up(set_up)
        except OSError:
            if not was_lost:
                self.say(f"{lost(self.journal)}.")
                self.say("Go on; at the end of the set-up you can name a file in another place.")

    def set_up_is_kept(self) -> str:
        """Return whether a set-up that is left half way is kept."""
        if self.journal.is_lost:
            return f"What you gave cannot be kept. {lost(self.journal)}."
        return "The set-up is kept, and offered next time."

    def save(self, session: Session, draft: NoteDraft, name: str = "") -> None:
        """Save to the file, or to one that is named; say where, or why not."""
        file = typed_path(name) if name else self.journal.file
        if file is None:
            self.say_save_status(session, draft)
            return
        if name and (unfit := self._unfit(file)):
            self.say(f"{file}: {unfit}; choose another name.")
            return
        self.was_refused = True
        try:
            self.journal.save_to(file, session.scenario)
        except InUse as error:
            self.say(f"{file} {why_refused(error)}.")
        except FileChanged as error:
            self.say(f"{file} {why_refused(error)}.")
            self.say_save_status(session, draft)
        except OSError as error:
            self.say(f"{file} cannot be written: {error.strerror or error}.")
            self.say_save_status(session, draft)
        else:
            self.was_refused = False
            self.say(f"Saved to {file}.")
            if draft != NoteDraft():
                kept = "is saved nowhere" if self.journal.is_lost else "is kept for the next answer"
                self.say(f"Not in the file: {draft.in_words} {kept}.")

    def say_save_status(self, session: Session, draft: NoteDraft) -> None:
        """Say where the answers are, after one more try to write the journal if they are lost."""
        if self.journal.is_lost:
            with contextlib.suppress(OSError):
                self.journal.record(session.scenario, session.parked, draft.for_journal())
        self.say(save_status(self.journal, session.scenario) or "There is nothing new to save.")

    def keep_note(self, session: Session, draft: NoteDraft, words: str) -> None:
        """Keep a note that belongs to no answer in the journal, where the input has ended."""
        self.record(session, draft)
        self.say(f"No answer followed {words}, so that is not in the file.")
        if self.journal.is_kept:
            self.say("It is kept, and offered next time.")

    def _unfit(self, file: Path) -> str:
        if fault := path_fault(str(file)):
            return fault
        is_taken = file.exists() and not self.journal.saves_to(file)
        return "it is there already" if is_taken else ""
