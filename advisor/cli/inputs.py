"""The options that commands share, and what they load."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from advisor.files.clean_text import day_from, quoted
from advisor.files.faults import Fault, Faults, nearest
from advisor.files.text_comparison import comparable, comparable_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.load_scenario import Opened
    from advisor.scenario.scenario import Scenario

C = TypeVar("C", bound="Callable[..., object]")

rules_option = click.option(
    "--rules",
    "rules_folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Read the rulebook in FOLDER instead of the shipped one.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
file_argument = click.argument("file", type=click.Path(path_type=Path))


def on_option(help_: str) -> Callable[[C], C]:
    """Return the option for the day from which days are counted."""
    return click.option("--on", metavar="DATE", callback=_day, help=help_)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return day_from(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def rulebook_from(folder: Path | None) -> Rulebook:
    """Return the rulebook in the folder, or the shipped one.

    Raises:
        Faults: It does not load.
    """
    from advisor.rulebook.loading import load_rulebook

    return load_rulebook(folder_of(folder))


def folder_of(folder: Path | None) -> Path:
    """Return the rule folder that was named, or the shipped one."""
    from advisor.files.folders import shipped

    return folder or shipped("rules")


def scenario_from(file: Path, rulebook: Rulebook) -> Scenario:
    """Return the partnership in the file; ``-`` is standard input.

    Raises:
        Faults: It does not load.
    """
    return opened_from(file, rulebook).scenario


def opened_from(file: Path, rulebook: Rulebook) -> Opened:
    """Return the partnership in the file, and what of it has moved to other names.

    Raises:
        Faults: It does not load.
    """
    from advisor.scenario.load_scenario import open_file, open_scenario

    if str(file) == "-":
        return open_scenario(standard_input(), "-", rulebook)
    return open_file(file, rulebook)


def standard_input() -> bytes:
    """Return all of standard input.

    Raises:
        Faults: It is closed.
    """
    try:
        data: bytes = sys.stdin.buffer.read()
    # Closed before the start, sys.stdin is None; closed later, reading raises ValueError.
    except (AttributeError, OSError, ValueError):
        raise Faults([Fault("-", 0, "standard input is closed")]) from None
    return data


def known_name(sort: str, name: str, known: Iterable[str]) -> str:
    """Return the id that a name means; ``_`` and capitals make no difference.

    Raises:
        click.UsageError: The rulebook has no such id; the message names the nearest it has.
    """
    ids = {comparable_words(each): each for each in known}
    if found := ids.get(comparable_words(name)):
        return found
    raise click.UsageError(f"there is no {sort} {quoted(name)}{nearest(name, ids.values())}")


def known_partner(name: str, scenario: Scenario) -> str:
    """Return the partner that a name means: its own, its short one, or the first words of one.

    Raises:
        click.UsageError: There is no such partner; the message names the nearest.
    """
    from advisor.report.partner_names import short_names

    names = short_names(scenario.partners)
    for full, short in names.items():
        if comparable(name) in {comparable(full), comparable(short)}:
            return full
    # "Willows" means The Willows School.
    begins = f"{comparable(name).removeprefix('the ')} "
    begun = [
        full for full in names if f"{comparable(full).removeprefix('the ')} ".startswith(begins)
    ]
    if len(begun) == 1:
        return begun[0]
    raise click.UsageError(f"there is no partner {quoted(name)}{nearest(name, names)}")
