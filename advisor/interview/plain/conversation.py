"""What is said and heard in an interview line by line, and where it is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO, TextIO

from advisor.files.clean_text import clean_text
from advisor.interview.plain.line_input import PROMPT, NotDone, Stopped, read_line
from advisor.interview.plain.line_saving import LineSaving
from advisor.interview.state.cursor import Place, QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.room import Room
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
    """

    def __init__(self, room: Room, given: BinaryIO, out: TextIO) -> None:
        self.room = room
        self.rulebook = room.rulebook
        self.saving = LineSaving(room, self.say)
        self.given = given
        self.out = out
        self.at: Place | None = None
        self.last: Place | None = None
        self.tried: tuple[Place, str] | None = None
        self.shown = ""
        self.again = self.on_trail = self.is_settled = False
        self.has_ended = False

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
        self.out.write(f"{clean_text(text)}\n")
        self.out.flush()

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
