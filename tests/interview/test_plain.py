"""The plain interview by pipe: what is typed is what is saved, wherever the input ends."""

import datetime as dt
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.__main__ import run
from advisor.files import disk
from advisor.interview.plain import answer_commands
from advisor.interview.plain.line_input import PROMPT
from advisor.interview.plain.line_interview import LineInterview
from advisor.interview.plain.page_lines import page_lines
from advisor.interview.state.adviser import Adviser
from advisor.interview.state.agenda import agenda
from advisor.interview.state.journal import Journal
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.refusals import InUse
from advisor.interview.state.session import Session
from advisor.interview.state.set_up_words import NAME, ROLE, SECTOR
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.reasoning.reasoner import Reasoner
from advisor.report.page import page_of
from advisor.scenario.answers import Answer
from advisor.scenario.facts import KeyDate
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.saving import scenario_json
from advisor.scenario.scenario import Partner, Scenario
from tests.interview.rooms import (
    interviewed_by_line,
    interviewed_in_turn,
    room_with,
    said_in,
    way_on,
)
from tests.shipped import shipped_rulebook, shipped_scenario

START = "Test\nOak\n1\n1\ny\ny\n\nElm\n2\n1\ny\nn\n3\n\nn\nn\nn\nn\ny\n2\n1\n" + 9 * "\n"
BLANK = Scenario.model_validate(
    {
        "partnership": "Test",
        "kind": "cluster",
        "stage": "agreeing",
        "partners": ({"name": "Oak"}, {"name": "Elm"}),
    }
)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))


def interviewed(lines: list[str], scenario: Scenario, journal: Journal) -> tuple[Scenario, str]:
    given_lines = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    return interviewed_by_line(room_with(Session(scenario), journal), given_lines)


def type_lines(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_whole_interview_from_nothing_to_the_same_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.yaml"
    # Where it asks how to go on, 3 or 2 goes on; at a question they answer it.
    answers = "by the head\nnote They said [/b] \x1b[31m so.\n2\n" + "open\nu\nu\n3\n2\n" * 40
    type_lines(monkeypatch, f"{START}{answers}result full\nstop\n".encode())
    assert run(["interview", str(file), "--plain"]) == 0
    shown = capsys.readouterr().out
    scenario = load_scenario(file, shipped_rulebook())
    assert scenario.kind == "independent-state"
    assert [partner.answers_from for partner in scenario.partners] == ["itself", "others"]
    assert "Nothing is left to ask." in shown
    rulebook = shipped_rulebook()
    page = page_of(Adviser(rulebook).assess(scenario), rulebook, "full")
    assert "\n".join(page_lines(page)) in shown
    assert run(["assess", str(file), "--format", "text", "--report", "full"]) == 0
    advice = capsys.readouterr().out
    # The same words as in the file that is exported, without its columns.
    by_line, in_file = (set(re.findall(r"\w+", text.casefold())) for text in (shown, advice))
    assert in_file <= by_line
    assert "They said [/b] [31m so." in shown
    assert not set("─│┌┐└┘├┤") & set(shown)


COMMANDS = ["1", "2", "u", "x 1", "all 2", "back", "park", "undo", "redo", "go reach", "known"]
COMMANDS += ["note why", "private why", "by the head", "", "help", "9999", "0", "all", "go nowhere"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(lines=st.lists(st.sampled_from(COMMANDS) | st.text(max_size=12), max_size=25))
def test_whatever_is_typed_nothing_said_is_lost(lines: list[str]) -> None:
    journal = Journal()
    clean = [" ".join(line.split()) for line in lines]
    clean = [line for line in clean if line.split(" ")[0].lower() not in {"save", "stop", "result"}]
    said, _ = interviewed(clean, BLANK, journal)
    if journal.unsaved:
        journal.close()
        (left,) = unsaved_interviews(shipped_rulebook())
        assert left.scenario == said
        left.path.unlink()
    else:
        assert said == BLANK


def test_answers_notes_and_undo(tmp_path: Path) -> None:
    journal = Journal()
    journal.lock_file(tmp_path / "a.yaml", None)
    lines = ["private not for all", "2", "undo", "redo", "go head-backing", "all 3", "stop"]
    said, shown = interviewed(lines, BLANK, journal)
    journal.unlock_file()
    first = next(iter(said.answers))
    answer = said.answer_once(first)
    assert answer is not None
    assert (answer.note, answer.visibility) == ("not for all", "private")
    assert said.answer_of(said.partners[1], "head-backing") is not None
    assert said_in(tmp_path / "a.yaml") == said
    assert f"Saved to {tmp_path / 'a.yaml'}." in shown


def test_a_step_that_is_done_leads_to_the_answer_behind_it() -> None:
    rulebook = shipped_rulebook()
    scenario = shipped_scenario("keen-heads-no-time").with_facts(room="us", steps={})
    steps = Reasoner(rulebook).assess(scenario).steps
    # One that brings an answer of its own, and one that serves a risk without that.
    for brings in (True, False):
        taken = (n for n, s in enumerate(steps, 1) if bool(rulebook.steps[s.id].brings) == brings)
        _, shown = interviewed([f"step {next(taken)} done", "stop"], scenario, Journal())
        assert "If this changed the answer, type go " in shown


def test_undo_names_the_answer_and_goes_back_to_its_question_and_partner() -> None:
    lines = ["go head-backing", "5", "u the chair", "park", "undo", "2", "stop"]
    said, shown = interviewed(lines, BLANK, Journal())
    asks = shipped_rulebook().questions["head-backing"].asks
    taken = f"\nTaken back: {asks} (Elm): nobody knows; ask the chair.\n"
    assert shown.partition(taken)[2].startswith("\nSMT buy-in and other backing: ")
    assert "\nFor Elm:\n" in shown.partition(taken)[2]
    answers = [said.answer_of(partner, "head-backing") for partner in said.partners]
    assert [answer and answer.answer for answer in answers] == ["said-yes", "not-asked"]


def test_undo_and_redo_name_every_partner_whose_answer_changed() -> None:
    lines = ["go head-backing", "all 2", "undo", "redo", "note heard twice", "2", "undo", "stop"]
    said, shown = interviewed(lines, BLANK, Journal())
    asks = shipped_rulebook().questions["head-backing"].asks
    assert f"\nTaken back: {asks} (Oak, Elm): Nobody has asked the head.\n" in shown
    assert f"\nBrought back: {asks} (Oak, Elm): Nobody has asked the head.\n" in shown
    noted = "the note on the answer “Nobody has asked the head”"
    assert f"\nTaken back: {asks} (Oak): {noted}.\n" in shown
    assert "heard twice" not in str(said)


def test_undo_with_partners_in_the_room_does_not_name_a_delicate_answer() -> None:
    session = Session(BLANK.with_facts(room="with-partners"))
    for partner in ("Oak", "Elm"):
        session = session.answer("head-backing", Answer(answer="said-no"), partner)
    _, shown = interviewed_by_line(room_with(session), b"undo\nstop\n")
    (taken,) = (line for line in shown.splitlines() if "Taken back" in line)
    assert taken == "Taken back: a delicate question (SMT buy-in and other backing)."


def test_answers_that_contradict_each_other_are_asked_back_when_nothing_is_left() -> None:
    lines = iter(["go oversight", "4", "go governing-body", "2", "known"])

    def reply(said: str) -> str | None:
        line = next(lines, None) or way_on(said) or "u"
        return None if "Nothing is left to ask." in said else line

    shown = interviewed_in_turn(room_with(Session(BLANK)), reply)
    asks = "board has not been told. Which is right? (go "
    assert shown.count(asks) == 2
    assert shown.index("Calendar: 0 of") < shown.index(asks) < shown.index("Nothing is left")


def test_a_file_that_cannot_be_saved_to_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    other, journal = Journal(), Journal()
    other.lock_file(tmp_path / "a.yaml", None)
    (tmp_path / "b.yaml").write_text("theirs\n", encoding="utf-8")
    lines = ["2", f"save {tmp_path / 'a.yaml'}", f"save {tmp_path / 'b.yaml'}", "stop"]
    said, shown = interviewed(lines, BLANK, journal)
    other.unlock_file()
    assert "is open in another window; close that one first." in shown
    assert "b.yaml: it is there already; choose another name." in shown
    assert "Not saved to a file yet" in shown
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == "theirs\n"
    journal.close()
    assert [left.scenario for left in unsaved_interviews(shipped_rulebook())] == [said]


def test_a_state_folder_that_cannot_be_made_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "file" / "state"))
    assert run(["interview", str(tmp_path / "a.yaml"), "--plain"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_interview_goes_on_where_a_file_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("# ours\npartnership: P\nkind: cluster\npartners:\n  - name: Oak\n")
    type_lines(monkeypatch, b"u\n")
    assert run(["interview", str(file), "--plain"]) == 0
    assert file.read_text().startswith("# ours\nedition: 2\nid: p-")
    assert len(load_scenario(file, shipped_rulebook()).answers) == 1
    assert "Saved to" in capsys.readouterr().out


def test_a_file_that_cannot_be_saved_in_the_end_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answers are kept all the same; whoever runs this in a script must hear of it."""
    file = tmp_path / "a.yaml"
    file.write_text("partnership: P\nkind: cluster\npartners:\n  - name: Oak\n")

    def lines() -> Iterator[bytes]:
        yield b"u\n"
        file.write_bytes(b"# by another program \xe9\n")
        yield b"stop\n"

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Lines(lines()))))
    assert run(["interview", str(file), "--plain"]) == 2
    shown = capsys.readouterr().out
    assert "was changed by someone else" in shown
    assert "offered next time" in shown
    assert file.read_bytes() == b"# by another program \xe9\n"


class Lines(io.RawIOBase):
    """Gives one line each time it is read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        line = next(self._lines, b"")
        buffer[: len(line)] = line
        return len(line)


def test_what_was_left_unsaved_is_offered_and_taken_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal()
    journal.record(shipped_scenario("first-contact"))
    journal.close()
    type_lines(monkeypatch, b"note not an answer to that\ny\nknown\n")
    assert run(["interview", "--plain"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("Go on with it?") == 2
    assert "was left unsaved" in shown
    assert "offered next time" in shown


def test_the_screen_is_not_there_yet_and_says_what_to_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["interview"]) == 2
    assert "--plain" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "option", "is_by_line"),
    [
        ("1", [], True),
        ("yes", [], True),
        ("", [], False),
        ("0", [], False),
        ("False", [], False),
        ("1", ["--screen"], False),
        ("0", ["--plain"], True),
    ],
)
def test_the_environment_chooses_line_by_line_and_an_option_wins(
    value: str,
    option: list[str],
    is_by_line: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ACCESSIBLE", value)
    type_lines(monkeypatch, b":stop\n")
    # Here is no terminal, so the screen is refused.
    assert run(["interview", str(tmp_path / "new.yaml"), *option]) == (0 if is_by_line else 2)
    assert (NAME in capsys.readouterr().out) == is_by_line
    if not option:
        type_lines(monkeypatch, b":stop\n")
        assert run([]) == (0 if is_by_line else 2)


def test_an_answer_gets_a_note_and_who_could_tell_or_is_taken_out_afterwards() -> None:
    lines = ["go head-backing", "2", "add first", "add second", "u", "who the clerk", "undo"]
    lines += ["redo", "clear", "clear", "add", "who", "stop"]
    said, shown = interviewed(lines, BLANK, Journal())
    oak, elm = (said.answer_of(partner, "head-backing") for partner in said.partners)
    assert oak is not None
    assert oak.note == "first second"
    assert elm is None
    assert "Kept: Oak: " in shown
    assert "(Elm): nobody knows; ask the clerk." in shown
    assert shown.count("This question has no answer.") == 1
    lines = ["go values-compared", "2", "add why", "go values-compared", "3", "stop"]
    _, shown = interviewed(lines, BLANK, Journal())
    assert shown.count("The note stays: does it still fit?") == 1
    said, _ = interviewed(["go head-backing", "private first", "2", "add more"], BLANK, Journal())
    noted = said.answer_of(said.partners[0], "head-backing")
    assert noted is not None
    assert (noted.note, noted.visibility) == ("first more", "private")


def test_a_reason_in_which_nothing_can_be_seen_is_refused_in_a_line() -> None:
    lines = ["disagree 1.1 \u200b", "y", "disagree 1.1 We asked them.", "stop"]
    said, shown = interviewed(lines, shipped_scenario("trustees-not-told"), Journal())
    assert "That is empty" in shown
    assert list(said.disagreements.values()) == ["We asked them."]


def test_an_answer_for_all_asks_before_it_replaces_what_others_said() -> None:
    lines = ["go head-backing", "2", "5", "go head-backing", "all 3"]
    for sure, kept in (("n", {"not-asked", "said-yes"}), ("y", {"said-maybe"})):
        said, shown = interviewed([*lines, "well", sure, "stop"], BLANK, Journal())
        answers = [said.answer_of(partner, "head-backing") for partner in said.partners]
        assert "Replace 2 answers? (y or n)" in shown
        assert ({answer.answer for answer in answers if answer} == kept) == (sure == "n"), answers
        assert ("Nothing changed." in shown) == (sure == "n")


def test_a_line_that_is_not_utf_8_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a locale of ASCII too, as the stream below has it."""
    file = tmp_path / "a.yaml"
    file.write_text("partnership: P\nkind: cluster\npartners:\n  - name: Oak\n")
    lines = b"note caf\xe9\nnote \xe2\x80\x9ccaf\xc3\xa9\xe2\x80\x9d\n1\n\xff\xfe\nstop\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), "ascii"))
    assert run(["interview", str(file), "--plain"]) == 0
    assert capsys.readouterr().out.count("not UTF-8 text, so nothing of it was taken") == 2
    (answer,) = load_scenario(file, shipped_rulebook()).answers.values()
    assert isinstance(answer, Answer)
    assert answer.note == "\u201ccaf\u00e9\u201d"


@pytest.mark.parametrize("beside", ["note so they say", "private so they say", "by the head"])
@pytest.mark.parametrize("end", ["answer", "drop", "end of input", "answered before"])
def test_what_goes_with_an_answer_is_saved_with_it_asked_about_or_offered_again(
    beside: str, end: str, tmp_path: Path
) -> None:
    file, journal = tmp_path / "a.yaml", Journal()
    journal.lock_file(file, None)
    lines = [beside, "stop", *{"answer": ["1", "stop"], "drop": ["drop", "stop"]}.get(end, [])]
    if end == "answered before":
        lines = ["1", "back", beside, "stop"]
    said, shown = interviewed(lines, BLANK, journal)
    journal.close()
    journal.unlock_file()
    typed = beside.partition(" ")[2]
    assert ("belongs to an answer that is not given yet" in shown) == (end != "answered before")
    assert said_in(file) == said
    assert (typed in file.read_text()) == (end in {"answer", "answered before"})
    assert ("Left out: " in shown) == (end == "drop")
    left = unsaved_interviews(shipped_rulebook())
    assert [typed in (one.draft.note, one.draft.said_by) for one in left] == [True] * (
        end == "end of input"
    )
    assert shown.endswith("It is kept, and offered next time.\n") == (end == "end of input")
    if left:
        resumed = journal.resume(left[0], shipped_rulebook())
        room = room_with(Session(resumed.scenario), journal)
        assert typed in str(interviewed_by_line(room, b"1\n")[0].answers)


def test_what_is_delicate_waits_for_open_where_one_school_is_in_the_room_too() -> None:
    rulebook, scenario = shipped_rulebook(), BLANK.with_facts(room="us")
    delicate = next(q for q in agenda(rulebook, scenario) if q.delicate)
    lines = [f"go {delicate.id}", "1", "result"]
    said, shown = interviewed(lines, scenario, Journal())
    assert said == scenario
    assert delicate.asks not in shown
    assert shown.count("Let each answer for themselves first") == 2
    said, shown = interviewed([*lines, "open", "1"], scenario, Journal())
    assert delicate.asks in shown
    assert delicate.id in str(said.answers) + str(said.partners)


def test_with_partners_in_the_room_what_is_delicate_is_opened_or_not_shown() -> None:
    rulebook, scenario = shipped_rulebook(), BLANK.with_facts(room="with-partners")
    delicate = next(q for q in agenda(rulebook, scenario) if q.delicate)
    lines = [f"go {delicate.id}", "1", f"go {delicate.id[:-1]}x", "result", "n"]
    said, shown = interviewed(lines, scenario, Journal())
    assert said == scenario
    assert delicate.asks not in shown
    assert delicate.id not in shown
    assert "Partners are in the room. Show it here? (y or n)" in shown
    said, shown = interviewed([*lines, "result", "y", "open", "1"], scenario, Journal())
    assert delicate.asks in shown
    assert delicate.id in str(said.answers) + str(said.partners)


def test_a_note_that_waits_is_there_after_a_kill() -> None:
    journal = Journal()
    room = room_with(Session(BLANK), journal)
    answer_commands.private(LineInterview(room, io.BytesIO(), io.StringIO()), "so they say")
    journal.close()
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.draft == NoteDraft("so they say", private=True)
    assert left.scenario == BLANK


@pytest.mark.parametrize("ends", [["stop", "", "never read"], ["stop", "ELSEWHERE"], [], ["save"]])
def test_answers_that_are_nowhere_are_offered_another_place(
    ends: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state folder and the file are on a full disk, and another folder is not."""
    disk_full = tmp_path / "full"
    disk_full.mkdir()
    file, journal = disk_full / "a.yaml", Journal()
    elsewhere = tmp_path / "elsewhere.yaml"
    journal.lock_file(file, None)
    create, lock = disk.create, disk.lock

    def no_space(path: Path, *_: object) -> int:
        if elsewhere.stem in path.name:
            return create(path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "create", no_space)
    monkeypatch.setattr(disk, "lock", no_space)
    lines = ["1", *(str(elsewhere) if line == "ELSEWHERE" else line for line in ends)]
    said, shown = interviewed(lines, BLANK, journal)
    assert "have not been saved anywhere (No space left on device)" in shown
    assert "kept" not in shown.replace("kept from", "")
    is_saved = "ELSEWHERE" in ends
    assert journal.is_lost != is_saved
    assert elsewhere.exists() == is_saved
    assert not file.exists()
    monkeypatch.setattr(disk, "lock", lock)
    if is_saved:
        assert said_in(elsewhere) == said
        assert f"Saved to {elsewhere}." in shown


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("~nosuchuser/x.yaml", "there is no folder ~nosuchuser"),
        ("loop.yaml", "this link leads in a circle"),
        ("a\0b.yaml", "this is no file name"),
        ("a.yaml/b.yaml", "there is no folder a.yaml"),
        ("x" * 300 + ".yaml", "this is no file name"),
        ("new.yaml", "Saved to new.yaml."),
        ("./new.yaml", "Saved to new.yaml."),
    ],
)
def test_whatever_name_is_typed_is_saved_to_or_refused_in_a_line(
    name: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("a.yaml").write_text("theirs")
    journal = Journal()
    journal.lock_file(Path("new.yaml"), None)
    said, shown = interviewed(["1", f"save {name}", f"sheet {name}", "stop"], BLANK, journal)
    journal.unlock_file()
    assert says in shown
    assert said_in(Path("new.yaml")) == said
    if "\0" not in name and says != "Saved to new.yaml.":
        assert run(["interview", name, "--plain"]) == 2
        assert says in capsys.readouterr().err


def test_a_set_up_that_cannot_be_kept_says_so_and_is_saved_in_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create = disk.create

    def no_space(path: Path, *given: int) -> int:
        if path.name.startswith(".elsewhere.yaml"):
            return create(path, *given)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "create", no_space)
    monkeypatch.chdir(tmp_path)
    nowhere = "The last answers have not been saved anywhere (No space left on device)."
    for lines, code in ((START.encode() + b"1\nstop\nelsewhere.yaml\n", 0), (b"Test\nOak\n", 2)):
        type_lines(monkeypatch, lines)
        assert run(["interview", "new.yaml", "--plain"]) == code
        shown = capsys.readouterr().out
        assert nowhere in shown
        assert "is kept" not in shown
    assert load_scenario(Path("elsewhere.yaml"), shipped_rulebook()).partnership == "Test"


def set_up_by_line(
    lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """Type lines at a new start, and return what was shown."""
    type_lines(monkeypatch, "".join(f"{line}\n" for line in lines).encode())
    assert run(["interview", "new.yaml", "--plain"]) == 0
    return capsys.readouterr().out


@pytest.fixture
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_in_folder")
def test_a_set_up_takes_commands_and_never_a_name_for_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [":help", ":back", "help", "stop", "help", "back", "stop", "y", "1", ":BACK", "2", "1"]
    # Two steps back and on again, then the last partner again, and one more called Back.
    lines += ["y", "back", "back", "1", "n", "y", "2", ":back", "3", "Back", "y", "2", "1", "y"]
    lines += [
        "y",
        "1",
        "",
        "back",
        ":back",
        "4",
        "",
        "n",
        "n",
        "n",
        "n",
        "n",
        "back",
        "y",
        "2",
        "1",
        "",
    ]
    lines += ["27 June 2026", ":back", "27 June 2027", "undo", "7", "1", "back", "back", "6", "3"]
    lines += ["", "Latin", "", ":back", "year 4", "", "", "", "", "head of Oak, chair", ":stop"]
    shown = set_up_by_line(lines, monkeypatch, capsys)
    said = load_scenario(Path("new.yaml"), shipped_rulebook())
    assert shown.count("a number: the line of a list with that number") == 2
    assert "This is the first question." in shown
    assert said.partnership == "help"
    assert [(p.name, p.sector, p.core, p.count) for p in said.partners] == [
        ("stop", "independent", False, 3),
        ("Back", "independent", True, 4),
    ]
    assert [(date.what, date.is_) for date in said.dates] == [("undo", "head-leaves")]
    assert said.dates[0].partner == "Back"
    assert said.about is not None
    assert (said.about.what, said.about.for_whom) == ("Latin", "year 4")
    assert said.present == ("head of Oak", "chair")


def test_a_number_is_typed_in_plain_digits() -> None:
    refused = ["1_0", "٣", "+5", "1.5e0", "-1", ".", "1.2.3", "9" * 5000]
    said, shown = interviewed(["go months-covered", *refused, "4.5"], BLANK, Journal())
    assert shown.count("Type a number of months, or u if nobody knows.") == len(refused)
    assert said.answers["months-covered"] == Answer(answer=4.5)
    assert "Type a number from 1 to" in interviewed(["9" * 5000], BLANK, Journal())[1]
    said = interviewed(["go months-covered", "12"], BLANK, Journal())[0]
    # Not equal alone: 12 would be equal to 12.0.
    assert repr(said.answers["months-covered"]) == repr(Answer(answer=12))


def test_a_note_too_long_for_its_answer_is_not_lost_at_the_end() -> None:
    here = ["go months-covered", "12", "go months-covered"]
    said, shown = interviewed([*here, f"note {'x ' * 30_000}", "stop", "drop"], BLANK, Journal())
    assert "or type drop to leave it out." in shown
    assert "Left out: the note" in shown
    assert said.answers["months-covered"] == Answer(answer=12)


def test_a_wrong_partner_or_day_is_changed_or_removed_by_its_number() -> None:
    elm = Partner(name="Elm", answers={"dropout": Answer(answer="unknown")})
    day = KeyDate(on=dt.date(2027, 6, 30), what="Board", partner="Elm")
    scenario = BLANK.with_facts(partners=(BLANK.partners[0], elm), dates=(day,))
    # Y is a slip, so it is not taken; Oak becomes Ash, in its place; Elm goes.
    lines = ["change partners", "y", "n", "1", "", "oak", "back", "1", "change", "Ash"]
    lines += ["2", "1", "y", "y", "", "2", "remove", "", "change dates", "1", "remove", ""]
    said, shown = interviewed(lines, scenario, Journal())
    assert [(one.name, one.sector) for one in said.partners] == [("Ash", "independent")]
    assert said.dates == ()
    assert "A school called “y”: right? (y or n)" in shown
    assert "remove it and its 1 answer" in shown
    assert "Named so far: 2. Elm." in shown
    shown = interviewed(["change decision", "help", "3", "undo", "redo"], scenario, Journal())[1]
    assert "stop: leave it as it was." in shown
    assert "Taken back: the decision." in shown
    assert "Brought back: the decision." in shown
    # Who stops half way through a change keeps all of it.
    assert interviewed([*lines[:10], ":stop"], scenario, Journal())[0] == scenario


@pytest.mark.usefixtures("_in_folder")
def test_a_new_start_names_the_files_opened_last(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("begun.yaml").write_text("partnership: P\nkind: cluster\npartners: [{name: Oak}]\n")
    for typed, command in ((b"stop\n", ["begun.yaml"]), (b":stop\n", [])):
        type_lines(monkeypatch, typed)
        assert run(["interview", *command, "--plain"]) == 0
    shown = capsys.readouterr().out
    assert "To go on with one of these, type :stop" in shown
    assert f"{Path('begun.yaml').resolve()}\n" in shown


@pytest.mark.usefixtures("_in_folder")
@pytest.mark.parametrize("leave", [":stop", "end of input"])
def test_a_set_up_is_kept_and_offered_once_a_partner_is_complete(
    leave: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = [leave] if leave == ":stop" else []
    shown = set_up_by_line(["Test", *ends], monkeypatch, capsys)
    assert "No partner was given, so the set-up is not kept." in shown
    shown = set_up_by_line(["Test", "Oak", "2", "nonsense", *ends], monkeypatch, capsys)
    assert "Go on with it?" not in shown
    assert shown.endswith("The set-up is kept, and offered next time.\n")
    # It goes on at the very question, and asks nothing again that was answered.
    shown = set_up_by_line(["y", "1", "y", "y", "", *ends], monkeypatch, capsys)
    assert f"You had begun with: Oak, 2, nonsense.\n{ROLE}" in shown
    assert f"{SECTOR} " not in shown
    assert shown.count(ROLE) == 1
    assert "The set-up is kept, and offered next time." in shown
    assert set_up_by_line(["stop"], monkeypatch, capsys).endswith(
        "Go on with it? (y or n)\nAnswer: \n"
    )
    shown = set_up_by_line(["y", *[":back"] * 7, "", *ends], monkeypatch, capsys)
    assert "The set-up of Test was left half way" in shown
    assert "(an empty line keeps Test)" in shown
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.set_up
    assert [(p.name, p.sector) for p in left.set_up.partners] == [("Oak", "independent")]


def test_a_set_up_that_was_killed_at_its_name_is_not_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal()
    journal.record_set_up(SetUp(at="partners", partnership="Test"))
    journal.close()
    type_lines(monkeypatch, b"")
    assert run(["interview", "--plain"]) == 0
    shown = capsys.readouterr().out
    assert "Go on with it?" not in shown
    assert "What is it called?" in shown


def test_an_export_never_replaces_the_partnership_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.json"
    file.write_text(scenario_json(shipped_scenario("trustees-not-told")), encoding="utf-8")
    journal = Journal()
    journal.lock_file(file, file.read_bytes())
    lines = [f"export {file}", "y", f"export full {tmp_path / 'advice.html'}", "stop"]
    said, shown = interviewed(lines, shipped_scenario("trustees-not-told"), journal)
    assert "that is the partnership file itself; choose another name." in shown
    assert load_scenario(file, shipped_rulebook()).answers == said.answers
    assert f"Written to {tmp_path / 'advice.html'}." in shown


def test_a_name_that_cannot_be_written_leaves_the_file_that_was_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, journal = tmp_path / "a.yaml", Journal()
    journal.lock_file(file, None)
    create = disk.create

    def no_right(path: Path, *given: int) -> int:
        if path.name.startswith(".b.yaml"):
            raise PermissionError(13, "Permission denied")
        return create(path, *given)

    monkeypatch.setattr(disk, "create", no_right)
    said, shown = interviewed(["1", f"save {tmp_path / 'b.yaml'}", "stop"], BLANK, journal)
    assert "b.yaml cannot be written: Permission denied." in shown
    assert said_in(file) == said
    with pytest.raises(InUse):
        Journal().lock_file(file, None)
    journal.unlock_file()


def test_a_signal_ends_it_with_its_own_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("partnership: P\nkind: cluster\npartners:\n  - name: Oak\n")
    for number in (signal.SIGTERM, signal.SIGHUP):
        command = [sys.executable, "-m", "advisor", "interview", str(file), "--plain"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout
            while PROMPT.encode() not in os.read(process.stdout.fileno(), 1 << 16):
                pass
            process.send_signal(number)
            assert process.wait(60) == 128 + number
    assert [path.name for path in tmp_path.iterdir() if path.name != "state"] == ["a.yaml"]
