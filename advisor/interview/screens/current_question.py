"""The question on the screen: which it is, whose answer is marked, and what may be done."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ProgressBar

from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.screens.question_panel import QuestionPanel
from advisor.interview.state import question_view
from advisor.interview.state.agenda import agenda
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.question_map import (
    MappedQuestion,
    by_topic,
    progress_at,
    progress_words,
    question_map,
)
from advisor.interview.state.room import Room
from advisor.interview.widgets.map_panel import MapPanel
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.widgets.turn_line import TurnLine


class CurrentQuestionScreen(InterviewScreen):
    """Shows one question.

    Args:
        only: The id of the question that is visited.
        partner: The partner whose answer is looked at first.
    """

    row = last_row = 0
    dropped = ""
    alike = was_alike = False
    is_shown = False

    def __init__(self, room: Room, only: str | None = None, partner: str | None = None) -> None:
        super().__init__(room)
        self.only = only
        self.at = only or ""
        self.first_partner = partner
        self.is_marked = partner is not None

    def body(self) -> ComposeResult:
        yield ProgressBar(show_percentage=False, show_eta=False, id="progress")
        with Horizontal(id="middle"):
            yield MapPanel(id="map")
            yield QuestionPanel(id="card")
        yield TurnLine(id="turn")

    def on_mount(self) -> None:
        # Nothing open is left in a file that is complete; its first question is shown then.
        if not self.at:
            first = self.room.next_question().question
            self.at = (first or agenda(self.rules, self.session.scenario)[0]).id
        # Nothing was answered last on a screen that has just come up: a note is for the mark.
        self.row = self.last_row = self.cursor.row_of(self.first_partner)

    def show_current(self) -> None:
        self.show_question()
        # Before this a digit would find no field that takes it (InterviewApp.holds_keys).
        self.is_shown = True

    @property
    def cursor(self) -> QuestionCursor:
        """The question on the screen, and the partner marked at it."""
        return QuestionCursor(self.session, self.rules.questions[self.at], self.row, self.alike)

    def show_question(self) -> None:
        """Show the question with its current answers."""
        cursor, mapped = self.cursor, question_map(self.rules, self.session)
        self._show_progress(mapped)
        self._show_map(mapped)
        # A number that nobody confirmed is dropped with its question, and named, never answered.
        self.dropped = self.query_one(QuestionPanel).ask(self.rules, cursor)
        self._show_turn()
        self.set_class(self.room.shows_map, "-map")
        self.refresh_bindings()
        if self.dropped:
            self.say()

    @property
    def noted(self) -> QuestionCursor:
        """The answer that a note is about: the one given last, or that of the partner marked."""
        given, marked = (
            replace(self.cursor, row=row, alike=False) for row in (self.last_row, self.row)
        )
        if self.is_marked or given.answer is None:
            return marked
        # One that has a note of its own keeps it, and no note is for all then.
        answers = [replace(given, row=row).answer for row in range(len(given.partners))]
        alike = self.was_alike and all(answer == given.answer for answer in answers)
        return replace(given, alike=alike)

    def _show_turn(self) -> None:
        """Show whose answer the keys are for, and what a note would go with."""
        cursor = self.cursor
        turn, note = "", ""
        if cursor.is_hidden:
            turn = "▸ o opens it here, p puts it off"
        elif cursor.is_asked:
            whose = f"{cursor.owner}: " if cursor.owner else ""
            turn = f"▸ {whose}{question_view.keys_in_words(cursor.question)}"
            note = question_view.note_line(self.noted.answer, self.noted.owner)
        self.query_one(TurnLine).texts = (turn, note)

    def _show_map(self, mapped: Sequence[MappedQuestion]) -> None:
        """Show the state of each question."""
        known, asked = sum(one.known for one in mapped), sum(one.asked for one in mapped)
        panel = self.query_one(MapPanel)
        panel.border_title = f"{known} of {asked} answers known"
        panel.shown = (tuple(by_topic(self.rules, mapped)), self.at)

    def _show_progress(self, mapped: Sequence[MappedQuestion]) -> None:
        """Show how far the meeting has come, in the head line and as a bar."""
        progress = progress_at(mapped, self.at)
        self.head(self.room.title, *progress_words(progress, self.room.pace))
        if progress is None:
            return
        bar = self.query_one(ProgressBar)
        bar.update(total=progress.asked, progress=progress.asked - progress.open)

    def has_unkept_text(self) -> bool:
        return any(field.text for field in self.query(NumberField))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Textual asks before the screen is mounted, and while the partnership is being closed.
        if not self.at or self.room.session is None:
            return True
        cursor = self.cursor
        answer = cursor.answer
        allowed = {
            # Both are on Enter: Textual runs the one that is allowed.
            "next": self.only is None,
            "come_back": self.only is not None,
            "open": cursor.is_hidden,
            "close": cursor.question.delicate and not cursor.is_hidden,
            # Typed all the same, it is told why not (AnsweringScreen.action_note).
            "note": not cursor.is_hidden,
            "alike": bool(cursor.partners),
            "clear": answer is not None,
            "who": self.unknown_row() is not None,
            "pick": parameters[:1] in {(key,) for key in question_view.keys_of(cursor.question)},
        }
        answering = action in {"alike", "clear", "pick", "who"}
        if answering and (cursor.is_hidden or not cursor.is_asked):
            return False
        return allowed.get(action, True)

    def unknown_row(self) -> int | None:
        """Return the row to say who could tell for: the one marked, or the one answered last."""
        # Both, since giving an answer moves the mark on to the next partner.
        for row in (self.row, self.last_row):
            answer = replace(self.cursor, row=row).answer
            if answer is not None and answer.is_unknown:
                return row
        return None

    def say(self, *parts: str | tuple[str, str]) -> None:
        """Write what just happened, and first which typed number was dropped."""
        typed = f"{self.dropped} was typed and not kept; Enter keeps a number.  "
        lost = [(f"[!] {typed}", "$caution")] if self.dropped else []
        super().say(*lost, *parts)

    def go_to(self, question: str) -> None:
        """Show another question."""
        self.at, self.is_marked = question, False
        self.alike = self.was_alike = False
        self.row = self.last_row = self.cursor.open_row()
        self.show_question()
        self.say()

    def action_row(self, by: int) -> None:
        """Go to another partner."""
        if partners := self.cursor.partners:
            self.row, self.alike = (self.row + by) % len(partners), False
            self.is_marked = True
            self.show_question()

    def action_map(self) -> None:
        """Show how much is known, or not."""
        self.room.shows_map = not self.room.shows_map
        self.show_question()
