"""``advisor template`` writes what is asked for, where it is asked, over nothing that is there."""

import csv
import io
import sys
from pathlib import Path
from typing import get_args

import pytest

from advisor.__main__ import run
from advisor.batch.tables.open_table import INSTALL_TABLES
from advisor.batch.template.template_columns import By, Template, as_csv
from advisor.batch.template.template_workbook import as_xlsx
from advisor.cli import template_command as command
from tests.batch.workbook import opened
from tests.cli.shell import OF_SMALL
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook

Captured = pytest.CaptureFixture[str]


def made(capsys: Captured, *arguments: str | Path) -> tuple[int, str, str]:
    code = run(["template", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_writes_the_template_that_is_asked_for(capsys: Captured, tmp_path: Path) -> None:
    asked = ("--kind", "support", "--stage", "agreeing")
    template = Template(shipped_rulebook(), "support", "agreeing")
    one_row = template._replace(by="partnership")
    assert made(capsys, "--format", "csv", *asked) == (0, as_csv(template), "")
    by = ("--by", "partnership")
    assert made(capsys, "--format", "csv", *asked, *by) == (0, as_csv(one_row), "")
    small = as_csv(Template(small_rulebook()))
    assert made(capsys, "--format", "csv", *OF_SMALL) == (0, small, "")
    assert made(capsys, *asked, "--output", tmp_path / "a.CSV") == (0, "", "")
    assert (tmp_path / "a.CSV").read_text(encoding="utf-8") == as_csv(template)
    book = tmp_path / "a.xlsx"
    assert made(capsys, *asked, "--output", book, "--respondents", "2") == (0, "", "")
    assert book.read_bytes() == as_xlsx(template, 2)
    unnamed = tmp_path / "book"
    assert made(capsys, *asked, *by, "--format", "xlsx", "--output", unnamed) == (0, "", "")
    assert unnamed.read_bytes() == as_xlsx(one_row)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name a --format"),
        (("--output", "answers.txt"), "can end in .csv or .xlsx, not in .txt"),
        (("--output", "answers"), "name a --format"),
        (("--format", "xlsx"), "needs an --output"),
        (("--format", "csv", "--respondents", "2"), "--respondents goes with xlsx only"),
        (("--format", "xlsx", "--respondents", "0"), "--respondents"),
        (("--format", "csv", "--kind", "clutser"), "clutser"),
    ],
)
def test_what_does_not_go_together_is_told(
    arguments: tuple[str, ...], says: str, capsys: Captured
) -> None:
    code, out, err = made(capsys, *arguments)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("name", ["filled.csv", "filled.xlsx"])
def test_nothing_that_was_filled_in_is_replaced_by_an_empty_file(
    name: str, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text("what was filled in")
    code, out, err = made(capsys, "--output", file)
    assert (code, out) == (2, "")
    assert "would replace" in err
    assert file.read_text() == "what was filled in"
    file.write_text("")
    assert made(capsys, "--output", file) == (0, "", "")
    assert file.read_bytes()


@pytest.mark.parametrize("name", ["a" * 5_000 + ".csv", "missing/a.xlsx", "a.yaml/a.csv"])
def test_where_one_cannot_write_it_says_so_in_a_line(
    name: str, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").touch()
    code, out, err = made(capsys, "--output", tmp_path / name)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


def test_without_the_extra_only_a_workbook_is_refused(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("xlsxwriter")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file = tmp_path / "a.xlsx"
    code, out, err = made(capsys, "--output", file)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert INSTALL_TABLES in err
    assert not file.exists()
    code, out, err = made(capsys, "--format", "csv")
    assert (code, err) == (0, "")
    assert out


def test_the_list_that_help_repeats_is_the_true_one() -> None:
    assert get_args(By) == command.ROWS_BY


def test_a_workbook_and_a_table_have_the_same_headings(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    made(capsys, "--output", file)
    _, table, _ = made(capsys, "--format", "csv")
    (header,) = csv.reader(io.StringIO(table))
    assert list(opened(file.read_bytes())["Answers"].header.values()) == header
