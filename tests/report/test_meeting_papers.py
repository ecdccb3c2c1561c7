"""Agenda, notes of the meeting and the pack: what is in them, and what never is."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from advisor.__main__ import run
from advisor.reasoning.reasoner import Reasoner
from advisor.report.documents.meeting_papers import agenda_paper, notes_paper
from advisor.report.pack import pack_of
from advisor.report.writers.terminal import page_text
from tests.report.hostile import squeezed
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


def test_no_delicate_question_is_in_agenda_or_notes_and_no_other_answer_is_missing() -> None:
    delicate = [q for q in RULEBOOK.questions.values() if q.delicate]
    leaked, missing = [], []
    for name in SCENARIO_NAMES:
        assessment = assessed(name)
        agenda = squeezed(page_text(agenda_paper(assessment, RULEBOOK), 100))
        notes = squeezed(page_text(notes_paper(assessment, RULEBOOK), 100))
        leaked += [(name, q.id) for q in delicate if squeezed(q.asks) in agenda + notes]
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
