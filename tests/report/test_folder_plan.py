"""The steps of a folder of partnerships: overdue first, nothing lost; and reminders by owner."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from advisor.__main__ import run
from advisor.report.plan.action_plan import ActionPlan, PlanRow
from advisor.report.plan.folder_plan import HEADINGS, folder_csv, folder_plan, reminders
from advisor.rulebook.vocabulary import StepStatus

ON = dt.date(2026, 6, 10)
STEPS = """
steps:
  name-a-driver: {{owner: {owner}, by: {by}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three partnerships, two of them deeper, and one file that is broken twice."""
    start = (
        "edition: 2\nkind: cluster\nstage: agreeing\npartners:\n  - {name: Oak, sector: state}\n"
    )
    files = {
        "a.yaml": ("First", '"=the head"', "2026-06-20"),
        "deep/b.yaml": ("Second", '"=The Head"', "2026-06-05"),
        "deep/er/c.yaml": ("Third", "somebody else", "2026-08-01"),
    }
    for name, (partnership, owner, by) in files.items():
        file = tmp_path / "all" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        steps = STEPS.format(owner=owner, by=by)
        file.write_text(f"partnership: {partnership}\n{start}{steps}", encoding="utf-8")
    (tmp_path / "all" / "broken.yaml").write_text("kind: clustr\nstage: nowhere\n")
    return tmp_path / "all"


def test_a_folder_is_listed_overdue_first_and_a_broken_file_loses_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["steps", str(folder), "--on", "2026-06-10"]) == 2
    shown, told = capsys.readouterr()
    assert shown.index("Second") < shown.index("First") < shown.index("Third")
    assert "3 agreed steps open, 1 overdue." in shown
    assert told.count("\n") == 1
    assert "broken.yaml" in told
    for ending in ("csv", "xlsx", "md", "docx"):
        output = tmp_path / f"list.{ending}"
        assert run(["steps", str(folder), "--on", "2026-06-10", "--output", str(output)]) == 2
        assert output.stat().st_size
    rows = list(csv.reader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == HEADINGS
    assert [row[0] for row in rows[1:]] == ["Second", "First", "Third"]
    assert rows[1][2:] == ["'=The Head", "2026-06-05", "Overdue, not started"]
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in cells] == ["Second", "First", "Third"]
    assert [str(row[3])[:10] for row in cells] == ["2026-06-05", "2026-06-20", "2026-08-01"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d"}


def test_what_is_for_one_partnership_is_refused_for_a_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["steps", str(folder), "--read", "plan.xlsx"]) == 2
    assert run(["steps", str(folder), "--output", "plan.ics"]) == 2
    assert "ics is for one partnership" in capsys.readouterr().err
    empty = folder / "empty"
    empty.mkdir()
    assert run(["remind", str(empty)]) == 2
    assert "no partnership file in this folder" in capsys.readouterr().err


def test_each_owner_gets_one_reminder_with_what_is_due(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.yaml").unlink()
    assert run(["remind", str(folder), "--on", "2026-06-10"]) == 0
    shown = capsys.readouterr().out
    # Spelt in two ways it is one owner.
    assert shown.count("To: ") == 1
    assert "To: =The Head\n" in shown
    late, soon = "Overdue since Fri 5 June 2026 (Second)", "By Sat 20 June 2026 (First)"
    assert shown.index(late) < shown.index(soon)
    assert "somebody else" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert run(["remind", str(folder), "--on", "2026-06-01", "--within", "0"]) == 0
    assert capsys.readouterr().out == "No agreed step is due.\n"
    output = tmp_path / "texts"
    command = ["remind", str(folder), "--on", "2026-06-10", "--within", "60"]
    assert run([*command, "--output", str(output)]) == 0
    assert sorted(path.name for path in output.iterdir()) == ["somebody-else.txt", "the-head.txt"]
    assert "(Third)" in (output / "somebody-else.txt").read_text(encoding="utf-8")
    assert run([*command, "--output", str(output)]) == 2


def test_a_reminder_is_wrapped_at_the_width_of_its_letters(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "a.yaml"
    name = "北京市第一中学" * 12
    file.write_text(file.read_text(encoding="utf-8").replace("First", name), encoding="utf-8")
    assert run(["remind", str(file), "--on", "2026-06-10"]) == 0
    shown = capsys.readouterr().out
    assert name in "".join(shown.split())
    assert max(map(cell_len, shown.splitlines())) <= 76


def test_closed_steps_and_those_to_agree_are_counted_and_in_no_list() -> None:
    row = PlanRow(
        *("s", 1, dt.date(2026, 6, 1), "no day", "What", "", "Who", "Done"),
        has_owner=True,
        has_day=True,
        status="not-started",
        is_private=False,
        is_delicate=False,
    )

    def varied(status: StepStatus, *, agreed: bool = True, day: dt.date | None = row.by) -> PlanRow:
        return replace(row, status=status, has_owner=agreed, has_day=agreed, by=day)

    rows = (row, varied("done"), varied("dropped"), varied("under-way", agreed=False))
    found = folder_plan(
        [ActionPlan("P", "", (), (*rows, varied("under-way", day=None)), 0, ())], ON
    )
    assert [(step.row.status, step.is_overdue) for step in found.due] == [
        ("not-started", True),
        ("under-way", False),
    ]
    assert (found.to_agree, found.closed) == (1, 2)
    assert folder_csv(found).count("no day") == 1
    (text,) = reminders(found, 14).values()
    assert "Under way" not in text, "a step without a day is due on none"
