"""Folders are walked alike by every command, however deep they lie in each other."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.__main__ import run
from tests.cli.shell import OF_SMALL, SMALL

LEVELS = 2_100
"""More than Python's calls, and than the letters of a path, can be deep."""


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder with a partnership file at its top and 900 folders deep in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    for level in range(LEVELS):
        Path("d").mkdir()
        os.chdir("d")
        if level == 899:
            Path("b.yaml").write_text(SMALL, encoding="utf-8")
    yield tmp_path
    # Nothing else can remove what lies so deep.
    for _ in range(LEVELS):
        os.chdir("..")
        Path("d/b.yaml").unlink(missing_ok=True)
        Path("d").rmdir()


@pytest.mark.parametrize("command", ["score", "check"])
def test_a_folder_of_any_depth_is_walked(
    command: str, deep: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--format", "jsonl"] if command == "score" else []
    assert run([command, str(deep), *map(str, OF_SMALL), *options]) == 2
    said = capsys.readouterr()
    told = f"{deep}: holds folders that lie too deep in each other to be looked into"
    assert told in (said.out + said.err).splitlines()
    if command == "score":
        assert said.out.count('"partnership"') == 2


def test_check_and_score_look_at_the_same_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["B.YAML", "a.json", "c.yml", "d/e.yaml", ".hidden.yaml", ".d/f.yaml", "g.txt", "h.csv"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("kind: cluser", encoding="utf-8")
    looked_at = []
    for command in ("check", "score"):
        assert run([command, str(tmp_path), *map(str, OF_SMALL)]) == 2
        said = capsys.readouterr()
        lines = (said.out + said.err).splitlines()
        looked_at.append({line.split(":")[0] for line in lines if "cluser" in line})
    expected = {str(tmp_path / name) for name in ("B.YAML", "a.json", "c.yml", "d/e.yaml")}
    assert looked_at == [expected, expected]
