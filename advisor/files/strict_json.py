"""Reads a text that is JSON to the very value that ``json.loads`` gives, and finds its lines.

JSON is not quite YAML: YAML refuses the pair of escapes that JSON writes for an emoji, and some
characters that JSON may hold as they are.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from advisor.files.faults import Place

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s",:\[\]{}]+|[,:\[\]{}]')
_LINE_END = re.compile("\r\n|\r|\n")


class NotJson(Exception):
    """A text is not JSON.

    Attributes:
        line: The line at which it stops being JSON.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class JsonRead(NamedTuple):
    """A text read as JSON.

    Attributes:
        value: What it says, a list as a tuple; of two values under one key the first.
        is_sound: Whether it is within the depth allowed, without duplicate keys.
    """

    value: object
    is_sound: bool


class JsonPlace(NamedTuple):
    """A value in a JSON text: all of it, an item of a list, or the value of a key.

    Attributes:
        line: The line of the item, or of the key.
        first: The line of the same key, earlier in the same group.
        opens: Whether it is a list or a group.
    """

    place: Place
    line: int
    first: int | None
    opens: bool


def read_json(text: str, most_depth: int) -> JsonRead:
    """Return what a JSON text says.

    Raises:
        NotJson: It is not JSON.
    """
    twice: list[bool] = []

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        twice.append(True)
        # json keeps the last value of a key; the first one counts here, as in YAML.
        return found | dict(reversed(pairs))

    try:
        value = json.loads(text, object_pairs_hook=group)
        return JsonRead(_settled(value, most_depth), not twice)
    # The parser of json nests its calls and gives up somewhere; json_places below does not nest.
    except (RecursionError, _TooDeep):
        return JsonRead(None, is_sound=False)
    except json.JSONDecodeError as error:
        raise NotJson(error.lineno) from None
    except ValueError:  # a whole number of more digits than Python reads
        raise NotJson(1) from None


class _TooDeep(Exception):
    """A value is nested deeper than is allowed."""


def _settled(value: Any, depth: int) -> object:
    """Return a value with its lists as tuples."""
    # What json gives is of exactly these types, and asking for the type costs half as much.
    if type(value) is list:
        if not depth:
            raise _TooDeep
        return tuple([_settled(item, depth - 1) for item in value])
    if type(value) is dict:
        if not depth:
            raise _TooDeep
        return {
            key: held if type(held) is str else _settled(held, depth - 1)
            for key, held in value.items()
        }
    return value


def json_places(text: str) -> Iterator[JsonPlace]:
    """Yield the places of a JSON text in order."""
    line, reached = 1, 0
    # Of each list or group that is open: its place, the number of the next item of a list, and
    # the lines of the keys of a group.
    held: list[tuple[Place, list[int], dict[str, int] | None]] = []
    place: Place = ()
    before, key_line, first = "", 1, None
    for token in _TOKEN.finditer(text):
        line += len(_LINE_END.findall(text, reached, token.start()))
        reached, word = token.start(), token[0]
        keys = held[-1][2] if held else None
        if word in {"]", "}"}:
            held.pop()
        elif keys is not None and before in {"{", ","}:
            # A key may be written with escapes; only what they mean tells whether it is there
            # twice.
            key, key_line = json.loads(word), line
            place, first = (*held[-1][0], key), keys.get(key)
            keys.setdefault(key, line)
        elif word not in {",", ":"}:
            if held and keys is None:
                place, first = (*held[-1][0], held[-1][1][0]), None
                held[-1][1][0] += 1
            opens = word in {"[", "{"}
            yield JsonPlace(place, key_line if keys is not None else line, first, opens)
            if opens:
                held.append((place, [0], {} if word == "{" else None))
        before = word
