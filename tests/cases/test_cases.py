"""The figures of the cases do not fall; and two made-up cases show what the runner tells."""

import hashlib
from pathlib import Path

import pytest

from advisor.rulebook.changes import Changes, FormerConcern, FormerStep
from advisor.rulebook.rulebook import Rulebook
from tests.cases.__main__ import CASES, main, outcomes_in
from tests.cases.case import SET_ASIDE
from tests.cases.outcome import total
from tests.cases.record import SUMS, fallen, recorded, sum_faults
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook
from tests.strategies import changed

LATE = """\
partnership: Late
kind: cluster
stage: starting
partners: [{name: Ash, sector: state}, {name: Elm, sector: state}]
answers:
  dates-fixed: one-by-one
  months-funded: 6
  head-backing: {every: said-yes}
"""
EXPECTED = """\
verdict: pilot
acceptable: [foundations-first]
risks:
  - {says: The dates are too late., concern: calendar-trouble}
  - {says: Nobody asked the senior teams., concern: [uneven, refusal], ask: true}
  - {says: The senior teams are against it., concern: uneven}
  - {says: The coach is cold., concern: none}
first_three:
  - {says: Set the dates., any_of: ["step:set-dates", "concern:uneven"]}
  - {says: Ask the teams., any_of: ["question:senior-team"]}
  - {says: Find a warm coach., any_of: []}
never:
  - {says: A head has said no., concern: refusal}
  - {says: Dates do no harm., rule: dates-late}
"""
READY = LATE.replace("one-by-one", "before-all").replace("6\n", "24\n").replace("Late", "Ready")
SURE = """\
verdict: ready
risks: []
first_three:
  - {says: Keep at it., any_of: ["step:ring-every-dean"]}
"""
TOLD = """\
late: pilot, exact (expected pilot or foundations-first)
  expected risks named: 2 of 4
    missing: The senior teams are against it. [uneven]
    missing: The coach is cold. [none]
  SAID, and must never be: Dates do no harm. [rule:dates-late]
  first things: 1 of 3
    met: Set the dates. [step:set-dates, concern:uneven]
    not met: Ask the teams. [question:senior-team]
    not met: Find a warm coach. []
    the brief opens with concern:dates, step:set-dates

ready: ready, exact (expected ready)
  expected risks named: 0 of 0
  first things: 0 of 1
    not met: Keep at it. [step:ring-every-dean]
    the brief opens with none

2 cases in sight, by the rulebook HASH
  exact: 2 of 2
  acceptable: 2 of 2
  risks named: 2 of 4
  nothing forbidden: 1 of 2
  first things: 1 of 4
  two first things: 0 of 2
"""


def rulebook() -> Rulebook:
    """Return the small rulebook, in which a concern and a step were renamed."""
    gone = FormerConcern(
        concern="calendar-trouble", said="Trouble.", becomes="dates", reason="Plainer."
    )
    step = FormerStep(step="ring-every-dean", said="Ring.", becomes="none", reason="Nobody does.")
    changes = Changes(concerns={"calendar-trouble": gone}, steps={"ring-every-dean": step})
    return changed(small_rulebook(), changes=changes)


def case(folder: Path, name: str, partnership: str, expected: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "story.md").write_text("It was so.\n")
    (folder / name / "partnership.yaml").write_text(partnership)
    (folder / name / "expected.yaml").write_text(expected)


def test_no_recorded_figure_fell() -> None:
    figures = total(one.figures for one in outcomes_in(CASES, shipped_rulebook()))
    assert fallen(recorded(CASES).get("in sight", {}), figures) == []
    assert list(sum_faults(CASES / SET_ASIDE)) == []


def test_what_is_expected_stands_beside_what_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "late", LATE, EXPECTED)
    case(tmp_path, "ready", READY, SURE)
    assert main([], tmp_path, rulebook()) == 0
    assert capsys.readouterr().out == TOLD.replace("HASH", small_rulebook().content_hash)


def test_a_figure_that_falls_is_told_until_it_is_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "ready", READY, SURE)
    assert main(["--record"], tmp_path, rulebook()) == 0
    assert main([], tmp_path, rulebook()) == 0
    (tmp_path / "ready" / "partnership.yaml").write_text(LATE)
    assert main([], tmp_path, rulebook()) == 1
    assert capsys.readouterr().err == "exact fell from 1 to 0\nacceptable fell from 1 to 0\n"
    assert main(["--record"], tmp_path, rulebook()) == 0
    assert main([], tmp_path, rulebook()) == 0


def test_what_is_set_aside_is_left_out_and_its_sums_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = tmp_path / SET_ASIDE
    case(tmp_path, "late", LATE, EXPECTED)
    case(aside, "ready", READY, SURE)
    assert main([], tmp_path, rulebook()) == 1
    assert capsys.readouterr().err == "SHA256SUMS is gone\n"
    files = sorted((aside / "ready").iterdir())
    sums = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    lines = [f"{sums[file]}  {file.relative_to(aside).as_posix()}\n" for file in files]
    (aside / SUMS).write_text("".join(lines))
    assert main([], tmp_path, rulebook()) == 0
    assert "ready:" not in capsys.readouterr().out
    assert main(["--set-aside"], tmp_path, rulebook()) == 0
    assert capsys.readouterr().out.startswith("ready: ready, exact")
    (aside / "ready" / "story.md").write_text("It was otherwise: {[\n")
    (aside / "ready" / "notes.md").write_text("New.\n")
    (aside / SUMS).write_text("".join([*lines, f"{'0' * 64}  other/story.md\n"]))
    assert list(sum_faults(aside)) == [
        "other/story.md is gone",
        "ready/notes.md has no sum in SHA256SUMS",
        "ready/story.md is not the file whose sum is in SHA256SUMS",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("concern: refusal}", "concern: refusl}", ':13: there is no concern "refusl"; did you'),
        ("step:set-dates", "step:set-date", ':9: there is no step "set-date"; did you mean "set'),
        ("step:set-dates", "steps:set-dates", ':9: "any_of"'),
        ("verdict: pilot", "verdict: small", ':1: "verdict"'),
        (", rule: dates-late", "", ":14: name one of concern, rule and step w"),
    ],
)
def test_a_case_that_does_not_load_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, expected: str
) -> None:
    case(tmp_path, "late", LATE, EXPECTED.replace(old, new))
    assert main([], tmp_path, rulebook()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{tmp_path}/late/expected.yaml{expected}")
