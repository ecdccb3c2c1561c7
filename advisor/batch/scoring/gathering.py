"""Gathers what is to be scored: partnership files, folders of them, tables and standard input."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from advisor.batch.tables.extra import TABLE_ENDINGS
from advisor.files.faults import Fault
from advisor.files.folders import walk
from advisor.rulebook.loading import HEADER
from advisor.scenario.loading import PARTNERSHIP_ENDINGS

STANDARD_INPUT = "-"
_TO_SAVE_ANEW = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".tab"})
"""How spreadsheets end that are not read."""


class Found(NamedTuple):
    """Something to score, or why it cannot be looked into.

    Attributes:
        is_table: Whether each partnership is a row or several; else the file is one.
    """

    path: Path
    is_table: bool
    fault: Fault | None = None


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
            yield _unread(path, says)
        else:
            yield Found(path, path.suffix.lower() in TABLE_ENDINGS)


def _in_folder(folder: Path) -> Iterator[Found]:
    is_empty = True
    for one in walk(folder, PARTNERSHIP_ENDINGS, HEADER):
        if not one.is_whole:
            is_empty = False
            yield Found(one.path, False, one.fault)
    if is_empty:
        says = "holds no partnership file (.yaml, .yml or .json); name a table itself"
        yield _unread(folder, says)


def _unread(path: Path, says: str) -> Found:
    return Found(path, False, Fault(str(path), 0, says))
