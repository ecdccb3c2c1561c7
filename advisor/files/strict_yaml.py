"""Reads YAML strictly: 1.2 words, no aliases or duplicate keys, bounded, lines kept.

``no`` is the word no. Sequences become tuples, so what is read can be shared safely.
"""

import io
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

import yaml

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults
from advisor.files.yaml_faults import not_yaml

MOST_BYTES = 1_000_000
MOST_DEPTH = 40

Place = tuple[str | int, ...]
"""A way into a document: keys and positions from the top."""

_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,30}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("0123456789+-.")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Document:
    """What a YAML file says, with the line of every key and item.

    Attributes:
        file: The name to use in faults.
        value: Dictionaries, tuples, texts, numbers, truth values and None.
        lines: The line, from 1, at which each place of the document stands.
        faults: Faults that did not stop the reading: keys that stand twice.
    """

    file: str
    value: object
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...]

    def line_of(self, place: Place) -> int:
        """Return the line of the place, passing over steps that the document does not have."""
        found: Place = ()
        for step in place:
            if (*found, step) in self.lines:
                found = (*found, step)
        return self.lines.get(found, 1)

    def fault(self, place: Place, says: str) -> Fault:
        """Return a fault at the place."""
        return Fault(self.file, self.line_of(place), says)


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file.

    Raises:
        Faults: The file cannot be read, is not UTF-8 text, is too large, or is not strict YAML.
    """
    file = name or str(path)
    try:
        with io.BufferedReader(io.FileIO(path, opener=_open_at_once)) as stream:
            data = stream.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise Faults([Fault(file, 0, "is a folder; a file is expected")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Faults([Fault(file, 0, f"cannot be read: {reason}")]) from None
    return parse_yaml(data, file)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for whoever might one day write to it, if it is a pipe."""
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
    if len(data) > MOST_BYTES:
        raise Faults([Fault(file, 0, f"is larger than {MOST_BYTES:,} bytes; is this the file?")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Faults([Fault(file, line, "is not text in UTF-8; save it as UTF-8")]) from None
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        says = f"holds a character that no text has (U+{ord(found[0]):04X}); is this the file?"
        raise Faults([Fault(file, line, says)])
    builder = _Builder(text, file)
    try:
        return builder.document()
    except yaml.MarkedYAMLError as error:
        raise Faults([*builder.faults, not_yaml(error, text, file)]) from None


class _Builder:
    """Builds a document from the events of one parse."""

    def __init__(self, text: str, file: str) -> None:
        loader = getattr(yaml, "CLoader", yaml.Loader)(text)
        self._next: Callable[[], yaml.Event] = loader.get_event
        self._file = file
        self._lines: dict[Place, int] = {}
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
                value = self._node(event, ())
        lines = MappingProxyType(self._lines)
        return Document(self._file, value, lines, tuple(self.faults))

    def _stop(self, event: yaml.Event, says: str) -> NoReturn:
        raise Faults([*self.faults, Fault(self._file, _line(event), says)])

    def _node(self, event: yaml.Event, place: Place) -> object:
        if place not in self._lines:
            self._lines[place] = _line(event)
        if not isinstance(event, _NODES) or event.anchor is not None:
            anchor = quoted(getattr(event, "anchor", None))
            self._stop(event, f"uses the alias or anchor {anchor}; write the value out")
        if event.tag is not None:
            self._stop(event, f"uses the tag {quoted(event.tag)}; leave it out")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(place) >= MOST_DEPTH:
            self._stop(event, f"is nested more than {MOST_DEPTH} deep")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        return self._sequence(place)

    def _mapping(self, place: Place) -> dict[str, object]:
        built: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(event, "has a key that is not a word")
            inner = (*place, event.value)
            self._node(event, inner)
            if event.value in built:
                first = self._lines[inner]
                says = f"{quoted(event.value)} stands twice; it stands in line {first} already"
                self.faults.append(Fault(self._file, _line(event), says))
            value = self._node(self._next(), inner)
            built.setdefault(event.value, value)
        return built

    def _sequence(self, place: Place) -> tuple[object, ...]:
        built: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            built.append(self._node(event, (*place, len(built))))
        return tuple(built)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _scalar(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text
