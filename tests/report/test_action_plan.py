"""The action plan: written by date, changed by people, and read back row by row."""

import csv
import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import vobject
from docx.oxml.ns import qn

from advisor.__main__ import run
from advisor.files.faults import Faults
from advisor.reasoning.reasoner import Reasoner
from advisor.report.phrases import STATUS_WORDS
from advisor.report.plan.action_plan import HEADINGS, ActionPlan, plan_of, plan_page
from advisor.report.plan.plan_calendar import plan_calendar
from advisor.report.plan.plan_workbook import HEADINGS_ROW, plan_csv, plan_workbook
from advisor.report.plan.read_plan import read_plan
from advisor.report.writers.word import word
from advisor.scenario.facts import StepAgreement
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.report.test_formats import assessed
from tests.report.word_checker import faults_in
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()
ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 29)
FIRST = HEADINGS_ROW + 2
"""The first row of steps in a workbook, counted from 1."""


def planned(scenario: Scenario) -> ActionPlan:
    return plan_of(Reasoner(RULEBOOK).assess(scenario, on=scenario.as_of), RULEBOOK)


def write(plan: ActionPlan, file: Path) -> Path:
    data = plan_workbook(plan, "made") if file.suffix == ".xlsx" else word(plan_page(plan))
    file.write_bytes(data)
    return file


ENDINGS = pytest.mark.parametrize("ending", ["xlsx", "docx"])


@ENDINGS
def test_a_plan_that_nobody_touched_changes_nothing(ending: str, tmp_path: Path) -> None:
    # Word takes python-docx 90 ms a plan; every plan has the same columns.
    partial = boards = 0
    for name in SCENARIO_NAMES if ending == "xlsx" else SCENARIO_NAMES[::3]:
        for plan in (plan_of(assessed(name), RULEBOOK), promised_by_one(shipped_scenario(name))):
            file = write(plan, tmp_path / f"{name}.{ending}")
            if ending == "docx":
                assert faults_in(file.read_bytes()) == [], name
            if plan.rows:
                assert read_plan(file, plan) == (), name
            partial += sum("agreed for" in row.where for row in plan.rows)
            boards += sum("board of" in row.where for row in plan.rows)
    assert partial
    assert boards


def promised_by_one(scenario: Scenario) -> ActionPlan:
    """Return a plan with a board day for each partner, and each step agreed for the first alone."""
    first = scenario.as_of or TODAY
    dates = tuple(
        {
            "on": first + dt.timedelta(days=20 * n),
            "what": "It meets",
            "is": "board-meeting",
            "partner": partner.name,
        }
        for n, partner in enumerate(scenario.partners, 1)
    )
    scenario = scenario.with_facts(dates=dates)
    agreed = StepAgreement(owner="its head", at=(scenario.partners[0].name,))
    for step in Reasoner(RULEBOOK).assess(scenario, on=first).steps:
        scenario = scenario.with_step(step.id, agreed)
    return planned(scenario)


def set_cells(file: Path, changes: dict[tuple[int, str], Any]) -> None:
    """Change cells of a plan, by row from 1 and heading, as a person would in Excel or Word."""
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        for (row, heading), value in changes.items():
            book.worksheets[0].cell(FIRST + row - 1, HEADINGS.index(heading) + 1).value = value
        book.save(file)
        return
    document = docx.Document(str(file))
    rows = list(document.tables[0]._tbl.iter(qn("w:tr")))
    for (row, heading), value in changes.items():
        cell = list(rows[row].iter(qn("w:tc")))[HEADINGS.index(heading)]
        first, *rest = cell.iter(qn("w:t"))
        first.text = str(value)
        for text in rest:
            text.text = ""
    document.save(str(file))


@ENDINGS
def test_what_people_change_comes_back_into_the_file(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path(shutil.copy(ROOT / "scenarios/keen-heads-no-time.yaml", tmp_path / "own.yaml"))
    before = own.read_text(encoding="utf-8")
    file = tmp_path / f"plan.{ending}"
    assert run(["steps", str(own), "--output", str(file)]) == 0
    plan = planned(shipped_scenario("keen-heads-no-time"))
    agreed = next(row for row in plan.rows if row.is_agreed)
    open_rows = [row for row in plan.rows if not row.is_agreed]
    changes = {
        (agreed.number, "Status"): "Done",
        (open_rows[0].number, "Agreed?"): "Agreed",
        (open_rows[1].number, "Status"): "Under way",
        (open_rows[2].number, "Who"): "=the bursar",
        (open_rows[2].number, "By"): "2026-06-19",
    }
    set_cells(file, changes)
    # Without a terminal and without --yes the changes are listed, and nothing is written.
    assert run(["steps", str(own), "--read", str(file)]) == 1
    listed = capsys.readouterr().out
    assert listed.count("->") == 4
    assert own.read_text(encoding="utf-8") == before
    assert run(["steps", str(own), "--read", str(file), "--yes"]) == 0
    after = load_scenario(own, RULEBOOK).steps
    suggested = open_rows[0]
    assert after[agreed.step].status == "done"
    assert after[suggested.step] == StepAgreement(owner=suggested.who, by=suggested.by)
    assert after[open_rows[1].step] == StepAgreement(status="under-way")
    # A new owner and a new day, each set by whoever wrote it.
    assert after[open_rows[2].step] == StepAgreement(owner="=the bursar", by=dt.date(2026, 6, 19))
    text = own.read_text(encoding="utf-8")
    assert text.splitlines()[:6] == before.splitlines()[:6], "comments stay"
    assert load_scenario(own, RULEBOOK).id, "its calendar entries have a name by now"
    assert load_scenario(own, RULEBOOK).answers == shipped_scenario("keen-heads-no-time").answers


@ENDINGS
@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [
        ("What", "Something else", "leave it as"),
        ("Done when", "=1+1", "leave it as"),
        ("What", "Anything", "leave it as"),
        ("Status", "Nearly", "choose Not started, Under way, Done, Dropped"),
        ("Agreed?", "Perhaps", "choose Agreed, To agree"),
        ("By", "soon", "soon"),
    ],
)
def test_any_other_change_is_refused_with_row_and_cell(
    ending: str, heading: str, value: str, says: str, tmp_path: Path
) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = write(plan, tmp_path / f"plan.{ending}")
    set_cells(file, {(2, heading): value, (3, "Status"): "Done"})
    with pytest.raises(Faults) as caught:
        read_plan(file, plan)
    (fault,) = caught.value.faults
    assert fault.field == heading
    assert fault.line == (FIRST + 1 if ending == "xlsx" else 3)
    assert says in fault.says


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [("Agreed?", "To agree", "is agreed already"), ("By", "", "is empty"), ("Who", "", "is empty")],
)
def test_what_was_agreed_is_not_taken_back_without_a_word(
    heading: str, value: str, says: str, tmp_path: Path
) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    agreed = next(row for row in plan.rows if row.is_agreed)
    file = write(plan, tmp_path / "plan.xlsx")
    set_cells(file, {(agreed.number, heading): value})
    with pytest.raises(Faults, match=says):
        read_plan(file, plan)


def drop_row(book: Any) -> None:
    book.worksheets[0].delete_rows(FIRST + 1)


def repeat_row(book: Any) -> None:
    sheet = book.worksheets[0]
    for column in range(1, len(HEADINGS) + 2):
        cell = sheet.cell(FIRST, column)
        sheet.cell(FIRST + 1, column).value = cell.value


def new_row(book: Any) -> None:
    book.worksheets[0].append(["99", "2026-06-01", "Mine", "me", "soon", "Agreed", "Done", "mine"])


@pytest.mark.parametrize(
    ("change", "says"),
    [(drop_row, "is gone"), (repeat_row, "already"), (new_row, "there is no step")],
)
def test_rows_that_went_or_came_are_refused(
    change: Callable[[Any], None], says: str, tmp_path: Path
) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = write(plan, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    with pytest.raises(Faults, match=says):
        read_plan(file, plan)


@pytest.mark.parametrize("marks", ["", " ", " zzzz", " zzzzzzzzzzzzzzzzzzzz", " ffff" * 5])
def test_rows_whose_marks_are_gone_are_compared_with_the_plan_of_today(
    marks: str, tmp_path: Path
) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = write(plan, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(file)
    for number, row in enumerate(plan.rows):
        cell = book.worksheets[0].cell(FIRST + number, len(HEADINGS) + 1)
        assert str(cell.value).startswith(f"{row.step} ")
        cell.value = f"{row.step}{marks}"
    book.save(file)
    assert read_plan(file, plan) == ()
    set_cells(file, {(1, "Status"): "Done"})
    assert [one.step for one in read_plan(file, plan)] == [plan.rows[0].step]


def test_a_column_that_went_in_word_is_said(tmp_path: Path) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = write(plan, tmp_path / "plan.docx")
    document = docx.Document(str(file))
    for row in document.tables[0].rows:
        row._tr.remove(row.cells[-1]._tc)
    document.save(str(file))
    with pytest.raises(Faults, match="no plan that we wrote"):
        read_plan(file, plan)


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv", "gone.xlsx"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"text"])
def test_what_is_no_plan_is_said(name: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    if name != "gone.xlsx":
        file.write_bytes(data)
    with pytest.raises(Faults) as caught:
        read_plan(file, planned(shipped_scenario("keen-heads-no-time")))
    assert len(caught.value.faults) == 1
    assert name in str(caught.value.faults[0])


def test_no_text_of_a_person_is_a_formula() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    step = planned(scenario).rows[0].step
    owner = '=HYPERLINK("http://x")'
    plan = planned(scenario.with_step(step, StepAgreement(owner=owner)))
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(plan, "&P made")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert owner in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    rows = list(csv.reader(io.StringIO(plan_csv(plan))))
    assert f"'{owner}" in rows[1]


def events(plan: ActionPlan, on: dt.date) -> dict[str, Any]:
    calendar = vobject.readOne(plan_calendar(plan, "outdoor", on).decode("utf-8"))
    return {event.uid.value: event for event in getattr(calendar, "vevent_list", [])}


def test_the_calendar_has_agreed_steps_and_updates_them() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    plan = planned(scenario)
    first = events(plan, TODAY)
    agreed = [row for row in plan.rows if row.has_day]
    assert sorted(first) == sorted(f"{r.step}@outdoor.partnership-advisor" for r in agreed)
    row = agreed[0]
    moved = StepAgreement(owner="Zoë, the chair; of «governors»", by=dt.date(2026, 6, 12))
    later = events(planned(scenario.with_step(row.step, moved)), TODAY + dt.timedelta(days=1))
    assert sorted(later) == sorted(first), "an entry that is changed keeps its name"
    event = later[f"{row.step}@outdoor.partnership-advisor"]
    assert event.dtstart.value == dt.date(2026, 6, 12)
    assert "Zoë, the chair; of «governors»" in event.summary.value
    assert int(event.sequence.value) > int(first[event.uid.value].sequence.value)


def test_the_calendar_tells_of_no_delicate_answer() -> None:
    # Calendars are shared with offices: no words of a private step, no school that lacks a yes.
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        for step in RULEBOOK.steps:
            scenario = scenario.with_step(step, StepAgreement(owner="Zoë", by=TODAY))
        plan = planned(scenario)
        told = {uid: event.summary.value for uid, event in events(plan, TODAY).items()}
        for row in plan.rows:
            says = told[f"{row.step}@outdoor.partnership-advisor"]
            if RULEBOOK.is_done_in_private(row.step):
                assert says == "A step that is best talked about in private (Zoë)"
            elif any(map(RULEBOOK.is_delicate, RULEBOOK.steps[row.step].brings)):
                assert not any(partner in says for partner in plan.names), says


def test_a_file_without_an_id_has_no_calendar() -> None:
    with pytest.raises(Faults, match="has no id"):
        plan_calendar(planned(shipped_scenario("keen-heads-no-time")), None, TODAY)


def test_every_status_has_its_words_and_rows_are_by_date() -> None:
    assert len(set(STATUS_WORDS.values())) == len(STATUS_WORDS)
    for name in SCENARIO_NAMES:
        rows = plan_of(assessed(name), RULEBOOK).rows
        days = [row.by or dt.date.max for row in rows]
        assert days == sorted(days), name
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)), name


@ENDINGS
def test_the_number_of_a_row_is_not_read(ending: str, tmp_path: Path) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = write(plan, tmp_path / f"plan.{ending}")
    set_cells(file, {(1, "No"): "17", (2, "No"): "", (3, "Status"): "Done"})
    (change,) = read_plan(file, plan)
    assert change.step == plan.rows[2].step


@ENDINGS
def test_copies_that_several_people_changed_are_read_one_after_another(
    ending: str, tmp_path: Path
) -> None:
    for name in ("keen-heads-no-time", "trustees-not-told", "forty-schools"):
        scenario = shipped_scenario(name)
        first = planned(scenario)
        count = len(first.rows)
        edits = (
            (1, "Status", "Done"),
            (count, "Status", "Dropped"),
            (count // 2, "Who", "Ann"),
            (count // 2, "By", "Fri 19 June 2026"),
            (count // 2, "Status", "Under way"),
        )
        for number, heading, value in edits:
            # Each from the same plan, as it was sent out.
            file = write(first, tmp_path / f"{name}.{ending}")
            set_cells(file, {(number, heading): value, (2, "No"): "99"})
            (change,) = read_plan(file, planned(scenario))
            assert change.step == first.rows[number - 1].step
            scenario = scenario.with_step(change.step, change.agreed)
        middle = scenario.steps[first.rows[count // 2 - 1].step]
        assert (middle.owner, middle.by) == ("Ann", dt.date(2026, 6, 19))
        assert middle.status == "under-way"
        assert scenario.steps[first.rows[0].step].status == "done"
        assert scenario.steps[first.rows[-1].step].status == "dropped"


@ENDINGS
def test_a_suggested_day_becomes_no_promise_unless_somebody_says_so(
    ending: str, tmp_path: Path
) -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    row = next(row for row in planned(scenario).rows if not row.is_agreed and row.by)
    taken = scenario.with_step(row.step, StepAgreement(owner="Zoë"))
    plan = planned(taken)
    row = next(one for one in plan.rows if one.step == row.step)
    assert row.by_in_words.startswith("suggested: ")
    assert row.is_agreed
    assert f"{row.step}@outdoor.partnership-advisor" not in events(plan, TODAY)

    def read(changes: dict[str, str]) -> StepAgreement | None:
        file = write(plan, tmp_path / f"plan.{ending}")
        set_cells(file, {(row.number, heading): value for heading, value in changes.items()})
        return next((one.agreed for one in read_plan(file, plan)), None)

    assert read({}) is None
    assert read({"Status": "Under way"}) == StepAgreement(owner="Zoë", status="under-way")
    assert read({"Who": "Ann"}) == StepAgreement(owner="Ann")
    assert read({"By": row.day}) == StepAgreement(owner="Zoë", by=row.by)
    assert read({"By": "2026-06-19"}) == StepAgreement(owner="Zoë", by=dt.date(2026, 6, 19))
    # A copy from before anybody took it, which says nothing new.
    file = write(planned(scenario), tmp_path / f"before.{ending}")
    assert read_plan(file, plan) == ()


@ENDINGS
def test_a_new_owner_or_day_agrees_to_nothing_else(ending: str, tmp_path: Path) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    row = next(row for row in plan.rows if not row.is_agreed and row.by)
    for heading, value, agreed in (
        ("Who", "Ann", StepAgreement(owner="Ann")),
        ("By", "19 Jun 26", StepAgreement(by=dt.date(2026, 6, 19))),
        ("Agreed?", "Agreed", StepAgreement(owner=row.who, by=row.by)),
    ):
        file = write(plan, tmp_path / f"plan.{ending}")
        set_cells(file, {(row.number, heading): value})
        assert [one.agreed for one in read_plan(file, plan)] == [agreed]


def test_who_has_a_step_does_not_read_that_a_head_leaves() -> None:
    said = {"on": TODAY, "what": "It retires", "is": "head-leaves"}, {"on": TODAY, "what": "Meet"}
    plan = planned(shipped_scenario("keen-heads-no-time").with_facts(dates=said))
    about = " ".join(plan_page(plan).about)
    assert "Meet" in about
    assert "It retires" not in about


def test_what_was_agreed_stays_in_the_plan_and_says_that_nothing_calls_for_it() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    unasked = next(s for s in RULEBOOK.steps if s not in {r.step for r in planned(scenario).rows})
    for agreed, mark in (
        (StepAgreement(owner="Zoë"), "(no longer called for)"),
        (StepAgreement(owner="Zoë", status="done"), ""),
    ):
        plan = planned(scenario.with_step(unasked, agreed))
        (row,) = (row for row in plan.rows if row.step == unasked)
        assert row.what_in_words == f"{RULEBOOK.steps[unasked].do} {mark}".strip()
        assert row.who == "Zoë"


def test_a_step_for_one_school_names_it_as_the_brief_does() -> None:
    plan = plan_of(assessed("trustees-not-told"), RULEBOOK)
    (row,) = (row for row in plan.rows if row.step == "ask-the-board")
    assert row.what_in_words.endswith("(Moorfield Academy and Priory Road School)")
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(plan, "made")))
    cells = {cell.value for line in book.worksheets[0].iter_rows() for cell in line}
    assert row.what_in_words in cells


def test_the_plan_has_each_step_that_another_waits_for() -> None:
    for name in SCENARIO_NAMES:
        steps = {step.id: step for step in assessed(name).steps}
        planned = {row.step for row in plan_of(assessed(name), RULEBOOK).rows}
        needed = {need for step in planned & set(steps) for need in steps[step].needs}
        assert needed & set(steps) <= planned, name
