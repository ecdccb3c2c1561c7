"""How the set-up line by line asks: for a text, a number, yes or no; with its commands."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from advisor.files.clean_text import numbered, whole_number
from advisor.interview.plain.line_input import Stopped
from advisor.interview.state.input_checks import line_fault
from advisor.interview.state.set_up_words import NOT_SURE, NOT_SURE_LABEL
from advisor.interview.texts import SET_UP_HELP

T = TypeVar("T")
Id = TypeVar("Id", bound=str)
Say = Callable[[str], None]
Ask = Callable[[], str]

_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}
_NO_NAMES = {*_YES_OR_NO, "back", "done", "help", "next", "quit", "remove", "save", "stop", "undo"}
"""Words that somebody types as an answer or a command where a name is asked for."""


class Back(Exception):
    """Somebody wants the question before."""


class ListEnded(Exception):
    """An empty line was typed where the next entry of a list could be."""


class Named(Exception):
    """An entry that is on the list was named where the next one could be.

    Args:
        place: Its index.
        removes: Whether it is to go; else it is asked for again.
    """

    def __init__(self, place: int, *, removes: bool) -> None:
        super().__init__()
        self.place, self.removes = place, removes


class SetUpInput:
    """Asks the questions of a set-up, each until its answer will do.

    Args:
        say: Writes a line.
        ask: Returns the next line.
        keep: Keeps the lines of the entry under way.
        begun: The lines of an entry that was left half way: they are read again, unseen.
        help_text: What help says.

    Each method raises ``Back`` after ``back``, and ``Stopped`` after ``stop``, as at the end of
    the input.
    """

    def __init__(
        self,
        say: Say,
        ask: Ask,
        keep: Callable[[tuple[str, ...]], None] = lambda _: None,
        begun: Iterable[str] = (),
        help_text: str = SET_UP_HELP,
    ) -> None:
        self._say = say
        self._ask = ask
        self._keep = keep
        self._help = help_text
        self._again = list(begun)
        self._is_resumed = any(self._again)
        self._lines: tuple[str, ...] = ()

    def say(self, text: str) -> None:
        """Write a line, unless it was written when this entry was begun."""
        if not self._again:
            self._say(text)

    def begin_entry(self) -> None:
        """Begin an entry: what was typed before belongs to another."""
        self._lines = ()

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
                self._say(f"You had begun with: {', '.join(filter(None, self._lines))}.")
            for line in asks:
                self.say(line)
            typed = self._ask() if is_new else self._again.pop(0)
            word = typed.lower()
            if word.startswith(":"):
                word = word[1:]
            elif is_text:
                word = ""
            if word not in {"help", "stop", "quit"}:
                self._lines += (typed,)
                if is_new:
                    self._keep(self._lines)
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

    def change_listed(self, place: int, entry: str, goes_too: str = "") -> None:
        """Ask what is to be done with an entry of a list; return if it stays as it is.

        Raises:
            Named: It is to be changed or removed.
        """
        labels = {"change": "change it", "remove": f"remove it{goes_too}"}
        with suppress(Back):
            if key := self.choice(f"“{entry}” is on the list.", labels, "leaves it as it is"):
                raise Named(place, removes=key == "remove")

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
        Stopped: The room stopped, or the input has ended.
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
    return answers


def ask_for_list(
    found: Iterable[T],
    ask_entry: Callable[[list[T], T | None, bool], T],
    keep: Callable[[tuple[T, ...]], None],
    begin_entry: Callable[[], None],
) -> tuple[T, ...]:
    """Return a list once its end was typed; ``back`` opens the last entry again.

    Args:
        found: The entries given before.
        ask_entry: Asks for an entry, from the others, what it was if it is opened again, and
            whether all of it is asked again, or its last question first.
        keep: Keeps the list as far as it has come.
        begin_entry: Called before each entry.

    Raises:
        Back: Somebody went back from an entry that was opened again, or there is none yet. What
            was kept stays.
    """
    entries, at, is_named = list(found), 0, False
    opened: T | None = None
    while True:
        if opened is None:
            begin_entry()
            at, is_named = len(entries), False
        try:
            entry = ask_entry(entries, opened, is_named)
        except ListEnded:
            return tuple(entries)
        except Named as named:
            at, is_named = named.place, True
            opened = entries.pop(at)
            if named.removes:
                opened = None
                keep(tuple(entries))
        except Back:
            if opened is not None or not entries:
                raise
            opened = entries.pop()
        else:
            entries.insert(at, entry)
            opened = None
            # One by one: the input may end at any line, and what was given is offered again.
            keep(tuple(entries))
