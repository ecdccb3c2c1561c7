"""What is said and heard in an interview line by line, where it is, and how it is saved."""

import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO, TextIO

from advisor.files.clean_text import clean_text
from advisor.interview.plain.line_input import PROMPT, NotDone, Stopped, read_line
from advisor.interview.state.cursor import Place, QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines
from advisor.interview.state.file_names import path_fault, typed_path
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.refusals import FileChanged, why_refused
from advisor.interview.state.room import Room
from advisor.interview.state.save_status import NOTHING_TO_KEEP, lost, parked_status
from advisor.interview.state.session import Session
from advisor.interview.texts import CLOSED


class Conversation:
    """Two streams and a room; what is written ends each line and draws nothing.

    Attributes:
        at: The question that the next answer is for; None once nothing is open.
        last: The question that was answered last.
        shown: The question that was written last.
        on_trail: Whether it was reached by going back, or forward again.
        is_settled: Whether nothing left to ask could change the verdict, where no question is open.
        tried: The answer that was tried out last, as it was typed, and where.
        again: Whether to show the question again, though it is the same.
        has_ended: Whether the input has ended.
        was_refused: Whether the last save to a file failed.
    """

    def __init__(self, room: Room, given: BinaryIO, out: TextIO) -> None:
        self.room = room
        self.rulebook = room.rulebook
        room.on_lost = lambda _: self._say_lost()
        self.given = given
        self.out = out
        self.at: Place | None = None
        self.last: Place | None = None
        self.tried: tuple[Place, str] | None = None
        self.shown = ""
        self.again = self.on_trail = self.is_settled = False
        self.has_ended = self.was_refused = False

    @property
    def session(self) -> Session:
        """What was said."""
        return self.room.current

    @property
    def draft(self) -> NoteDraft:
        """What goes with the next answer."""
        return self.room.note_draft

    def say(self, text: str) -> None:
        """Write a line."""
        # Flushed, since who reads a pipe has to see the question before answering it.
        self.out.write(f"{self._between_words(clean_text(text))}\n")
        self.out.flush()

    def _between_words(self, text: str) -> str:
        """Return a line broken between words where a terminal would break it within one."""
        if not self.out.isatty():
            return text
        indent = " " * (len(text) - len(text.lstrip()))
        columns = shutil.get_terminal_size().columns
        # A path stays whole, to be copied.
        wrapper = textwrap.TextWrapper(
            columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        return wrapper.fill(text)

    def say_all(self, lines: Iterable[str]) -> None:
        """Write lines."""
        for line in lines:
            self.say(line)

    def line(self) -> str:
        """Return the next line.

        Raises:
            Stopped: There is none.
        """
        line = read_line(self.given, self._ask, self.say)
        if line is None:
            self.has_ended = True
            raise Stopped
        return line

    def _ask(self) -> None:
        self.out.write(PROMPT)
        self.out.flush()

    def is_agreed(self, asks: str) -> bool:
        """Ask for yes or no.

        Raises:
            Stopped: The room leaves, or the input has ended.
        """
        while True:
            self.say(f"{asks} (y or n)")
            line = self.line().lower()
            if line in {"y", "yes", "n", "no"}:
                return line.startswith("y")
            if line in {"stop", "quit"}:
                raise Stopped
            self.say("Type y or n; stop leaves.")

    def cursor(self, place: Place) -> QuestionCursor:
        """Return a question with a partner marked at it."""
        cursor = QuestionCursor(self.session, self.rulebook.questions[place[0]])
        return replace(cursor, row=cursor.row_of(place[1]))

    def open_cursor(self, place: Place) -> QuestionCursor:
        """Return the same, for an answer.

        Raises:
            NotDone: The question is delicate, and closed.
        """
        cursor = self.cursor(place)
        if is_closed_in_lines(self.session, cursor.question):
            raise NotDone(CLOSED[self.session.scenario.room or "us"])
        return cursor

    def change(self, session: Session) -> None:
        """Go on from another session."""
        self.room.change(session)

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
            fault = room.save_to(file)
        except FileChanged as error:
            self.say(f"{file} {why_refused(error)}.")
            self.say_status()
            return
        if fault:
            self.say(fault)
            return
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
