"""How the set-up line by line asks: for a text, a number, yes or no; and keeps what it is told."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from advisor.files.clean_text import numbered, whole_number
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import Stopped
from advisor.interview.state.input_checks import line_fault
from advisor.interview.state.new_partnership import FACTS, Fact, SetUp
from advisor.interview.state.set_up_words import NOT_SURE, NOT_SURE_LABEL
from advisor.interview.texts import SET_UP_HELP

Id = TypeVar("Id", bound=str)

_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}
_NO_NAMES = {*_YES_OR_NO, "back", "done", "help", "next", "quit", "remove", "save", "stop", "undo"}
"""Words that somebody types as an answer or a command where a name is asked for."""


class Back(Exception):
    """Somebody wants the question before."""


class SetUpInput:
    """Asks the questions of a set-up, each until its answer will do; each line is kept at once.

    Args:
        talk: Writes a line, and returns the next one.
        record: Writes the journal.
        begun: A set-up to resume where it stopped. The lines of a fact, or of an entry of a list,
            that was left half way are read again, unseen.
        asked: The facts that are asked for, in this order.
        help_text: What help says.

    Attributes:
        facts: What was given, by name.

    Each method that asks raises ``Back`` after ``back``, and ``Stopped`` after ``stop``, as at the
    end of the input.
    """

    def __init__(
        self,
        talk: Conversation,
        record: Callable[[SetUp], None] = lambda _: None,
        begun: SetUp | None = None,
        asked: tuple[Fact, ...] = FACTS,
        help_text: str = SET_UP_HELP,
    ) -> None:
        self.rulebook = talk.rulebook
        self._talk = talk
        self._record = record
        self._asked = asked
        self._help = help_text
        self.facts: dict[str, Any] = begun.facts if begun else {}
        is_asked = begun is not None and begun.at in asked
        self._place = asked.index(begun.at) if begun and is_asked else 0
        self._again = list(begun.part) if begun and is_asked else []
        self._is_resumed = any(self._again)
        self._lines: tuple[str, ...] = ()

    def next_fact(self) -> Fact | None:
        """Return the fact to ask for; None once all are given."""
        if self._place == len(self._asked):
            return None
        self._keep()
        return self._asked[self._place]

    def give(self, value: object) -> None:
        """Take the fact that was asked for, and go on to the next one."""
        self.facts[self._asked[self._place]] = value
        self._place, self._lines = self._place + 1, ()

    def give_part(self, value: object) -> None:
        """Take a list as far as it has come."""
        self.facts[self._asked[self._place]], self._lines = value, ()
        self._keep()

    def go_back(self) -> bool:
        """Go back to the fact before; return whether there is one."""
        is_there = self._place > 0
        self._place, self._lines = max(self._place - 1, 0), ()
        return is_there

    def _keep(self) -> None:
        # Without a name there would be nothing to offer it by.
        if "partnership" in self.facts:
            set_up = SetUp.of(self._asked[self._place], self.facts)
            part = (*self._lines, *self._again)
            self._record(set_up.model_copy(update={"part": part}))

    def say(self, text: str) -> None:
        """Write a line, unless it was written when this entry was begun."""
        if not self._again:
            self._talk.say(text)

    def read(self, asks: Iterable[str], *, is_text: bool = False) -> str:
        """Return the line typed at a question; ``help`` shows the commands, and asks again.

        Args:
            asks: The lines of the question.
            is_text: Whether any text will do: then a command needs its colon, so that a school
                called Stop can be named.
        """
        asks = tuple(asks)
        while True:
            is_new = not self._again
            if is_new and self._is_resumed:
                # What comes next may be about an entry that was named before the interview ended.
                self._is_resumed = False
                self._talk.say(f"You had begun with: {', '.join(filter(None, self._lines))}.")
            for line in asks:
                self.say(line)
            typed = self._talk.line() if is_new else self._again.pop(0)
            word = typed.lower()
            if word.startswith(":"):
                word = word[1:]
            elif is_text:
                word = ""
            if word not in {"help", "stop", "quit"}:
                self._lines += (typed,)
                if is_new:
                    self._keep()
                if word == "back":
                    raise Back
                return typed
            if word != "help":
                raise Stopped
            self.say(self._help)

    def text(
        self,
        what: str,
        now: str = "",
        fault: Callable[[str], str] = line_fault,
        *,
        is_needed: bool = True,
    ) -> str:
        """Ask for a text on one line; an empty line keeps what it is now, if it is anything."""
        ends = f"keeps {now}" if now else "" if is_needed else "leaves it out"
        asks = f"{what} (an empty line {ends})" if ends else what
        while True:
            line = self.read([asks], is_text=True) or now
            if not (line or is_needed) or not (found := fault(line)):
                return line
            self.say(f"That {'' if is_needed else 'will not do: '}{found}.")

    def choice(self, what: str, labels: Mapping[Id, str], if_empty: str = "") -> Id | None:
        """Ask for one of a list, by its number, its name or the first letters of its label.

        Args:
            what: The question.
            labels: What can be chosen.
            if_empty: What an empty line does, where it is taken; then it is None.
        """
        of = tuple(labels)
        asks = f"{what} (an empty line {if_empty})" if if_empty else what
        listed = [f"  {number}. {label}" for number, label in enumerate(labels.values(), 1)]
        while True:
            typed = self.read([asks, *listed])
            if if_empty and not typed:
                return None
            if (chosen := numbered(typed, of)) is not None:
                return chosen
            word = typed.casefold()
            named = [one for one in of if word in {one, labels[one].casefold()}]
            begun = [one for one in of if word and labels[one].casefold().startswith(word)]
            if len(found := named or begun) == 1:
                return found[0]
            self.say(f"Type a number from 1 to {len(of)}, or help.")

    def yes(self, what: str) -> bool:
        """Ask for yes or no."""
        while (found := _YES_OR_NO.get(self.read([f"{what} (y or n)"]).lower())) is None:
            self.say("Type y or n, or help.")
        return found

    def yes_or_not_sure(self, what: str) -> bool | str:
        """Ask for yes, no or not sure."""
        known: dict[str, bool | str] = {**_YES_OR_NO, "u": NOT_SURE, NOT_SURE_LABEL: NOT_SURE}
        while (found := known.get(self.read([f"{what} (y, n, or u if not sure)"]).lower())) is None:
            self.say("Type y, n or u, or help.")
        return found

    def is_meant(self, name: str) -> bool:
        """Return whether a name is one; what may be an answer or a command is asked about."""
        is_odd = len(name) <= 2 or name.casefold() in _NO_NAMES
        try:
            return not is_odd or self.yes(f"A school called “{name}”: right?")
        except Back:
            return False

    def number(self, what: str, most: int) -> int:
        """Ask for a number; an empty line means one."""
        while True:
            line = self.read([f"{what} (an empty line means one)"])
            number = whole_number(line) if line else 1
            if number is not None and 1 <= number <= most:
                return number
            self.say(f"Type a number from 1 to {most}, or help.")
