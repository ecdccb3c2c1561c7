"""How the set-up line by line asks for a list, and for the parts of one of its entries."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from advisor.interview.plain.set_up_input import Back, SetUpInput
from advisor.interview.state import set_up_words as words

T = TypeVar("T")


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


def change_listed(asking: SetUpInput, place: int, entry: str, goes_too: str = "") -> None:
    """Ask what is to be done with an entry of a list; return if it stays as it is.

    Raises:
        Named: It is to be changed or removed.
    """
    labels = {"change": "change it", "remove": f"remove it{goes_too}"}
    with suppress(Back):
        if key := asking.choice(f"“{entry}” is on the list.", labels, "leaves it as it is"):
            raise Named(place, removes=key == "remove")


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
    asking: SetUpInput,
    found: tuple[T, ...],
    shown: Callable[[T], str],
    ask_entry: Callable[[list[T], T | None, bool], T],
) -> tuple[T, ...]:
    """Return a list once its end was typed; ``back`` opens the last entry again.

    Args:
        asking: Keeps the list as far as it has come.
        found: The entries given before.
        shown: Returns an entry in words.
        ask_entry: Asks for an entry, from the others, what it was if it is opened again, and
            whether all of it is asked again, or its last question first.

    Raises:
        Back: Somebody went back from an entry that was opened again, or there is none yet. What
            was kept stays.
    """
    for number, one in enumerate(found, 1):
        asking.say(f"Named so far: {number}. {shown(one)}.")
    if found:
        asking.say(words.CHANGE_LISTED)
    entries, at, is_named = list(found), 0, False
    opened: T | None = None
    while True:
        if opened is None:
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
                asking.give_part(tuple(entries))
        except Back:
            if opened is not None or not entries:
                raise
            opened = entries.pop()
        else:
            entries.insert(at, entry)
            opened = None
            # One by one: the input may end at any line, and what was given is offered again.
            asking.give_part(tuple(entries))
