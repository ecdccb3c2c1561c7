"""``advisor check``: every fault of partnership files and rule folders, with file and line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option, scenario_from
from advisor.cli.output import write

if TYPE_CHECKING:
    from advisor.files.faults import Fault
    from advisor.rulebook.rulebook import Rulebook

_Found = tuple["list[Fault]", "list[Fault]"]
"""Faults that keep something from loading, and what is only worth mending."""


@click.command(short_help="Find every fault of files and rule folders.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
def check(paths: tuple[Path, ...], rules_folder: Path | None) -> int:
    """Find every fault of partnership files, folders of them, and rule folders.

    A folder that holds a rulebook.yaml is a rule folder: it is loaded, linted, and its examples
    are run. Exit 1 where there is only something worth mending, 2 where something does not load.
    """
    faults: list[Fault] = []
    mend: list[Fault] = []
    rulebook: Rulebook | None = None
    for path in paths:
        for folder in _rule_folders(path):
            found = _check_rules(folder)
            faults += found[0]
            mend += found[1]
        if not _is_rule_folder(path):
            rulebook = rulebook or rulebook_from(rules_folder)
            found = _check_scenarios(path, rulebook)
            faults += found[0]
            mend += found[1]
    for fault in sorted({*faults, *mend}):
        write(f"{fault}\n")
    count = len({*faults, *mend})
    click.echo(f"{count} found" if count else "no faults", err=True)
    if faults:
        return Exit.CANNOT
    return Exit.NO if mend else Exit.DONE


def _is_rule_folder(path: Path) -> bool:
    try:
        return (path / "rulebook.yaml").exists()
    except OSError:
        return False


def _rule_folders(path: Path) -> list[Path]:
    """Return the rule folders at or below a path."""
    if _is_rule_folder(path):
        return [path]
    return [file.parent for file in _files_below(path) if file.name == "rulebook.yaml"]


def _files_below(path: Path) -> list[Path]:
    """Return the YAML files in a folder, without those that other programs keep hidden there."""
    try:
        files = sorted(path.rglob("*.y*ml")) if path.is_dir() else []
    except OSError:
        return []
    return [f for f in files if not any(p.startswith(".") for p in f.relative_to(path).parts)]


def _check_rules(folder: Path) -> _Found:
    from advisor.files.faults import Faults
    from advisor.reasoning.examples import example_faults
    from advisor.reasoning.preconditions import precondition_complaints
    from advisor.rulebook.lint import lint
    from advisor.rulebook.loading import load_with_origins

    try:
        rulebook, origins = load_with_origins(folder)
    except Faults as error:
        return list(error.faults), []
    unreadable, failing = example_faults(rulebook, origins)
    complaints = (*lint(rulebook), *precondition_complaints(rulebook))
    return unreadable, [*map(origins.fault, complaints), *failing]


def _check_scenarios(path: Path, rulebook: Rulebook) -> _Found:
    from advisor.files.faults import Fault, Faults
    from advisor.scenario.lint import scenario_complaints

    is_folder = os.path.isdir(path)  # noqa: PTH112  # says no where a name cannot exist
    rules = _rule_folders(path)
    below = _files_below(path)
    files = [f for f in below if not any(f.is_relative_to(folder) for folder in rules)]
    if is_folder and not below:
        return [Fault(str(path), 0, "holds neither a rulebook.yaml nor any partnership file")], []
    faults: list[Fault] = []
    mend: list[Fault] = []
    for file in files if is_folder else [path]:
        try:
            scenario = scenario_from(file, rulebook)
        except Faults as error:
            faults += error.faults
        else:
            mend += [Fault(str(file), 0, says) for says in scenario_complaints(scenario)]
    return faults, mend
