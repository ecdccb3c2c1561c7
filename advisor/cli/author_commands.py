"""``advisor rules gates`` and its like: what authors need to see of a rulebook as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import folder_of, json_option, known_name, scenario_from
from advisor.cli.viewing import View, with_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.scenario import Scenario


@click.command(short_help="Show what limits the verdict, stage by stage.")
@json_option
@with_view
def gates(view: View) -> int:
    """Show every risk that limits the verdict: to which band, at each stage, and its evidence.

    Worst first.
    """
    from advisor.authoring.pages.limit_tables import gate_table

    return view.print(gate_table(view.rulebook))


@click.command(short_help="Show the concerns, and the risks of each.")
@json_option
@with_view
def concerns(view: View) -> int:
    """Show each concern with its risks, in the order that decides between equal weights.

    Exits with 1 if a concern has no risk.
    """
    from advisor.authoring.pages.limit_tables import concern_table

    rulebook = view.rulebook
    view.print(concern_table(rulebook))
    return Exit.DONE if all(rulebook.risks_of.values()) else Exit.NO


@click.command(short_help="Show the preconditions, and what breaks each.")
@json_option
@with_view
def preconditions(view: View) -> int:
    """Show each precondition of a partnership: its source, and the answers that break it.

    `advisor check` tries each of them in an otherwise perfect file of every kind and stage.
    """
    from advisor.authoring.pages.limit_tables import precondition_table

    return view.print(precondition_table(view.rulebook))


@click.command(short_help="Show the worst answers that raise no risk.")
@json_option
@with_view
def silent(view: View) -> int:
    """Show each question whose worst answer raises no risk: where, and why.

    All else is at its best, and no other value of a single fact lets it raise one. Exits with 1
    if one is not listed in silent.yaml.
    """
    from advisor.authoring.pages import silent_table

    silences = silent_table.silences_of(view.rulebook)
    view.print(silent_table.listing(silences))
    return Exit.NO if silences.has_gap else Exit.DONE


@click.command(short_help="Show which lessons reach a partnership that lacks them.")
@click.option("--document", metavar="ID", help="List each lesson of one document.")
@json_option
@with_view
def lessons(view: View, document: str | None) -> int:
    """Show how many lessons each document has, and which reach a partnership that lacks them.

    A lesson reaches one under a risk, by a step, by a question, or by an element of a model that is
    shown. Exits with 1 if one does not and is not background.
    """
    from advisor.authoring.pages import lesson_table

    coverage = lesson_table.Coverage(view.rulebook)
    if document is not None:
        document = known_name("document", document, coverage.rulebook.sources)
        return view.print(lesson_table.document_listing(coverage, document))
    view.print(lesson_table.listing(coverage))
    return Exit.NO if coverage.gaps else Exit.DONE


@click.command(short_help="Show which rules examples and partnerships do not cover.")
@json_option
@with_view
def exercised(view: View) -> int:
    """Show which rules and leaves are never true, false or unknown in any example.

    It reads the examples of all rules, and the partnerships in a folder scenarios next to the rule
    folder. Exits with 1 if something is not covered.
    """
    from advisor.authoring.pages.example_tables import coverage_table
    from advisor.authoring.rule_coverage import RuleCoverage
    from advisor.authoring.rule_examples import example_scenarios
    from advisor.rulebook.loading import load_with_origins

    folder = folder_of(view.rules_folder)
    rulebook, origins = load_with_origins(folder)
    coverage = RuleCoverage(rulebook)
    coverage.add_examples(example_scenarios(rulebook, origins))
    coverage.add(_beside(folder, rulebook))
    view.print(coverage_table(coverage))
    return Exit.NO if any(coverage.gaps()) else Exit.DONE


def _beside(folder: Path, rulebook: Rulebook) -> Iterator[Scenario]:
    """Yield the partnerships in the folder scenarios next to a rule folder, if there is one."""
    # The parent of Path(".") is "." again; only the resolved path has a real one.
    files = sorted((folder.resolve().parent / "scenarios").glob("*.yaml"))
    return (scenario_from(file, rulebook) for file in files)


@click.command(short_help="Show which small changes to a rule no example detects.")
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Try N at random instead of all."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The seed of the sample.")
@json_option
@with_view
def flips(view: View, sample: int | None, seed: int) -> int:
    """Change each leaf of each rule a little, and show the changes that no example detects.

    A change is a level more or less, a number one up or down, or a finding turned round or left
    out. It can also be some partner instead of every one. Exits with 1 if no example of the rule
    fails.
    """
    from advisor.authoring.pages.example_tables import mutation_table
    from advisor.authoring.rule_mutations import mutations_of, sampled, undetected
    from advisor.rulebook.loading import load_with_origins

    rulebook, origins = load_with_origins(folder_of(view.rules_folder))
    tried = sampled(mutations_of(rulebook), sample, seed)
    found = tuple(undetected(tried, rulebook, origins))
    view.print(mutation_table(rulebook, len(tried), found))
    return Exit.NO if found else Exit.DONE


@click.command(short_help="Count what a meeting is asked, and what can change the verdict.")
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Generate N partnerships of each kind at each stage.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The seed of the sample.")
@json_option
@with_view
def count(view: View, sample: int, seed: int) -> int:
    """Show how many questions a meeting can be asked, and which can change the verdict.

    It reads the partnerships in a folder scenarios next to the rule folder, and generated ones.
    In these, everything but a few random answers is at its best. Exits with 1 if there are more
    questions than a meeting can answer.
    """
    from advisor.authoring.generated_partnerships import generated_partnerships
    from advisor.authoring.pages import question_counts

    folder = folder_of(view.rules_folder)
    rulebook = view.rulebook
    try:
        meetings = question_counts.meeting_counts(rulebook)
    except ValueError as error:
        raise click.UsageError(f"what hides questions {error}") from None
    shipped = question_counts.move_counts(rulebook, _beside(folder, rulebook))
    drawn = generated_partnerships(rulebook, sample, seed)
    generated = question_counts.move_counts(rulebook, drawn)
    view.print(question_counts.listing(rulebook, meetings, shipped, generated))
    is_within = all(found.is_within(stage) for (_, stage), found in meetings.items())
    return Exit.DONE if is_within else Exit.NO


AUTHORS_COMMANDS = (concerns, gates, preconditions, silent, lessons, exercised, flips)
