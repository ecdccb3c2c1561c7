"""``advisor rules gates`` and its like: what authors need to see of a rulebook as a whole."""

from __future__ import annotations

import click

from advisor.cli.inputs import rulebook_from
from advisor.cli.viewing import View, with_view


@click.command(short_help="Show what holds the verdict, stage by stage.")
@with_view
def gates(view: View) -> int:
    """Show every risk that holds the verdict: at which band, at each stage, and on what it rests.

    Worst first.
    """
    from advisor.report import gate_pages

    rulebook = rulebook_from(view.rules_folder)
    return view.print(lambda: gate_pages.as_json(rulebook), lambda: gate_pages.page(rulebook))


@click.command(short_help="Show the preconditions, and what breaks each.")
@with_view
def preconditions(view: View) -> int:
    """Show each precondition of a partnership: where it is taught, and the answers that break it.

    `advisor check` tries each of them in an otherwise perfect file of every kind and stage.
    """
    from advisor.report import precondition_pages

    rulebook = rulebook_from(view.rules_folder)
    return view.print(
        lambda: precondition_pages.as_json(rulebook), lambda: precondition_pages.page(rulebook)
    )


AUTHORS_COMMANDS = (gates, preconditions)
