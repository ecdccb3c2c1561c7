"""``advisor check``: every fault of partnership files and rule folders, with file and line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import opened_from, rulebook_from, rules_option
from advisor.cli.output import write
from advisor.files.faults import Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from advisor.files.folders import InFolder
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.load_scenario import Opened

_Found = tuple["list[Fault]", "list[Fault]"]
"""Faults that keep something from loading, and remarks."""


@click.command(short_help="List every fault in files and rule folders.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
def check(paths: tuple[Path, ...], rules_folder: Path | None) -> int:
    """List every fault in partnership files, folders of them, and rule folders.

    A folder with a rulebook.yaml is a rule folder. It is loaded and linted, its examples are run,
    and the schemas stored in it are compared. Exits with 1 if there are only remarks, and with 2
    if something does not load.
    """
    faults: list[Fault] = []
    remarks: list[Fault] = []
    rulebook: Rulebook | None = None
    for one in _found_at(paths):
        if one.fault is not None:
            faults.append(one.fault)
            continue
        if one.is_whole:
            found = _check_rules(one.path)
        else:
            # Not for a rule folder, which may be the one that does not load.
            rulebook = rulebook or rulebook_from(rules_folder)
            found = _check_scenario(one.path, rulebook)
        faults += found[0]
        remarks += found[1]
    # A set, since paths may overlap: a folder, and a file in it.
    for fault in sorted({*faults, *remarks}):
        write(f"{fault}\n")
    count = len({*faults, *remarks})
    click.echo(f"{count} found" if count else "no faults", err=True)
    if faults:
        return Exit.CANNOT
    return Exit.NO if remarks else Exit.DONE


def _found_at(paths: Iterable[Path]) -> Iterator[InFolder]:
    """Yield each partnership file and rule folder at or below the paths."""
    from advisor.files.folders import InFolder, walk
    from advisor.rulebook.loading import HEADER
    from advisor.scenario.load_scenario import PARTNERSHIP_ENDINGS

    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112  # says no where a name cannot exist
            yield InFolder(path)
            continue
        is_empty = True
        for one in walk(path, PARTNERSHIP_ENDINGS, HEADER):
            is_empty = False
            yield one
        if is_empty:
            says = "holds neither a rulebook.yaml nor any partnership file"
            yield InFolder(path, fault=Fault(str(path), 0, says))


def _check_rules(folder: Path) -> _Found:
    from advisor.authoring.lint.lint_rules import lint
    from advisor.authoring.perfect_files import perfect_file_complaints, precondition_complaints
    from advisor.authoring.rule_examples import example_faults
    from advisor.authoring.schemas.json_schemas import stale_schemas
    from advisor.authoring.silent_answers import silence_complaints
    from advisor.rulebook.loading import load_with_origins

    try:
        rulebook, origins = load_with_origins(folder)
    except Faults as error:
        return list(error.faults), []
    unreadable, failing = example_faults(rulebook, origins)
    complaints = (
        *lint(rulebook),
        *precondition_complaints(rulebook),
        *silence_complaints(rulebook),
        *perfect_file_complaints(rulebook),
    )
    stale = stale_schemas(folder, rulebook)
    return unreadable, [*map(origins.fault, complaints), *failing, *stale]


def _check_scenario(file: Path, rulebook: Rulebook) -> _Found:
    from advisor.scenario.load_scenario import scenario_complaints

    try:
        opened = opened_from(file, rulebook)
    except Faults as error:
        return list(error.faults), []
    remarks = [Fault(str(file), 0, says) for says in scenario_complaints(opened.scenario)]
    return [], [*opened.remarks, *remarks, *_contradictions(opened, rulebook)]


def _contradictions(opened: Opened, rulebook: Rulebook) -> Iterator[Fault]:
    """Yield each contradiction among the answers, at the first of them."""
    from advisor.reasoning.contradictions import contradictions_met
    from advisor.report.partner_names import asked_back

    for met in contradictions_met(rulebook, opened.scenario):
        asks = asked_back(met.contradiction.ask, met.partners)
        says = f"two answers contradict each other: {asks}"
        yield opened.document.fault(met.place_in(opened.scenario), says)
