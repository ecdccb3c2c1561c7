"""Names of files: which ending goes with which format, and a plain name for what people write."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TypeVar

# A format that is named may go to a file with an ending that nobody knows, but to none of these:
# the program that opens such a file would show ours as nonsense.
_OF_OTHER_PROGRAMS = frozenset(
    {".doc", ".docm", ".dot", ".dotx", ".odt", ".rtf", ".pages", ".ppt", ".pptx"}
    | {".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers", ".tsv", ".tab", ".xml", ".zip"}
)
# Nor to one that we write ourselves, by whichever command: what `advisor template --format csv
# --output a.html` wrote would open in a browser. The tables of formats stand above this part, so
# their endings are repeated here; a test fails if one is left out.
_OF_SOME_PROGRAM = _OF_OTHER_PROGRAMS | frozenset(
    {".txt", ".ansi", ".md", ".markdown", ".json", ".html", ".htm", ".svg", ".docx", ".pdf"}
    | {".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".ics", ".yaml", ".yml"}
)
# Names of devices on Windows, whatever the ending: a file called con.yaml cannot be opened there.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


@dataclass(frozen=True, slots=True)
class Format:
    """One row of a table of formats.

    Attributes:
        name: What ``--format`` takes.
        endings: How its files end; the first is suggested, and is the ending of this format alone
            unless an earlier row has it too.
        is_also_text: Whether ``.txt`` is fine where the format is asked for by name.
        is_binary: Whether bytes are written, which no terminal can show.
    """

    name: str
    endings: tuple[str, ...]
    _: KW_ONLY
    is_also_text: bool = False
    is_binary: bool = False


F = TypeVar("F", bound=Format)
PARTNERSHIP_FILE = Format(name="yaml", endings=(".yaml", ".yml"), is_also_text=True)
# Scores, templates and action plans are written in these; each table adds its writers.
CSV = Format(name="csv", endings=(".csv",), is_also_text=True)
XLSX = Format(name="xlsx", endings=(".xlsx",), is_binary=True)


@dataclass(frozen=True, slots=True)
class EndingFault:
    """Why a file cannot have the ending that it has, and what would be right."""

    message: str


def names(formats: Sequence[Format]) -> list[str]:
    """Return what ``--format`` takes."""
    return [format_.name for format_ in formats]


def format_named(name: str, formats: Sequence[F]) -> F:
    """Return the format of this name.

    Raises:
        ValueError: There is none.
    """
    for format_ in formats:
        if format_.name == name:
            return format_
    raise ValueError(f"there is no format {name!r}; there are {', '.join(names(formats))}")


def ending_of(file: Path) -> str:
    """Return the ending of a file's name in lower case, or nothing."""
    return file.suffix.lower()


def format_for(
    file: Path | None, asked: str | None, formats: Sequence[F], default: str | None
) -> F | EndingFault | None:
    """Return the format in which to write a file, or why its ending does not fit.

    Args:
        file: Where it goes; None is standard output.
        asked: The format that was asked for by name.
        formats: All that the command can write.
        default: What a file without an ending, and standard output, get.
    """
    ending = ending_of(file) if file else ""
    if asked is not None:
        found = format_named(asked, formats)
        fault = ending_fault(ending, found, formats)
        return EndingFault(fault) if fault else found
    if not ending:
        return None if default is None else format_named(default, formats)
    for format_ in formats:
        if ending in format_.endings:
            return format_
    return EndingFault(f"{known_endings(formats)}, not in {ending}{_instead(ending, formats)}")


def known_endings(formats: Sequence[Format]) -> str:
    """Return ``can end in .a, .b or .c`` for the endings of some formats."""
    *most, last = dict.fromkeys(ending for format_ in formats for ending in format_.endings)
    return f"can end in {', '.join(most)} or {last}" if most else f"can end in {last}"


def ending_fault(ending: str, format_: Format, others: Sequence[Format] = ()) -> str:
    """Return why a file of a format cannot end so, or nothing; an unknown ending is fine."""
    if ending in format_.endings or (ending == ".txt" and format_.is_also_text):
        return ""
    if ending in _OF_SOME_PROGRAM or any(ending in other.endings for other in others):
        return f"{format_.name} goes to a file that ends in {format_.endings[0]}, not in {ending}"
    return ""


def _instead(ending: str, formats: Sequence[Format]) -> str:
    if ending in _OF_OTHER_PROGRAMS:
        is_page = "html" in names(formats)
        return "; Word opens .html, and a browser prints it to PDF" if is_page else ""
    return "" if ending in _OF_SOME_PROGRAM else "; or say which form it has by --format"


def slug(name: str) -> str:
    """Return a plain file name: lower case, hyphens, nothing else."""
    # NFKD takes letters and accents apart, so that "é" leaves an "e" and not a gap.
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # 60 letters are a choice: names of 255 bytes are what most file systems take, and an ending and
    # "-advice" follow. The cut may be at a hyphen, hence the second strip.
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    return "partnership" if not plain or plain in _RESERVED else plain
