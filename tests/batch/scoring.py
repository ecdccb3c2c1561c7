"""Runs ``advisor score`` and reads what it wrote and told."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from advisor.__main__ import run
from advisor.batch.score_row import Today, score_row
from advisor.reasoning.reasoner import Reasoner
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook

Captured = pytest.CaptureFixture[str]
Line = dict[str, Any]
SHIPPED = Path(__file__).parents[2] / "scenarios"
PLACE = ("file", "row")


class Told(NamedTuple):
    """What came of a run.

    Attributes:
        lines: What it wrote, where that is JSON Lines.
    """

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Line]:
        return [json.loads(line) for line in self.out.splitlines()]


def score(capsys: Captured, *arguments: str | Path) -> Told:
    """Run it in this process."""
    capsys.readouterr()
    code = run(["score", *map(str, arguments)])
    said = capsys.readouterr()
    return Told(code, said.out, said.err)


def started(*arguments: str | Path, **more: Any) -> subprocess.Popen[bytes]:
    """Start it as a process at the head of a group of its own, as a terminal would."""
    command = [sys.executable, "-m", "advisor", "score", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=environment, start_new_session=True, **more)


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of CSV under its header."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def expected(scenarios: Iterable[Scenario]) -> list[Line]:
    """Return what experta says of partnerships in short, but for where they were read."""
    reasoner, rulebook = Reasoner(shipped_rulebook()), shipped_rulebook()
    today = Today(None, dt.date.today())
    said = (score_row("", reasoner.assess(one), rulebook, today=today) for one in scenarios)
    return [placeless(json.loads(one.model_dump_json())) for one in said]


def placeless(line: Line) -> Line:
    """Return a line without where it was read."""
    return {name: value for name, value in line.items() if name not in PLACE}
