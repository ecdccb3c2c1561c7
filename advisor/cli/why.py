"""``advisor why``: the tree behind one finding in one partnership file."""

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import (
    file_argument,
    known_name,
    rulebook_from,
    rules_option,
    scenario_from,
)
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write


@click.command(short_help="Show why a finding stands, or why not.")
@file_argument
@click.argument("finding")
@rules_option
@colour_option
@width_option
def why(
    file: Path,
    finding: str,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
) -> int:
    """Show why FINDING stands in FILE, or why not and what would change it.

    FINDING is the id of a rule, or its title as the advice prints it.
    """
    from advisor.reasoning.evaluator import evaluate
    from advisor.report.why import why_tree
    from advisor.report.writers.printing import printed

    rulebook = rulebook_from(rules_folder)
    by_title = {rule.title: rule.id for rule in rulebook.rules.values()}
    finding = known_name("finding", by_title.get(finding, finding), rulebook.rules)
    scenario = scenario_from(file, rulebook)
    trace = evaluate(rulebook, scenario).get(finding)
    tree = why_tree(rulebook.rules[finding], trace, rulebook, scenario)
    size = columns(width, to_file=False)
    write(printed(tree, size, colour=wants_colour(colour, to_file=False)))
    return Exit.DONE
