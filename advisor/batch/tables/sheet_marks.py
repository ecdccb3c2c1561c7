"""Which parts of a workbook are hidden, merged or not calculated, and how far a sheet reaches.

fastexcel gives values only, and tells that a sheet is hidden only after loading all of it.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ANSWERS = "answers"
"""The start of the names of answer sheets, in lower case."""
CHOICES = "Choices"
"""The hidden sheet with the choices of the drop-downs in our own template."""
_MAX_MARKUP = 16 << 20
"""More markup than this without the end of a row is not a sheet of answers."""
_CHUNK = 1 << 20
_MAX_ROWS, _MAX_COLUMNS = 1 << 20, 1 << 14
"""What a sheet of Excel holds."""
# Some writers put a prefix before every name of an element.
# Searched as bytes, not parsed: for 20,000 rows of 60 cells, 72 MB of markup, that takes 0.6 s of
# CPU time, and ElementTree.iterparse 1.7 s. fastexcel reads the same sheet in 0.4 s.
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*\bref=[\"']([A-Z]+\d+):([A-Z]+\d+)[\"']")
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?row\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*\br=[\"'](\d+)[\"']"
)
_REF = re.compile(rb"\br=[\"']([A-Z]+\d+)[\"']")
_COLUMN_LETTERS = re.compile(rb"\br=[\"']([A-Z]+)\d")
_ROW_NUMBER = re.compile(rb"\br=[\"'][A-Z]*(\d+)[\"']")
# The text that a formula gives may be an empty one, which is a value.
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")


class Cell(NamedTuple):
    """The place of a cell, both counted from 1."""

    row: int
    column: int


class SheetMarks(NamedTuple):
    """What is known of a sheet besides its values.

    Attributes:
        merged: The first and the last cell of each range that is merged.
        uncalculated: The cells that hold a formula without a value.
        hidden_rows: The rows that a filter or a person has hidden.
        reach: The last row and the last column in which anything is.
    """

    merged: tuple[tuple[Cell, Cell], ...] = ()
    uncalculated: tuple[Cell, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    reach: Cell = Cell(0, 0)


class WorkbookMarks:
    """The sheets of a workbook.

    Attributes:
        sheets: The names of its worksheets, in order; charts are none.
        hidden: Those that are hidden.

    Raises:
        Damaged: A part of the workbook is missing or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _opened(path) as book:
            main = next(_targets(book, "", "_rels/.rels", "officeDocument"), ("", ""))[1]
            folder, _, name = main.rpartition("/")
            parts = dict(_targets(book, folder, f"{folder}/_rels/{name}.rels", "worksheet"))
            sheets = [
                {_local(key): value for key, value in element.attrib.items()}
                for element in _parsed(book, main).iter()
                if _local(element.tag) == "sheet"
            ]
        found = [sheet for sheet in sheets if sheet.get("id", "") in parts]
        self._parts = {sheet.get("name", ""): parts[sheet["id"]] for sheet in found}
        self.sheets = tuple(self._parts)
        visible = {s.get("name", "") for s in found if s.get("state", "visible") == "visible"}
        self.hidden = frozenset(self.sheets) - visible

    def of(self, sheet: str) -> SheetMarks:
        """Return what a sheet says."""
        merged: list[tuple[Cell, Cell]] = []
        uncalculated: list[Cell] = []
        hidden: list[int] = []
        rows, columns = {0}, {0}
        with _opened(self._path) as book:
            for markup in _rows_of_markup(book, self._parts[sheet]):
                if _FORMULA.search(markup):
                    uncalculated += _uncalculated(markup)
                hidden += map(int, _HIDDEN_ROW.findall(markup))
                merged += [(_cell(a), _cell(b)) for a, b in _MERGED.findall(markup)]
                rows.update(map(int, {*_ROW_NUMBER.findall(markup)}))
                columns.update(map(_column, {*_COLUMN_LETTERS.findall(markup)}))
        reach = Cell(max(rows), max(columns))
        return SheetMarks(tuple(merged), tuple(uncalculated), tuple(hidden), reach)


class Damaged(Exception):
    """A part of a workbook is missing or cannot be read."""


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as book:
            yield book
    # What zipfile, zlib and expat raise for damaged data, by their documentation and by trial.
    except (
        *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, KeyError),
        *(NotImplementedError, RuntimeError, UnicodeError, ValueError, struct.error),
    ) as error:
        raise Damaged(str(error)) from None


def _rows_of_markup(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the markup of a sheet in pieces that cut no row in two."""
    held = b""
    with book.open(_named(book, part)) as stream:
        while chunk := stream.read(_CHUNK):
            held += chunk
            ends = [match.end() for match in _ROW_END.finditer(held)]
            if ends:
                yield held[: ends[-1]]
                held = held[ends[-1] :]
            elif len(held) > _MAX_MARKUP:
                # Only its end can still be the beginning of a row.
                held = held[-_CHUNK:]
    yield held


def _uncalculated(markup: bytes) -> Iterator[Cell]:
    for match in _CELL.finditer(markup):
        attributes, inner = match.groups()
        if _FORMULA.search(inner) and not (_VALUE.search(inner) or _IS_TEXT.search(attributes)):
            reference = _REF.search(attributes)
            cell = _cell(reference[1]) if reference else None
            if cell and cell.row <= _MAX_ROWS and cell.column <= _MAX_COLUMNS:
                yield cell


def _cell(reference: bytes) -> Cell:
    letters = reference.rstrip(b"0123456789")
    return Cell(int(reference[len(letters) :]), _column(letters))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _parsed(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    # expat bounds what entities grow to.
    return ElementTree.fromstring(book.read(_named(book, part)))  # noqa: S314


def _named(book: zipfile.ZipFile, part: str) -> str:
    """Return a part as the archive spells it; writers differ in capitals."""
    names = {name.casefold(): name for name in book.namelist()}
    return names[part.casefold()]


def _targets(book: zipfile.ZipFile, folder: str, part: str, of: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the target of each relation of one type that a part names."""
    for relation in _parsed(book, part):
        if relation.get("Type", "").endswith(f"/{of}"):
            # A target is relative to the folder, or absolute where it begins with a slash.
            target = posixpath.join("/", folder, relation.get("Target", ""))
            yield relation.get("Id", ""), posixpath.normpath(target).lstrip("/")
