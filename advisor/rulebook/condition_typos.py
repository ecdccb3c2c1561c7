"""Find the typos in the conditions of a file, before its model reports what follows from them."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest_word
from advisor.rulebook.condition import RESERVED, keys_of

Meant = tuple[Place, Place, str]
"""The part of a file whose other faults only follow, the key path of the fault, and its message."""

_OTHER_WORDS = {"or": "any", "and": "all", "either": "any", "both": "all"}
"""Words of other languages, and ours."""


def misspelt_conditions(value: object) -> Iterator[Meant]:
    """Yield each typo in the conditions of a part of a file.

    The model takes an unknown word for a question, so it would report faults in its levels, which
    the author never meant.
    """
    for holder, place in _holders(value):
        for key in ("when", "ask_when", "in_place", "partly"):
            yield from _misspelt(holder.get(key), (*place, key))
        if "among" in holder:
            at = (*place, "among")
            yield at, at, "among belongs to the condition that it limits; indent it as far"


def _holders(value: object) -> Iterator[tuple[dict[str, object], Place]]:
    """Yield the groups of keys that hold conditions: a part itself, and a framework's elements."""
    if isinstance(value, dict):
        yield value, ()
        elements = value.get("elements")
        for number, element in enumerate(elements if isinstance(elements, tuple) else ()):
            if isinstance(element, dict):
                yield element, ("elements", number)


def _misspelt(condition: object, place: Place) -> Iterator[Meant]:
    if not isinstance(condition, dict):
        return
    for word in ("all", "any"):
        parts = condition.get(word)
        for number, part in enumerate(parts if isinstance(parts, tuple) else ()):
            yield from _misspelt(part, (*place, word, number))
    if not RESERVED.isdisjoint(condition):
        yield from _beside(condition, place)
    elif not _is_answer(condition):
        for key in condition:
            if meant := _OTHER_WORDS.get(str(key)) or nearest_word(key, RESERVED):
                message = f"there is no condition {quoted(key)}; did you mean {quoted(meant)}?"
                yield place, (*place, key), message
                return


def _beside(condition: dict[str, object], place: Place) -> Iterator[Meant]:
    """Yield each key that cannot go with the word of a condition, or under ``not``."""
    word, known = keys_of(condition)
    for key in condition:
        if key not in known and not nearest_word(key, known):
            at = (*place, key)
            if word == "at_least" and "answer" not in condition:
                yield place, at, f"{quoted(key)} belongs under answer: what so many partners answer"
            else:
                yield at, at, f"a condition names one thing; put {quoted(key)} in one of its own"
    held = condition.get("not")
    if isinstance(held, dict) and held and not any(nearest_word(k, ["finding"]) for k in held):
        message = (
            "not goes only before finding; for the opposite of an answer name the other levels"
        )
        yield (*place, "not"), (*place, "not", next(iter(held))), message


def _is_answer(condition: dict[str, object]) -> bool:
    """Return whether a condition can be meant to name the levels of one question."""
    held = next(iter(condition.values()), None)
    words = held if isinstance(held, tuple) else ()
    return (
        len(condition) == 1
        and not isinstance(held, dict | bool | int)
        and not any(isinstance(word, dict) for word in words)
    )
