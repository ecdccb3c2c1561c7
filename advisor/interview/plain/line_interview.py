"""The interview line by line: no box drawing, numbered answers, for pipes and screen readers."""

from collections.abc import Iterator

from advisor.files.clean_text import numbered
from advisor.interview.plain.answer_commands import give
from advisor.interview.plain.commands import find_command
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone, Stopped
from advisor.interview.plain.question_commands import read_back, take
from advisor.interview.plain.question_lines import (
    asked,
    asked_back_lines,
    asking_lines,
    question_lines,
)
from advisor.interview.state.going_on import READ_BACK, GoingOn, next_by, ways_on
from advisor.interview.state.typed_answer import NoAnswer


class LineInterview(Conversation):
    """One interview over two streams."""

    def run(self) -> None:
        """Ask until nothing is open or the room stops; save what was said if it can be."""
        self.say("Type help for what you can answer.")
        if self.draft:
            self.say(f"For the next answer there is still: {self.draft.in_words}.")
        take(self, self.room.next_question())
        self.show()
        try:
            while True:
                before, self.again, self.on_trail = self.at, False, False
                try:
                    self.take_line()
                except (NotDone, NoAnswer) as why:
                    self.say_all(map(str, why.args))
                self.stay_with_what_is_asked()
                if self.at != before or self.again:
                    self.show()
        except Stopped:
            # Also where the input has ended: a script without "stop" must not lose its answers.
            self.save()
            if self.draft:
                self.keep_note()
            self.save_elsewhere()

    def stay_with_what_is_asked(self) -> None:
        """Leave a question or a partner that is not there any more, after a change or an undo."""
        here = asked(self.rulebook, self.session)
        if self.last not in here:
            self.last = None
        if self.at is not None and self.at not in here:
            if self.at[0] in {question for question, _ in here}:
                self.at = self.cursor(self.at).place
            else:
                take(self, self.room.next_question())

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
            self.save(name)

    def show(self) -> None:
        """Write the question, or how to go on."""
        if self.at is not None:
            cursor, question = self.cursor(self.at), self.at[0]
            # Of the next partner the same is asked: six answers need not be heard again.
            is_known = question == self.shown and not (self.again or self.on_trail)
            if self.shown not in {"", question} and not self.on_trail:
                self.room.trail.leave(self.shown)
            self.shown = question
            self.say_all(asking_lines(cursor) if is_known else question_lines(self.room, cursor))
        elif ways := self.ways_on:
            self.say_all(_lines(ways))
        else:
            self.say_all(asked_back_lines(self.rulebook, self.session))
            self.say("Nothing is left to ask. result shows the advice, stop saves and leaves.")

    @property
    def ways_on(self) -> GoingOn | None:
        """How to go on, where no question is open but some are left."""
        return ways_on(self.room, is_settled=self.is_settled)

    def take_line(self) -> None:
        """Read one line and do what it says."""
        line = self.line()
        command = find_command(line)
        if command is not None:
            run, rest = command
            run(self, rest)
        elif self.at is None:
            self.choose(line)
        else:
            give(self, line)

    def choose(self, line: str) -> None:
        """Go on in the way that was chosen."""
        choice = numbered(line, self.ways_on.choices if self.ways_on else ())
        if choice is None:
            raise NotDone("No question is open; go lists them, help says what else there is.")
        if choice == READ_BACK:
            read_back(self, "")
        else:
            take(self, next_by(self.room, choice.key, is_settled=self.is_settled))


def _lines(ways: GoingOn) -> Iterator[str]:
    yield ""
    yield ways.title
    yield from filter(None, (ways.says,))
    yield from (f"  {n}. {way.label}: {way.says}." for n, way in enumerate(ways.choices, 1))
