"""The command ``advisor`` and its subcommands."""

from collections import UserDict
from importlib import import_module
from typing import Any

import click

import advisor
from advisor.cli.exits import Exit

_MODULES = {
    "interview": "interview_command",
    "forget": "forget_command",
    "assess": "assess_command",
    "score": "score_command",
    "template": "template_command",
    "steps": "steps_command",
    "remind": "remind_command",
    "pack": "pack_command",
    "why": "why_command",
    "check": "check_command",
    "rules": "catalogue",
    "questions": "catalogue",
    "frameworks": "catalogue",
    "schema": "schema",
}
"""The subcommands, and the module of each."""


class _Commands(UserDict[str, Any]):
    """The subcommands by name; the module of each is imported when it is asked for.

    All of them take 10 ms to import, as long as bare Python takes to start.
    """

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command = getattr(import_module(f"advisor.cli.{self.data[name]}"), name)
        return found


@click.group(
    commands=_Commands(_MODULES),
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(
    advisor.__version__, "--version", prog_name="advisor", message="advisor %(version)s"
)
@click.pass_context
def command(context: click.Context) -> int:
    """Advise school leadership teams on a partnership, from rules that cite their sources.

    Without a command, in a terminal, the interview opens.
    """
    if context.invoked_subcommand is None:
        from advisor.cli.interview_command import ask

        return ask(None, None)
    return Exit.DONE
