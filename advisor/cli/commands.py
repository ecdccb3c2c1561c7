"""The command ``advisor`` and its subcommands."""

import click

import advisor
from advisor.cli.assess import assess
from advisor.cli.catalogue import questions, rules
from advisor.cli.check import check
from advisor.cli.interview import interview
from advisor.cli.why import why


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    advisor.__version__, "--version", prog_name="advisor", message="advisor %(version)s"
)
def command() -> None:
    """Advise school leadership teams on a partnership, from rules that cite their sources."""


for subcommand in (interview, assess, why, check, rules, questions):
    command.add_command(subcommand)
