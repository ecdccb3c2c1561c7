"""Partnerships through a table and back, and every cell that spoils one told where it stands."""

import tempfile
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.batch.tables.group_rows import whole_partnerships
from advisor.batch.tables.headings import layout_of
from advisor.batch.tables.open_table import table_chunks
from advisor.batch.tables.partnership_names import name_marks
from advisor.batch.tables.row_reader import RowReader
from advisor.batch.tables.row_scenarios import RowsRead, scenarios_in
from advisor.files.faults import Fault
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario
from tests.batch.tabled import (
    FORMATS,
    Table,
    as_a_row_says,
    as_partners_say,
    by_id,
    by_label,
    by_number,
    by_sentence,
    first_row,
    headings_in,
    rows_of_partners,
    rows_of_partnerships,
    where_counted,
    write_table,
)
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import small_rulebook
from tests.strategies import changed, examples, rulebooks, scenarios

FORMS = {
    "partnerships": (as_a_row_says, rows_of_partnerships),
    "partners": (as_partners_say, rows_of_partners),
}


def read(
    path: Path, rulebook: Rulebook, rows: int = 1000, **defaults: Any
) -> tuple[list[RowsRead], list[Fault]]:
    batches = list(table_chunks(path, rows))
    layout = layout_of(batches[0].frame.columns, rulebook, str(path), **defaults)
    found: list[RowsRead] = []
    faults: list[Fault] = []
    for batch in whole_partnerships(batches, layout, lambda: name_marks(batches, layout)):
        faults += (*batch.faults, *batch.skipped)
        found += scenarios_in(batch.frame, RowReader(layout, rulebook), batch.file)
    return found, faults


def read_text(tmp_path: Path, text: str, **defaults: Any) -> tuple[list[RowsRead], list[Fault]]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, shipped_rulebook(), **defaults)


def told(read_: list[RowsRead], faults: list[Fault]) -> list[tuple[int, str]]:
    every = [*faults, *(fault for each in read_ for fault in each.faults)]
    return [(fault.line, fault.field) for fault in sorted(every)]


@st.composite
def several(draw: st.DrawFn, rulebook: Rulebook) -> list[Scenario]:
    drawn = draw(st.lists(scenarios(rulebook), min_size=1, max_size=4))
    return [changed(each, partnership=f"Schools {n}") for n, each in enumerate(drawn)]


@pytest.mark.parametrize("form", FORMS)
@examples(25)
@given(data=st.data())
def test_what_a_table_can_say_comes_back_from_every_format(form: str, data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    said, tabled = FORMS[form]
    drawn = [said(each, rulebook) for each in data.draw(several(rulebook))]
    table = tabled(drawn, rulebook)
    for suffix in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            path = write_table(Path(folder) / f"t{suffix}", table)
            found, faults = read(path, rulebook, rows=data.draw(st.integers(1, 5)))
        assert [each.faults for each in found] == [()] * len(drawn)
        assert not faults
        assert [each.scenario for each in found] == drawn
        assert [each.partnership for each in found] == [each.partnership for each in drawn]
        sizes = [1 if form == "partnerships" else len(each.partners) for each in drawn]
        starts = [first_row(suffix) + sum(sizes[:place]) for place in range(len(sizes))]
        assert [each.first for each in found] == starts
        assert [each.last - each.first + 1 for each in found] == sizes


@pytest.mark.parametrize("written", [by_id, by_label, by_sentence, by_number])
@pytest.mark.parametrize("form", FORMS)
def test_shipped_partnerships_come_back_however_their_levels_are_written(
    form: str, written: Any, tmp_path: Path
) -> None:
    rulebook = shipped_rulebook()
    said, tabled = FORMS[form]
    shipped = [said(shipped_scenario(name), rulebook) for name in SCENARIO_NAMES]
    path = write_table(
        tmp_path / "t.csv", tabled(shipped, rulebook, where_counted(written, rulebook))
    )
    found, faults = read(path, rulebook)
    assert told(found, faults) == []
    assert [each.scenario for each in found] == shipped


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_of_before_is_read_by_the_words_of_before(suffix: str, tmp_path: Path) -> None:
    asked = "Q1. When are the dates of the sessions known?"
    rows = [
        ("Elm", "no", "by letter", "They are set late.", "has heard of it"),
        ("Oak", "The head has not made up their mind", "", "", "told"),
        ("Ash", "unknown", "", "", "It has been told."),
    ]
    headings = ("partner", "heads-agree", "heads agree note", asked, "Has the team heard?")
    table = [
        {"partnership": "P", "kind": "hub"} | dict(zip(headings, row, strict=True)) for row in rows
    ]
    path = write_table(tmp_path / f"t{suffix}", table)
    ((one,), faults) = read(path, small_rulebook())
    assert (one.faults, faults) == ((), [])
    assert one.scenario is not None
    first, second, third = one.scenario.partners
    assert first.answers == {
        "head-backing": Answer(answer="refused", note="by letter", visibility="private"),
        "senior-team": Answer(answer="told"),
    }
    assert second.answers == third.answers == {"senior-team": Answer(answer="told")}
    assert [(kept.partner, kept.answer) for kept in one.scenario.earlier] == [
        (None, "They are set late."),
        ("Oak", "The head has not made up their mind."),
        ("Ash", "Nobody knows."),
    ]


def test_the_export_of_a_form_is_read_as_it_is(tmp_path: Path) -> None:
    rulebook = shipped_rulebook()
    shipped = [as_a_row_says(shipped_scenario(name), rulebook) for name in SCENARIO_NAMES]
    table = rows_of_partnerships(shipped, rulebook, by_label)
    wordings = {question.id: question.asks for question in rulebook.questions.values()}
    wordings |= {f"{name} note": f"{asks} Note" for name, asks in wordings.items()}
    wordings |= {"as_of": "As of", "answers_from": "Answers from", "kind": "Kind "}
    exported = []
    for row in table:
        row["kind"] = rulebook.wording.kinds[row["kind"]].label  # type: ignore[index]
        if row["stage"]:
            row["stage"] = rulebook.wording.stages[row["stage"]].decision.capitalize()  # type: ignore[index]
        renamed = {wordings.get(heading, heading): cell for heading, cell in row.items()}
        exported.append(
            {"Timestamp": "12/05/2026 13:30:01", "Email Address": "a@b.example"} | renamed
        )
    for suffix in (".csv", ".xlsx"):
        found, faults = read(write_table(tmp_path / f"t{suffix}", exported), rulebook)
        assert told(found, faults) == []
        assert [each.scenario for each in found] == shipped


def test_a_partnership_can_stand_on_several_sheets(tmp_path: Path) -> None:
    sheets = {
        "Answers 1": [("Z", "Oak", "9"), ("A", "Oak", "1")],
        "Answers 2": [("A", "Elm", "2"), ("Y", "Elm", "9"), ("Z", "Elm", "1")],
    }
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["partnership", "partner", "school-commits"])
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, row)
    found, faults = read(tmp_path / "t.xlsx", shipped_rulebook(), kind="cluster")
    whole = [each.scenario for each in found if each.scenario]
    assert [[p.name for p in scenario.partners] for scenario in whole] == [["Oak", "Elm"]]
    every = [*(fault for each in found for fault in each.faults), *faults]
    places = [(fault.file.partition("[")[2], fault.line) for fault in every]
    assert places == [("Answers 1]", 2), ("Answers 2]", 3)]


SPOILT = {"kind": "itl", "stage": "runing", "also": "hubb", "as_of": "May", "room": "our"}
SPOILT |= {"sector": "stat", "role": "membr", "core": "perhaps", "count": "none"}
SPOILT |= {"answers_from": "nobody", "partner": "", "partnership": ""}


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_each_spoilt_cell_is_told_and_spoils_its_partnership_alone(
    form: str, data: st.DataObject
) -> None:
    rulebook = data.draw(rulebooks())
    said, tabled = FORMS[form]
    drawn = [said(each, rulebook) for each in data.draw(several(rulebook))]
    table: Table = tabled(drawn, rulebook)
    headings = [*SPOILT, *(q for q in rulebook.questions)]
    place = data.draw(st.integers(0, len(table) - 1))
    known = [h for h in headings_in(table) if h in headings and table[place].get(h)]
    spoilt = data.draw(st.sampled_from(known))
    skipped = {table[place]["partnership"]}
    if (form, spoilt) == ("partners", "partnership"):  # It may be of the one above or below.
        skipped |= {row["partnership"] for row in table[max(place - 1, 0) : place + 2]}
    table[place][spoilt] = SPOILT.get(spoilt, "no such level")
    suffix = data.draw(st.sampled_from(FORMATS))
    with tempfile.TemporaryDirectory() as folder:
        path = write_table(Path(folder) / f"t{suffix}", table)
        found, faults = read(path, rulebook, rows=data.draw(st.integers(1, 5)))
    assert (first_row(suffix) + place, spoilt) in told(found, faults)
    kept = [each.scenario for each in found if each.scenario is not None]
    assert kept == [each for each in drawn if each.partnership not in skipped]


def test_one_cell_can_answer_for_each_partner(tmp_path: Path) -> None:
    found, _ = read_text(
        tmp_path,
        "partnership,kind,partners,school-commits,promises-kept\n"
        'A,cluster,"Oak; Elm;Ash",nothing;;4,All of it.\n',
    )
    scenario = found[0].scenario
    assert scenario is not None
    assert [p.name for p in scenario.partners] == ["Oak", "Elm", "Ash"]
    own = [{q: a.answer for q, a in p.answers.items()} for p in scenario.partners]
    assert own == [{"school-commits": "nothing"}, {}, {"school-commits": "release-and-budget"}]
    assert scenario.answers == {"promises-kept": AnswerForEvery(every="all")}


def test_a_last_semicolon_leaves_the_last_partner_without_an_answer(tmp_path: Path) -> None:
    head = "partnership,kind,partners,school-commits\n"
    found, _ = read_text(tmp_path, f"{head}A,cluster,Oak;Elm,1;\nB,cluster,Oak;Elm,1;2;\n")
    own = [[[*p.answers] for p in each.scenario.partners] for each in found if each.scenario]
    assert own == [[["school-commits"], []], [["school-commits"], ["school-commits"]]]


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("cluster", ["member"]),
        ("itt", ["placement"]),
        ("support", ["supporting", "supported"]),
        ("federation", ["member", "lead", "supporting", "supported"]),
    ],
)
def test_unnamed_partners_have_the_roles_that_the_questions_name(
    kind: str, roles: list[str], tmp_path: Path
) -> None:
    found, _ = read_text(tmp_path, f"partnership,kind,school-commits\nA,{kind},1\n")
    scenario = found[0].scenario
    assert scenario is not None
    assert [p.role for p in scenario.partners] == roles
    assert set(roles) <= {*ROLES}


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("A,cluster,Oak;Elm,1;2;3,", (2, "school-commits")),
        ("A,cluster,Oak;oak,1,", (2, "partners")),
        ("A,cluster,Oak,5,", (2, "school-commits")),
        ("A,,Oak,1,", (2, "kind")),
        (" ,cluster,Oak,1,", (2, "partnership")),
        ("A,cluster,Oak;Elm,1,state;state;state", (2, "sector")),
    ],
)
def test_what_is_wrong_in_a_row_is_told_at_its_cell(
    rows: str, where: tuple[int, str], tmp_path: Path
) -> None:
    found, faults = read_text(
        tmp_path, f"partnership,kind,partners,school-commits,sector\n{rows}\n"
    )
    assert told(found, faults) == [where]
    assert found[0].scenario is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A,cluster,Oak,1;2", "there is 1 partner"),
        ("A,cluster,Oak;Elm,1;2;3", "there are 2 partners"),
        (
            'A,cluster,"Oak, Elm",1;2',
            'there is 1 partner; under "partners", names are joined by semicolons',
        ),
        ('A,cluster,"Oak, Elm;Ash",1;2;3', "there are 2 partners"),
    ],
)
def test_how_many_partners_there_are_is_told(row: str, says: str, tmp_path: Path) -> None:
    found, faults = read_text(tmp_path, f"partnership,kind,partners,school-commits\n{row}\n")
    (fault,) = [*faults, *(fault for each in found for fault in each.faults)]
    assert fault.says.endswith(f"values joined by semicolons, and {says}")


def test_kind_and_stage_can_come_from_without(tmp_path: Path) -> None:
    text = "partnership,kind,stage\nA,,\nB,hub,running\n"
    found, _ = read_text(tmp_path, text, kind="itt", stage="exploring")
    facts = [(each.scenario.kind, each.scenario.stage) for each in found if each.scenario]
    assert facts == [("itt", "exploring"), ("hub", "running")]


def test_rows_of_a_partnership_may_not_contradict_each_other(tmp_path: Path) -> None:
    found, faults = read_text(
        tmp_path,
        "partnership,partner,kind,reach\n"
        "A,Oak,cluster,1\n"
        "A,Elm,hub,pupils-meet\n"
        "B,Oak,cluster,adults-meet\n"
        "B,Elm,Cluster,1\n",
    )
    assert told(found, faults) == [(3, "kind"), (3, "reach")]
    assert [each.scenario is not None for each in found] == [False, True]


@given(data=st.data())
def test_rows_that_come_back_are_put_together_or_left_out(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=20))
    table = [
        {"partnership": name, "partner": f"School {n}", "kind": "cluster"}
        for n, name in enumerate(names)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = write_table(Path(folder) / "t.csv", table)
        rows = data.draw(st.integers(1, 5))
        found, faults = read(path, shipped_rulebook(), rows=rows)
    if rows >= len(names):
        # What is read at once is put together, each partnership where its first row stands.
        each_once = dict.fromkeys(names)
        assert not faults
        assert [each.first - 2 for each in found] == [names.index(name) for name in each_once]
        numbers = [len(each.scenario.partners) for each in found if each.scenario]
        assert numbers == [names.count(name) for name in each_once]
        return
    firsts = [n for n, name in enumerate(names) if n == 0 or names[n - 1] != name]
    apart = {names[n] for n in firsts if names[n] in names[:n]}
    told_at = [n for n in firsts if names[n] in apart and names[n] not in names[:n]]
    assert [fault.line - 2 for fault in faults] == told_at
    assert [each.first - 2 for each in found] == [n for n in firsts if names[n] not in apart]
    assert all(each.scenario is not None for each in found)


@given(data=st.data())
def test_a_partnership_is_not_judged_without_a_partner_that_could_not_be_read_or_named(
    data: st.DataObject,
) -> None:
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    rows = [
        (owner, f"{owner},School {n},cluster")
        for owner, size in enumerate(sizes)
        for n in range(size)
    ]
    spoilt = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=3))
    is_sorted, is_by_partner = data.draw(st.booleans()), data.draw(st.booleans())
    if not is_sorted:
        rows = data.draw(st.permutations(rows))
    named = ("{},School,cluster,more", "{},School", "more,{},School,cluster", "{},S,\xff")
    nameless = ("?,?", ",School,cluster")
    bad = data.draw(st.sampled_from([*named, *nameless] if is_by_partner else named))
    lines = [bad.format(owner) if n in spoilt else row for n, (owner, row) in enumerate(rows)]
    head = f"partnership,{'partner' if is_by_partner else 'school'},kind"
    is_cut = (is_sorted or bad in named) and data.draw(st.booleans())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text("\n".join([head, *lines]), encoding="latin-1")
        at_once = data.draw(st.integers(1, 5)) if is_cut else 1000
        found, faults = read(path, shipped_rulebook(), rows=at_once)
    owners = [owner for n, (owner, _) in enumerate(rows) if n not in spoilt]
    runs = [owner for owner, _ in groupby(owners)]
    if is_by_partner and not is_cut and spoilt and len(runs) > len({*runs}):
        assert not found  # It may be a partner of anyone.
        return
    # Rows that look sorted are taken to be.
    assume(is_sorted or not spoilt or bad in named)
    assert {n + 2 for n in spoilt} <= {fault.line for fault in faults}
    whole = {each.partnership: each.scenario for each in found if each.scenario}
    unharmed = {str(o) for o in range(len(sizes))} - {str(rows[n][0]) for n in spoilt}
    if not is_by_partner:
        assert {*whole} == {name for name in unharmed if sizes[int(name)] == 1}
        return
    assert {*whole} <= unharmed
    assert all(len(s.partners) == sizes[int(n)] for n, s in whole.items())
    if not spoilt and not is_cut:
        assert not faults
        assert {*whole} == unharmed


def test_numbers_and_truth_in_parquet_are_answers_and_facts(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame(
        {
            "partnership": ["A", "B"],
            "kind": ["itt", "itt"],
            "partners": ["Oak", "Elm"],
            "count": [13.0, None],
            "core": [False, None],
            "as_of": [date(2026, 5, 12), None],
            "school-commits": [4, 1],
            "door-to-door": [30.0, 12.5],
        }
    ).write_parquet(path)
    found, faults = read(path, shipped_rulebook())
    assert told(found, faults) == []
    first, second = (each.scenario for each in found)
    assert first is not None
    assert second is not None
    (oak,) = first.partners
    assert (oak.count, oak.core, first.as_of) == (13, False, date(2026, 5, 12))
    assert first.answers["school-commits"] == AnswerForEvery(every="release-and-budget")
    numbers = [scenario.answer_once("door-to-door") for scenario in (first, second)]
    assert numbers == [Answer(answer=30), Answer(answer=12.5)]
