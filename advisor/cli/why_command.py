"""``advisor why``: why a risk or strength is so in one partnership file, or why not."""

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import file_argument, known_name, rulebook_from, rules_option, scenario_from
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write


@click.command(short_help="Explain why a risk is there, or why not.")
@file_argument
@click.argument("risk")
@click.option(
    "--as-example",
    is_flag=True,
    help="Print the case as an example, to paste into the rule.",
)
@rules_option
@colour_option
@width_option
def why(
    file: Path,
    risk: str,
    as_example: bool,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
) -> int:
    """Show why RISK is true of FILE, or why not and which answers would change that.

    RISK is the id of a risk or a strength, or its title as the advice prints it.
    """
    from advisor.reasoning.evaluator import evaluate
    from advisor.report.explain.why import why_lines
    from advisor.report.writers.terminal import printed_lines

    rulebook = rulebook_from(rules_folder)
    # A report prints titles, and that is what people copy.
    by_title = {rule.title: rule.id for rule in rulebook.rules.values()}
    name = known_name("risk or strength", by_title.get(risk, risk), rulebook.rules)
    rule, scenario = rulebook.rules[name], scenario_from(file, rulebook)
    if as_example:
        from advisor.authoring.example_writer import rule_example

        write(rule_example(rule, rulebook, scenario))
        return Exit.DONE
    trace = evaluate(rulebook, scenario, [name]).get(name)
    size = columns(width, to_file=False)
    lines = why_lines(rule, trace, rulebook, scenario, size)
    write(printed_lines(lines, size, colour=wants_colour(colour, to_file=False)))
    return Exit.DONE
