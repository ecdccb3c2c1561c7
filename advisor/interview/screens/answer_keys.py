"""What a key does to the answer on the screen: gives it, clears it, adds to it, undoes it."""

import time
from dataclasses import replace

from textual import on, work
from textual.content import Content
from textual.events import Key

from advisor.files.clean_text import whole_number
from advisor.interview.dialogs.prompts import Page
from advisor.interview.flows.answer_details import (
    ask_all_alike,
    ask_note,
    ask_reason,
    ask_who,
)
from advisor.interview.messages import NumberGiven, PartnerPicked, Picked
from advisor.interview.screens.current_question import CurrentQuestionScreen
from advisor.interview.state import interim_verdict, question_view
from advisor.interview.state.agenda import what_applies_now
from advisor.interview.state.changes import Change
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.question_map import question_map, welcome_back
from advisor.interview.state.session import Session
from advisor.interview.texts import HIDDEN_NOTE, NOT_ASKED_HERE
from advisor.scenario.answer_check import answer_fault
from advisor.scenario.answers import Answer

# In seconds. An answer so soon behind the letter that brought up another question was typed, not
# chosen, since nobody has read it: "pupils" puts a question off, and would answer the next.
PAUSE = 0.6
_ANSWERING = frozenset((*"0123456789", "u", "x", "p"))


class AnsweringScreen(CurrentQuestionScreen):
    """Takes answers to the question that it shows.

    Attributes:
        read_from: When a question that a letter has brought up can have been read.
    """

    read_from = 0.0

    def on_mount(self) -> None:
        if self.only is None and self.room.trial is None and self.session.scenario.has_answers:
            self.say(welcome_back(question_map(self.rules, self.session)))
        # The interview line by line has promised that a note which waits is offered again.
        if self.only is None and self.room.note_draft:
            self.call_after_refresh(self.action_note)

    def on_key(self, event: Key) -> None:
        """Take a letter that does nothing here for the beginning of a note.

        Somebody who types one is writing; what follows has to be text too, not answers or commands.
        """
        is_number = whole_number(event.character or "") is not None
        if event.key in _ANSWERING and time.monotonic() < self.read_from:
            event.stop()
            # Somebody who goes on typing has still not read it.
            self.take_no_answer_yet()
            self.say(f"{event.key} was not taken: this question has just come up. Press it again.")
        elif not event.is_printable or event.key in self.active_bindings:
            return
        elif not is_number:
            # A command that is switched off for this question begins a note too: if it did
            # nothing, a number behind it would answer.
            event.stop()
            self.action_note(event.character)
        elif self.cursor.is_hidden:
            self.say(f"{event.character} was not taken: o opens this question first.")
        elif self.cursor.is_asked:
            keys = question_view.keys_in_words(self.cursor.question)
            self.say(f"{event.character} is no answer to this question: {keys}.")

    def take_no_answer_yet(self) -> None:
        """Take nothing that is typed right behind the letter that brings up a question."""
        self.read_from = time.monotonic() + PAUSE

    @on(Picked)
    def take_pick(self, message: Picked) -> None:
        """Take a choice made by mouse or arrow."""
        self.action_pick(message.key)

    @on(PartnerPicked)
    def take_partner(self, message: PartnerPicked) -> None:
        """Go to a partner; with a key, also answer."""
        # Who points at one partner means that one, and no longer all.
        self.row, self.alike, self.is_marked = message.row, False, True
        if message.key is None:
            self.show_question()
        elif self.cursor.question.number is None or message.key not in "0123456789":
            self.action_pick(message.key)

    @on(NumberGiven)
    def take_number(self, message: NumberGiven) -> None:
        """Take a number that was typed."""
        self.give(Answer(answer=message.value))

    def action_pick(self, key: str) -> None:
        """Answer with a level, with unknown, or with a reason why the question does not apply."""
        # check_action() stops keys, not a click on what was shown a moment ago.
        question = self.cursor.question
        if self.cursor.is_hidden or not self.cursor.is_asked:
            return
        if key == question_view.REASON_KEY:
            self.give_reason()
        elif answer := question_view.answer_for(question, key):
            self.give(answer)

    @work
    async def give_reason(self) -> None:
        """Ask why the question does not apply, and take that as the answer."""
        if self.cursor.question.may_not_apply and (
            answer := await ask_reason(self.app, self.cursor)
        ):
            self.give(answer)

    def give(self, answer: Answer) -> None:
        """Put an answer in, asking first where it is for all and some answered otherwise."""
        if self.alike and self.cursor.would_replace(answer):
            self._give_all(answer)
        else:
            self._put_in(answer)

    @work
    async def _give_all(self, answer: Answer) -> None:
        if await ask_all_alike(self.app, self.cursor, answer):
            self._put_in(answer)
        else:
            self.alike = False
            self.show_question()
            self.say("Nothing changed.")

    def _put_in(self, answer: Answer) -> None:
        """Put an answer in, and go on to the next partner without one."""
        cursor = self.cursor
        if not cursor.is_asked:
            self.say(NOT_ASKED_HERE)
            return
        if fault := answer_fault(cursor.question, answer):
            self.say((f"[!] {fault}", "$caution"))
            return
        self.room.pace.answered(cursor.fills)
        self.room.change(cursor.give(answer))
        # A note typed next is about this answer, though the mark goes on to another partner.
        self.was_alike, self.last_row = cursor.alike, self.row
        self.alike = self.is_marked = False
        self.row = self.cursor.open_row(after=self.row)
        self.show_question()
        # A second number would be for the same partner; without this, people went on typing.
        is_put_right = cursor.partner is not None and cursor.answer is not None
        mark = "The mark stays here." if is_put_right and self.row == self.last_row else ""
        stays = "".join(f" {text}" for text in (cursor.note_stays(answer), mark) if text)
        said = question_view.short_answer(cursor.question, answer)
        self.tell_kept(f"{cursor.owner}: {said}" if cursor.owner else said, cursor.session, stays)

    def tell_kept(self, said: str, before: Session, stays: str = "") -> None:
        """Report the answer, or the verdict so far if the room wants to see it."""
        applies = what_applies_now(self.rules, before, self.session)
        applies = applies and f" {applies}"
        if self.room.is_live:
            said = interim_verdict.verdict_and_changes(self.rules, before.scenario, self.session)
            self.say(("So far: ", "bold"), f"{said}.{applies}")
        else:
            who = " w: who could tell us?" if self.unknown_row() == self.last_row else ""
            kept = "On trial" if self.room.trial is not None else "Kept"
            self.say(f"{kept}: {said}.{stays}{applies}", (who, "$quiet"))

    def action_alike(self) -> None:
        """Let the next answer be for all partners alike, or not."""
        self.alike = not self.alike
        self.say("The next answer is for all alike." if self.alike else "")
        self.show_question()

    def action_open(self) -> None:
        """Open a delicate question to the room."""
        self.room.change(self.session.open(self.at))
        self.show_question()

    def action_close(self) -> None:
        """Hide a delicate question again."""
        self.room.change(self.session.close(self.at))
        self.show_question()

    @work
    async def action_note(self, typed: str | None = None) -> None:
        """Write a note on the answer given last, or on that of the partner somebody marked."""
        cursor = self.noted
        if cursor.is_hidden or not cursor.is_asked:
            says = HIDDEN_NOTE if cursor.is_hidden else NOT_ASKED_HERE
            await self.app.push_screen_wait(Page("Not taken", Content(says)))
            return
        begun = NoteDraft(typed) if typed else self.room.note_draft
        answer = await ask_note(self.app, cursor, begun)
        # This draft waits no longer. Where an answer has taken it, change() writes the journal.
        if begun and not typed:
            self.room.journal.draft = NoteDraft()
            if answer is None:
                self.room.record()
        if answer is None:
            again = f" The keys after {typed} went into the note, and no answer was given."
            self.say("Note not changed.", again if typed else "")
            return
        if cursor.answer is None:
            self.row, self.alike = cursor.row, False
            self._put_in(answer)
        else:
            self.room.change(cursor.annotate(answer))
            self.show_question()
        self.say("Note kept.")

    @work
    async def action_who(self) -> None:
        """Write down who could tell, of the partner that is marked or was answered last."""
        row = self.unknown_row()
        if row is not None:
            if await ask_who(self.room, self.app, replace(self.cursor, row=row)):
                self.say("Kept: who could tell us.")
            self.show_question()

    def action_clear(self) -> None:
        """Take the answer out, as if it had not been asked."""
        self.room.change(self.cursor.clear())
        self.was_alike = False
        self.show_question()

    def show_changed(self, found: list[Change]) -> None:
        """Go to the first question; a visit stays, as Enter leads back to where it came from."""
        self.was_alike = False
        if found and self.only is None:
            self.go_to(found[0].place[0])
        if found and found[0].place[0] == self.at:
            # The next number is for the partner whose answer was taken back; for the next partner
            # if an answer has come in.
            self.row = self.last_row = self.cursor.row_of(found[0].place[1])
            if found[0].before is None:
                self.row = self.cursor.open_row(after=self.row)
        self.show_question()

    def action_live(self) -> None:
        """Show the verdict so far after each answer, or not."""
        self.room.is_live = not self.room.is_live
        if self.room.is_live:
            said = interim_verdict.verdict_so_far(self.rules, self.session)
            self.say(("So far: ", "bold"), f"{said}. It is shown after each answer; v hides it.")
        else:
            self.say("The verdict so far is hidden; v shows it.")
