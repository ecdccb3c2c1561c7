"""The table on the terminal: a line a partnership, its verdict whole, and its next key date."""

import datetime as dt
from pathlib import Path

import pytest
from rich.cells import cell_len

from advisor.batch.score_row import NOTHING_ANSWERED, Today, next_date
from tests.batch.scoring import SHIPPED, Captured, score
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

BLANK = "partnership: {}\nkind: cluster\npartners:\n- {{name: A}}\n- {{name: B}}\n"
WORDING = shipped_rulebook().wording
VERDICTS = {
    *(rating.short for band, rating in WORDING.ratings.items() if band != "ready"),
    # "Go ahead" says less than what the stage has for it.
    *(says["ready"].partition(",")[0] for says in WORDING.bands.values()),
    *("too little known", NOTHING_ANSWERED),
}


@pytest.mark.parametrize("width", [60, 80, 120])
def test_each_partnership_has_one_line_within_the_width(width: int, capsys: Captured) -> None:
    heading, *lines = score(capsys, SHIPPED, "--width", str(width)).out.splitlines()
    assert len(lines) == len(SCENARIO_NAMES)
    assert all(cell_len(line) <= width for line in (heading, *lines))
    verdict, concern = heading.index("Verdict"), heading.index("Main concern")
    assert {line[verdict:concern].strip() for line in lines} <= VERDICTS
    for line, name in zip(lines, SCENARIO_NAMES, strict=True):
        shown = line[:verdict].strip().removesuffix("…")
        assert shipped_scenario(name).partnership.startswith(shown)


def test_a_name_and_a_verdict_of_any_length_stay_on_one_line(
    tmp_path: Path, capsys: Captured
) -> None:
    for number, name in enumerate(("x" * 300, "学校" * 60, "A")):
        (tmp_path / f"{number}.yaml").write_text(BLANK.format(name), encoding="utf-8")
    _, *lines = score(capsys, tmp_path).out.splitlines()
    assert len(lines) == 3
    assert all(NOTHING_ANSWERED in line and cell_len(line) <= 80 for line in lines)


def test_the_next_date_is_the_first_that_is_not_past(capsys: Captured) -> None:
    file = SHIPPED / "keen-heads-no-time.yaml"
    for on, shown in (
        ((), "30 Jun 2026"),
        (("--on", "2026-06-30"), "30 Jun 2026"),
        (("--on", "2026-07-01"), "10 Jul 2026"),
    ):
        for engine in ("experta", "columns"):
            heading, line = score(capsys, file, "--engine", engine, *on).out.splitlines()
            assert line[heading.index("Next date") :] == shown
    assert "Next date" not in score(capsys, file, "--on", "2026-07-11").out


def test_days_are_counted_from_the_day_named_else_of_the_answers_else_today() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    undated = scenario.with_facts(as_of=None)
    late = dt.date(2027, 1, 1)
    assert next_date(scenario, Today(None, late)) == "2026-06-30"
    assert next_date(scenario, Today(late, late)) is None
    assert next_date(undated, Today(None, late)) is None
    assert next_date(undated, Today(None, dt.date(2026, 7, 1))) == "2026-07-10"
