"""``advisor forget``: lists and removes what is kept about a file, and loses no answer unasked."""

from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from advisor.interview.state.journal import Journal
from advisor.interview.state.preferences import Preferences, load_preferences, save_preferences
from advisor.interview.state.unsaved import journals, unsaved_interviews
from tests.cli.shell import OF_SMALL, SMALL, Run
from tests.shipped import shipped_rulebook, shipped_scenario

SCENARIO = shipped_scenario("first-contact")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is saved, about which nothing is kept."""
    file = tmp_path / "ours.yaml"
    journal = Journal()
    journal.lock_file(file, None)
    journal.save(SCENARIO)
    journal.unlock_file()
    return file


def kept(file: Path, *, is_saved: bool = False) -> Journal:
    """Keep a journal, an entry in the list, and what a killed process left."""
    journal = Journal()
    journal.lock_file(file, file.read_bytes())
    scenario = SCENARIO if is_saved else SCENARIO.with_answer("reach", None)
    journal.record(scenario)
    save_preferences(Preferences(files=("/elsewhere.yaml", str(file))))
    (file.parent / ".ours.yaml.0123456789ab.advisor-tmp").write_text("left over")
    (file.parent / ".other.yaml.0123456789ab.advisor-tmp").write_text("of another file")
    return journal


def closed(journal: Journal) -> None:
    journal.close()
    journal.unlock_file()


def test_nothing_kept_is_said(advisor: Run, tmp_path: Path, state: Path) -> None:
    done = advisor("forget", str(tmp_path / "none.yaml"))
    assert (done.code, done.out) == (Exit.DONE, f"Nothing is kept about {tmp_path}/none.yaml.\n")
    assert not state.exists()


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_is_kept_is_listed_and_removed_after_a_typed_yes(
    is_gone: bool, advisor: Run, file: Path
) -> None:
    closed(kept(file))
    before = file.read_bytes()
    if is_gone:
        file.unlink()
    for no in (b"", b"y\n", b"no\n", b"\xff\n"):
        done = advisor("forget", file, given=no)
        assert done.code == Exit.NO
        assert "in no file" in done.out
        assert "list of files opened last" in done.out
        assert ".ours.yaml.0123456789ab.advisor-tmp" in done.out
        assert ".other" not in done.out
        assert done.out.endswith("Nothing was deleted.\n")
        assert len(unsaved_interviews(shipped_rulebook())) == 1
    done = advisor("forget", file, given=b"yes\n")
    assert (done.code, done.err) == (Exit.DONE, "")
    assert done.out.endswith("Deleted.\n")
    assert journals() == []
    assert load_preferences().files == ("/elsewhere.yaml",)
    assert [path.name for path in file.parent.glob(".*")] == [
        ".other.yaml.0123456789ab.advisor-tmp"
    ]
    if not is_gone:
        assert file.read_bytes() == before
    assert advisor("forget", str(file)).out.startswith("Nothing is kept about ")


def test_what_is_in_the_file_too_needs_no_yes(advisor: Run, file: Path) -> None:
    closed(kept(file, is_saved=True))
    done = advisor("forget", str(file))
    assert done.code == Exit.DONE
    assert "all of it is in the file" in done.out


def test_yes_can_be_said_at_once(advisor: Run, file: Path) -> None:
    closed(kept(file))
    assert advisor("forget", "--yes", str(file)).code == Exit.DONE
    assert journals() == []


def test_a_file_that_is_open_in_another_window_is_refused(advisor: Run, file: Path) -> None:
    journal = kept(file)
    done = advisor("forget", "--yes", str(file))
    assert done.code == Exit.CANNOT
    assert "is open in another window" in done.err
    assert len(journals()) == 1
    assert load_preferences().files[-1] == str(file)
    closed(journal)


def test_a_journal_of_other_rules_is_taken_for_the_only_copy(advisor: Run, file: Path) -> None:
    closed(kept(file))
    file.write_text(SMALL, encoding="utf-8")
    done = advisor("forget", file, *OF_SMALL, given=b"no\n")
    assert done.code == Exit.NO
    assert "which these rules cannot read" in done.out


def test_what_a_killed_write_left_of_a_journal_goes_too(
    advisor: Run, file: Path, state: Path
) -> None:
    closed(kept(file))
    left = [state / "journals" / ".x.json.0123456789ab.advisor-tmp"]
    left.append(state / ".remembered.json.0123456789ab.advisor-tmp")
    for path in left:
        path.write_text("every answer")
    done = advisor("forget", "--yes", str(file))
    assert done.code == Exit.DONE
    assert all(path.name in done.out and not path.exists() for path in left)


def test_a_file_that_only_looks_like_ours_is_named_and_left(
    advisor: Run, file: Path, state: Path
) -> None:
    """A copy that somebody made, and a journal that nobody can read."""
    closed(kept(file))
    copy, damaged = file.parent / ".ours.yaml.original", state / "journals" / "a.json"
    copy.write_text("mine")
    damaged.write_text("damaged")
    for _ in range(2):
        done = advisor("forget", "--yes", str(file))
        assert done.code == Exit.DONE
        assert f"not deleted here: {copy}, if version 0.1" in done.out
        assert f"not deleted here: {damaged}: it is damaged." in done.out
    assert "Nothing is kept about" in done.out
    assert (copy.read_text(), damaged.read_text()) == ("mine", "damaged")


def test_what_went_on_while_somebody_read_the_list_is_not_deleted(
    advisor: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(kept(file))
    (listed,) = unsaved_interviews(shipped_rulebook())

    def meanwhile() -> bool:
        journal = Journal()
        journal.resume(listed, shipped_rulebook())
        journal.record(SCENARIO.with_answer("values-compared", None))
        closed(journal)
        return True

    monkeypatch.setattr("advisor.cli.forget_command._agreed", meanwhile)
    done = advisor("forget", str(file))
    assert done.code == Exit.CANNOT
    assert "was changed in another window meanwhile; nothing was deleted" in done.err
    assert len(journals()) == 1
