"""Agenda, notes of the meeting and the pack: what is in them, and what never is."""

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.__main__ import run
from advisor.files.file_format import slug
from advisor.reasoning.assessment import Assessment, Risk
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Points, Table
from advisor.report.documents.delicate import without_delicate
from advisor.report.documents.handing_on import handover_paper
from advisor.report.documents.meeting_papers import agenda_paper, notes_paper
from advisor.report.documents.papers import PAPERS
from advisor.report.documents.to_settle import MOST_QUESTIONS
from advisor.report.pack import pack_of
from advisor.report.phrases import Phrases
from advisor.report.plan.action_plan import STEP_IN_PRIVATE, plan_of
from advisor.report.step_days import papers_day, step_day
from advisor.report.writers.terminal import page_text
from advisor.rulebook.vocabulary import SEVERITIES
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement, steps_after
from advisor.scenario.saving import saved
from advisor.scenario.scenario import Scenario
from tests.report.hostile import hostile_scenarios, squeezed
from tests.report.test_formats import assessed
from tests.report.test_governors_paper import noted
from tests.report.test_hostile_text import assessed as assessed_with_private_notes
from tests.report.test_hostile_text import spoilt
from tests.report.test_word_and_pdf import HOSTILE
from tests.report.word_checker import faults_in, text_of
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()
ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 29)


def test_no_delicate_question_is_in_agenda_notes_or_handover_and_no_answer_is_missing() -> None:
    delicate = [q for q in RULEBOOK.questions.values() if q.delicate]
    leaked, missing = [], []
    for name in SCENARIO_NAMES:
        assessment = assessed(name)
        agenda = squeezed(page_text(agenda_paper(assessment, RULEBOOK), 100))
        notes = squeezed(page_text(notes_paper(assessment, RULEBOOK), 100))
        handover = squeezed(page_text(handover_paper(assessment, RULEBOOK), 100))
        leaked += [(name, q.id) for q in delicate if squeezed(q.asks) in agenda + notes + handover]
        known = {one.question for one in assessment.answers if one.state == "known"}
        asks = {RULEBOOK.questions[q].asks for q in known if not RULEBOOK.is_delicate(q)}
        missing += [(name, one) for one in asks if squeezed(one) not in notes]
    assert (leaked, missing) == ([], [])


@pytest.mark.parametrize("name", ["keen-heads-no-time", "forty-schools"])
def test_notes_of_the_meeting_hold_shared_notes_of_fact_alone(name: str) -> None:
    scenario, places = noted(shipped_scenario(name))
    text = page_text(
        notes_paper(Reasoner(RULEBOOK).assess(scenario, private_notes=True), RULEBOOK), 100
    )
    shown = {mark for mark in places if mark in text.replace(f"{mark}by", "")}
    wanted = {
        mark
        for mark, (question, _, is_private) in places.items()
        if not is_private
        and not RULEBOOK.questions[question].delicate
        and not RULEBOOK.questions[question].about_a_person
    }
    assert shown == wanted


def test_a_handover_says_nothing_of_a_person_and_names_every_agreed_step() -> None:
    words = RULEBOOK.papers
    assert words is not None
    for question in words.handover.promises:
        assert not RULEBOOK.is_delicate(question)
        assert not RULEBOOK.is_about_a_person(question)
    scenario, places = noted(shipped_scenario("keen-heads-no-time"))
    assessment = Reasoner(RULEBOOK).assess(scenario, private_notes=True)
    text = page_text(handover_paper(assessment, RULEBOOK), 100)
    shown = {mark for mark in places if mark in text.replace(f"{mark}by", "")}
    assert shown, "notes of fact are there"
    for mark in shown:
        question, _, is_private = places[mark]
        assert not is_private
        assert not RULEBOOK.is_delicate(question)
        assert not RULEBOOK.is_about_a_person(question)
    flat = " ".join(text.split())
    assert "Friday 10 July 2026: next year's timetable closes" in flat
    page = handover_paper(assessed("keen-heads-no-time"), RULEBOOK)
    (table,) = (t for s in page.sections if s.id == "under-way" for t in s.blocks)
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["the head of Millbrook", "our four deputies"]


def test_every_file_of_a_pack_is_sound_whatever_people_write() -> None:
    scenario = spoilt(HOSTILE)
    # One file name for two, as "St Mary's" and "St Marys" have: neither may replace the other.
    schools = [*(partner.name for partner in scenario.partners), scenario.partners[0].name]
    files = pack_of(assessed_with_private_notes(scenario), RULEBOOK, schools, TODAY)
    assert len({file.name for file in files}) == len(files) == 5 + len(schools)
    contents = squeezed(text_of(files[0].data))
    for file in files:
        if file.name.endswith(".docx"):
            assert faults_in(file.data) == [], file.name
            assert squeezed("Made on 29 November 2026") in squeezed(text_of(file.data))
        if file is not files[0]:
            assert squeezed(file.name) in contents
            assert squeezed(file.readers) in contents


def test_a_pack_has_no_paper_from_a_head_for_whom_others_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "help-nobody-asked-for"
    folder = tmp_path / "pack"
    assert run(["pack", str(ROOT / f"scenarios/{name}.yaml"), "--output", str(folder)]) == 0
    written = {path.name for path in folder.iterdir() if path.name.startswith("2-")}
    partners = shipped_scenario(name).partners
    told = capsys.readouterr().err
    for partner in partners:
        is_own = partner.answers_from == "itself"
        assert (f"2-governors-{slug(partner.name)}.docx" in written) == is_own
        assert (f"board of {partner.name}: others answered for it" in told) != is_own


def test_a_pack_has_a_paper_for_a_body_that_decides_for_several_and_else_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    first, second, *rest = scenario.partners
    of_six = first.model_copy(update={"name": "Six primaries", "count": 6})
    of_a_trust = second.model_copy(
        update={"name": "Trust schools", "count": 4, "committed_by": "The trust board"}
    )
    several = scenario.with_facts(partners=(of_six, of_a_trust, *rest), dates=())
    (tmp_path / "ours.yaml").write_text(saved(several, None), encoding="utf-8")
    folder = tmp_path / "pack"
    assert run(["pack", str(tmp_path / "ours.yaml"), "--output", str(folder)]) == 0
    written = {path.name for path in folder.iterdir()}
    assert "2-governors-trust-schools.docx" in written
    assert "2-governors-six-primaries.docx" not in written
    assert "board of Six primaries: it stands for 6 schools" in capsys.readouterr().err


def test_the_contents_of_a_pack_say_when_only_leaders_may_see_the_plan() -> None:
    said = set()
    for name in SCENARIO_NAMES:
        files = pack_of(assessed(name), RULEBOOK, (), TODAY)
        (plan,) = (file for file in files if file.name.endswith(".xlsx"))
        rows = plan_of(assessed(name), RULEBOOK).rows
        said.add(plan.readers)
        has_private = any(RULEBOOK.is_done_in_private(row.step) for row in rows)
        assert (plan.readers == "the leaders only") == has_private, name
    assert len(said) == 2


def test_a_pack_is_a_new_folder_or_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path(shutil.copy(ROOT / "scenarios/keen-heads-no-time.yaml", tmp_path / "own.yaml"))
    command = ["pack", str(own), "--school", "millbrook"]
    assert run(command) == 0
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert folder.name == f"own-{dt.date.today().isoformat()}"
    written = sorted(path.name for path in folder.iterdir())
    assert written == [
        *("0-contents.docx", "1-brief.docx", "2-governors-millbrook-primary.docx"),
        *("3-action-plan.xlsx", "4-agenda.docx", "5-notes.docx"),
    ]
    assert all(str(folder / name) in capsys.readouterr().out for name in written[:1])
    assert run(command) == 2
    assert "is there already" in capsys.readouterr().err
    assert run([*command, "--output", str(tmp_path / "no" / "such")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, "own.yaml"]


def told_of_in_private(assessment: Assessment) -> set[str]:
    """Return the titles, conditions and texts that rest on delicate answers alone."""
    found: set[str] = set()
    risks = {risk.id: risk for risk in assessment.risks}
    hidden = {name for name, risk in risks.items() if needs_delicate(risk)}
    for risk in map(risks.__getitem__, hidden):
        found |= {risk.title, risk.disagreement or risk.title}
    for one in assessment.concerns:
        if hidden.issuperset(one.risks):
            found |= {one.title, one.until or one.title}
    for step in assessment.steps:
        brings = RULEBOOK.steps[step.id].brings
        if brings and all(map(RULEBOOK.is_delicate, brings)) and not (step.owner or step.by):
            found.add(RULEBOOK.steps[step.id].do)
    # What a finding that may be shown says too is no secret.
    shown = [risk for name, risk in risks.items() if name not in hidden]
    return found - {risk.title for risk in shown}


def needs_delicate(risk: Risk) -> bool:
    return any(one.question and RULEBOOK.is_delicate(one.question) for one in risk.because)


def at_odds(scenario: Scenario) -> Scenario:
    """Return a partnership with the worst answer to every delicate question."""
    for question in RULEBOOK.questions.values():
        if question.delicate and not question.number:
            answer = Answer(answer=question.choices[0].id)
            for partner in [None] if question.once else [p.name for p in scenario.partners]:
                scenario = scenario.with_answer(question.id, answer, partner)
    return scenario


def disputed(scenario: Scenario) -> Assessment:
    """Return the advice when every risk is disagreed with."""
    risks = Reasoner(RULEBOOK).assess(scenario).risks
    says = {risk.id: f"not so {risk.id}" for risk in risks}
    return Reasoner(RULEBOOK).assess(scenario.model_copy(update={"disagreements": says}))


def leaks(assessment: Assessment) -> list[tuple[str, str]]:
    pages = {
        f"{paper.name} {school.name}": paper.make(assessment, RULEBOOK, school.name)
        for paper in PAPERS
        for school in assessment.partners[: 2 if paper.is_of_school else 1]
    }
    texts = {name: squeezed(page_text(page, 100)).casefold() for name, page in pages.items()}
    told = told_of_in_private(assessment)
    return [
        (name, one)
        for name, text in texts.items()
        for one in told
        if squeezed(one).casefold() in text
    ]


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_what_rests_on_delicate_answers_alone_is_named_by_its_topic(name: str) -> None:
    for scenario in (shipped_scenario(name), at_odds(shipped_scenario(name))):
        assessment = disputed(scenario)
        assert leaks(assessment) == []
    # The last one has something to hide, and says so.
    assert told_of_in_private(assessment)
    notes = squeezed(page_text(notes_paper(assessment, RULEBOOK), 100))
    assert squeezed("about such answers") in notes


@settings(max_examples=10)
@given(hostile_scenarios())
def test_so_it_is_whatever_people_write(scenario: Scenario) -> None:
    assert leaks(Reasoner(RULEBOOK).assess(at_odds(scenario))) == []


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_concern_is_named_only_if_open_answers_alone_show_it(name: str) -> None:
    said = at_odds(shipped_scenario(name))
    for step in RULEBOOK.steps:
        said = said.with_step(step, StepAgreement(owner="Zoë"))
    shown = without_delicate(Reasoner(RULEBOOK).assess(said), RULEBOOK)
    delicate = RULEBOOK.is_delicate
    for question in filter(delicate, RULEBOOK.questions):
        for partner in (None, *(p.name for p in said.partners)):
            said = said.with_answer(question, None, partner)
    open_ones = {one.id: one for one in Reasoner(RULEBOOK).assess(said).concerns}
    for one in shown.concerns:
        # No worse either: what weighs more than the open answers make it tells of the others.
        weight = SEVERITIES.index(one.severity)
        assert not one.risks or weight >= SEVERITIES.index(open_ones[one.id].severity), one.title
    # Which school a step is for would tell whose answer it is to improve.
    told = [step.id for step in shown.steps if step.at]
    assert not [step for step in told if any(map(delicate, RULEBOOK.steps[step].brings))]


def test_a_concern_has_the_title_of_the_worst_risk_that_may_be_shown() -> None:
    assessment = Reasoner(RULEBOOK).assess(at_odds(shipped_scenario("keen-heads-no-time")))
    seen = without_delicate(assessment, RULEBOOK)
    kept = {one.id: one.title for one in seen.concerns if one.risks}
    risks = {risk.id: risk for risk in assessment.risks}
    shown = Counter[str]()
    for one in assessment.concerns:
        left = [risks[name] for name in one.risks if not needs_delicate(risks[name])]
        shown["none" if not left else "all" if len(left) == len(one.risks) else "some"] += 1
        # Also where nothing is hidden: other words would tell where something is.
        worst = sorted(left, key=lambda risk: risk.presumed)[:1]
        assert kept.get(one.id) == next((risk.title for risk in worst), None)
    assert shown.keys() == {"none", "some", "all"}
    assert "A concern about trust that is best talked about in private" in {
        one.title for one in seen.concerns
    }


def test_papers_list_all_that_was_agreed_and_no_day_that_nobody_set() -> None:
    scenario = shipped_scenario("trustees-not-told").model_copy(update={"steps": {}})
    plan = plan_of(Reasoner(RULEBOOK).assess(scenario), RULEBOOK)
    taken = next(row.step for row in plan.rows if row.by)
    unasked = next(step for step in RULEBOOK.steps if step not in {r.step for r in plan.rows})
    day = dt.date(2026, 6, 18)
    scenario = scenario.with_step(taken, StepAgreement(owner="Zoë"))
    scenario = scenario.with_step(unasked, StepAgreement(owner="Ann", by=day))
    assessment = Reasoner(RULEBOOK).assess(scenario)
    (row,) = (row for row in plan_of(assessment, RULEBOOK).rows if row.step == taken)
    agenda = squeezed(page_text(agenda_paper(assessment, RULEBOOK), 200))
    notes = squeezed(page_text(notes_paper(assessment, RULEBOOK), 200))
    gone = squeezed(f"{RULEBOOK.steps[unasked].do} (no longer called for) Ann Thu 18 June")
    assert gone in agenda
    assert gone in notes
    assert squeezed(f"{row.what_in_words} Zoë suggested: {row.horizon}") in agenda
    assert squeezed(f"{row.what_in_words} Zoë no day agreed") in notes
    handover = squeezed(page_text(handover_paper(assessment, RULEBOOK), 200))
    for told in (
        f"{RULEBOOK.steps[unasked].do} (no longer called for) Ann Thu 18 June 2026",
        f"{row.what_in_words} Zoë no day agreed",
    ):
        assert squeezed(told) in handover
    assert agenda.count("nolongercalledfor") == notes.count("nolongercalledfor") == 1


def test_an_agreed_step_that_is_taken_in_private_is_in_general_words() -> None:
    private = [step.id for step in RULEBOOK.steps.values() if "in private" in step.do]
    assert private
    for step in private:
        scenario = shipped_scenario("trustees-not-told").with_step(step, StepAgreement(owner="Zoë"))
        assessment = Reasoner(RULEBOOK).assess(scenario)
        for paper in (agenda_paper, notes_paper):
            text = squeezed(page_text(paper(assessment, RULEBOOK), 200))
            assert squeezed(f"{STEP_IN_PRIVATE} Zoë") in text
            assert squeezed(RULEBOOK.steps[step].do) not in text
        assert "leaders only" in plan_of(assessment, RULEBOOK).about[0]


def test_the_agenda_has_its_steps_by_date_and_names_the_school() -> None:
    for name in SCENARIO_NAMES:
        page = agenda_paper(assessed(name), RULEBOOK)
        (block,) = next(section for section in page.sections if section.id == "steps").blocks
        rows = plan_of(without_delicate(assessed(name), RULEBOOK), RULEBOOK).rows
        if isinstance(block, Table):
            shown = [text for text, *_ in block.rows if text != STEP_IN_PRIVATE]
            assert shown == [row.what_in_words for row in rows if row.what_in_words in shown], name
    text = page_text(agenda_paper(assessed("trustees-not-told"), RULEBOOK), 200)
    assert squeezed("(Moorfield Academy and Priory Road School)") in squeezed(text)


def test_an_agenda_gives_time_only_to_what_those_at_the_meeting_can_answer() -> None:
    apart = 0
    for name in SCENARIO_NAMES:
        assessment = assessed(name)
        partners = [
            one.model_copy(update={"answers_from": "others"}) for one in assessment.partners
        ]
        absent = assessment.model_copy(update={"partners": tuple(partners)})
        both = [
            next(part for part in agenda_paper(one, RULEBOOK).sections if part.id == "settle")
            for one in (assessment, absent)
        ]
        of_each = any(
            one.partners and not RULEBOOK.is_delicate(one.question)
            for one in assessment.could_change[:MOST_QUESTIONS]
        )
        assert ("partners who are not here" in str(both[1].blocks)) == of_each
        apart += of_each
        minutes = "20" if any(isinstance(block, Points) for block in both[1].blocks[:1]) else "10"
        assert f"({minutes} minutes)" in both[1].title
    assert apart > 3


def test_a_step_for_two_boards_has_the_days_of_both() -> None:
    scenario = shipped_scenario("trustees-not-told")
    first = next(one for one in scenario.dates if one.is_ == "board-meeting")
    second = {**dict(first), "on": dt.date(2026, 7, 9), "partner": "Moorfield Academy"}
    assessment = Reasoner(RULEBOOK).assess(scenario.with_facts(dates=(first, second)))
    phrases = Phrases(assessment, RULEBOOK)
    step = next(one for one in assessment.steps if one.id == "ask-the-board")
    early, late = (step.model_copy(update={"by": day}) for day in (first.on, second["on"]))
    says = "Thu 25 June (board of Priory Road School; board of Moorfield Academy meets Thu 9 July)"
    assert step_day(early, phrases) == says
    says = "Thu 9 July (board of Moorfield Academy; board of Priory Road School meets Thu 25 June)"
    assert step_day(late, phrases) == says
    assert papers_day(late, phrases) == "a full week before each board meets"


def test_a_promise_for_one_school_is_none_for_another_that_needs_the_step_later() -> None:
    whose = "Moorfield Academy"
    agreed = StepAgreement(owner="its chair", by=dt.date(2026, 6, 25), at=(whose,))
    scenario = shipped_scenario("trustees-not-told").with_step("ask-the-board", agreed)
    only = f"agreed for {whose} only"

    def said(of: Scenario) -> tuple[bool, str]:
        assessment = Reasoner(RULEBOOK).assess(of)
        step = next(one for one in assessment.steps if one.id == "ask-the-board")
        pages = [paper(assessment, RULEBOOK) for paper in (agenda_paper, notes_paper)]
        texts = [squeezed(page_text(page, 200)) for page in pages]
        assert len({squeezed(only) in text for text in texts}) == 1
        return bool(step.agreed_at), texts[0]

    is_partial, text = said(scenario)
    assert is_partial
    assert squeezed(only) in text
    # Once the other board has minuted its yes, it is agreed for all that it is for.
    is_partial, text = said(
        scenario.with_answer("governing-body", Answer(answer="minuted"), "Priory Road School")
    )
    assert not is_partial
    assert squeezed(only) not in text
    done = scenario.with_step("ask-the-board", agreed.model_copy(update={"status": "done"}))
    rows = plan_of(Reasoner(RULEBOOK).assess(done), RULEBOOK).rows
    assert {row.where for row in rows if row.step == "ask-the-board"} == {whose}
    names = [partner.name for partner in scenario.partners]
    renamed = ["Moor High" if name == whose else name for name in names]
    assert steps_after(scenario.steps, names, renamed)["ask-the-board"].at == ("Moor High",)
    left = [name for name in names if name != whose]
    assert "ask-the-board" not in steps_after(scenario.steps, names, left)


def test_no_agenda_suggests_a_day_before_its_meeting() -> None:
    spared = 0
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        days = [step.suggested_by for step in Reasoner(RULEBOOK).assess(scenario).steps]
        if not (known := [day for day in days if day]):
            continue
        late = max(known) + dt.timedelta(days=1)
        assessment = Reasoner(RULEBOOK).assess(scenario.with_facts(next_meeting=late, steps={}))
        page = agenda_paper(assessment, RULEBOOK)
        (block,) = next(section for section in page.sections if section.id == "steps").blocks
        rows = plan_of(without_delicate(assessment, RULEBOOK), RULEBOOK).rows
        early = {row.what_for_many for row in rows if row.by and row.by < late}
        for what, _, by in block.rows if isinstance(block, Table) else ():
            if what in early and what != STEP_IN_PRIVATE:
                spared += 1
                assert by == "[date to be agreed]", (name, what)
    assert spared > 3
