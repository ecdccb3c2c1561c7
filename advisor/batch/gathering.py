"""Gathers partnership files from files, folders and standard input, one after the other."""

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
        elif path.is_dir():
            yield from _of_folder(path, rulebook)
        else:
            yield _of_file(path, rulebook)


def _parsed(standard_input: Callable[[], bytes], rulebook: Rulebook) -> Scenario:
    return parse_scenario(standard_input(), STANDARD_INPUT, rulebook)


def _of_folder(folder: Path, rulebook: Rulebook) -> Iterator[Entry]:
    try:
        files = list(_files_in(folder))
    except OSError as error:
        fault = Fault(str(folder), 0, f"cannot be read: {error.strerror}")
        yield Entry(str(folder), None, (fault,))
        return
    if not files:
        fault = Fault(str(folder), 0, "holds no partnership file (.yaml, .yml or .json)")
        yield Entry(str(folder), None, (fault,))
    for file in files:
        yield _of_file(file, rulebook)


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the partnership files at or below a folder, by name."""
    if (folder / HEADER).exists():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files_in(path)
        elif path.suffix.lower() in ENDINGS:
            yield path


def _of_file(file: Path, rulebook: Rulebook) -> Entry:
    return _entry(str(file), lambda: load_scenario(file, rulebook))


def _entry(file: str, read: Callable[[], Scenario]) -> Entry:
    try:
        return Entry(file, read(), ())
    except Faults as error:
        return Entry(file, None, tuple(error.faults))
