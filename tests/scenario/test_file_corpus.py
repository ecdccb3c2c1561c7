"""Partnership files as people and programs write them: exactly these faults, or none.

``tests/corpus/files`` holds them, each beside ``NAME.expected``: the lines of ``advisor check``.
"""

from pathlib import Path

import pytest

from advisor.__main__ import run
from tests.plain import check_message

CORPUS = Path(__file__).parents[1] / "corpus" / "files"


def test_each_file_has_the_faults_it_must(capsys: pytest.CaptureFixture[str]) -> None:
    expected = {
        file.with_suffix(""): file.read_text(encoding="utf-8").splitlines()
        for file in sorted(CORPUS.glob("*.expected"))
    }
    files = [file for file in CORPUS.iterdir() if file.suffix != ".expected"]
    assert {*files} == {*expected}
    assert run(["check", *map(str, files)]) == 2
    told: dict[Path, list[str]] = {file: [] for file in expected}
    for line in capsys.readouterr().out.splitlines():
        file, _, rest = line.partition(":")
        told[Path(file)].append(f":{rest}")
        check_message(rest.partition(": ")[2])
    assert told == expected
