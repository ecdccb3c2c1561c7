"""Gathers what is to be scored: partnership files, folders of them, tables and standard input."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from advisor.batch.tables.install_hint import TABLE_ENDINGS
from advisor.files.faults import Fault
from advisor.files.folders import walk
from advisor.rulebook.loading import HEADER
from advisor.scenario.load_scenario import PARTNERSHIP_ENDINGS

STANDARD_INPUT = "-"
_TO_SAVE_ANEW = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".tab"})
"""How spreadsheets end that are not read."""


class PartnershipFile(NamedTuple):
    """A file that is one partnership.

    Attributes:
        data: What standard input held; nothing for a file, which is read when its turn comes.
    """

    path: Path
    data: bytes | None = None


class TableFile(NamedTuple):
    """A file in which each partnership is a row or several."""

    path: Path


class Unread(NamedTuple):
    """Something that cannot be looked into, and why."""

    faults: tuple[Fault, ...]


Found = PartnershipFile | TableFile | Unread


def found_at(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield each file in the order of the paths, and of names within a folder.

    A folder is searched to the bottom for partnership files; rule folders and what is hidden are
    left out. So are tables, since one may be what was written there before; a table is named.

    Args:
        paths: Files, folders, or ``-`` for a partnership file on standard input.
    """
    for path in paths:
        if str(path) != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112  # says no where a name cannot exist
            yield from _in_folder(path)
        elif path.suffix.lower() in _TO_SAVE_ANEW:
            says = "is no table that can be read; save it as .xlsx, or as .csv in UTF-8"
            yield unread(path, says)
        elif path.suffix.lower() in TABLE_ENDINGS:
            yield TableFile(path)
        else:
            yield PartnershipFile(path)


def _in_folder(folder: Path) -> Iterator[Found]:
    is_empty = True
    for one in walk(folder, PARTNERSHIP_ENDINGS, HEADER):
        if not one.is_whole:
            is_empty = False
            yield Unread((one.fault,)) if one.fault else PartnershipFile(one.path)
    if is_empty:
        says = "holds no partnership file (.yaml, .yml or .json); name a table itself"
        yield unread(folder, says)


def unread(path: Path, says: str) -> Unread:
    """Return why a file cannot be looked into."""
    return Unread((Fault(str(path), 0, says),))
