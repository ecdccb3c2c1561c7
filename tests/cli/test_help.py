"""Everything has help, and help costs nothing."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from advisor.cli.commands import command
from advisor.cli.exits import Exit
from tests.cli.shell import ROOT, Done, Run


def test_the_version_is_one_line(advisor: Run) -> None:
    done = advisor("--version")
    assert done == Done(Exit.DONE, done.out, "")
    assert done.out.startswith("advisor ")
    assert len(done.out.splitlines()) == 1


def commands(
    found: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, found
    if isinstance(found, click.Group):
        for name, below in found.commands.items():
            yield from commands(below, (*path, name))


PATHS = dict(commands(command))


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_and_option_has_help(advisor: Run, path: tuple[str, ...]) -> None:
    found = PATHS[path]
    assert found.help
    assert not path or found.get_short_help_str()
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith("."), parameter.name
    for flag in ("--help", "-h"):
        done = advisor(*path, flag)
        assert (done.code, done.err) == (Exit.DONE, "")
        assert done.out.startswith(f"Usage: {' '.join(('advisor', *path))} ")


def test_help_and_version_load_nothing_heavy() -> None:
    program = """
import sys
from advisor.__main__ import run
for arguments in {arguments!r}:
    assert run(arguments) == 0, arguments
    heavy = {{"rich", "pydantic", "experta", "numpy", "textual", "yaml"}} & set(sys.modules)
    assert not heavy, (arguments, heavy)
"""
    arguments = [["--version"], *([*path, "--help"] for path in PATHS)]
    done = subprocess.run(
        [sys.executable, "-c", program.format(arguments=arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
