"""What an interview keeps: in a private journal, in a file nobody else changed, after a crash."""

import subprocess
import sys
from pathlib import Path

import pytest

from advisor.interview.state.journal import FileChanged, InUse, Journal, unsaved_interviews
from advisor.scenario.loading import load_scenario
from advisor.scenario.scenario import Answer
from tests.shipped import shipped_rulebook, shipped_scenario

SCENARIO = shipped_scenario("first-contact")
CHANGED = SCENARIO.with_answer("reach", Answer(answer="pupils-meet"))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_journal_is_private_and_goes_when_the_file_is_saved(
    state: Path, tmp_path: Path
) -> None:
    journal = Journal()
    journal.record(SCENARIO)
    (path,) = (state / "journals").glob("*.json")
    assert state.stat().st_mode & 0o777 == 0o700
    assert (state / "journals").stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    journal.lock_file(tmp_path / "a.yaml", None)
    journal.save(CHANGED)
    assert load_scenario(tmp_path / "a.yaml", shipped_rulebook()) == CHANGED
    assert list((state / "journals").iterdir()) == []


def test_a_file_that_someone_else_changed_is_left_alone(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    journal = Journal()
    journal.lock_file(file, None)
    journal.record(SCENARIO)
    journal.save(SCENARIO)
    file.write_text("theirs\n", encoding="utf-8")
    journal.record(CHANGED)
    with pytest.raises(FileChanged):
        journal.save(CHANGED)
    assert file.read_text(encoding="utf-8") == "theirs\n"
    assert len(list((state / "journals").glob("*.json"))) == 1


def test_two_windows_on_one_file_are_noticed(tmp_path: Path) -> None:
    first, second = Journal(), Journal()
    first.lock_file(tmp_path / "a.yaml", None)
    with pytest.raises(InUse):
        second.lock_file(tmp_path / "a.yaml", None)
    first.unlock_file()
    second.lock_file(tmp_path / "a.yaml", None)
    second.unlock_file()


def test_an_interview_that_is_still_open_is_not_offered() -> None:
    journal = Journal()
    journal.record(SCENARIO)
    assert unsaved_interviews(shipped_rulebook()) == ()
    journal.delete()


def test_a_killed_interview_is_offered_with_every_answer(tmp_path: Path) -> None:
    script = (
        "import os\n"
        "from tests.interview.test_journal import CHANGED, SCENARIO, Journal\n"
        "journal = Journal()\n"
        "journal.record(SCENARIO)\n"
        "journal.record(CHANGED)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), check=False)
    assert done.returncode == -9
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.scenario == CHANGED
    journal = Journal()
    assert journal.resume(left) == CHANGED
    journal.lock_file(tmp_path / "a.yaml", None)
    journal.save(CHANGED)
    assert unsaved_interviews(shipped_rulebook()) == ()


def test_a_journal_that_cannot_be_read_is_offered_to_nobody_and_kept(state: Path) -> None:
    folder = state / "journals"
    folder.mkdir(parents=True)
    (folder / "a.json").write_bytes(b'{"text": \xff')
    assert unsaved_interviews(shipped_rulebook()) == ()
    assert unsaved_interviews(shipped_rulebook()) == ()
    assert [path.name for path in folder.iterdir() if path.suffix == ".tried"] == ["a.tried"]
