"""Bad rows are listed, each of them and no good one; the rest is scored."""

import csv
from pathlib import Path

import pytest

from tests.batch.scoring import SHIPPED, Captured, rows_of, score
from tests.generated import write
from tests.generated_cells import Shape

GOOD = "partnership: {}\nkind: cluster\nstage: starting\npartners: [{{name: A}}, {{name: B}}]\n"
FAULTS = ("file", "row", "field", "reason")


def bad_rows_of(file: Path) -> dict[int, str]:
    """Return the partnership of each bad row of a generated table."""
    with Path(f"{file}.bad.csv").open(encoding="utf-8", newline="") as listing:
        return {int(row["row"]): row["partnership"] for row in csv.DictReader(listing)}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("by_partner", [False, True])
def test_of_thousands_of_rows_each_bad_one_is_listed_and_no_other(
    by_partner: bool, suffix: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / f"table{suffix}"
    shape = Shape(3, is_by_partner=by_partner, is_csv=suffix == ".csv")
    number = write(shape, 3_000, 11, 0.01, file)
    bad = bad_rows_of(file)
    assert len(bad) == number > 20
    output, errors = tmp_path / "scores.csv", tmp_path / "bad.csv"
    told = score(capsys, file, "--output", output, "--errors", errors)
    assert (told.code, told.out) == (2, "")
    listed = rows_of(errors.read_text(encoding="utf-8"))
    assert {tuple(row) for row in listed} == {FAULTS}
    assert {row["file"] for row in listed} == {str(file)}
    assert {int(row["row"]) for row in listed} == set(bad)
    assert all(row["reason"] for row in listed)
    first, each = (2 if suffix == ".csv" else 1), (3 if by_partner else 1)
    good = [row for row in range(first, first + 3_000 * each, each) if row not in bad]
    with output.open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [int(row["row"]) for row in written] == good
    lines = told.err.splitlines()
    assert lines[0] == "scored by columns; experta read 25 of them again and agrees"
    assert len(lines) == 1 + 20 + 2
    assert lines[-2] == f"and {len(listed) - 20:,} more in {errors}"
    assert lines[-1] == f"{number:,} left out; {3_000 - number:,} written"


def test_without_a_file_for_them_all_are_told(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "table.parquet"
    number = write(Shape(1, is_by_partner=True, is_csv=False), 600, 5, 0.1, file)
    told = score(capsys, file, "--format", "csv")
    rows = [int(line.split(":")[1]) for line in told.err.splitlines()[1:-1]]
    assert rows == sorted(bad_rows_of(file))
    assert len(rows) == number


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_every_engine_leaves_out_the_same_for_the_same_reasons(
    suffix: str, tmp_path: Path, capsys: Captured
) -> None:
    file, errors = tmp_path / f"table{suffix}", tmp_path / "bad.csv"
    write(Shape(3, is_by_partner=False, is_csv=suffix == ".csv"), 60, 2, 0.6, file)
    found = []
    for engine in ("experta", "columns"):
        told = score(capsys, file, "--format", "jsonl", "--errors", errors, "--engine", engine)
        found.append((told.code, told.lines, errors.read_text(encoding="utf-8")))
    assert found[0] == found[1]
    assert found[0][0] == 2
    assert found[0][1]


@pytest.mark.parametrize("engine", ["experta", "columns"])
@pytest.mark.parametrize("form", ["table", "folder"])
def test_told_to_stop_it_ends_at_the_first_that_is_bad(
    form: str, engine: str, tmp_path: Path, capsys: Captured
) -> None:
    if form == "table":
        path = tmp_path / "table.parquet"
        write(Shape(3, is_by_partner=True, is_csv=False), 300, 4, 0.02, path)
        first = min(bad_rows_of(path))
        before = list(range(1, first, 3))
    else:
        path, before = tmp_path, [*range(7)]
        for number in range(12):
            text = GOOD.format(f"P{number}") + ("room: 5\n" if number in {7, 9} else "")
            (tmp_path / f"{number:02}.yaml").write_text(text)
    errors = tmp_path / "bad.csv"
    given = ("--format", "jsonl", "--engine", engine, "--errors", errors, "--on-error", "stop")
    told = score(capsys, path, *given)
    assert told.code == 2
    if form == "table":
        assert [line["row"] for line in told.lines] == before
    else:
        assert [Path(line["file"]).stem for line in told.lines] == [f"{n:02}" for n in before]
    assert len(rows_of(errors.read_text())) == 1
    assert told.err.splitlines()[-1] == f"1 left out; {len(before)} written"
    assert ("of them again and agrees" in told.err) == (engine == "columns")


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_bad_files_of_a_folder_and_tables_that_cannot_be_read_stop_no_other(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.format("a"))
    (tmp_path / "b.yaml").write_text("partnership: [")
    (tmp_path / "c.json").write_bytes(b"\xff\xfe{}")
    (tmp_path / "d.yaml").write_text(GOOD.format("d"))
    tables = tmp_path / "tables"
    tables.mkdir()
    whole, cut = tables / "whole.parquet", tables / "cut.parquet"
    write(Shape(1, is_by_partner=True, is_csv=False), 5, 1, 0.0, whole)
    cut.write_bytes(whole.read_bytes()[:-40])
    nowhere = tables / "nowhere.csv"
    given = ("--format", "jsonl", "--engine", engine)
    told = score(capsys, tmp_path, cut, nowhere, whole, SHIPPED / "first-contact.yaml", *given)
    assert told.code == 2
    names = [line["partnership"] for line in told.lines]
    assert names[:2] == ["a", "d"]
    assert len(names) == 2 + 5 + 1
    faults = [line for line in told.err.splitlines() if line.startswith(str(tmp_path))]
    bad = [tmp_path / "b.yaml", tmp_path / "c.json", cut, nowhere]
    assert [line.split(":")[0] for line in faults] == list(map(str, bad))
    assert told.err.splitlines()[-1] == "4 left out; 8 written"


def test_of_a_table_that_is_cut_off_what_comes_before_is_scored(
    tmp_path: Path, capsys: Captured
) -> None:
    file, errors = tmp_path / "table.csv", tmp_path / "bad.csv"
    write(Shape(0, is_by_partner=False, is_csv=True), 900, 1, 0.0, file)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:700]) + lines[700][:60])
    told = score(capsys, file, "--format", "jsonl", "--errors", errors)
    assert told.code == 2
    assert [line["row"] for line in told.lines] == list(range(2, 701))
    (fault,) = rows_of(errors.read_text())
    assert fault["row"] == "701"
    quote = b'"' + lines[60]
    file.write_bytes(b"".join([*lines[:60], quote, *lines[61:]]))
    told = score(capsys, file, "--format", "jsonl", "--errors", errors)
    assert told.code == 2
    assert [line["row"] for line in told.lines][:59] == list(range(2, 61))
    (fault,) = rows_of(errors.read_text())
    assert fault["row"] == "61"
    assert "quotation mark" in fault["reason"]
