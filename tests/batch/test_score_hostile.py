"""What people write is never run: not by a spreadsheet, a terminal or a browser."""

import csv
from pathlib import Path

import fastexcel
import pytest

from tests.batch import tabled
from tests.batch.scoring import Captured, score

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")')
MARKED = (
    "[bold]B[/bold]",
    "[/]",
    "<script>alert(1)</script>",
    "a\x1b[31mred",
    "b\x07\x9b2J",
    "\u202ex",
)


def a_table(names: tuple[str, ...], folder: Path, suffix: str = ".jsonl") -> Path:
    rows = [{"partnership": name, "kind": "cluster", "reach": "pupils-meet"} for name in names]
    return tabled.write_table(folder / f"table{suffix}", rows)


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_no_name_is_a_formula(engine: str, tmp_path: Path, capsys: Captured) -> None:
    file = a_table(FORMULAS, tmp_path)
    output = tmp_path / "scores.csv"
    assert score(capsys, file, "--engine", engine, "--output", output).code == 0
    with output.open(encoding="utf-8", newline="") as stream:
        names = [row["partnership"] for row in csv.DictReader(stream)]
    assert names == [f"'{name}" for name in FORMULAS]
    output = tmp_path / "scores.xlsx"
    assert score(capsys, file, "--engine", engine, "--output", output).code == 0
    sheet = fastexcel.read_excel(output).load_sheet(0, dtypes="string").to_polars()
    assert sheet["partnership"].to_list() == list(FORMULAS)


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_names_on_the_terminal_are_plain_text(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    file = a_table(MARKED, tmp_path)
    told = score(capsys, file, "--engine", engine, "--width", "200")
    assert told.code == 0
    assert all(line.isprintable() for line in told.out.splitlines())
    for text in ("[bold]B[/bold]", "[/]", "<script>"):
        assert text in told.out


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_what_is_told_is_plain_text_on_one_line(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "a\x1b[31m\nb"
    folder.mkdir()
    plain = {"stage": "starting", "reach": "pupils-meet", "=1+1\x1b[2J\n": "x"}
    kinds = (*MARKED, "=1")
    rows = [{"partnership": f"A{n}", **plain, "kind": kind} for n, kind in enumerate(kinds)]
    file = tabled.write_table(folder / "table.csv", rows)
    errors = tmp_path / "bad.csv"
    told = score(capsys, file, folder / "nowhere", "--engine", engine, "--errors", errors)
    assert told.code == 2
    lines = told.err.splitlines()
    assert all(line.isprintable() for line in lines)
    assert len(lines) == 1 + (engine == "columns") + len(rows) + 1 + 1
    with errors.open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert len(listed) == len(rows) + 1
    cells = [cell for row in listed for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_column_named_like_a_formula_is_told_and_not_run(
    tmp_path: Path, capsys: Captured
) -> None:
    rows = [{"partnership": "A", "kind": "cluster", "reach": "=1+1", "=2+2": "x"}]
    file = tabled.write_table(tmp_path / "table.csv", rows)
    errors = tmp_path / "bad.csv"
    told = score(capsys, file, "--errors", errors)
    assert told.code == 2
    assert f'{file}: the column "=2+2" is not read' in told.err
    with errors.open(encoding="utf-8", newline="") as stream:
        (fault,) = csv.DictReader(stream)
    assert fault["field"] == "reach"
    assert '"=1+1"' in fault["reason"]
