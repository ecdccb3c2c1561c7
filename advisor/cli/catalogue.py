"""``advisor rules`` and ``advisor questions``: what the rulebook holds, listed and one by one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import json_option, rulebook_from, rules_option, unknown_name
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write

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


def _must_be_known(sort: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise unknown_name(sort, name, known)


@click.group(short_help="List the rules, or show one.")
def rules() -> None:
    """List the rules, or show one with its reasons, sources and examples."""


@rules.command("list")
@_with_view
def list_rules(view: View) -> int:
    """List every rule: its severity, what it holds, its title."""
    from advisor.report import rule_pages

    rulebook = rulebook_from(view.rules_folder)
    return view.show(rulebook, rulebook.rules, rule_pages.as_json, rule_pages.listed)


@rules.command("show")
@click.argument("rule", metavar="ID")
@_with_view
def show_rule(view: View, rule: str) -> int:
    """Show the rule ID: when it stands, why, what it holds, its sources and examples."""
    from advisor.report import rule_pages

    rulebook = rulebook_from(view.rules_folder)
    _must_be_known("rule", rule, rulebook.rules)
    page = functools.partial(rule_pages.shown, rule_id=rule)
    return view.show(rulebook, [rule], rule_pages.as_json, page)


@click.group(short_help="List the questions, or show one.")
def questions() -> None:
    """List the questions, or show one with its levels and who could tell."""


@questions.command("list")
@_with_view
def list_questions(view: View) -> int:
    """List every question: of whom, at which stages, what it asks."""
    from advisor.report import question_pages

    rulebook = rulebook_from(view.rules_folder)
    return view.show(rulebook, rulebook.questions, question_pages.as_json, question_pages.listed)


@questions.command("show")
@click.argument("question", metavar="ID")
@_with_view
def show_question(view: View, question: str) -> int:
    """Show the question ID: why it is asked, its levels, what enough looks like."""
    from advisor.report import question_pages

    rulebook = rulebook_from(view.rules_folder)
    _must_be_known("question", question, rulebook.questions)
    page = functools.partial(question_pages.shown, question_id=question)
    return view.show(rulebook, [question], question_pages.as_json, page)
