"""Tables in the shapes that form tools, spreadsheets and people give them.

``tests/corpus/tables`` holds them, each beside ``NAME.expected.yaml``: the exit code, the band of
each partnership, and a part of each line on standard error, so that noise fails too.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.batch.scoring import Captured, Told, score
from tests.shipped import shipped_rulebook

CORPUS = Path(__file__).parents[1] / "corpus" / "tables"


class Shape(NamedTuple):
    """A file in one shape, how it is scored, and what must come of that."""

    file: Path
    options: tuple[str, ...]
    expected: dict[str, Any]


def shapes() -> list[Shape]:
    found = []
    for path in sorted(CORPUS.glob("*.expected.yaml")):
        expected = yaml.safe_load(path.read_text(encoding="utf-8"))
        options = tuple(expected.get("options", ()))
        found.append(Shape(CORPUS / path.name.removesuffix(".expected.yaml"), options, expected))
    return found


def scored_bands(told: Told, file: Path) -> dict[str, str]:
    lines = [line for line in told.lines if line["file"].split("[")[0] == str(file)]
    bands = {line["partnership"]: line["band"] for line in lines}
    assert len(bands) == len(lines)
    return bands


def lines_about(told: Told, file: Path) -> list[str]:
    lines = [line for line in told.err.splitlines() if line.startswith(str(file))]
    assert all(line.isprintable() for line in lines)
    return [line.removeprefix(str(file)) for line in lines]


def run_of(shape: Shape) -> tuple[tuple[str, ...], int]:
    return shape.options, shape.expected["code"]


def assert_lines(lines: Sequence[str], parts: Sequence[str], shape: Shape) -> None:
    about = f"{shape.file.name} ({shape.expected['shape']})"
    assert len(lines) == len(parts), (about, lines)
    for line, part in zip(lines, parts, strict=True):
        assert part in line, about


@pytest.fixture(autouse=True)
def one_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the rulebook once, not once a shape."""
    monkeypatch.setattr(
        "advisor.cli.score_command.rulebook_from", lambda _folder: shipped_rulebook()
    )


def test_each_shape_gives_what_it_must_with_each_engine(capsys: Captured) -> None:
    found = shapes()
    files = {path for path in CORPUS.iterdir() if not path.name.endswith(".expected.yaml")}
    assert {shape.file for shape in found} == files
    # Files of which the same is expected are scored in one run, for time.
    for (options, code), group in groupby(sorted(found, key=run_of), run_of):
        together = [*group]
        for engine in ("experta", "columns"):
            given = (*options, "--format", "jsonl", "--engine", engine)
            told = score(capsys, *(shape.file for shape in together), *given)
            assert told.code == code, told.err
            for shape in together:
                assert scored_bands(told, shape.file) == shape.expected["scored"], shape.file
                assert_lines(lines_about(told, shape.file), shape.expected["lines"], shape)
