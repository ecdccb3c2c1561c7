"""``advisor rules concerns`` and its like: what authors need to see of a rulebook as a whole."""

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import folder_of, known_name
from advisor.cli.viewing import View, with_view


@click.command(short_help="Show the concerns, and the risks of each.")
@with_view
def concerns(view: View) -> int:
    """Show each concern with its risks, in the order that decides between equal weights.

    Each risk has the band to which it limits the verdict, at each stage.
    """
    from advisor.authoring.author_tables import concern_table

    return view.print(concern_table(view.rulebook))


@click.command(short_help="Show the preconditions, and what breaks each.")
@with_view
def preconditions(view: View) -> int:
    """Show each precondition of a partnership: its source, and the answers that break it.

    `advisor check` tries each of them in an otherwise perfect file of every kind and stage.
    """
    from advisor.authoring.author_tables import precondition_table

    return view.print(precondition_table(view.rulebook))


@click.command(short_help="Show how each lesson reaches a partnership that lacks it.")
@click.option("--document", metavar="ID", help="List the lessons of one document only.")
@with_view
def lessons(view: View, document: str | None) -> int:
    """Show each document's lessons, and how each reaches a partnership that lacks it.

    A lesson reaches one under a risk, by a step, by a question, or by an element of a model that is
    shown. `advisor check` remarks on a lesson that does not and is not background.
    """
    from advisor.authoring.author_tables import lesson_table

    rulebook = view.rulebook
    documents = tuple(rulebook.sources)
    if document is not None:
        documents = (known_name("document", document, documents),)
    return view.print(lesson_table(rulebook, documents))


@click.command(short_help="Show which small changes to a rule no example detects.")
@with_view
def flips(view: View) -> int:
    """Change each leaf of each rule a little, and show the changes that no example detects.

    A change is a level more or less, a number one up or down, or a finding turned round or left
    out. It can also be some partner instead of every one. Exits with 1 if no example of the rule
    fails.
    """
    from advisor.authoring.author_tables import mutation_table
    from advisor.authoring.rule_mutations import mutations_of, undetected
    from advisor.rulebook.loading import load_with_origins

    rulebook, origins = load_with_origins(folder_of(view.rules_folder))
    tried = tuple(mutations_of(rulebook))
    found = tuple(undetected(tried, rulebook, origins))
    view.print(mutation_table(rulebook, len(tried), found))
    return Exit.NO if found else Exit.DONE


@click.command(short_help="Count what a meeting can be asked.")
@with_view
def count(view: View) -> int:
    """Show the largest number of questions that a meeting can be asked, by kind and stage.

    `advisor check` remarks on more than a meeting can answer.
    """
    from advisor.authoring.author_tables import question_counts

    try:
        return view.print(question_counts(view.rulebook))
    except ValueError as error:
        raise click.UsageError(f"what hides questions {error}") from None


AUTHORS_COMMANDS = (concerns, preconditions, lessons, flips)
