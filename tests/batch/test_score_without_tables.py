"""Without the packages for tables, files are scored by every engine, and tables say what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.scoring import SHIPPED, expected
from tests.plain import check_message
from tests.shipped import SCENARIO_NAMES, shipped_scenario

_BLOCKED = """\
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"polars", "pyarrow", "fastexcel", "xlsxwriter"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from advisor.__main__ import main
main()
"""


def score(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _BLOCKED, "score", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("engine", ["auto", "experta", "columns"])
def test_folders_are_scored_by_every_engine(engine: str, tmp_path: Path) -> None:
    page, output = tmp_path / "page.html", tmp_path / "scores.jsonl"
    given = ("--engine", engine, "--output", output, "--portfolio", page, "--sort", "band")
    told = score(SHIPPED, *given)
    assert told.returncode == 0
    assert output.read_text(encoding="utf-8").count("\n") == len(SCENARIO_NAMES)
    assert page.exists()
    told = score(SHIPPED, "--engine", engine, "--format", "csv")
    assert told.returncode == 0
    names = [line["partnership"] for line in expected(map(shipped_scenario, SCENARIO_NAMES))]
    assert all(name in told.stdout for name in names)


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_a_table_is_one_line_and_stops_no_file(ending: str, tmp_path: Path) -> None:
    table = tmp_path / f"table{ending}"
    table.write_text("partnership,kind\nA,cluster\n")
    for engine in ("auto", "experta", "columns"):
        told = score(table, SHIPPED / "first-contact.yaml", "--engine", engine)
        assert told.returncode == 2
        lines = [line for line in told.stderr.splitlines() if "scored by columns" not in line]
        assert len(lines) == 2
        assert lines[0].startswith(f"{table}: needs ")
        assert lines[0].endswith("pip install 'partnership-advisor[tables]'")
        check_message(lines[0])
        assert lines[1] == "1 left out; 1 written"


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_a_form_that_needs_them_is_one_line(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"scores.{form}"
    told = score(SHIPPED, "--output", output)
    assert told.returncode == 2
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"{output}: ")
    assert line.endswith("pip install 'partnership-advisor[tables]'")
    assert not output.exists()
