"""Saving in the interview line by line, with messages about where the answers are."""

from collections.abc import Callable

from advisor.interview.state.file_names import path_fault, typed_path
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.refusals import FileChanged, InUse, why_refused
from advisor.interview.state.room import Room
from advisor.interview.state.save_status import NOTHING_TO_KEEP, lost, parked_status


class LineSaving:
    """Writes the journal and the file of a room, and says how that went.

    Args:
        room: The interview.
        say: Writes a line.

    Attributes:
        was_refused: Whether the last save to a file failed.
    """

    def __init__(self, room: Room, say: Callable[[str], None]) -> None:
        self.room = room
        self.say = say
        self.was_refused = False
        room.on_lost = lambda _: self._say_lost()

    def record(self) -> None:
        """Write the journal; say that the answers are nowhere if that fails."""
        self.room.record()
        if self.room.journal.is_lost:
            self._say_lost()

    def _say_lost(self) -> None:
        self.say(f"{lost(self.room.journal)}.")
        self.say("Type save and the name of a file in another place.")

    def record_set_up(self, set_up: SetUp) -> None:
        """Write how far the set-up has come; say once that it is nowhere if that fails."""
        if says := self.room.record_set_up(set_up):
            self.say(says)
            self.say("Go on; at the end of the set-up you can name a file in another place.")

    def leave_set_up(self) -> str:
        """Delete a set-up that is not worth offering; return whether one is kept."""
        if self.room.journal.is_lost:
            return f"What you gave cannot be kept. {lost(self.room.journal)}."
        if self.room.set_up is not None and not self.room.set_up.is_worth_offering:
            self.room.journal.delete()
            return f"{NOTHING_TO_KEEP}."
        return "The set-up is kept, and offered next time."

    def save(self, name: str = "") -> None:
        """Save to the file, or to one that is named; say where, or why not."""
        room, journal = self.room, self.room.journal
        file = typed_path(name) if name else journal.file
        if file is None:
            self.say_status()
            return
        # Only a name that was typed: the file that is open was checked when it was opened.
        fault = path_fault(str(file)) if name else ""
        if name and not fault and file.exists() and not journal.saves_to(file):
            fault = "it is there already"
        if fault:
            self.say(f"{file}: {fault}; choose another name.")
            return
        # Set before the attempt, so that every way to fail leaves it set.
        self.was_refused = True
        try:
            journal.save_to(file, room.current.scenario)
        except (InUse, FileChanged) as error:
            self.say(f"{file} {why_refused(error)}.")
            if isinstance(error, FileChanged):
                self.say_status()
        except OSError as error:
            self.say(f"{file} cannot be written: {error.strerror or error}.")
            self.say_status()
        else:
            self.was_refused = False
            self.say(f"Saved to {file}.")
            if parked := parked_status(journal, len(room.current.parked)):
                self.say(parked)
            if room.note_draft:
                kept = "is saved nowhere" if journal.is_lost else "is kept for the next answer"
                self.say(f"Not in the file: {room.note_draft.in_words} {kept}.")

    def say_status(self) -> None:
        """Say where the answers are, after one more try to write the journal if they are lost."""
        if self.room.journal.is_lost:
            self.room.record()
        self.say(self.room.status or "There is nothing new to save.")

    def keep_note(self) -> None:
        """Keep a note that belongs to no answer in the journal, where the input has ended."""
        self.record()
        self.say(f"No answer followed {self.room.note_draft.in_words}, so that is not in the file.")
        if self.room.journal.is_kept:
            self.say("It is kept, and offered next time.")
