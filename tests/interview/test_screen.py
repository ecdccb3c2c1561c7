"""The interview on the screen: whole meetings, by keyboard and by mouse."""

import shutil
from pathlib import Path

import pytest

from advisor.scenario.loading import load_scenario
from tests.interview.screen import driven, run
from tests.shipped import shipped_rulebook

SHIPPED = Path("scenarios/trustees-not-told.yaml").resolve()


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path / "ours.yaml"))


def test_an_answer_is_kept_saved_and_advised_on(file: Path) -> None:
    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("2", "ctrl+z", "ctrl+y")
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert "The heads have not done this." in hands.shown
            await hands.press("d")
            await hands.advice()
            assert "FOUNDATIONS FIRST" in hands.shown
            await hands.press("ctrl+s")
            journal = hands.app.journal
            assert journal is not None
            await hands.until(lambda: not journal.unsaved)

    run(steps)
    scenario = load_scenario(file, shipped_rulebook())
    answer = scenario.answer_once("values-compared")
    assert answer is not None
    assert answer.answer == "not-done"
    assert answer.note == "Half a page. All three use the same one."
