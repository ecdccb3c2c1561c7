"""Where a report goes: never over the answers, in the format that the file's name promises."""

import json
import shutil
from pathlib import Path

import pytest

from advisor.__main__ import run
from tests.shipped import SCENARIO_NAMES, shipped_rulebook

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copy(SCENARIOS / "strong-start.yaml", tmp_path / "own.yaml"))


@pytest.mark.parametrize("name", ["own.yaml", "link.yaml"])
def test_a_report_never_replaces_the_answers(own: Path, name: str) -> None:
    (own.parent / "link.yaml").symlink_to(own)
    before = own.read_bytes()
    assert run(["assess", str(own), "--output", str(own.parent / name)]) == 2
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", b"<!DOCTYPE html>"),
        ("a.svg", b"<svg"),
        ("a.md", b"# "),
        ("a.JSON", b"{"),
        ("a.txt", b"PARTNERSHIP ADVICE"),
        ("a", b"PARTNERSHIP ADVICE"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(own: Path, name: str, begins: bytes) -> None:
    output = own.parent / name
    assert run(["assess", str(own), "--output", str(output)]) == 0
    assert output.read_bytes().startswith(begins)


def test_a_format_that_is_named_goes_before_the_ending(own: Path) -> None:
    output = own.parent / "a.html"
    assert run(["assess", str(own), "--output", str(output), "--format", "json"]) == 0
    assert json.loads(output.read_bytes())["partnership"]


def test_both_endings_of_yaml_are_checked(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own.parent / "other.yml").write_text("kind: cluser\n", encoding="utf-8")
    assert run(["check", str(own.parent)]) == 2
    assert "other.yml:1:" in capsys.readouterr().out


@pytest.mark.parametrize("rule", ["board-not-behind", "paid-coordination"])
def test_why_takes_the_title_too(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SCENARIOS / f"{SCENARIO_NAMES[0]}.yaml")
    assert run(["why", file, rule]) == 0
    by_id = capsys.readouterr().out
    assert run(["why", file, shipped_rulebook().rules[rule].title]) == 0
    assert capsys.readouterr().out == by_id


def test_a_partner_named_like_a_kind_keeps_its_name(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = own.read_text(encoding="utf-8")
    assert "  - name: Beechgrove College\n" in text
    changed = text.replace(
        "  - name: Beechgrove College\n", "  - name: hub\n    answers_from: others\n"
    )
    own.write_text(changed, encoding="utf-8")
    assert run(["why", str(own), "answered-by-others"]) == 0
    assert "here: hub\n" in capsys.readouterr().out
