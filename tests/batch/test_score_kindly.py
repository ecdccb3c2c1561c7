"""What people leave in tables without a thought costs no partnership, or is told in one line."""

from pathlib import Path

import pytest

from tests.batch.scoring import Captured, Told, score

HEADINGS = "partnership,partner,kind,stage,as_of,head-backing\n"
ENGINES = ("experta", "columns")


def told_of(rows: str, file: Path, engine: str, capsys: Captured, headings: str = HEADINGS) -> Told:
    file.write_text(headings + rows, encoding="utf-8")
    return score(capsys, file, "--format", "jsonl", "--engine", engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_stand_apart_are_judged_together(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    apart = (
        "A,One,hub,running,,said-yes\nB,Two,hub,running,,said-yes\nA,Three,hub,running,,said-no\n"
    )
    together = (
        "A,One,hub,running,,said-yes\nA,Three,hub,running,,said-no\nB,Two,hub,running,,said-yes\n"
    )
    found = []
    for rows in (apart, together):
        told = told_of(rows, tmp_path / "t.csv", engine, capsys)
        assert told.code == 0
        found.append([{k: v for k, v in line.items() if k != "row"} for line in told.lines])
    assert found[0] == found[1]
    assert [line["partnership"] for line in found[0]] == ["A", "B"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("again", ["COAST", "coast", "Coast  line"])
def test_a_name_in_other_capitals_or_spaces_is_one_name_and_told(
    again: str, engine: str, tmp_path: Path, capsys: Captured
) -> None:
    name = "Coast line" if "line" in again else "Coast"
    rows = f"{name},One,hub,running,,said-yes\n{again},Two,hub,running,,said-no\n"
    told = told_of(rows, tmp_path / "t.csv", engine, capsys)
    assert told.code == 0
    assert [line["partnership"] for line in told.lines] == [name]
    assert f'is read as one: "{name}"\n' in told.err


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_of_the_template_that_nobody_filled_in_is_passed_over(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    rows = "A,One,hub,running,,said-yes\n,,hub,running,2026-05-12,\n ,,hub,,,\n"
    told = told_of(rows, tmp_path / "t.csv", engine, capsys)
    assert told.code == 0
    assert [line["partnership"] for line in told.lines] == ["A"]
    told = told_of(rows + ",,hub,running,,said-no\n", tmp_path / "t.csv", engine, capsys)
    assert told.code == 2
    assert ':5: "partnership": is empty' in told.err


@pytest.mark.parametrize("engine", ENGINES)
def test_a_day_may_be_written_the_british_way(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    for day, code in (("12/05/2026", 0), ("1/5/2026", 0), ("31/02/2026", 2), ("May", 2)):
        told = told_of(f"A,One,hub,running,{day},said-yes\n", tmp_path / "t.csv", engine, capsys)
        assert told.code == code, day
    rows = "A,One,hub,running,12/05/2026,said-yes\nA,Two,hub,running,2026-05-12,said-yes\n"
    assert told_of(rows, tmp_path / "t.csv", engine, capsys).code == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_what_all_rows_lack_is_told_once(engine: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "t.csv"
    rows = "A,said-yes\nB,said-yes\n"
    told = told_of(rows, file, engine, capsys, "partnership,head-backing\n")
    assert (told.code, told.lines) == (2, [])
    assert told.err.count("use --kind for all rows") == 1
    told = score(capsys, file, "--format", "jsonl", "--engine", engine, "--kind", "hub")
    assert told.code == 0
    assert told.err.count("all rows are read as starting (see --stage)") == 1
    told = told_of("A,hub\n", file, engine, capsys, "partnership,kind\n")
    assert (told.code, told.lines) == (2, [])
    assert "no question among the headings" in told.err
