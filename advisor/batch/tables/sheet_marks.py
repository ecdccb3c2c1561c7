"""What a workbook says of its sheets that its cells do not: which are hidden, merged, uncalculated.

fastexcel gives values only, and says that a sheet is hidden once all of it is loaded.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_MAX_MARKUP = 16 << 20
"""More markup than this without the end of a row is not a sheet of answers."""
_CHUNK = 1 << 20
# Some writers put a prefix before every name of an element.
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*\bref=[\"']([A-Z]+\d+):([A-Z]+\d+)[\"']")
_REF = re.compile(rb"\br=[\"']([A-Z]+\d+)[\"']")
# The text that a formula gives may be an empty one, which is a value.
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")


class Cell(NamedTuple):
    """The place of a cell, both counted from 1."""

    row: int
    column: int


class SheetMarks(NamedTuple):
    """What a sheet says beside its values.

    Attributes:
        merged: The first and the last cell of each range that is merged.
        uncalculated: The cells that hold a formula without a value.
    """

    merged: tuple[tuple[Cell, Cell], ...] = ()
    uncalculated: tuple[Cell, ...] = ()


class WorkbookMarks:
    """What a workbook says of its sheets.

    Raises:
        KeyError: A part of the workbook is missing; ``zipfile.BadZipFile`` and
            ``ElementTree.ParseError`` likewise where one is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as book:
            main = _part_named(book, "_rels/.rels", "officeDocument") or "xl/workbook.xml"
            folder, _, name = main.rpartition("/")
            targets = _targets(book, folder, f"{folder}/_rels/{name}.rels")
            sheets = [
                element
                for element in ElementTree.fromstring(book.read(main)).iter()  # noqa: S314  # expat bounds what entities grow to
                if _local(element.tag) == "sheet"
            ]
        self._parts: dict[str, str] = {}
        self.hidden: set[str] = set()
        for sheet in sheets:
            at = {_local(key): value for key, value in sheet.attrib.items()}
            self._parts[at.get("name", "")] = targets.get(at.get("id", ""), "")
            if at.get("state", "visible") != "visible":
                self.hidden.add(at.get("name", ""))

    def of(self, sheet: str) -> SheetMarks:
        """Return what a sheet says; nothing of one that has no part of its own."""
        merged: list[tuple[Cell, Cell]] = []
        uncalculated: list[Cell] = []
        with zipfile.ZipFile(self._path) as book:
            if self._parts.get(sheet, "") not in book.namelist():
                return SheetMarks()
            for markup in _rows_of_markup(book, self._parts[sheet]):
                if _FORMULA.search(markup):
                    uncalculated += _uncalculated(markup)
                merged += [(_cell(a), _cell(b)) for a, b in _MERGED.findall(markup)]
        return SheetMarks(tuple(merged), tuple(uncalculated))


def _rows_of_markup(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the markup of a sheet in pieces that cut no row in two."""
    held = b""
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            held += chunk
            ends = [match.end() for match in _ROW_END.finditer(held)]
            if ends:
                yield held[: ends[-1]]
                held = held[ends[-1] :]
            elif len(held) > _MAX_MARKUP:
                held = held[-_CHUNK:]
    yield held


def _uncalculated(markup: bytes) -> Iterator[Cell]:
    for match in _CELL.finditer(markup):
        attributes, inner = match.groups()
        if _FORMULA.search(inner) and not (_VALUE.search(inner) or _IS_TEXT.search(attributes)):
            reference = _REF.search(attributes)
            if reference:
                yield _cell(reference[1])


def _cell(reference: bytes) -> Cell:
    letters = reference.rstrip(b"0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return Cell(int(reference[len(letters) :]), column)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _relations(book: zipfile.ZipFile, part: str) -> Iterator[dict[str, str]]:
    if part in book.namelist():
        for element in ElementTree.fromstring(book.read(part)):  # noqa: S314  # as above
            yield dict(element.attrib)


def _part_named(book: zipfile.ZipFile, part: str, ending: str) -> str | None:
    for relation in _relations(book, part):
        if relation.get("Type", "").endswith(f"/{ending}"):
            return relation.get("Target", "").removeprefix("/")
    return None


def _targets(book: zipfile.ZipFile, folder: str, part: str) -> dict[str, str]:
    found = {}
    for relation in _relations(book, part):
        target = relation.get("Target", "")
        is_absolute = target.startswith("/")
        found[relation.get("Id", "")] = target[1:] if is_absolute else f"{folder}/{target}"
    return found
