"""What people bring: the export of a form tool, and what spreadsheets save."""

from pathlib import Path

import pytest

from tests.batch import tabled
from tests.batch.scoring import Captured, expected, placeless, score
from tests.plain import check_message
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import changed

EXPORT = Path(__file__).with_name("form_export.csv")
REWORDED = "need-shown"
"""The question that whoever made the form asked in words of their own."""
ROW = {"partnership": "École", "kind": "cluster", "stage": "starting", "reach": "pupils-meet"}


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_the_export_of_a_form_tool_scores_as_the_files(engine: str, capsys: Captured) -> None:
    told = score(capsys, EXPORT, "--format", "jsonl", "--engine", engine)
    assert told.code == 0
    said = []
    for name in ("strong-start", "first-contact"):
        one = tabled.as_partners_say(shipped_scenario(name), shipped_rulebook())
        answers = {id_: answer for id_, answer in one.answers.items() if id_ != REWORDED}
        said.append(changed(one, answers=answers))
    assert [placeless(line) for line in told.lines] == expected(said)
    assert [line["row"] for line in told.lines] == [2, 5]


def test_columns_that_are_not_read_are_told_with_the_nearest_question(capsys: Captured) -> None:
    lines = score(capsys, EXPORT, "--format", "jsonl").err.splitlines()
    own = "What shows us that someone needs this?"
    others = '"Timestamp", "Email Address", "Anything else you would like to tell us?"'
    assert lines == [
        f"{EXPORT}: the columns {others} are not read",
        f'{EXPORT}: the column "{own}" is not read; did you mean "{REWORDED}"?',
    ]
    for line in lines:
        check_message(line)


def test_a_table_as_excel_saves_it_with_semicolons_is_read(
    tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "table.csv"
    text = "\r\n".join(";".join(cells) for cells in (ROW, ROW.values())) + "\r\n"
    for start in ("", "\ufeff", "sep=;\r\n", "\ufeffsep=;\r\n"):
        file.write_bytes((start + text).encode())
        told = score(capsys, file, "--format", "jsonl")
        assert (told.code, told.err) == (0, "")
        assert [line["partnership"] for line in told.lines] == ["École"]


def test_a_table_in_the_letters_of_windows_says_how_to_save_it(
    tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "table.csv"
    rows = [ROW, {**ROW, "partnership": "Ashby"}]
    text = "\r\n".join(";".join(cells) for cells in (ROW, *(row.values() for row in rows)))
    file.write_bytes(text.encode("cp1252"))
    told = score(capsys, file, "--format", "jsonl")
    assert told.code == 2
    assert [line["partnership"] for line in told.lines] == ["Ashby"]
    says = f'{file}:2: "partnership": is not UTF-8 text; save the file as UTF-8'
    assert told.err.splitlines() == [says, "1 left out; 1 written"]
    file.write_bytes(text.replace("reach", "At the furthest…").encode("cp1252"))
    told = score(capsys, file, "--format", "jsonl")
    assert (told.code, told.out) == (2, "")
    assert "save it as CSV in UTF-8" in told.err


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsm", ".TSV"])
def test_a_spreadsheet_of_another_kind_says_how_to_save_it(
    ending: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / f"table{ending}"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    told = score(capsys, file)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{file}: ")
    assert "save it as .xlsx, or as .csv" in told.err


def test_what_is_no_workbook_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "table.xlsx"
    file.write_bytes(b"partnership,kind\n")
    told = score(capsys, file)
    assert (told.code, told.out) == (2, "")
    first, last = told.err.splitlines()
    check_message(first.removeprefix(str(file)))
    assert last == "1 left out; 0 written"
