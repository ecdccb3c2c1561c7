"""Finds misspelt words of the condition language in what a file says."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.files.faults import nearest_word
from advisor.files.strict_yaml import Place
from advisor.rulebook.condition import RESERVED


def misspelt_conditions(value: object) -> Iterator[tuple[Place, str, str]]:
    """Yield each misspelt word in the conditions of a part: the group it is in, it, what to say.

    A word that the language does not have is read as a question, so that its faults, when what it
    holds are not levels, speak of something that its author never meant.
    """
    if isinstance(value, dict):
        for key in ("when", "ask_when"):
            yield from _misspelt(value.get(key), (key,))
        elements = value.get("elements")
        for number, element in enumerate(elements if isinstance(elements, tuple) else ()):
            for key in ("in_place", "partly") if isinstance(element, dict) else ():
                yield from _misspelt(element.get(key), ("elements", number, key))


def _misspelt(condition: object, place: Place) -> Iterator[tuple[Place, str, str]]:
    if not isinstance(condition, dict):
        return
    for word in ("all", "any"):
        parts = condition.get(word)
        for number, part in enumerate(parts if isinstance(parts, tuple) else ()):
            yield from _misspelt(part, (*place, word, number))
    if RESERVED.isdisjoint(condition) and not _is_answer(condition):
        for key in condition:
            if meant := nearest_word(key, RESERVED):
                says = f"there is no condition {quoted(key)}; did you mean {quoted(meant)}?"
                yield place, key, says
                return


def _is_answer(condition: dict[str, object]) -> bool:
    """Return whether a condition can be meant to name the levels of one question."""
    held = next(iter(condition.values()), None)
    words = held if isinstance(held, tuple) else ()
    return (
        len(condition) == 1
        and not isinstance(held, dict | bool | int)
        and not any(isinstance(word, dict) for word in words)
    )
