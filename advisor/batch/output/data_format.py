"""What a data format is; ``data_formats`` lists them, one layer up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from advisor.files.file_format import Format

if TYPE_CHECKING:
    from advisor.batch.template.template_columns import Template
    from advisor.rulebook.rulebook import Rulebook


class TableLook(NamedTuple):
    """How a table for people looks; the rulebook has the words for the bands."""

    rulebook: Rulebook
    colour: bool
    width: int


class ByteStream(Protocol):
    """A file or standard output; it receives whole lines."""

    def write(self, data: bytes, /) -> object:
        """Write bytes."""


class Target(NamedTuple):
    """Where a writer writes.

    Attributes:
        stream: Receives the bytes.
        name: The path that the user gave, or standard output.
        look: How a table for people looks.
    """

    stream: ByteStream
    name: str
    look: TableLook | None = None


Writer: TypeAlias = "Callable[[Target], AbstractContextManager[Callable[[Any], object]]]"
"""Gives what writes a batch; leaving its context finishes the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFormat(Format):
    """A format of data; one that is binary needs a file, and the packages of the extra ``tables``.

    Attributes:
        scores: Loads the writer of scores.
        template: Writes an empty file, with so many sheets for respondents.
        is_laid_out: Whether a part of it is useless, because the layout depends on all rows.
    """

    scores: Callable[[], Writer] | None = None
    template: Callable[[Template, int | None], str | bytes] | None = None
    is_laid_out: bool = False
