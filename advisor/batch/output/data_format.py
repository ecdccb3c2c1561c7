"""What a format of data is; the table of them is one floor up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

from advisor.files.file_format import Format

if TYPE_CHECKING:
    from advisor.batch.output.score_lines import Put, Write
    from advisor.batch.template.template_columns import Template
    from advisor.rulebook.rulebook import Rulebook


class TableLook(NamedTuple):
    """How a table for people looks; the rulebook words the bands."""

    rulebook: Rulebook
    colour: bool
    width: int


TextWriter: TypeAlias = "Callable[[Put], AbstractContextManager[Write]]"
FileWriter: TypeAlias = "Callable[[BinaryIO, Path], AbstractContextManager[Write]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFormat(Format):
    """A format of data.

    Attributes:
        text_scores: Loads what writes scores as text, to a file or to standard output.
        file_scores: Loads what writes scores to a file only.
        template: Writes an empty file, with so many sheets for respondents.
        program: Whose files they are, where it takes the packages of the extra ``tables``.
        is_laid_out: Whether it is worth something only as a whole, being laid out over all rows.
    """

    text_scores: Callable[[TableLook], TextWriter] | None = None
    file_scores: Callable[[], FileWriter] | None = None
    template: Callable[[Template, int | None], str | bytes] | None = None
    program: str = ""
    is_laid_out: bool = False
