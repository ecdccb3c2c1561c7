"""What the README shows is what the program prints and takes."""

import re
import shlex
from pathlib import Path

import click
import pytest

from advisor.__main__ import run
from advisor.cli.commands import command

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"<!-- advisor (.+?) -->\n\n```text\n(.*?)```", README, re.DOTALL)
YAML = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("arguments", "output"), SHOWN)
def test_what_is_shown_is_what_is_printed(
    arguments: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shlex.split(arguments)) == 0
    assert capsys.readouterr().out.startswith(output)


def test_something_is_shown() -> None:
    assert SHOWN


@pytest.mark.parametrize("text", YAML)
def test_the_files_it_shows_have_no_faults(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "partnership.yaml"
    file.write_text(text, encoding="utf-8")
    code = run(["check", str(file)])
    assert (code, capsys.readouterr().out) == (0, "")


def test_each_sh_block_is_one_line() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert [len(block.splitlines()) for block in blocks] == [1, 1]


def options_of(found: click.Command) -> set[str]:
    own = {name for option in found.params for name in option.opts if name.startswith("--")}
    below = found.commands.values() if isinstance(found, click.Group) else ()
    return own.union(*map(options_of, below))


def test_every_command_and_option_is_in_it() -> None:
    for name, subcommand in command.commands.items():
        assert f"advisor {name}" in README
        for option in options_of(subcommand) - {"--colour"}:
            assert option in README, option


def test_the_rule_shown_to_authors_is_one_of_the_rulebook() -> None:
    root = Path(__file__).resolve().parent.parent
    guide = (root / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert shown in {file.read_text(encoding="utf-8") for file in (root / "rules").rglob("*.yaml")}
