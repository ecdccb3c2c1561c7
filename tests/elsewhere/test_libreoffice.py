"""The Excel template is filled in and saved by LibreOffice, and scores as the same answers do."""

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from advisor.__main__ import run
from advisor.batch.template.template_columns import ROWS, Template, answer_choices, fact_choices
from advisor.batch.template.template_workbook import as_xlsx
from advisor.scenario.saving import saved
from tests.batch.filled import rows_of
from tests.batch.workbook import offered, opened
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

SCRIPT = Path(__file__).with_name("fill_in_calc.py")
# The template has no column for further kinds.
NAMES = tuple(name for name in SCENARIO_NAMES if not shipped_scenario(name).also)


def in_calc(jobs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Have LibreOffice do the jobs; the Python it came with has what talks to it."""
    done = subprocess.run(
        ["/usr/bin/python3", str(SCRIPT)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return seen


def template_for(name: str) -> Template:
    scenario = shipped_scenario(name)
    return Template(shipped_rulebook(), scenario.kind, scenario.judged_at)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template of each shipped partnership, filled in and saved in Calc."""
    folder = tmp_path_factory.mktemp("calc")
    jobs = []
    for name in NAMES:
        template = template_for(name)
        empty = folder / f"{name}-empty.xlsx"
        empty.write_bytes(as_xlsx(template))
        rows = rows_of(shipped_scenario(name), template)
        cells = [
            ("Answers", number, template.headings.index(heading), value)
            for number, row in enumerate(rows, 1)
            for heading, value in row.items()
        ]
        jobs.append({"open": str(empty), "save": str(folder / f"{name}.xlsx"), "cells": cells})
    in_calc(jobs)
    return folder


def test_the_drop_downs_are_there_before_and_after_it_is_saved(filled: Path) -> None:
    name = "trainees-in-a-market-town"
    template = template_for(name)
    expected: dict[str, tuple[str, ...]] = fact_choices(template)
    expected |= {question.id: answer_choices(question) for question in template.questions}
    places = [
        ("Answers", row, column) for row in (1, ROWS) for column in range(len(template.headings))
    ]
    files = (filled / f"{name}-empty.xlsx", filled / f"{name}.xlsx")
    for file, seen in zip(
        files, in_calc([{"open": str(f), "look": places} for f in files]), strict=True
    ):
        for (_, _, column), cell in zip(places, seen, strict=True):
            heading = template.headings[column]
            assert tuple(cell["offers"] or ()) == expected.get(heading, ()), (file, heading)
    sheets = opened(files[1].read_bytes())
    answers = sheets["Answers"]
    lists = [rule for rule in answers.validations if rule.sort == "list"]
    heading_of = answers.header
    assert {heading_of[rule.column]: tuple(offered(sheets, rule)) for rule in lists} == {
        heading: texts for heading, texts in expected.items() if texts
    }


def test_what_is_filled_in_is_among_what_the_drop_downs_offer(filled: Path) -> None:
    jobs = []
    for name in NAMES:
        template = template_for(name)
        count = len(shipped_scenario(name).partners)
        places = [
            ("Answers", row, column)
            for row in range(1, count + 1)
            for column in range(len(template.headings))
        ]
        jobs.append({"open": str(filled / f"{name}.xlsx"), "look": places})
    for seen in in_calc(jobs):
        offers = [cell for cell in seen if cell["offers"] and cell["text"]]
        assert offers
        for cell in offers:
            assert cell["text"] in cell["offers"]


@pytest.mark.parametrize("name", NAMES)
def test_it_scores_as_the_file_with_the_same_answers(
    name: str, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The template has no column for key dates, which decide what is to be done first.
    same_answers = filled / f"{name}.yaml"
    same_answers.write_text(saved(shipped_scenario(name).with_facts(dates=())), encoding="utf-8")
    scores = []
    for file in (filled / f"{name}.xlsx", same_answers):
        code = run(["score", str(file), "--format", "csv"])
        said = capsys.readouterr()
        assert (code, said.err) == (0, "")
        (score,) = csv.DictReader(io.StringIO(said.out))
        scores.append({key: value for key, value in score.items() if key not in {"file", "row"}})
    assert scores[0] == scores[1]
