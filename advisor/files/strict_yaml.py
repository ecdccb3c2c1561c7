"""Reads YAML strictly: 1.2 words, no aliases or duplicate keys, bounded, lines kept.

``no`` is the word no. Sequences become tuples, so what is read can be shared safely. A text that is
JSON is read as JSON.
"""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import yaml

from advisor.files.clean_text import quoted
from advisor.files.document import Document
from advisor.files.faults import Fault, Faults, Place
from advisor.files.strict_json import NotJson, json_places, read_json
from advisor.files.yaml_faults import not_yaml
from advisor.files.yaml_scalars import scalar

# Both bounds are choices, far from what people write: of the shipped files the largest has 34,960
# bytes and the deepest is nested 12 deep. libyaml itself gives up between 1,000 and 5,000 levels
# (PyYAML 6.0.4), json at the recursion limit.
MAX_BYTES = 1_000_000
MAX_DEPTH = 40


# A PyYAML that was built without libyaml has no CLoader. The rulebook takes 14 times as long
# without it: 1.42 s of CPU time instead of 0.10 s for 461 files.
_Parser = getattr(yaml, "CLoader", yaml.Loader)
_NODES = frozenset({yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent})
_NO_TEXT = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF-")
"""How a zip file, and so a workbook or a document, and a PDF begin."""
_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'[^']*'""", re.DOTALL)
# Looked for before parsing: for these PyYAML raises ReaderError, which has a position but no line.
_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file.

    Raises:
        Faults: The file cannot be read, is not UTF-8 text, is too large, or is not strict YAML.
    """
    file = name or str(path)
    try:
        with io.BufferedReader(io.FileIO(path, opener=_open_at_once)) as stream:
            # One byte too many tells that a file is too large, however large it is.
            data = stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise Faults([Fault(file, 0, "is a folder; a file is expected")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Faults([Fault(file, 0, f"cannot be read: {reason}")]) from None
    return parse_yaml(data, file)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for a writer, if it is a pipe."""
    # Opened without O_NONBLOCK, a pipe that nobody has opened for writing waits for ever.
    at_once: int = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | at_once)
    if at_once:
        os.set_blocking(handle, True)
    return handle


def parse_yaml(data: bytes, file: str) -> Document:
    """Read YAML from bytes; ``file`` is the name to use in faults.

    Raises:
        Faults: The bytes are not UTF-8 text, are too many, or are not strict YAML.
    """
    if data.startswith(_NO_TEXT):
        says = "is not a text file (a workbook, document or archive); advisor score reads .xlsx"
        raise Faults([Fault(file, 0, says)])
    if len(data) > MAX_BYTES:
        raise Faults([Fault(file, 0, f"is larger than {MAX_BYTES:,} bytes; is this the file?")])
    try:
        # Windows programs put a byte order mark first, which json.loads refuses.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Faults([Fault(file, line, "is not text in UTF-8; save it as UTF-8")]) from None
    try:
        # First, and cheap: on YAML json.loads gives up at the first word, 2 ms for the 461 rule
        # files.
        value, is_sound = read_json(text, MAX_DEPTH)
        return Document(file, text, value, () if is_sound else _json_faults(text, file))
    except NotJson as error:
        stops_at = error.line
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        says = f"holds a character that no text has (U+{ord(found[0]):04X}); is this the file?"
        raise Faults([Fault(file, line, says)])
    builder = _Builder(text, file)
    try:
        return builder.document()
    except yaml.MarkedYAMLError as error:
        fault = not_yaml(error, text, file)
        if builder.was_too_deep_for(error):
            fault = Fault(file, fault.line, _TOO_DEEP)
        elif file.lower().endswith(".json"):
            says = "is not JSON: look at the commas, the brackets and the quotes near here"
            fault = Fault(file, stops_at, says)
        raise Faults([*builder.faults, fault]) from None


_TOO_DEEP = f"is nested more than {MAX_DEPTH} deep"


def _json_faults(text: str, file: str) -> tuple[Fault, ...]:
    """Return a fault for each key in a JSON text that is a duplicate.

    Raises:
        Faults: It is nested too deep.
    """
    faults: list[Fault] = []
    for place, line, first, opens in json_places(text):
        if first is not None:
            faults.append(_twice(file, line, place[-1], first))
        if opens and len(place) >= MAX_DEPTH:
            raise Faults([*faults, Fault(file, line, _TOO_DEEP)])
    return tuple(faults)


def _twice(file: str, line: int, key: object, first: int) -> Fault:
    says = f"{quoted(key)} is a duplicate key (first on line {first})"
    return Fault(file, line, says)


class _Builder:
    """Builds a document from the events of one parse, with every line and every fault."""

    def __init__(self, text: str, file: str) -> None:
        self._events: Callable[[], yaml.Event] = _Parser(text).get_event
        # The last event before a fault tells how far the parser had looked ahead.
        self._last: yaml.Event | None = None
        self._depth = 0
        self._text = text
        self._file = file
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []

    def document(self) -> Document:
        value: object = None
        seen = False
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self._stop(event, "holds a second YAML document; one is expected")
                seen = True
            elif isinstance(event, yaml.NodeEvent):
                self.lines[()] = _line(event)
                value = self._node(event, ())
        return Document(self._file, self._text, value, tuple(self.faults), self.lines)

    def _next(self) -> Any:
        self._last = self._events()
        return self._last

    def was_too_deep_for(self, error: yaml.MarkedYAMLError) -> bool:
        """Return whether the parser gave up on a text that is nested too deep.

        It looks ahead of its events, to the end of a line or further, and has a bound of its own,
        which differs from one release to the next.
        """
        reached = self._last.end_mark.index if self._last and self._last.end_mark else 0
        mark = error.problem_mark
        ahead = self._text[reached : mark.index] if mark else ""
        ahead = _QUOTED.sub("", ahead)
        opened = sum(map(ahead.count, "[{")) - sum(map(ahead.count, "]}"))
        return self._depth + opened > MAX_DEPTH

    def _stop(self, event: yaml.Event, says: str) -> NoReturn:
        raise Faults([*self.faults, Fault(self._file, _line(event), says)])

    def _node(self, event: Any, place: Place) -> object:
        kind = type(event)
        # An alias can make a small file huge: each level of ten aliases is ten times as much.
        if kind not in _NODES or event.anchor is not None:
            anchor = quoted(getattr(event, "anchor", None))
            self._stop(event, f"uses the alias or anchor {anchor}; write the value out")
        if event.tag is not None:
            self._stop(event, f"uses the tag {quoted(event.tag)}; leave it out")
        if kind is yaml.ScalarEvent:
            return scalar(event)
        if self._depth >= MAX_DEPTH:
            self._stop(event, _TOO_DEEP)
        self._depth += 1
        build = self._mapping if kind is yaml.MappingStartEvent else self._sequence
        built = build(place)
        self._depth -= 1
        return built

    # A rulebook has tens of thousands of scalars, and these two take them without a call.

    def _mapping(self, place: Place) -> dict[str, object]:
        built: dict[str, object] = {}
        events, lines = self._events, self.lines
        event: Any
        while True:
            self._last = event = events()
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                return built
            if kind is not yaml.ScalarEvent:
                self._stop(event, "has a key that is not a word")
            if event.anchor is not None or event.tag is not None:
                self._node(event, place)
            key: str = event.value
            inner = (*place, key)
            line = event.start_mark.line + 1
            first = lines.setdefault(inner, line)
            if key in built:
                self.faults.append(_twice(self._file, line, key, first))
            self._last = event = events()
            if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
                value = scalar(event)
            else:
                value = self._node(event, inner)
            built.setdefault(key, value)

    def _sequence(self, place: Place) -> tuple[object, ...]:
        built: list[object] = []
        events, lines = self._events, self.lines
        event: Any
        while True:
            self._last = event = events()
            if type(event) is yaml.SequenceEndEvent:
                return tuple(built)
            inner = (*place, len(built))
            lines[inner] = event.start_mark.line + 1
            if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
                built.append(scalar(event))
            else:
                built.append(self._node(event, inner))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
