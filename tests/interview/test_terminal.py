"""The interview on a real terminal: killed, hung up, crashed, redirected, and gone on with."""

import json
import re
import signal
import sys
from collections.abc import Callable, Mapping
from itertools import cycle
from pathlib import Path

import pytest

from advisor.files.clean_text import clean_text
from advisor.scenario.load_scenario import load_scenario, parse_scenario
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook
from tests.strategies import is_deep

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.interview.terminal import LEAVE_SCREEN, Terminal, told

PARTNERSHIP = """\
# ours
partnership: The Test
kind: cluster
stage: agreeing
partners:
  - name: Oak
  - name: Elm
"""
SAID = {"values-compared": "think-they-agree", "first-year-goal": "undated-hope"}
WHISPERED = "Zebra-7431 told us in confidence."
CTRL_L, CTRL_Q, CTRL_S, ENTER = "\x0c", "\x11", "\x13", "\r"
LEFT_UNSAVED = "An interview was left unsaved"
ACTED_ON = (
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]0;title\x07",
    "\x1b[5;77z",
    "\x9d0;c1\x9c",
    "\u202egnp.",
)
MARKUP = "[/ [/b] [a=b: [@click=app.quit]go[/]"

Open = Callable[..., Terminal]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "ours.yaml"
    file.write_text(PARTNERSHIP, encoding="utf-8")
    return file


@pytest.fixture
def window(tmp_path: Path, state: Path) -> Open:
    def open_one(*arguments: str, **more: object) -> Terminal:
        return Terminal(*arguments, state=state, folder=tmp_path, **more)  # type: ignore[arg-type]

    return open_one


def answer_two(terminal: Terminal) -> None:
    """Give the two answers of ``SAID``."""
    terminal.until("1 of 14")
    terminal.press("3")
    terminal.until("Kept: agree in general")
    terminal.press(ENTER)
    terminal.until("2 of 14")
    terminal.press("2")
    terminal.until("Kept: a hope without a date")


def note(terminal: Terminal, text: str, *, then: str) -> None:
    """Paste a note on the answer, and wait until the question shows something of it."""
    terminal.press("n")
    terminal.until("Note (Tab")
    terminal.paste(text)
    terminal.until(then)
    terminal.press(CTRL_S)
    terminal.until("n: note", then)


def press_once_read(terminal: Terminal, key: str, then: str) -> None:
    """Press a key, and again where the rules were still being read."""
    terminal.press(key)
    terminal.until_so(
        lambda: then in terminal.shown or "One moment" in terminal.shown, f"for {then}"
    )
    if then not in terminal.shown:
        terminal.until_so(lambda: "One moment" not in terminal.shown, "for the rules")
        terminal.press(key)
        terminal.until(then)


def leave(terminal: Terminal, key: str) -> int:
    """Leave with Ctrl+Q and answer what is asked."""
    terminal.press(CTRL_Q)
    terminal.until("Save and leave")
    terminal.press(key)
    terminal.until(f"›{key} ")
    terminal.press("\r")
    return terminal.ends()


def given(scenario: Scenario) -> Mapping[str, object]:
    """Return the answers of the whole partnership."""
    answers = {id: scenario.answer_once(id) for id in scenario.answers}
    return {id: answer.answer for id, answer in answers.items() if answer is not None}


def kept(state: Path) -> Scenario:
    """Return what the one journal holds."""
    (journal,) = (state / "journals").glob("*.json")
    record = json.loads(journal.read_text(encoding="utf-8"))
    return parse_scenario(record["text"].encode(), "journal", shipped_rulebook())


def said_again(window: Open, file: Path) -> Mapping[str, object]:
    """Go on with what was left, save it, and return the answers of the file."""
    with window("interview", file.name) as terminal:
        terminal.until(LEFT_UNSAVED)
        terminal.press("\r")
        terminal.until("of 14")
        assert leave(terminal, "y") == 0
    return given(load_scenario(file, shipped_rulebook()))


@pytest.mark.parametrize(
    ("number", "in_order"),
    [
        (signal.SIGTERM, True),
        (signal.SIGHUP, True),
        (signal.SIGINT, True),
        (signal.SIGKILL, False),
    ],
)
def test_a_signal_ends_it_and_every_answer_is_there_again(
    number: signal.Signals, in_order: bool, window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(number)
        assert terminal.ends() == 128 + number
        assert terminal.is_in_order or not in_order
        assert not in_order or terminal.says_at_last == ""
    assert given(kept(state)) == SAID
    assert file.read_text(encoding="utf-8") == PARTNERSHIP
    assert said_again(window, file) == SAID


def test_a_state_folder_that_others_can_write_to_is_refused(window: Open, state: Path) -> None:
    state.mkdir()
    state.chmod(0o1777)
    for arguments in ((), ("interview",)):
        with window(*arguments) as terminal:
            assert terminal.ends() == 2
            assert b"others can write to this folder" in terminal.written


def test_closing_the_window_loses_nothing(window: Open, file: Path, state: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.close()
        assert terminal.ends() == 128 + signal.SIGHUP
    assert given(kept(state)) == SAID
    assert not (state / "crashes").exists()
    assert said_again(window, file) == SAID


def test_closing_the_window_line_by_line_loses_nothing(
    window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name, "--plain") as terminal:
        terminal.until("compared what", "Answer:")
        terminal.press("2\n")
        terminal.until("Kept: no", "2 of 14")
        terminal.close()
        assert terminal.ends() == 128 + signal.SIGHUP
    assert given(kept(state)) == {"values-compared": "not-done"}


def test_a_kill_among_keys_loses_no_more_than_the_last_key(
    window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name) as terminal:
        terminal.until("1 of 14")
        terminal.press("2")
        terminal.until("Kept: ")
        terminal.press("341234")
        terminal.until("Kept: yes, aloud")
        terminal.press("34" * 20)
        terminal.signal(signal.SIGKILL)
        terminal.ends()
    assert given(kept(state)).keys() == {"values-compared"}
    assert said_again(window, file).keys() == {"values-compared"}


_TERM_AND_KILL = (signal.SIGTERM, signal.SIGKILL)


@pytest.mark.parametrize(
    "numbers", [_TERM_AND_KILL, _TERM_AND_KILL[::-1]] if is_deep() else [_TERM_AND_KILL]
)
def test_what_was_gone_on_with_and_ended_again_is_offered_again(
    numbers: tuple[signal.Signals, ...], window: Open, file: Path, state: Path
) -> None:
    number = cycle(numbers)
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(next(number))
        terminal.ends()
    with window("interview") as terminal:
        terminal.until("Go on with: The Test", "left unsaved")
        terminal.signal(next(number))
        terminal.ends()
    with window("interview", file.name) as terminal:
        terminal.until(LEFT_UNSAVED)
        terminal.signal(next(number))
        terminal.ends()
    with window() as terminal:
        terminal.until("Go on with: The Test")
        terminal.press("2")
        terminal.until("3 of 14")
        terminal.signal(next(number))
        terminal.ends()
    assert given(kept(state)) == SAID
    assert said_again(window, file) == SAID


DIES_READING = """
import sys
import os, signal
from advisor.interview.state import unsaved
unsaved.open_scenario = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from advisor.__main__ import main
main()
"""


def test_a_journal_whose_reading_kills_is_not_read_for_ever(
    window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(signal.SIGKILL)
        terminal.ends()
    program = (sys.executable, "-c", DIES_READING)
    with window("interview", program=program) as terminal:
        assert terminal.ends() == 128 + signal.SIGKILL
    with window("interview", program=program) as terminal:
        terminal.until("Start a new", "Open another", "Look at an example", "Leave")
        press_once_read(terminal, "o", "Open which file?")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
    texts = [path.read_text(encoding="utf-8") for path in (state / "journals").iterdir()]
    assert any("think-they-agree" in text for text in texts)


UNREADABLE = (
    *("", "{", "[" * 100_000, "\0"),
    '{"file": null, "at": "x", "text": 1, "parked": [], "original": 1}',
)


def test_journals_that_cannot_be_read_stop_nobody(window: Open, file: Path, state: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(signal.SIGTERM)
        terminal.ends()
    for number, text in enumerate(UNREADABLE):
        (state / "journals" / f"{number}.json").write_text(text, encoding="utf-8")
    for _ in range(2):
        with window("interview") as terminal:
            terminal.until("Go on with: The Test", "left unsaved")
            terminal.press(CTRL_Q)
            assert terminal.ends() == 0


def test_journals_with_a_time_of_no_place_are_no_loop(
    window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(signal.SIGTERM)
        terminal.ends()
    (journal,) = (state / "journals").glob("*.json")
    record = json.loads(journal.read_text(encoding="utf-8")) | {"file": None}
    for number, at in enumerate(("2026-01-01T00:00:00", "2026-01-01")):
        text = json.dumps(record | {"at": at})
        (state / "journals" / f"{number}.json").write_text(text, encoding="utf-8")
    with window("interview") as terminal:
        terminal.until("Go on with: The Test", "left unsaved")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        '{"files": ["\\u0000", "/", "~nobody/x"], "theme": "", "large": false}',
        '{"files": 1, "theme": [], "large": "x"}',
    ],
)
def test_what_is_remembered_can_be_broken(text: str, window: Open, state: Path) -> None:
    state.mkdir()
    (state / "remembered.json").write_text(text, encoding="utf-8")
    with window("interview") as terminal:
        terminal.until("Start a new", "Open another", "Look at an example", "Leave")
        press_once_read(terminal, "e", "Look at which example?")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0


def test_a_start_with_other_rules_hides_no_answers_for_good(window: Open, file: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.signal(signal.SIGTERM)
        terminal.ends()
    other = Path(__file__).parents[1] / "small_rules"
    with window("interview", "--rules", str(other)) as terminal:
        terminal.until("Start a new", "Open another", "Look at an example")
        press_once_read(terminal, "o", "Open which file?")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
    assert said_again(window, file) == SAID


CRASHES = """
import sys
from pathlib import Path
from advisor.__main__ import run
from advisor.interview import app
from advisor.interview import launch

where = sys.argv[1]


def fail(note):
    raise RuntimeError(note) from ValueError(note)


class Faulty(app.InterviewApp):
    CSS_PATH = str(Path(app.__file__).with_name("interview.tcss"))

    def fail(self):
        scenario = self.room.session.scenario
        fail(f"{scenario}")

    async def fail_later(self):
        self.fail()

    def action_large(self):
        if where == "action":
            self.fail()
        elif where == "later":
            self.run_worker(self.fail_later())
        elif where == "thread":
            self.run_worker(self.fail, thread=True)
        elif where == "timer":
            self.set_timer(0.01, self.fail)
        else:
            head = self.screen.query_one("#head")
            head.render = self.fail
            head.refresh(layout=True)


launch.InterviewApp = Faulty
sys.exit(run(sys.argv[2:]))
"""


@pytest.fixture
def crashing(tmp_path: Path) -> tuple[str, ...]:
    program = tmp_path / "crashing.py"
    program.write_text(CRASHES, encoding="utf-8")
    return (sys.executable, str(program))


@pytest.mark.parametrize("where", ["action", "later", "thread", "drawing", "timer"])
def test_a_crash_tells_where_it_was_and_nothing_that_was_said(
    where: str, crashing: tuple[str, ...], window: Open, file: Path, state: Path
) -> None:
    with window("interview", file.name, program=(*crashing, where)) as terminal:
        answer_two(terminal)
        note(terminal, WHISPERED, then="Zebra")
        drawn = len(terminal.written)
        terminal.press(CTRL_L)
        assert terminal.ends() == 70
        assert terminal.is_in_order
        (line,) = terminal.says_at_last.splitlines()
        _, _, last = terminal.written[drawn:].partition(LEAVE_SCREEN)
    (report,) = (state / "crashes").iterdir()
    assert str(report) in line
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    for secret in ("Zebra", *SAID.values(), "Oak"):
        assert secret not in text
        assert secret.encode() not in last
    assert given(kept(state)) == SAID
    answer = kept(state).answer_once("first-year-goal")
    assert answer is not None
    assert answer.note == WHISPERED
    if where == "action" or is_deep():
        assert said_again(window, file) == SAID


def test_a_crash_whose_report_cannot_be_written_is_told_too(
    crashing: tuple[str, ...], window: Open, file: Path, state: Path
) -> None:
    state.mkdir()
    (state / "crashes").write_text("in the way", encoding="utf-8")
    with window("interview", file.name, program=(*crashing, "action")) as terminal:
        answer_two(terminal)
        terminal.press(CTRL_L)
        assert terminal.ends() == 70
        assert len(terminal.says_at_last.splitlines()) == 1
    assert given(kept(state)) == SAID


def test_leaving_with_nothing_said_asks_nothing(window: Open, file: Path, state: Path) -> None:
    with window("interview", file.name) as terminal:
        terminal.until("1 of 14")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
        assert terminal.is_in_order
        assert terminal.says_at_last == ""
    with window() as terminal:
        terminal.until("Leave")
        terminal.settle()
        terminal.press("q")
        assert terminal.ends() == 0
    assert file.read_text(encoding="utf-8") == PARTNERSHIP
    assert not list(state.glob("journals/*"))


def test_y_saves_and_leaves(window: Open, file: Path, state: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        assert leave(terminal, "y") == 0
        assert terminal.is_in_order
    assert given(load_scenario(file, shipped_rulebook())) == SAID
    assert file.read_text(encoding="utf-8").startswith("# ours\n")
    assert list((state / "journals").iterdir()) == []


def test_n_leaves_and_keeps_what_was_said(window: Open, file: Path, state: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        assert leave(terminal, "n") == 0
        assert terminal.is_in_order
    assert file.read_text(encoding="utf-8") == PARTNERSHIP
    assert given(kept(state)) == SAID
    assert said_again(window, file) == SAID


def test_escape_at_the_way_out_stays(window: Open, file: Path) -> None:
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        terminal.press(CTRL_Q)
        terminal.until("Save and leave")
        terminal.press("\x1b")
        terminal.until_so(lambda: "Save and leave" not in terminal.shown, "for the question")
        assert leave(terminal, "n") == 0


def test_a_second_window_on_a_file_is_turned_away(window: Open, file: Path) -> None:
    with window("interview", file.name) as first:
        first.until("1 of 14")
        with window("interview", str(file)) as second:
            assert second.ends() == 2
            assert second.is_in_order
            (line,) = second.says_at_last.splitlines()
            assert "open in another window" in line
        answer_two(first)
        assert leave(first, "y") == 0
    with window("interview", file.name) as third:
        third.until("3 of 14")
        third.press(CTRL_Q)
        assert third.ends() == 0


def test_a_faulty_file_is_told_line_by_line_once_the_screen_is_back(
    window: Open, file: Path, state: Path
) -> None:
    faulty = PARTNERSHIP.replace("agreeing", "agreed") + "answers:\n  first-year-gaol: yes\n"
    file.write_text(faulty, encoding="utf-8")
    with window("interview", file.name) as terminal:
        assert terminal.ends() == 2
        assert terminal.is_in_order
        lines = terminal.says_at_last.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["ours.yaml:4:", "ours.yaml:9:"]
    assert not (state / "crashes").exists()


@pytest.mark.parametrize("name", [".", "latin.yaml"])
def test_what_is_no_partnership_file_is_one_line(
    name: str, window: Open, tmp_path: Path, state: Path
) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"partnership: \xe9\n")
    with window("interview", name) as terminal:
        assert terminal.ends() == 2
        assert terminal.is_in_order
        assert len(terminal.says_at_last.splitlines()) == 1
    assert not (state / "crashes").exists()


REDIRECTIONS = ["</dev/null", ">out", "2>err", "| cat", "2>&1 | cat", "<&-", ">&-", "2>&-"]


@pytest.mark.parametrize("redirection", REDIRECTIONS)
@pytest.mark.parametrize("arguments", ["", "interview ours.yaml"])
def test_without_a_terminal_it_ends_at_once_and_paints_nothing(
    arguments: str, redirection: str, window: Open, file: Path, state: Path
) -> None:
    run = f"{sys.executable} -m advisor {arguments}"
    script = f"({run}; echo code $?) {redirection}; test -f err && cat err; test -f out && cat out"
    if "&-" in redirection:
        script = f"{run} {redirection}; echo code $?"
    with window(program=("sh", "-c", script)) as terminal:
        terminal.ends()
        text = told(terminal.written)
        assert b"\x1b" not in terminal.written
    assert "code 2" in text
    assert "--plain" in text or redirection == "2>&-"
    assert file.read_text(encoding="utf-8") == PARTNERSHIP
    assert not state.exists()


def test_a_terminal_that_cannot_draw_is_told_what_to_use(window: Open) -> None:
    with window("interview", variables={"TERM": "dumb"}) as terminal:
        assert terminal.ends() == 2
        assert "--plain" in told(terminal.written)
        assert b"\x1b" not in terminal.written


def test_without_colour_nothing_is_coloured_and_the_place_is_marked(
    window: Open, file: Path
) -> None:
    with window("interview", file.name, variables={"NO_COLOR": "1"}) as terminal:
        answer_two(terminal)
        terminal.until("2 ●")
        terminal.press("\x1b[A")
        terminal.until("›1 ○")
        terminal.press("n")
        terminal.until("Note (Tab")
        terminal.press("\x1b")
        terminal.until_so(lambda: "Note (Tab" not in terminal.shown, "for the question")
        terminal.press("r")
        terminal.until("This is what we heard")
        terminal.press("d")
        terminal.until("Show the advice here?")
        terminal.press("s")
        terminal.press("\r")
        terminal.until("3 Find out")
        assert leave(terminal, "n") == 0
        drawn = terminal.written.decode()
    codes = {code for given in re.findall(r"\x1b\[([\d;]*)m", drawn) for code in given.split(";")}
    assert codes <= {"", "0", "1", "2", "3", "4", "7", "9", "39", "49"}
    assert re.search(r"\x1b\[(\d+;)*7(;\d+)*m›1 ", drawn)


def escapes_of_others(written: bytes) -> list[str]:
    """Return what a terminal would act on and that is none of the program's own drawing."""
    own = r"\x1b(\[[\d;]*[Hm]|\[[?<=>][\d;]*\$?[a-z]|\]22;[a-z-]+\x07)"
    text = re.sub(own, "", written.decode())
    return re.findall("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069].{0,9}", text)


def test_what_is_pasted_never_reaches_the_terminal_as_an_escape(window: Open, file: Path) -> None:
    hostile = " ".join(ACTED_ON)
    with window("interview", file.name) as terminal:
        answer_two(terminal)
        note(terminal, f"begin {hostile} {MARKUP} end", then="begin")
        terminal.press("r")
        terminal.until("This is what we heard", "begin")
        terminal.press(CTRL_Q)
        terminal.until("Save and leave")
        terminal.press("\r")
        assert terminal.ends() == 0
        assert escapes_of_others(terminal.written) == []
        assert terminal.is_in_order
    answer = load_scenario(file, shipped_rulebook()).answer_once("first-year-goal")
    assert answer is not None
    assert answer.note is not None
    assert "begin" in answer.note
    assert answer.note == clean_text(answer.note)


def test_a_file_that_holds_escapes_and_markup_shows_neither(window: Open, tmp_path: Path) -> None:
    hostile = "".join(ACTED_ON) + MARKUP
    text = json.dumps(hostile)
    name = f"a{ACTED_ON[0]}{ACTED_ON[1]}[b].yaml"
    content = PARTNERSHIP.replace("The Test", json.dumps(f"Ours {ACTED_ON[0]}[/]"))
    content = content.replace("Oak", json.dumps(f"Oak {hostile}"))
    content += f"dates:\n  - {{on: 2026-06-25, what: {text}}}\n"
    content += "answers:\n  reach: pupils-meet\n"
    content += f"  values-compared: {{answer: not-done, note: {text}, said_by: {text}}}\n"
    content += f"  first-year-goal: {{answer: unknown, who_could_tell: {text}}}\n"
    (tmp_path / name).write_text(content, encoding="utf-8")
    with window("interview", name) as terminal:
        terminal.until("Ours", "4 of 14")
        terminal.press("j")
        terminal.until("Go to which question?")
        terminal.press("\x1b[H\x1b[B\r")
        terminal.until("compared what")
        terminal.press("f")
        terminal.until("agreed should be true")
        terminal.press("r")
        terminal.until("This is what we heard")
        terminal.press("d")
        terminal.until("Show the advice here?")
        terminal.press("s")
        terminal.press("\r")
        terminal.until("3 Find out")
        terminal.press("\x13")
        terminal.until("Saved to")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
        assert escapes_of_others(terminal.written) == []
    with window("interview") as terminal:
        terminal.until("Go on with: Ours")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
        assert escapes_of_others(terminal.written) == []
    (tmp_path / name).write_text(content + f"{text}: 1\n", encoding="utf-8")
    with window("interview", name) as terminal:
        assert terminal.ends() == 2
        assert escapes_of_others(terminal.written) == []
