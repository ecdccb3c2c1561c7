"""Gathers partnership files from files, folders and standard input, one after the other."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from advisor.files.faults import Fault, Faults
from advisor.rulebook.loading import HEADER
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.loading import load_scenario, parse_scenario
from advisor.scenario.scenario import Scenario

ENDINGS = frozenset({".yaml", ".yml", ".json"})
STANDARD_INPUT = "-"


class Entry(NamedTuple):
    """One partnership file: what it says, or every fault that keeps it from being read."""

    file: str
    scenario: Scenario | None
    faults: tuple[Fault, ...]


def entries(
    paths: Iterable[Path], rulebook: Rulebook, standard_input: Callable[[], bytes]
) -> Iterator[Entry]:
    """Yield each partnership file in the order of the paths, and of names within a folder.

    Args:
        paths: Files, folders (searched to the bottom, rule folders and hidden ones left out), or
            ``-`` for standard input.
        rulebook: What the answers must fit.
        standard_input: Reads all of it; asked at most once a ``-``.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield _entry(STANDARD_INPUT, lambda: _parsed(standard_input, rulebook))
        elif os.path.isdir(path):  # noqa: PTH112  # says no where a name cannot exist
            yield from _of_folder(path, rulebook)
        else:
            yield _of_file(path, rulebook)


def _parsed(standard_input: Callable[[], bytes], rulebook: Rulebook) -> Scenario:
    return parse_scenario(standard_input(), STANDARD_INPUT, rulebook)


def _of_folder(folder: Path, rulebook: Rulebook) -> Iterator[Entry]:
    is_empty = True
    for entry in _below(folder, rulebook):
        is_empty = False
        yield entry
    if is_empty:
        yield _unread(folder, "holds no partnership file (.yaml, .yml or .json)")


def _below(folder: Path, rulebook: Rulebook) -> Iterator[Entry]:
    """Yield the partnership files at or below a folder, by name."""
    try:
        paths = [] if (folder / HEADER).exists() else sorted(folder.iterdir())
    except OSError as error:
        yield _unread(folder, f"cannot be read: {error.strerror}")
        return
    for path in (path for path in paths if not path.name.startswith(".")):
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, rulebook)
        elif path.suffix.lower() in ENDINGS:
            yield _of_file(path, rulebook)


def _unread(folder: Path, says: str) -> Entry:
    return Entry(str(folder), None, (Fault(str(folder), 0, says),))


def _of_file(file: Path, rulebook: Rulebook) -> Entry:
    return _entry(str(file), lambda: load_scenario(file, rulebook))


def _entry(file: str, read: Callable[[], Scenario]) -> Entry:
    try:
        return Entry(file, read(), ())
    except Faults as error:
        return Entry(file, None, tuple(error.faults))
