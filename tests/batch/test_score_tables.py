"""Tables say what files say: the same scores by every engine, in the order of the input."""

import json
from pathlib import Path

import pytest

from advisor.__main__ import run
from advisor.rulebook.vocabulary import BANDS
from advisor.scenario.scenario import Scenario
from tests.batch import tabled
from tests.batch.scoring import SHIPPED, Captured, Line, expected, placeless, score
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario

ENGINES = ("experta", "columns", "auto")
FORMS = {
    "partner": (tabled.as_partners_say, tabled.rows_of_partners),
    "partnership": (tabled.as_a_row_says, tabled.rows_of_partnerships),
}
BLANK = "partnership: {}\nkind: cluster\nstage: starting\npartners: [{{name: A}}, {{name: B}}]\n"


def shipped(every: int = 1) -> list[Scenario]:
    return [shipped_scenario(name) for name in SCENARIO_NAMES[::every]]


THIRD = 3
"""Tables hold every third partnership, since experta takes its time."""


def table_of(form: str, written: tabled.Written = tabled.by_id) -> tabled.Table:
    return FORMS[form][1](shipped(THIRD), shipped_rulebook(), written)


@pytest.mark.parametrize("suffix", tabled.FORMATS)
@pytest.mark.parametrize("form", FORMS)
def test_a_table_scores_as_what_it_says(
    form: str, suffix: str, tmp_path: Path, capsys: Captured
) -> None:
    table = table_of(form)
    file = tabled.write_table(tmp_path / f"table{suffix}", table)
    wanted = expected(FORMS[form][0](one, shipped_rulebook()) for one in shipped(THIRD))
    starts = [
        number
        for number, row in enumerate(table, tabled.first_row(suffix))
        if number == tabled.first_row(suffix)
        or row["partnership"] != table[number - tabled.first_row(suffix) - 1]["partnership"]
    ]
    for engine in ENGINES:
        told = score(capsys, file, "--format", "jsonl", "--engine", engine)
        assert told.code == 0
        assert [placeless(line) for line in told.lines] == wanted
        assert [(line["file"], line["row"]) for line in told.lines] == [
            (str(file), start) for start in starts
        ]
        verified = f"scored by columns; experta read {len(wanted)} of them again and agrees\n"
        assert told.err == (verified if engine == "columns" else "")


@pytest.mark.parametrize("written", [tabled.by_label, tabled.by_sentence, tabled.by_number])
def test_levels_are_read_however_they_are_written(
    written: tabled.Written, tmp_path: Path, capsys: Captured
) -> None:
    asks = {question.id: question.asks for question in shipped_rulebook().questions.values()}
    said = [
        {asks.get(heading, heading): cell for heading, cell in row.items()}
        for row in table_of("partner", tabled.where_counted(written, shipped_rulebook()))
    ]
    file = tabled.write_table(tmp_path / "table.csv", said)
    by_id = tabled.write_table(tmp_path / "ids.csv", table_of("partner"))
    for engine in ("experta", "columns"):
        told = score(capsys, file, by_id, "--format", "jsonl", "--engine", engine)
        assert told.code == 0
        lines = [placeless(line) for line in told.lines]
        assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]


def test_files_score_alike_by_every_engine(capsys: Captured) -> None:
    wanted = expected(shipped())
    for engine in ENGINES:
        told = score(capsys, SHIPPED, "--format", "jsonl", "--engine", engine)
        assert told.code == 0
        assert [placeless(line) for line in told.lines] == wanted
        assert {line["row"] for line in told.lines} == {None}


@pytest.mark.parametrize("engine", ENGINES)
def test_files_and_tables_keep_the_order_in_which_they_are_named(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    table = table_of("partnership")
    one = tabled.write_table(tmp_path / "one.csv", table[:2])
    two = tabled.write_table(tmp_path / "two.xlsx", table[2:4])
    file = SHIPPED / f"{SCENARIO_NAMES[5]}.yaml"
    told = score(capsys, two, file, one, SHIPPED, two, "--format", "jsonl", "--engine", engine)
    assert told.code == 0
    rows = [(line["file"], line["row"]) for line in told.lines]
    assert rows[:5] == [
        *((str(two), 2), (str(two), 3), (str(file), None)),
        *((str(one), 2), (str(one), 3)),
    ]
    assert rows[5:-2] == [(str(path), None) for path in sorted(SHIPPED.glob("*.yaml"))]
    assert rows[-2:] == rows[:2]


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_a_row_without_kind_or_stage_has_those_of_the_command(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    rulebook = shipped_rulebook()
    one = as_if(shipped_scenario("strong-start"), "hub", "agreeing")
    rows = tabled.rows_of_partners([one], rulebook)
    table = [{**row, "kind": "", "stage": "", "also": ""} for row in rows]
    file = tabled.write_table(tmp_path / "table.csv", table)
    given = ("--format", "jsonl", "--engine", engine)
    told = score(capsys, file, *given, "--kind", "hub", "--stage", "agreeing")
    assert told.code == 0
    assert [placeless(line) for line in told.lines] == expected(
        [tabled.as_partners_say(one, rulebook)]
    )
    told = score(capsys, file, *given, "--kind", "hub")
    assert [line["stage"] for line in told.lines] == ["starting"]
    told = score(capsys, file, *given)
    assert (told.code, told.lines) == (2, [])
    assert f'{file}:2: "kind": ' in told.err


@pytest.mark.parametrize("engine", ["experta", "columns"])
def test_by_band_puts_what_is_stopped_first_and_what_is_blank_last(
    engine: str, tmp_path: Path, capsys: Captured
) -> None:
    blank = tmp_path / "blank.yaml"
    blank.write_text(BLANK.format("Blank"))
    given = ("--format", "jsonl", "--engine", engine)
    in_order = score(capsys, blank, SHIPPED, *given).lines
    assert in_order[0]["decision"] == "nothing answered"
    told = score(capsys, blank, SHIPPED, *given, "--sort", "band").lines
    by_band = [line for band in BANDS for line in in_order[1:] if line["band"] == band]
    assert told == [*by_band, in_order[0]]


@pytest.mark.parametrize("form", FORMS)
def test_in_full_is_what_assess_says_with_its_place(
    form: str, tmp_path: Path, capsys: Captured
) -> None:
    yaml = sorted(SHIPPED.glob("*.yaml"))[:4]
    name = shipped()[0].partnership
    rows = [row for row in table_of(form) if row["partnership"] == name]
    file = tabled.write_table(tmp_path / "table.csv", rows)
    output = tmp_path / "full.jsonl"
    told = score(capsys, *yaml, file, "--full", "--output", output)
    assert (told.code, told.out, told.err) == (0, "", "")
    lines: list[Line] = [json.loads(line) for line in output.read_text().splitlines()]
    assert score(capsys, *yaml, file, "--full").lines == lines
    for path, line in zip(yaml, lines, strict=False):
        assert run(["assess", str(path), "--format", "json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert line == {"file": str(path), "row": None, **said}
    assert (lines[-1]["file"], lines[-1]["row"]) == (str(file), 2)
    assert lines[-1]["partnership"] == name


def test_in_full_days_are_counted_from_the_day_that_is_named(capsys: Captured) -> None:
    file, on = SHIPPED / "keen-heads-no-time.yaml", ("--on", "2026-06-20")
    (line,) = score(capsys, file, "--full", *on).lines
    assert run(["assess", str(file), "--format", "json", *on]) == 0
    assert line == {"file": str(file), "row": None, **json.loads(capsys.readouterr().out)}
    (other,) = score(capsys, file, "--full").lines
    assert other["steps"] != line["steps"]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_a_row_in_which_nothing_is_answered_says_so(
    suffix: str, tmp_path: Path, capsys: Captured
) -> None:
    table = [{"partnership": name, "kind": "cluster", "reach": ""} for name in ("One", "Two")]
    table[1]["reach"] = "unknown"
    file = tabled.write_table(tmp_path / f"table{suffix}", table)
    for engine in ("experta", "columns"):
        lines = score(capsys, file, "--format", "jsonl", "--engine", engine).lines
        assert [line["decision"] for line in lines] == ["nothing answered"] * 2
        assert [line["known"] for line in lines] == [0, 0]


def test_a_table_without_rows_is_told(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "table.csv"
    file.write_text("partnership,kind,reach\n")
    for engine in ("experta", "columns"):
        told = score(capsys, file, "--engine", engine)
        assert (told.code, told.out) == (0, "")
        assert f"{file}: no partnership below its headings\n" in told.err
