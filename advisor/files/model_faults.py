"""Put validation errors into an author's words, each at its place in the file."""

import re
from collections.abc import Iterator
from math import isinf, isnan

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from advisor.files.clean_text import quoted
from advisor.files.document import PlacedFault
from advisor.files.faults import Place, nearest
from advisor.files.validation import ID_PATTERN

_Placed = tuple[Place, ErrorDetails]


def placed_faults(error: ValidationError, value: object) -> list[PlacedFault]:
    """Return what is wrong with a value behind a validation error, each with its place in it."""
    placed = [(_place_in(value, found), found) for found in error.errors(include_url=False)]
    return [
        PlacedFault(place, _says(found), _subject(found, place))
        for place, found in _first_hand(placed)
    ]


def _place_in(value: object, error: ErrorDetails) -> Place:
    """Return the key path of a fault in what was read.

    Pydantic's own path also has steps that no file has: the branch of a union, and a field that
    files spell differently. Skip them. The levels of a condition are under their question, the
    only key there. If a branch has the name of a key, the input of the error tells them apart.
    """
    reached: dict[Place, object] = {(): value}
    for step in error["loc"]:
        for place, held in tuple(reached.items()):
            if isinstance(held, dict):
                key = next(iter(held)) if step == "levels" and len(held) == 1 else step
                if key in held:
                    reached[*place, key] = held[key]
            elif isinstance(held, tuple) and isinstance(step, int) and step < len(held):
                reached[*place, step] = held[step]
    # "is", not "==": equal values may be in several places.
    given = [place for place, held in reached.items() if held is error["input"]]
    return max(given or reached, key=len)


def _first_hand(placed: list[_Placed]) -> Iterator[_Placed]:
    """Yield the errors that do not merely follow from others.

    A list whose items have faults counts as too short. A value of a union has faults in each
    branch; only the branch that it comes nearest to counts, or else the first.
    """
    told: set[Place] = set()
    for place, error in placed:
        if not _is_of_other_form(error):
            told.update(place[:length] for length in range(len(place) + 1))
    for place, error in placed:
        if _is_of_other_form(error):
            if place in told:
                continue
            told.update(place[:length] for length in range(len(place) + 1))
        if not _seems_too_short(error):
            yield place, error


def _seems_too_short(error: ErrorDetails) -> bool:
    if error["type"] != "too_short" or not isinstance(error["input"], tuple | dict):
        return False
    return len(error["input"]) >= int(error["ctx"]["min_length"])


def _is_of_other_form(error: ErrorDetails) -> bool:
    if error["type"] == "literal_error":
        return not isinstance(error["input"], str)
    return error["type"].endswith("_type")


def _subject(error: ErrorDetails, place: Place) -> str:
    names = [step for step in place if isinstance(step, str)]
    if error["type"] in {"fault", "missing"} or error["loc"][-1:] == ("[key]",) or not names:
        return ""
    return quoted(names[-1])


def _says(error: ErrorDetails) -> str:
    """Return in an author's words what pydantic found."""
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    match kind:
        case "fault" | "blank":
            return error["msg"]
        case "missing":
            return f"the key {quoted(error['loc'][-1])} is missing"
        case "literal_error":
            # The words of a list such as ``'a', 'b' or 'c'``.
            expected = str(context["expected"]).replace(" or ", ",")
            known = [word.strip(" '") for word in expected.split(",")]
            if error["loc"][-1] == "[key]":
                return f"unknown key {quoted(value)}{nearest(value, known)}"
            if isinstance(value, str):
                return f"{quoted(value)} is not known here{nearest(value, known)}"
            return f"expected one word, found {_read_as(value)}{nearest('', known)}"
        case "too_short":
            count, least = context["actual_length"], context["min_length"]
            return f"{f'has {count}' if count else 'is empty'}; expected {least} or more"
        case "too_long" | "string_too_long":
            most = context["max_length"]
            return f"has {len(str(value)):,} characters; the limit is {most:,}"
        case "greater_than_equal":
            return f"{_read_as(value)} is too small; the minimum is {context['ge']:,}"
        case "less_than_equal":
            return f"{_read_as(value)} is too large; the maximum is {context['le']:,}"
    expected = _EXPECTED.get(kind, "something else")
    if value is None and not error["loc"]:
        return f"is empty; {expected} is expected"
    return f"expected {expected}, found {_read_as(value)}{_hint(error)}"


def _hint(error: ErrorDetails) -> str:
    """Return what to write in place of a value of another type, or nothing."""
    kind, value = error["type"], error.get("input")
    if isinstance(value, bool):
        return f'; write "{str(value).lower()}" for the word' if kind == "string_type" else ""
    if isinstance(value, int | float) and not _LEVELS.isdisjoint(error["loc"]):
        return "; name levels, or bands of a number, in brackets"
    if isinstance(value, int | float) and kind == "string_type":
        return f'; write it in quotes: "{value}"' if len(str(value)) <= _MAX_DIGITS else ""
    if kind == "tuple_type" and isinstance(value, str) and re.match(ID_PATTERN, value):
        return f"; write it in brackets: [{value}]"
    if kind == "model_type" and isinstance(value, tuple) and not error["loc"]:
        return "; this file holds one thing, so nothing in it begins with a dash"
    return ""


_LEVELS = frozenset({"levels", "any_partner", "every_partner"})
"""Keys above the levels that a condition names."""


_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "an ordinary number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "string_pattern_mismatch": "a name in lower case with hyphens",
    "date_type": "a date such as 2026-05-12",
}


def _read_as(value: object) -> str:
    """Return what the file has, and how YAML reads it where that may surprise."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (a truth value to YAML)"
    if isinstance(value, int | float):
        return number_words(value)
    if isinstance(value, tuple):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return quoted(value)


def number_words(number: float) -> str:
    """Return a number as a message names it."""
    # A whole number of JSON may be larger than any float.
    if isinstance(number, float) and isnan(number):
        return "a value that is not a number"
    if isinstance(number, float) and isinf(number):
        return "infinity"
    digits = str(number)
    return f"the number {digits if len(digits) <= _MAX_DIGITS else f'{digits[:_MAX_DIGITS]}…'}"


_MAX_DIGITS = 30
