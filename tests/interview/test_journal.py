"""What an interview keeps: in a private journal, in a file nobody else changed, after a crash."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from advisor.__main__ import run as main
from advisor.files import disk
from advisor.files.faults import Faults
from advisor.interview.state import unsaved
from advisor.interview.state.journal import Journal
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.partnership_file import read_partnership
from advisor.interview.state.recent_work import recent_work
from advisor.interview.state.refusals import FileChanged, InUse, JournalChanged, JournalGone
from advisor.interview.state.save_status import save_status
from advisor.interview.state.state_folder import state_folder
from advisor.interview.state.unsaved import as_text, discard, unsaved_interviews
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from tests.cli.shell import OF_SMALL, SMALL
from tests.interview.rooms import said_in
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.small import small_rulebook

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
    assert said_in(tmp_path / "a.yaml") == CHANGED
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


def test_a_lock_is_never_held_twice(tmp_path: Path) -> None:
    """Not even where one window opens the lock's file before another one has done with it."""
    path = tmp_path / "a.lock"
    first = disk.lock(path)
    assert first is not None
    delete = disk.delete

    def meanwhile(target: Path) -> None:
        assert disk.lock(path) is None
        delete(target)

    with mock.patch.object(disk, "delete", meanwhile):
        first.release()
    second = disk.lock(path)
    assert second is not None
    first.release()
    assert disk.lock(path) is None
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_went_on_since_it_was_listed_is_not_discarded() -> None:
    journal = Journal()
    journal.record(SCENARIO)
    journal.close()
    (listed,) = unsaved_interviews(shipped_rulebook())
    journal.resume(listed, shipped_rulebook())
    with pytest.raises(InUse):
        discard(listed)
    journal.record(CHANGED)
    journal.close()
    with pytest.raises(JournalChanged):
        discard(listed)
    (found,) = unsaved_interviews(shipped_rulebook())
    assert found.scenario == CHANGED


def test_a_note_without_an_answer_stays_when_the_file_is_saved(tmp_path: Path) -> None:
    journal = Journal()
    journal.lock_file(tmp_path / "a.yaml", None)
    journal.draft = NoteDraft("later")
    journal.record(SCENARIO, ["reach"])
    # As the screen writes it, which knows of no note.
    journal.record(CHANGED, ["reach"])
    journal.save(CHANGED)
    assert "a later change is kept but not in the file" in save_status(journal, CHANGED)
    journal.close()
    (found,) = unsaved_interviews(shipped_rulebook())
    resumed = journal.resume(found, shipped_rulebook())
    # By now with the id that the save gave the file.
    assert resumed.scenario == load_scenario(tmp_path / "a.yaml", shipped_rulebook())
    assert (journal.parked, journal.draft) == (frozenset({"reach"}), NoteDraft("later"))
    assert said_in(tmp_path / "a.yaml") == CHANGED
    assert journal.original == (tmp_path / "a.yaml").read_bytes()
    journal.close()
    journal.unlock_file()


def test_a_journal_stays_until_the_disk_holds_the_name_of_the_file(tmp_path: Path) -> None:
    journal = Journal()
    journal.lock_file(tmp_path / "a.yaml", None)
    journal.record(SCENARIO)
    with mock.patch.object(disk, "sync_folder", full):
        journal.save(CHANGED)
    assert not journal.unsaved
    journal.close()
    in_file = load_scenario(tmp_path / "a.yaml", shipped_rulebook())
    assert [one.scenario for one in unsaved_interviews(shipped_rulebook())] == [in_file]
    journal.unlock_file()


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
    assert journal.resume(left, shipped_rulebook()).scenario == CHANGED
    journal.lock_file(tmp_path / "a.yaml", None)
    journal.save(CHANGED)
    assert unsaved_interviews(shipped_rulebook()) == ()


@pytest.mark.parametrize("of_small_rules", [False, True])
def test_a_journal_that_cannot_be_read_is_named_with_the_reason_and_stays(
    of_small_rules: bool,
    state: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Damaged, or of other rules: neither is dropped without a word."""
    file = tmp_path / "a.yaml"
    file.write_text(SMALL, encoding="utf-8")
    journal = Journal()
    journal.lock_file(file, file.read_bytes())
    journal.record(SCENARIO)
    journal.close()
    journal.unlock_file()
    (path,) = (state / "journals").glob("*.json")
    if not of_small_rules:
        path.write_bytes(b'{"text": \xff')
    before = path.read_bytes()
    rulebook = small_rulebook() if of_small_rules else shipped_rulebook()
    (found,) = unsaved_interviews(rulebook)
    says = "these rules cannot read it" if of_small_rules else "it is damaged"
    assert found.fault.startswith(says)
    (entry,) = recent_work(rulebook).all
    assert says in entry.says
    with pytest.raises(Faults):
        journal.resume(found, rulebook)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    options = [*OF_SMALL] if of_small_rules else []
    if not of_small_rules:
        file.write_text("partnership: P\nkind: cluster\npartners: [{name: Oak}]\n")
    assert main(["interview", str(file), "--plain", *options]) == 0
    shown = capsys.readouterr().out
    assert f"It is kept in {path}, but cannot be resumed: {says}" in shown
    assert path.read_bytes() == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError, SystemExit])
def test_a_start_that_ends_while_it_reads_offers_the_journal_again(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal()
    journal.draft = NoteDraft("later")
    journal.record(SCENARIO, ["reach"])
    journal.close()
    with monkeypatch.context() as patched:
        patched.setattr(unsaved, "open_scenario", mock.Mock(side_effect=error))
        with pytest.raises(error):
            unsaved_interviews(shipped_rulebook())
    (found,) = unsaved_interviews(shipped_rulebook())
    assert found.name == SCENARIO.partnership
    resumed = journal.resume(found, shipped_rulebook())
    assert resumed.scenario == SCENARIO
    assert (journal.parked, journal.draft) == (frozenset({"reach"}), NoteDraft("later"))
    journal.close()
    assert [one.scenario for one in unsaved_interviews(shipped_rulebook())] == [SCENARIO]


def test_a_journal_that_version_0_1_moved_aside_is_offered_and_resumed(state: Path) -> None:
    journal = Journal()
    journal.record(SCENARIO)
    journal.close()
    (path,) = (state / "journals").glob("*.json")
    path.rename(path.with_suffix(".tried"))
    (found,) = unsaved_interviews(shipped_rulebook())
    journal.resume(found, shipped_rulebook())
    journal.record(CHANGED)
    journal.close()
    (found,) = unsaved_interviews(shipped_rulebook())
    assert found.scenario == CHANGED
    discard(found)
    assert list((state / "journals").iterdir()) == []


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "soon"])
def test_a_clock_that_was_wrong_loses_nothing(
    at: str, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    journal = Journal()
    journal.record(SCENARIO)
    journal.close()
    (path,) = (state / "journals").glob("*.json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "at": at}))
    assert [one.scenario for one in unsaved_interviews(shipped_rulebook())] == [SCENARIO]


def test_what_another_window_added_since_the_list_was_read_is_resumed_too() -> None:
    journal = Journal()
    journal.record(SCENARIO)
    journal.close()
    (listed,) = unsaved_interviews(shipped_rulebook())
    other = Journal()
    other.resume(listed, shipped_rulebook())
    with pytest.raises(InUse):
        journal.resume(listed, shipped_rulebook())
    other.record(CHANGED)
    other.close()
    assert journal.resume(listed, shipped_rulebook()).scenario == CHANGED
    journal.delete()
    with pytest.raises(JournalGone):
        journal.resume(listed, shipped_rulebook())


THEIRS = [b"# caf\xe9\n", b"\xff\xfe#\x00", b"", b"# theirs\r\n"]


@pytest.mark.parametrize("theirs", THEIRS)
def test_a_file_saved_again_in_any_encoding_was_changed_by_someone_else(
    theirs: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    for original in (b"# caf\xe9\n", b"# ours\n"):
        if original == theirs:
            continue
        file.write_bytes(original)
        journal = Journal()
        journal.lock_file(file, original)
        journal.record(SCENARIO)
        journal.close()
        (found,) = unsaved_interviews(shipped_rulebook())
        assert journal.resume(found, shipped_rulebook()).scenario == SCENARIO
        assert journal.original == original
        file.write_bytes(theirs)
        with pytest.raises(FileChanged):
            journal.save(SCENARIO)
        assert file.read_bytes() == theirs
        journal.delete()
        journal.unlock_file()


def test_a_journal_of_before_goes_on_under_the_names_of_now(state: Path) -> None:
    told = {
        "partnership": "Elm and Oak",
        "kind": "cluster",
        "partners": [{"name": "Elm"}, {"name": "Oak"}],
        "answers": {"dates-known": {"answer": "late", "note": "Ask in May."}, "months-funded": 3},
    }
    (state / "journals").mkdir(parents=True)
    record: dict[str, Any] = {
        "name": "Elm and Oak",
        "file": None,
        "parked": ["dates-known"],
        "draft": {"note": "so they say", "private": "yes"},
    }
    text = as_text(original=None, text=json.dumps(told), **record)
    (state / "journals" / "a.json").write_bytes(text)
    rulebook = small_rulebook()
    (left,) = unsaved_interviews(rulebook)
    journal = Journal(successors=rulebook.changes.successors)
    resumed = journal.resume(left, rulebook)
    assert journal.parked == {"dates-fixed"}
    assert journal.draft == NoteDraft("so they say", private=True)
    assert resumed.scenario.answers == {"months-funded": Answer(answer=3)}
    assert [one.note for one in resumed.scenario.earlier] == ["Ask in May."]
    assert len(resumed.moved) == 1


def test_a_file_keeps_its_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = (
        "# ours\n\nedition: 2\nid: ours\npartnership: P\nkind: cluster\npartners:\n  - name: Oak\n"
    )
    for ends in ("\n", "\r\n"):
        original = text.replace("\n", ends).encode()
        file.write_bytes(original)
        journal = Journal()
        data, opened = read_partnership(file, shipped_rulebook())
        journal.lock_file(file, data)
        journal.save(opened.scenario.with_answer("reach", Answer(answer="pupils-meet")))
        assert file.read_bytes().startswith(original)
        assert file.read_bytes().count(ends.encode()) == file.read_bytes().count(b"\n")
        journal.unlock_file()


def test_two_windows_on_two_hard_links_lose_nothing(tmp_path: Path) -> None:
    first, second = Journal(), Journal()
    file, link = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.lock_file(file, None)
    first.save(SCENARIO)
    link.hardlink_to(file)
    second.lock_file(link, link.read_bytes())
    first.record(CHANGED)
    first.save(CHANGED)
    second.save(SCENARIO)
    assert said_in(file) == CHANGED
    assert said_in(link) == SCENARIO
    first.unlock_file()
    second.unlock_file()


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_nothing_is_called_kept_that_was_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    journal = Journal()
    assert save_status(journal, SCENARIO) == ""
    with monkeypatch.context() as patched:
        patched.setattr(disk, "write", full)
        with pytest.raises(OSError, match="No space"):
            journal.record(SCENARIO)
        assert journal.is_lost
        assert "not been saved anywhere (No space left on device)" in save_status(journal, SCENARIO)
    journal.record(SCENARIO)
    assert save_status(journal, SCENARIO).startswith("Not saved to a file yet; what was said is")
    journal.lock_file(file, None)
    journal.save(SCENARIO)
    assert save_status(journal, SCENARIO) == f"Saved to {file}."
    journal.record(CHANGED)
    said = save_status(journal, CHANGED)
    assert said.startswith("Saved at ")
    assert f" to {file}; 1 later answer is kept but not in the file" in said
    (path,) = (state_folder() / "journals").glob("*.json")
    path.unlink()
    assert "not been saved anywhere (the journal is gone)" in save_status(journal, CHANGED)
    journal.close()
    journal.unlock_file()


@pytest.mark.parametrize("mode", [0o755, 0o700, 0o500])
def test_a_state_folder_that_exists_keeps_its_permissions(mode: int, state: Path) -> None:
    state.mkdir()
    state.chmod(mode)
    with contextlib.suppress(PermissionError):
        Journal().record(SCENARIO)
    assert state.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
def test_a_state_folder_that_others_can_write_to_is_refused(
    mode: int, state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state.mkdir()
    state.chmod(mode)
    with pytest.raises(PermissionError, match="others can write"):
        Journal().record(SCENARIO)
    file = str(tmp_path / "a.yaml")
    for arguments in (["interview", file, "--plain"], ["forget", file]):
        assert main(arguments) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"{state}: cannot be used: others can write to this folder (mode ")
        assert "ADVISOR_STATE" in line
    assert state.stat().st_mode & 0o7777 == mode
    assert list(state.iterdir()) == []


def test_some_of_the_steps_that_can_fail_lose_nothing() -> None:
    """A part of ``python -m tests.crashes``, which tries them all and says what it lost."""
    command = [sys.executable, "-m", "tests.crashes", "--every", "16", "--kills", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith(" cases, 0 lost\n")
