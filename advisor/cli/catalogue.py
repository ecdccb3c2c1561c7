"""``advisor rules``, ``questions``, ``frameworks``: the rulebook's parts, listed and one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

from advisor.cli.author_commands import AUTHORS_COMMANDS, count
from advisor.cli.inputs import json_option, known_name
from advisor.cli.sheet import sheet
from advisor.cli.viewing import View, with_view

if TYPE_CHECKING:
    from advisor.rulebook.rulebook import Rulebook


def _catalogue(
    name: str, pages: str, known: Callable[[Rulebook], Mapping[str, object]]
) -> click.Group:
    """Return the commands that list the parts of a sort, and show one of them.

    Args:
        name: The sort in the plural, which is the name of the group.
        pages: The module that lists the parts: ``listed`` and ``shown``.
        known: The parts of a rulebook by id.
    """
    sort = name.removesuffix("s")

    @click.group(name, help=f"List the {name}, or show one.")
    def group() -> None:
        pass

    @group.command("list", help=f"List every {sort}.")
    @json_option
    @with_view
    def list_all(view: View) -> int:
        # By name, and only here: importing a listing loads pydantic, which --help must not wait
        # for.
        return view.print(import_module(pages).listed(view.rulebook))

    @group.command("show", help=f"Show the {sort} with this ID.")
    @click.argument("part", metavar="ID")
    @json_option
    @with_view
    def show_one(view: View, part: str) -> int:
        rulebook = view.rulebook
        part = known_name(sort, part, known(rulebook))
        return view.print(import_module(pages).shown(rulebook, part))

    return group


rules = _catalogue("rules", "advisor.report.listings.rule_list", lambda rulebook: rulebook.rules)
rules.help = "List the rules, show one, or look at what authors need to see of them."
for author_command in AUTHORS_COMMANDS:
    rules.add_command(author_command)
questions = _catalogue(
    "questions", "advisor.report.listings.question_list", lambda rulebook: rulebook.questions
)
frameworks = _catalogue(
    "frameworks", "advisor.report.listings.framework_list", lambda rulebook: rulebook.frameworks
)
questions.help = "List the questions, show one, count them, or print them for a meeting."
questions.add_command(sheet)
questions.add_command(count)
