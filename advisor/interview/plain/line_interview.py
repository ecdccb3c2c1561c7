"""The interview line by line: no box drawing, numbered answers, for pipes and screen readers."""

from advisor.interview.plain.answer_commands import give
from advisor.interview.plain.commands import find_command
from advisor.interview.plain.conversation import Conversation, Stopped
from advisor.interview.plain.question_lines import asked_back_lines, next_open, question_lines
from advisor.interview.state.note_draft import NoteDraft


class LineInterview(Conversation):
    """One interview over two streams."""

    def run(self) -> None:
        """Ask until nothing is open or the room stops; save what was said if it can be."""
        self.say("Type help for what you can answer.")
        if self.draft != NoteDraft():
            self.say(f"For the next answer there is still: {self.draft.in_words}.")
        self.item = next_open(self.rulebook, self.session, None)
        self.show()
        try:
            while True:
                before, self.again = self.item, False
                self.take()
                if self.item != before or self.again:
                    self.show()
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

    def show(self) -> None:
        """Write the question, or that there is none left."""
        if self.item is not None:
            self.say_all(question_lines(self.rulebook, self.session, self.item))
        else:
            self.say_all(asked_back_lines(self.rulebook, self.session))
            self.say("Nothing is left to ask. result shows the advice, stop saves and leaves.")

    def take(self) -> None:
        """Read one line and do what it says."""
        line = self.line()
        command = find_command(line)
        if command is not None:
            run, rest = command
            run(self, rest)
        elif self.item is None:
            self.say("No question is open; go ID opens one.")
        else:
            give(self, line)
