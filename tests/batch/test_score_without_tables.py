"""Without the packages for tables, files are scored by every engine, and tables say what to do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.files.optional_packages import how_to_install
from tests.batch.scoring import SHIPPED
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
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {line["partnership"] for line in lines} == {
        shipped_scenario(name).partnership for name in SCENARIO_NAMES
    }
    some = SCENARIO_NAMES[:3]
    for name in some:
        shutil.copy(SHIPPED / f"{name}.yaml", tmp_path)
    told = score(tmp_path, "--engine", engine, "--format", "csv")
    assert told.returncode == 0
    assert all(shipped_scenario(name).partnership in told.stdout for name in some)


@pytest.mark.parametrize("engine", ["auto", "experta", "columns"])
def test_a_table_is_one_line_and_stops_no_file(engine: str, tmp_path: Path) -> None:
    tables = [tmp_path / f"table{ending}" for ending in (".csv", ".jsonl", ".parquet", ".xlsx")]
    for table in tables:
        table.write_text("partnership,kind\nA,cluster\n")
    told = score(*tables, SHIPPED / "first-contact.yaml", "--engine", engine)
    assert told.returncode == 2
    lines = [line for line in told.stderr.splitlines() if "scored by columns" not in line]
    assert len(lines) == len(tables) + 1
    for table, line in zip(tables, lines, strict=False):
        assert line.startswith(f"{table}: needs ")
        assert line.endswith(f": {how_to_install('tables')}")
        check_message(line)
    assert lines[-1] == "4 left out; 1 written"


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_a_form_that_needs_them_is_one_line(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"scores.{form}"
    told = score(SHIPPED, "--output", output)
    assert told.returncode == 2
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"{output}: ")
    assert line.endswith(f": {how_to_install('tables')}")
    assert not output.exists()
