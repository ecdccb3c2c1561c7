"""The command ``advisor`` and its subcommands."""

import click

import advisor
from advisor.cli.assess import assess
from advisor.cli.catalogue import frameworks, questions, rules
from advisor.cli.check import check
from advisor.cli.exits import Exit
from advisor.cli.forget import forget
from advisor.cli.interview import interview, on_screen
from advisor.cli.schema import schema
from advisor.cli.score import score
from advisor.cli.template import template
from advisor.cli.why import why


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(
    advisor.__version__, "--version", prog_name="advisor", message="advisor %(version)s"
)
@click.pass_context
def command(context: click.Context) -> int:
    """Advise school leadership teams on a partnership, from rules that cite their sources.

    Without a command, in a terminal, the interview opens.
    """
    if context.invoked_subcommand is None:
        return on_screen(None, None)
    return Exit.DONE


for subcommand in (
    *(interview, forget, assess, score, template, why, check),
    *(rules, questions, frameworks, schema),
):
    command.add_command(subcommand)
