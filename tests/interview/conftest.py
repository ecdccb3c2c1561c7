"""What tests of the screen share: a state folder of their own, and a file to ask about."""

import shutil
from pathlib import Path

import pytest

from advisor.interview.screens import answer_keys
from advisor.reasoning.asked_questions import everything_asked
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.saving import saved
from tests.shipped import shipped_rulebook

_SHIPPED = Path(__file__).parents[2] / "scenarios" / "trustees-not-told.yaml"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take answers at once: tests press keys faster than anybody reads."""
    monkeypatch.setattr(answer_keys, "PAUSE", 0)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is worked in, with the state folder below it."""
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ours(room: Path) -> Path:
    """Return a partnership file in which each question is answered, if only by nobody knowing."""
    file = Path(shutil.copy(_SHIPPED, room / "ours.yaml"))
    scenario, comments = load_scenario(file, shipped_rulebook()), file.read_text()
    for question, partner, answer in [*everything_asked(shipped_rulebook(), scenario)]:
        if answer is None:
            name = partner.name if partner else None
            scenario = scenario.with_answer(question.id, Answer(answer="unknown"), name)
    file.write_text(saved(scenario, comments))
    return file
