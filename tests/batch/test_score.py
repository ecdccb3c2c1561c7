"""Many partnerships: the advice of one by one, nothing lost, nothing run by a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.__main__ import run
from advisor.batch.output.score_lines import COLUMNS, FAULT_COLUMNS
from advisor.batch.score_row import NOTHING_ANSWERED
from advisor.files.spreadsheet_text import csv_line
from advisor.reasoning.reasoner import Reasoner
from advisor.report.phrases import LIKELY
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

SHIPPED = Path(__file__).parents[2] / "scenarios"
BLANK = """\
partnership: {}
kind: cluster
stage: starting
partners:
  - {{name: A}}
  - {{name: B}}
"""


def scored(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["score", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_shipped_partnership_is_scored_as_it_is_assessed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = scored(capsys, str(SHIPPED), "--format", "jsonl")
    assert (code, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [Path(one["file"]).stem for one in found] == sorted(SCENARIO_NAMES)
    reasoner = Reasoner(shipped_rulebook())
    for one in found:
        assert tuple(one) == COLUMNS
        said = reasoner.assess(shipped_scenario(Path(one["file"]).stem))
        assert one["partnership"] == said.partnership
        bands = (said.verdict.band, said.verdict.best, said.verdict.worst)
        assert (one["band"], one["best"], one["worst"]) == bands
        assert one["high"] + one["medium"] + one["low"] == len(said.concerns)
        assert one["concerns"] == [
            LIKELY.format(c.title) if c.presumed else c.title for c in said.concerns[:3]
        ]
        assert one["first_steps"] == [step.do for step in said.steps if step.for_][:3]
        held = [held.until for held in said.verdict.held_by]
        assert one["put_in_place"] == list(dict.fromkeys(held))
        waiting = [waiting.until for waiting in said.verdict.waiting_on]
        assert one["find_out_whether"] == list(dict.fromkeys(waiting))
        others = [p.name for p in said.partners if p.answers_from == "others"]
        assert all(name in one["stated_by"] for name in others)
        assert (one["stated_by"] == "each for itself") == (not others)


def test_csv_and_json_lines_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = scored(capsys, str(SHIPPED), "--format", "jsonl")
    _, table, _ = scored(capsys, str(SHIPPED), "--format", "csv")
    assert len(table.splitlines()) == 1 + len(lines.splitlines())
    for line, row in zip(lines.splitlines(), rows_of(table), strict=True):
        said = json.loads(line)
        assert row == {
            name: " | ".join(value)
            if isinstance(value, list)
            else ""
            if value is None
            else str(value)
            for name, value in said.items()
        }


def test_a_bad_file_stops_no_other_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "c"):
        (tmp_path / f"{name}.yaml").write_text(BLANK.format(name))
    bad = tmp_path / "b.yaml"
    bad.write_text(BLANK.format("b") + "answers:\n  reech: pupils-meet\n")
    told = tmp_path / "told.csv"
    code, out, err = scored(capsys, str(tmp_path), "--format", "csv", "--errors", str(told))
    assert code == 2
    assert [row["partnership"] for row in rows_of(out)] == ["a", "c"]
    assert err.startswith(f"{bad}:8: ")
    assert '"reach"' in err
    (fault,) = rows_of(told.read_text())
    assert tuple(fault) == FAULT_COLUMNS
    assert (fault["file"], fault["row"]) == (str(bad), "8")
    assert "reach" in fault["reason"]

    code, out, _ = scored(capsys, str(tmp_path), "--format", "csv", "--on-error", "stop")
    assert code == 2
    assert [row["partnership"] for row in rows_of(out)] == ["a"]


def test_where_nothing_is_answered_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "blank.yaml"
    file.write_text(BLANK.format("Blank"))
    _, out, _ = scored(capsys, str(file), "--format", "csv")
    assert [row["decision"] for row in rows_of(out)] == [NOTHING_ANSWERED]
    _, out, _ = scored(capsys, str(file))
    assert NOTHING_ANSWERED in " ".join(out.split())


def test_folders_are_searched_but_for_rules_and_what_is_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / "deep" / "er"
    for folder in (deep, tmp_path / ".hidden", tmp_path / "rules"):
        folder.mkdir(parents=True)
        (folder / "one.yaml").write_text(BLANK.format(folder.name))
    (tmp_path / "rules" / "rulebook.yaml").write_text("version: '1'\n")
    as_json = json.dumps({"partnership": "J", "kind": "cluster", "partners": [{"name": "A"}]})
    (tmp_path / "z.json").write_text(as_json)
    code, out, err = scored(capsys, str(tmp_path), "--format", "csv")
    assert (code, err) == (0, "")
    assert [row["partnership"] for row in rows_of(out)] == ["er", "J"]
    empty = tmp_path / "empty"
    empty.mkdir()
    code, _, err = scored(capsys, str(empty))
    assert code == 2
    assert "no partnership file in this folder" in err


@pytest.mark.parametrize("option", ["--output", "--errors"])
def test_no_partnership_file_is_written_over(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(BLANK.format("Ours"))
    for path in (file, tmp_path):
        code, out, err = scored(capsys, str(path), option, str(file))
        assert (code, out) == (2, "")
        assert f"{option} would replace a partnership file" in err
        assert file.read_text() == BLANK.format("Ours")
    other = str(tmp_path / "scores.csv")
    assert scored(capsys, str(tmp_path), option, other)[0] == 0
    code, _, err = scored(capsys, str(file), "--output", other, "--errors", other)
    assert code == 2
    assert "name two" in err


@pytest.mark.parametrize("name", ["a" * 5_000, "nowhere"])
def test_a_name_that_leads_nowhere_is_one_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = scored(capsys, name)
    assert code == 2
    assert "cannot be read" in err


@given(st.lists(st.text(max_size=20) | st.integers() | st.none(), min_size=1, max_size=4))
def test_no_cell_is_a_formula_and_no_text_is_lost(cells: list[object]) -> None:
    (row,) = csv.reader(io.StringIO(csv_line(cells), newline=""))
    for said, cell in zip(row, cells, strict=True):
        text = "" if cell is None else str(cell)
        assert said.removeprefix("'") == text or said == text
        if isinstance(cell, str):
            assert not said.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
