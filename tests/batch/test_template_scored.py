"""A template that says what a partnership file says scores as that file does."""

import csv
import io
from pathlib import Path

import pytest

from advisor.__main__ import run
from advisor.batch.template.template_columns import By, Template, as_csv
from advisor.scenario.saving import saved
from tests.batch.filled import row_of, rows_of
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import changed

# The template has no column for further kinds.
NAMES = tuple(name for name in SCENARIO_NAMES if not shipped_scenario(name).also)
Captured = pytest.CaptureFixture[str]


def scored(capsys: Captured, *arguments: str | Path) -> tuple[int, list[dict[str, str]], str]:
    """Return the exit code, each line but for where it was read, and what was told."""
    code = run(["score", *map(str, arguments), "--format", "csv"])
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    return (
        code,
        [{k: v for k, v in row.items() if k not in {"file", "row"}} for row in rows],
        said.err,
    )


def filled_in(name: str, by: By) -> str:
    scenario = shipped_scenario(name)
    template = Template(shipped_rulebook(), scenario.kind, scenario.judged_at, by)
    rows = rows_of(scenario, template) if by == "partner" else [row_of(scenario, template)]
    file = io.StringIO()
    writer = csv.DictWriter(file, template.headings)
    writer.writeheader()
    writer.writerows(rows)
    assert file.getvalue().splitlines()[0] == as_csv(template).splitlines()[0]
    return file.getvalue()


@pytest.mark.parametrize("by", ["partner", "partnership"])
def test_a_filled_in_table_scores_as_the_file_with_the_same_answers(
    by: By, tmp_path: Path, capsys: Captured
) -> None:
    files = []
    for name in NAMES:
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_text(filled_in(name, by), encoding="utf-8")
    yaml = [tmp_path / f"{name}.yaml" for name in NAMES]
    for path, name in zip(yaml, NAMES, strict=True):
        # A template has no day but that of the answers.
        no_days = {"dates": (), "next_meeting": None, "starts": None}
        path.write_text(saved(changed(shipped_scenario(name), **no_days), None), encoding="utf-8")
    code, found, told = scored(capsys, *files)
    assert (code, told) == (0, "")
    assert len(found) == len(NAMES)
    assert found == scored(capsys, *yaml)[1]
