"""``advisor why``: why a risk or strength is so in one partnership file, or why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import file_argument, known_name, scenario_from
from advisor.cli.output import write
from advisor.cli.viewing import View, with_view
from advisor.files.clean_text import quoted
from advisor.files.faults import nearest_text
from advisor.files.text_comparison import comparable

if TYPE_CHECKING:
    from advisor.rulebook.rulebook import Rulebook

_SORT = "risk, strength or concern"
_BEFORE_TITLE = re.compile(r"^(\d+ )?(likely: )?")
_AFTER_TITLE = re.compile(r"(, unless .*|\.? \(you disagree[.:].*\)|\.)$")
"""What the advice adds to a title: a number, a possible excuse, that the room disagrees."""


@click.command(short_help="Explain why a risk is there, or why not.")
@file_argument
@click.argument("risk")
@click.option(
    "--as-example",
    is_flag=True,
    help="Print the case as an example, to paste into the rule.",
)
@with_view
def why(view: View, file: Path, risk: str, as_example: bool) -> int:
    """Show why RISK is true of FILE, or why not and which answers would change that.

    RISK is the id of a risk, a strength or a concern, or its title as the advice prints it. If
    several risks are behind a concern, it lists them with their ids.
    """
    from advisor.reasoning.evaluator import evaluate
    from advisor.report.explain.why import why_lines
    from advisor.report.explain.why_concern import concern_lines, risks_to_explain

    rulebook = view.rulebook
    name = _id_of(risk, rulebook)
    scenario = scenario_from(file, rulebook)
    if concern := rulebook.concerns.get(name):
        behind = [one.id for one in rulebook.risks_of[name]]
        traces = evaluate(rulebook, scenario, behind)
        risks = risks_to_explain(concern, traces, rulebook, scenario.judged_at)
        if not risks:
            raise click.UsageError(f"the concern {name} has no risk in this rulebook")
        if len(risks) > 1 and as_example:
            ids = ", ".join(one.id for one in risks)
            raise click.UsageError(f"--as-example takes one risk; {name} has {ids}")
        if len(risks) > 1:
            return view.print_lines(concern_lines(concern, risks, traces, rulebook, view.columns))
        name = risks[0].id
    rule = rulebook.rules[name]
    if as_example:
        from advisor.authoring.example_writer import rule_example

        write(rule_example(rule, rulebook, scenario))
        return Exit.DONE
    trace = evaluate(rulebook, scenario, [name]).get(name)
    return view.print_lines(why_lines(rule, trace, rulebook, scenario, view.columns))


def _id_of(said: str, rulebook: Rulebook) -> str:
    """Return the id of the rule or concern that an id or a title names.

    Raises:
        click.UsageError: There is none; the message names the nearest.
    """
    ids = {rule.title: rule.id for rule in rulebook.rules.values()}
    ids |= {concern.title: concern.id for concern in rulebook.concerns.values()}
    titles = {comparable(title): title for title in ids}
    # A report prints titles, and that is what people copy.
    text = _BEFORE_TITLE.sub("", comparable(said))
    title = titles.get(text) or titles.get(_AFTER_TITLE.sub("", text))
    if title is not None:
        return ids[title]
    if near := nearest_text(text, titles):
        hint = f"did you mean {quoted(titles[near], 100)}?"
        raise click.UsageError(f"there is no {_SORT} {quoted(said, 100)}; {hint}")
    return known_name(_SORT, said, (*rulebook.rules, *rulebook.concerns))
