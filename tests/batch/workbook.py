"""Reads of an Excel workbook what its maker put in it: texts, drop-downs and what is frozen."""

import re
import zipfile
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as Xml

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Validation(NamedTuple):
    """What a range of cells takes."""

    cells: str
    sort: str
    formula: str
    style: str
    prompt: str

    @property
    def column(self) -> str:
        """The letters of the column."""
        return re.match("[A-Z]+", self.cells)[0]  # type: ignore[index]


class Sheet(NamedTuple):
    """A sheet: its cells by name, its validations, and the markup itself."""

    cells: dict[str, str]
    validations: tuple[Validation, ...]
    markup: str
    is_hidden: bool

    @property
    def header(self) -> dict[str, str]:
        """The headings, by the letters of their columns."""
        found = {name: text for name, text in self.cells.items() if re.fullmatch("[A-Z]+1", name)}
        return {name[:-1]: text for name, text in found.items()}


def opened(data: bytes) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in order."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist() if "xml" in name}
    shared = [_text(item) for item in _parsed(parts["xl/sharedStrings.xml"])]
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parsed(parts["xl/_rels/workbook.xml.rels"])
    }
    sheets = {}
    for sheet in _parsed(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        markup = parts[f"xl/{targets[sheet.get(_RELATION)].removeprefix('/xl/')}"]
        hidden = sheet.get("state") in {"hidden", "veryHidden"}
        sheets[sheet.get("name", "")] = _sheet(markup, shared, is_hidden=hidden)
    return sheets


def offered(sheets: dict[str, Sheet], validation: Validation) -> list[str]:
    """Return what the drop-down of a list offers, in order."""
    place = r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)"
    name, left, first, right, last = re.fullmatch(place, validation.formula).groups()  # type: ignore[union-attr]
    assert left == right
    return [sheets[name].cells[f"{left}{row}"] for row in range(int(first), int(last) + 1)]


def _sheet(markup: str, shared: list[str], *, is_hidden: bool) -> Sheet:
    root = _parsed(markup)
    cells = {}
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if value is not None and value.text is not None:
            is_shared = cell.get("t") == "s"
            cells[cell.get("r", "")] = shared[int(value.text)] if is_shared else value.text
    validations = tuple(
        Validation(
            found.get("sqref", ""),
            found.get("type", "any"),
            found.findtext(f"{_MAIN}formula1", "").removeprefix("="),
            found.get("errorStyle", "stop"),
            found.get("prompt", ""),
        )
        for found in root.iter(f"{_MAIN}dataValidation")
    )
    return Sheet(cells, validations, markup, is_hidden)


def _parsed(text: str) -> Xml.Element:
    return Xml.fromstring(text)  # noqa: S314


def _text(item: Xml.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))
