"""The interview line by line: no box drawing, numbered answers, for pipes and screen readers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import BinaryIO, TextIO

from advisor.files.clean_text import clean_text
from advisor.interview.plain.answer_lines import read_answer, with_note
from advisor.interview.plain.change_lines import (
    BROUGHT_BACK,
    TAKEN_BACK,
    change_lines,
    changes,
    item_after,
)
from advisor.interview.plain.line_input import read_line
from advisor.interview.plain.line_saving import LineSaving
from advisor.interview.plain.question_lines import (
    Item,
    asked,
    asked_back_lines,
    item_before,
    items,
    known_lines,
    next_open,
    no_such_question,
    question_lines,
)
from advisor.interview.plain.sheet_lines import read_sheet
from advisor.interview.state import delicate
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.texts import CLOSED, HELP
from advisor.report.page import Extent
from advisor.report.page_formats import render
from advisor.report.sections.sheet_differences import merge_messages


class Stopped(Exception):
    """The room has had enough, or the input has ended."""


class LineInterview:
    """One interview over two streams; what it writes ends each line and draws nothing."""

    def __init__(self, room: Room, given: BinaryIO, out: TextIO) -> None:
        self.room = room
        self.rulebook = room.rulebook
        self.saving = LineSaving(room, self.say)
        self.given = given
        self.out = out
        self.again = False
        self.has_ended = False

    @property
    def session(self) -> Session:
        """What was said."""
        return self.room.current

    @property
    def draft(self) -> NoteDraft:
        """What goes with the next answer."""
        return self.room.note_draft

    def run(self) -> None:
        """Ask until nothing is open or the room stops; save what was said if it can be."""
        self.say("Type help for what you can answer.")
        if self.draft != NoteDraft():
            self.say(f"For the next answer there is still: {self.draft.in_words}.")
        item = next_open(self.rulebook, self.session, None)
        self.show(item)
        try:
            while True:
                self.again = False
                following = self.take(item)
                if following != item or self.again:
                    self.show(following)
                item = following
        except Stopped:
            # Also where the input has ended: a script without "stop" must not lose its answers.
            self.saving.save()
            if self.draft != NoteDraft():
                self.saving.keep_note()
            self.save_elsewhere()

    def save_elsewhere(self) -> None:
        """Ask for another file while the last answers are in none and in no journal."""
        while self.room.journal.is_lost and not self.has_ended:
            self.say("Name a file in another place for them; an empty line leaves without them.")
            try:
                name = self.line()
            except Stopped:
                return
            if not name:
                return
            self.saving.save(name)

    def show(self, item: Item | None) -> None:
        """Write the question, or that there is none left."""
        if item is not None:
            self.say_all(question_lines(self.rulebook, self.session, item), item)
        else:
            self.say_all(asked_back_lines(self.rulebook, self.session), None)
            self.say("Nothing is left to ask. result shows the advice, stop saves and leaves.")

    def say(self, text: str) -> None:
        # Flushed, since who reads a pipe has to see the question before answering it.
        self.out.write(f"{clean_text(text)}\n")
        self.out.flush()

    def say_all(self, lines: Iterable[str], item: Item | None) -> Item | None:
        for line in lines:
            self.say(line)
        return item

    def line(self) -> str:
        line = read_line(self.given, self.ask, self.say)
        if line is None:
            # Ends the line with the prompt, so that what a shell writes next begins its own.
            self.has_ended = True
            self.say("")
            raise Stopped
        return line

    def ask(self) -> None:
        self.out.write("> ")
        self.out.flush()

    def take(self, item: Item | None) -> Item | None:
        """Read one line and do what it says; return the item to put next."""
        word, _, rest = self.line().partition(" ")
        rest = rest.strip()
        command = self.commands().get(word.lower().removeprefix(":"))
        if command is not None:
            return command(item, rest)
        if item is None:
            self.say("No question is open; go ID opens one.")
            return None
        return self.answer(item, f"{word} {rest}".strip(), every=False)

    def commands(self) -> dict[str, Callable[[Item | None, str], Item | None]]:
        return {
            "": self.show_again,
            "help": lambda item, _: self.say_all((HELP,), item),
            "all": lambda item, rest: self.answer(item, rest, every=True) if item else item,
            "note": lambda item, rest: self.keep_note(item, note=rest, private=False),
            "private": lambda item, rest: self.keep_note(item, note=rest, private=True),
            "by": lambda item, rest: self.keep_note(item, said_by=rest),
            "back": lambda item, _: item_before(self.rulebook, self.session, item),
            "park": self.park,
            "undo": lambda item, _: self.step(item, self.session.undo(), TAKEN_BACK),
            "redo": lambda item, _: self.step(item, self.session.redo(), BROUGHT_BACK),
            "go": self.go,
            "known": lambda item, _: self.say_all(known_lines(self.rulebook, self.session), item),
            "open": partial(self.show_again, opens=True),
            "result": self.result,
            "sheet": self.take_in,
            "drop": self.drop,
            "save": self.save_now,
            "stop": self.stop,
            "quit": self.stop,
        }

    def stop(self, item: Item | None, _rest: str) -> Item | None:
        """Leave; a note that waits is added to the current answer, or asked about."""
        if self.draft != NoteDraft() and not self.add_to_answer(item):
            says = f"{self.draft.in_words} belongs to an answer that is not given yet"
            self.say(f"{says[0].upper()}{says[1:]}.")
            self.say("Answer the question, with u if nobody knows; or type drop to leave it out.")
            self.again = True
            return item
        raise Stopped

    def drop(self, item: Item | None, _rest: str) -> Item | None:
        """Leave out what was to go with the next answer."""
        if self.draft == NoteDraft():
            self.say("There is nothing to drop.")
        else:
            self.say(f"Left out: {self.draft.in_words}.")
            self.room.keep_note_draft(NoteDraft())
            self.saving.record()
        return item

    def add_to_answer(self, item: Item | None) -> bool:
        """Put what goes with it to the open question, if that has an answer; return whether."""
        found = asked(self.rulebook, self.session).get(item) if item else None
        if item is None or found is None or found.answer is None:
            return False
        answer = with_note(found.answer.model_dump(), self.draft)
        if isinstance(answer, str):
            return False
        draft = self.draft
        self.room.keep_note_draft(NoteDraft())
        self.change(self.session.annotate(item[0], answer, item[1]))
        self.say(f"Added to the answer to {item[0]}: {draft.in_words}.")
        return True

    def save_now(self, item: Item | None, rest: str) -> Item | None:
        self.saving.save(rest)
        return item

    def keep_note(self, item: Item | None, **what: str | bool) -> Item | None:
        # "private" alone takes the note out; the next note must not be private by that.
        if what.get("note") == "":
            what["private"] = False
        draft = replace(self.draft, **what)  # type: ignore[arg-type]
        self.room.keep_note_draft(draft)
        self.saving.record()
        if "" in what.values():
            self.say("No text was given, so nothing goes with the next answer.")
            return item
        if self.room.journal.is_kept:
            self.say("Kept for the next answer.")
        return item

    def park(self, item: Item | None, _: str) -> Item | None:
        if item is None:
            return None
        self.change(self.session.park(item[0]))
        return next_open(self.rulebook, self.session, item)

    def step(self, item: Item | None, session: Session, done: str) -> Item | None:
        """Undo or redo a change, say what it was, and return the item that it was about."""
        self.again = True
        before = self.session
        if session is before:
            self.say("There is nothing to undo or redo.")
            return item
        self.change(session)
        found = changes(self.rulebook, before.scenario, session.scenario)
        self.say_all(change_lines(self.rulebook, session, found, done), item)
        return item_after(self.rulebook, session, found) or item

    def go(self, item: Item | None, question: str) -> Item | None:
        asked_here = items(self.rulebook, self.session)
        found = next((one for one in asked_here if one[0] == question), None)
        if found is None:
            self.say(no_such_question(self.rulebook, self.session, question))
        return found or item

    def show_again(self, item: Item | None, _: str, *, opens: bool = False) -> Item | None:
        """Show the question again; once it is opened, a delicate one to partners in the room."""
        self.again = True
        if item and opens:
            # Not change(): what is open is in no journal.
            self.room.session = self.session.open(item[0])
        return item

    def result(self, item: Item | None, extent: str) -> Item | None:
        closed = {one.id for one in delicate.closed_questions(self.rulebook, self.session)}
        if (
            delicate.partners_may_see(self.session.scenario)
            and not closed <= self.room.agreed_to_show
        ):
            self.room.agreed_to_show = frozenset(closed)
            self.say(delicate.what_it_shows(self.rulebook, self.session))
            self.say("Type result again to show it here all the same.")
            return item
        assessment = self.room.adviser.assess(self.session.scenario)
        length: Extent = "full" if extent == "full" else "brief"
        # Not say(): the writer has cleaned its texts, and ends in a line feed.
        self.out.write(render(assessment, self.rulebook, "text", extent=length))
        return item

    def take_in(self, item: Item | None, name: str) -> Item | None:
        """Take over the answers of a partner's own sheet, and say where the two differ."""
        found = read_sheet(name, self.session.scenario, self.rulebook)
        if isinstance(found, list):
            return self.say_all(found, item)
        self.say_all(merge_messages(found, self.session.scenario, self.rulebook), item)
        self.change(self.session.update(found.scenario))
        return item

    def answer(self, item: Item, text: str, *, every: bool) -> Item | None:
        """Put an answer in and return the next open item; say why if it cannot be taken."""
        question = self.rulebook.questions[item[0]]
        if delicate.is_closed_to_partners(self.session, question):
            self.say(CLOSED)
            return item
        if every and item[1] is None:
            self.say("This is asked once, so all has no meaning here.")
            return item
        answer = read_answer(question, text, self.draft)
        if isinstance(answer, str):
            self.say(answer)
            return item
        # Before the journal is written: the note is in the answer, and no longer waits for one.
        self.room.keep_note_draft(NoteDraft())
        if every:
            self.change(self.session.answer_for_all(question, answer))
        else:
            self.change(self.session.answer(question.id, answer, item[1]))
        return next_open(self.rulebook, self.session, item)

    def change(self, session: Session) -> None:
        self.room.session = session
        self.saving.record()
