"""Folders are walked alike by every command, however deep they lie in each other."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.__main__ import run
from tests.cli.shell import OF_SMALL, SMALL

NAMES = ("d",) * 1_100 + ("d" * 250,) * 10
"""Folders in each other: more than Python's calls, and the letters of a path, can be deep."""


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder with a partnership file at its top and one 1,050 folders deep in it."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SMALL, encoding="utf-8")
    for level, name in enumerate(NAMES, 1):
        Path(name).mkdir()
        os.chdir(name)
        if level == 1_050:
            Path("b.yaml").write_text(SMALL, encoding="utf-8")
    yield tmp_path
    # Nothing else can remove what lies so deep.
    for name in reversed(NAMES):
        Path("b.yaml").unlink(missing_ok=True)
        os.chdir("..")
        Path(name).rmdir()


def test_a_folder_of_any_depth_is_walked(deep: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = f"{deep}: holds folders that lie too deep in each other to be looked into"
    assert run(["check", str(deep), *map(str, OF_SMALL)]) == 2
    assert capsys.readouterr().out.splitlines() == [told]
    assert run(["score", str(deep), *map(str, OF_SMALL), "--format", "jsonl"]) == 2
    said = capsys.readouterr()
    assert told in said.err.splitlines()
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
