"""What a YAML or JSON file says, with the line of each key and item for faults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

from advisor.files.faults import Fault, Place
from advisor.files.strict_json import json_places
from advisor.files.text_comparison import comparable_words


class PlacedFault(NamedTuple):
    """What is wrong at a place of a document.

    Attributes:
        subject: The key that it speaks of, where the place alone does not tell a reader.
    """

    place: Place
    says: str
    subject: str = ""


@dataclass(frozen=True)
class Document:
    """What a YAML file says.

    Attributes:
        file: The name to use in faults.
        text: What was read.
        value: Dictionaries, tuples, texts, numbers, truth values and None.
        faults: Faults that did not stop the reading: duplicate keys.
        yaml_lines: The line of each key and item of YAML; JSON is read without them.
    """

    file: str
    text: str
    value: object
    faults: tuple[Fault, ...] = ()
    yaml_lines: Mapping[Place, int] | None = None

    @cached_property
    def lines(self) -> Mapping[Place, int]:
        """The line, from 1, at which each key and item is."""
        if self.yaml_lines is not None:
            return self.yaml_lines
        # The parser of JSON keeps no lines, so the text is read again once a fault asks for one.
        return {one.place: one.line for one in json_places(self.text)}

    def line_of(self, place: Place) -> int:
        """Return the line of the place, passing over steps that the document does not have."""
        return self.lines.get(self.place_in(place), 1)

    def place_in(self, place: Place) -> Place:
        """Return the place less the steps that the document does not have.

        A key that the document spells otherwise (``head_backing``) is the same step.
        """
        found: Place = ()
        for step in place:
            if (*found, step) in self.lines:
                found = (*found, step)
            elif other := self._respelt(found, step):
                found = other
        return found

    def _respelt(self, within: Place, step: str | int) -> Place | None:
        words = comparable_words(str(step))
        keys = (place for place in self.lines if len(place) == len(within) + 1)
        return next(
            (p for p in keys if p[:-1] == within and comparable_words(str(p[-1])) == words), None
        )

    def with_copies(self, copies: Iterable[tuple[Place, Sequence[Place]]]) -> Self:
        """Return the document in which places have the lines of other places."""
        lines = dict(self.lines)
        for old, places in copies:
            at = self.place_in(old)
            inner = [(place, line) for place, line in self.lines.items() if place[: len(at)] == at]
            for new in places:
                lines |= {(*new, *place[len(at) :]): line for place, line in inner}
                lines.setdefault(new[:1], lines[new])
        return replace(self, yaml_lines=lines)

    def fault(self, place: Place, says: str, subject: str = "") -> Fault:
        """Return a fault at the place; the subject is the key that it speaks of."""
        return Fault(self.file, self.line_of(place), f"{subject}: {says}" if subject else says)
