"""What cannot be asked for is refused in one line that says what can."""

import json
from pathlib import Path

import pytest

from tests.batch.scoring import SHIPPED, Captured, score
from tests.plain import check_message

TABLE = str(Path(__file__).parents[1] / "corpus" / "tables" / "tabs.csv")
ONE = str(SHIPPED / "first-contact.yaml")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((), "name at least one file or folder"),
        (("--portfolio", ONE), "put it after the paths"),
        ((ONE, "--portfolio", "page.svg"), '.markdown or .txt; "page.svg" does not'),
        ((ONE, "--portfolio", "page"), '.markdown or .txt; "page" does not'),
        ((ONE, "--errors", "-"), "--errors needs a file"),
        (("-", ONE, "-"), "standard input can be read once only"),
        ((ONE, "--full", "--format", "table"), "--full writes JSON Lines"),
        ((ONE, "--full", "--format", "csv"), "--full writes JSON Lines"),
        (
            (ONE, "--full", "--output", "a.csv"),
            "jsonl goes to a file that ends in .jsonl, not in .csv",
        ),
        (
            (ONE, "--full", "--output", "a.XLSX"),
            "jsonl goes to a file that ends in .jsonl, not in .xlsx",
        ),
        (
            (ONE, "--full", "--output", "a.parquet"),
            "jsonl goes to a file that ends in .jsonl, not in .parquet",
        ),
        (
            (ONE, "--full", "--output", "a.txt"),
            "jsonl goes to a file that ends in .jsonl, not in .txt",
        ),
        ((ONE, "--errors", "a.xlsx"), "--errors writes CSV"),
        ((ONE, "--errors", "a.Parquet"), "--errors writes CSV"),
        ((ONE, "--errors", "a.jsonl"), "--errors writes CSV"),
        ((ONE, "--full", "--sort", "band"), "--full keeps the order"),
        ((ONE, "--full", "--engine", "columns"), "--full comes from experta"),
        ((ONE, "--engine", "experta", "--verify", "3"), "--verify is for what columns read"),
        (
            (ONE, "--output", "scores.pdf"),
            "can end in .txt, .csv, .jsonl, .ndjson, .parquet or .xlsx, not in .pdf",
        ),
        ((TABLE, "--output", TABLE), "--output would replace a table"),
        ((ONE, "--output", ONE), "--output would replace a partnership file"),
        ((ONE, "--errors", "a.csv", "--output", "a.csv"), "name two"),
    ],
)
def test_it_is_refused(
    given: tuple[str, ...],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = score(capsys, *given)
    assert (told.code, told.out) == (2, "")
    line = told.err.splitlines()[-1]
    assert says in line
    check_message(line.removeprefix("Error: ").replace("--errors", "--x"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_what_is_no_text_needs_a_file(form: str, capsys: Captured) -> None:
    told = score(capsys, ONE, "--format", form)
    assert (told.code, told.out) == (2, "")
    assert "name it with --output FILE" in told.err


@pytest.mark.parametrize("name", ["scores.CSV", "scores.ndjson", "scores.txt", "scores"])
def test_the_ending_says_the_form(name: str, tmp_path: Path, capsys: Captured) -> None:
    form = {"scores.CSV": "csv", "scores.ndjson": "jsonl"}.get(name, "table")
    output = tmp_path / name
    assert score(capsys, ONE, "--output", output).code == 0
    assert output.read_text(encoding="utf-8") == score(capsys, ONE, "--format", form).out


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.advice", "a"])
def test_all_of_the_advice_goes_to_any_other_file(
    name: str, tmp_path: Path, capsys: Captured
) -> None:
    assert score(capsys, ONE, "--full", "--output", tmp_path / name).code == 0
    (line,) = (tmp_path / name).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["file"] == ONE


@pytest.mark.parametrize("name", ["bad.csv", "bad.txt", "bad"])
def test_what_could_not_be_read_goes_to_a_file_of_csv(
    name: str, tmp_path: Path, capsys: Captured
) -> None:
    assert score(capsys, "nowhere.csv", "--errors", tmp_path / name).code == 2
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("file,row,field,reason\n")


def test_where_nothing_could_be_read_there_is_no_table(capsys: Captured) -> None:
    told = score(capsys, "nowhere.csv")
    assert (told.code, told.out) == (2, "")
