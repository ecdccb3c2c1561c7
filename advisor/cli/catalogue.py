"""``advisor rules``, ``questions``, ``frameworks``: the rulebook's parts, listed and one by one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import json_option, rulebook_from, rules_option, unknown_name
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write
from advisor.cli.sheet import sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True)
class View:
    """How a part of the catalogue is to be shown."""

    rules_folder: Path | None
    as_json: bool
    colour: Colour
    width: int | None

    def show(
        self,
        rulebook: Rulebook,
        ids: Iterable[str],
        as_json: Callable[[Rulebook, Iterable[str]], str],
        page: Callable[[Rulebook], RenderableType],
    ) -> int:
        """Print the parts with these ids as JSON, or the page."""
        from advisor.report.printing import printed

        if self.as_json:
            write(as_json(rulebook, ids))
        else:
            colour = wants_colour(self.colour, to_file=False)
            write(printed(page(rulebook), columns(self.width, to_file=False), colour=colour))
        return Exit.DONE


def _with_view(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a view, and the view in their place."""

    @functools.wraps(function)
    def run(
        rules_folder: Path | None, as_json: bool, colour: Colour, width: int | None, **rest: str
    ) -> int:
        return function(View(rules_folder, as_json, colour, width), **rest)

    for option in (width_option, colour_option, rules_option, json_option):
        run = option(run)
    return run


def _catalogue(
    name: str, pages: str, known: Callable[[Rulebook], Mapping[str, object]]
) -> click.Group:
    """Return the commands that list the parts of a sort, and show one of them.

    Args:
        name: The sort in the plural, which is the name of the group.
        pages: The module that writes the parts: ``as_json``, ``listed`` and ``shown``.
        known: The parts of a rulebook by id.
    """
    sort = name.removesuffix("s")

    @click.group(name, help=f"List the {name}, or show one.")
    def group() -> None:
        pass

    @group.command("list", help=f"List every {sort}.")
    @_with_view
    def list_all(view: View) -> int:
        rulebook = rulebook_from(view.rules_folder)
        writer = import_module(pages)
        return view.show(rulebook, known(rulebook), writer.as_json, writer.listed)

    @group.command("show", help=f"Show the {sort} with this ID.")
    @click.argument("part", metavar="ID")
    @_with_view
    def show_one(view: View, part: str) -> int:
        rulebook = rulebook_from(view.rules_folder)
        if part not in known(rulebook):
            raise unknown_name(sort, part, known(rulebook))
        writer = import_module(pages)
        return view.show(
            rulebook, [part], writer.as_json, lambda rulebook: writer.shown(rulebook, part)
        )

    return group


rules = _catalogue("rules", "advisor.report.rule_pages", lambda rulebook: rulebook.rules)
questions = _catalogue(
    "questions", "advisor.report.question_pages", lambda rulebook: rulebook.questions
)
frameworks = _catalogue(
    "frameworks", "advisor.report.framework_pages", lambda rulebook: rulebook.frameworks
)
questions.help = "List the questions, show one, or print them for a meeting."
questions.add_command(sheet)
