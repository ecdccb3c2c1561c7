"""How the set-up line by line asks: for a text, a number, yes or no; with its commands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from advisor.files.clean_text import whole_number
from advisor.interview.state.input_checks import line_fault
from advisor.interview.texts import SET_UP_HELP

T = TypeVar("T")
Id = TypeVar("Id", bound=str)
Say = Callable[[str], None]
Ask = Callable[[], str]

_COMMANDS = {"help", "back", "stop", "quit"}


class Back(Exception):
    """Somebody wants the question before."""


class ListEnded(Exception):
    """An empty line was typed where the next entry of a list could be."""


class SetUpInput:
    """Asks the questions of a set-up, each until its answer will do.

    Args:
        say: Writes a line.
        ask: Returns the next line.

    Each method raises ``Back`` after ``back``, and ``EOFError`` after ``stop``, as at the end of
    the input.
    """

    def __init__(self, say: Say, ask: Ask) -> None:
        self.say = say
        self._ask = ask

    def read(self, asks: Iterable[str], *, is_text: bool = False) -> str:
        """Return the line typed at a question; ``help`` shows the commands, and asks again.

        Args:
            asks: The lines of the question.
            is_text: Whether any text will do: then a command needs its colon, so that a school
                called Stop can be named.
        """
        asks = tuple(asks)
        while True:
            for line in asks:
                self.say(line)
            typed = self._ask()
            word = typed.lower()
            if word.startswith(":"):
                word = word[1:]
            elif is_text:
                return typed
            if word not in _COMMANDS:
                return typed
            if word == "back":
                raise Back
            if word != "help":
                raise EOFError
            self.say(SET_UP_HELP)

    def text(self, what: str, now: str = "", fault: Callable[[str], str] = line_fault) -> str:
        """Ask for a text on one line; an empty line keeps what it is now, if it is anything."""
        kept = f" (an empty line keeps {now})" if now else ""
        while True:
            line = self.read([f"{what}{kept}"], is_text=True) or now
            if not (found := fault(line)):
                return line
            self.say(f"That {found}.")

    def choice(self, what: str, of: Sequence[Id], labels: Mapping[Id, str]) -> Id:
        """Ask for one of a list, by its number, its name or the first letters of its label."""
        listed = [f"  {number}. {labels[one]}" for number, one in enumerate(of, 1)]
        while True:
            typed = self.read([what, *listed])
            chosen = whole_number(typed)
            if chosen is not None and 1 <= chosen <= len(of):
                return of[chosen - 1]
            word = typed.casefold()
            named = [one for one in of if word in {one, labels[one].casefold()}]
            begun = [one for one in of if word and labels[one].casefold().startswith(word)]
            if len(found := named or begun) == 1:
                return found[0]
            self.say(f"Type a number from 1 to {len(of)}, or help.")

    def yes(self, what: str) -> bool:
        """Ask for yes or no."""
        while True:
            line = self.read([f"{what} (y or n)"]).lower()
            if line in {"y", "yes", "n", "no"}:
                return line.startswith("y")
            self.say("Type y or n, or help.")

    def number(self, what: str, most: int) -> int:
        """Ask for a number; an empty line means one."""
        while True:
            line = self.read([f"{what} (an empty line means one)"])
            number = whole_number(line) if line else 1
            if number is not None and 1 <= number <= most:
                return number
            self.say(f"Type a number from 1 to {most}, or help.")


def ask_in_turn(
    steps: Mapping[str, Callable[[], object]], given: Mapping[str, object]
) -> dict[str, object]:
    """Return the answer of each step; ``back`` asks the step before again.

    Args:
        steps: The questions of one entry, by what each is about.
        given: The answers so far, of an entry that is opened again at its last question.

    Raises:
        Back: Somebody went back from the first step.
        EOFError: The room stopped, or the input has ended; its text says what is not kept.
    """
    names, answers = tuple(steps), dict(given)
    place = len(names) - 1 if answers else 0
    while place < len(names):
        try:
            answers[names[place]] = steps[names[place]]()
            place += 1
        except Back:
            if place == 0:
                raise
            place -= 1
        except EOFError:
            # A journal has whole entries only. One that is opened again is there as it was.
            if given or not answers:
                raise
            begun = answers[names[0]]
            raise EOFError(f"Not kept, since it was not given in full: {begun}.") from None
    return answers


def ask_for_list(
    found: Iterable[T],
    ask_entry: Callable[[list[T], T | None], T],
    keep: Callable[[tuple[T, ...]], None],
) -> tuple[T, ...]:
    """Return a list once its end was typed; ``back`` opens the last entry again.

    Args:
        found: The entries given before.
        ask_entry: Asks for an entry, from the others and, if it is opened again, what it was.
        keep: Keeps the list as far as it has come.

    Raises:
        Back: Somebody went back from an entry that was opened again, or there is none yet. What
            was kept stays.
    """
    entries, opened = list(found), None
    while True:
        try:
            entry = ask_entry(entries, opened)
        except ListEnded:
            return tuple(entries)
        except Back:
            if opened is not None or not entries:
                raise
            opened = entries.pop()
        else:
            entries.append(entry)
            opened = None
            # One by one: the input may end at any line, and what was given is offered again.
            keep(tuple(entries))
