"""Every command as a shell sees it: what goes where, and with which exit code."""

import fcntl
import io
import json
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import click
import pytest

from advisor.__main__ import run
from advisor.cli.assess import BANDS, FORMATS
from advisor.cli.commands import command
from advisor.cli.exits import Exit
from advisor.cli.output import wants_colour
from advisor.report.formats import FORMATS as RENDERED
from advisor.rulebook import vocabulary
from tests.small import SMALL_RULES, copied_to, small_rulebook, spoil

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "scenarios" / "strong-start.yaml"
OF_SMALL = ("--rules", str(SMALL_RULES))
SMALL = """\
partnership: Two schools
kind: cluster
stage: starting
partners: [{name: Ash, sector: state}, {name: Birch, sector: state}]
answers:
  dates-fixed: one-by-one
  head-backing: {every: said-yes}
"""
READY = (
    SMALL.replace("one-by-one", "before-all").replace("said-yes", "set-aside")
    + """\
  months-funded: 24
  specialist-cover: named-deputy
  senior-team: {every: weighed}
"""
)
ESCAPE = "\x1b["


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(name="advisor")
def _advisor(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("ADVISOR_TRACEBACK", raising=False)

    def done(*arguments: str | Path, given: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "ascii"))
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return done


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership file that fits the small rulebook and is ready."""
    path = tmp_path_factory.mktemp("partnerships") / "ready.yaml"
    path.write_text(READY)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A partnership file that fits the small rulebook."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A partnership file with two faults."""
    path = tmp_path / "bad.yaml"
    path.write_text(SMALL.replace("cluster", "clutser").replace("one-by-one", "one-by-oen"))
    return path


def spawn(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "advisor", *arguments], cwd=ROOT, **options)


# Exit codes, and what goes where.


def test_the_exit_codes_are_those_that_scripts_rely_on() -> None:
    codes = {code.name: code.value for code in Exit}
    assert codes == {
        "DONE": 0,
        "NO": 1,
        "CANNOT": 2,
        "BUG": 70,
        "INTERRUPTED": 130,
        "PIPE_CLOSED": 141,
    }


def test_advice_goes_to_standard_output_and_nothing_else(advisor: Run) -> None:
    done = advisor("assess", SHIPPED)
    assert done.code == Exit.DONE
    assert not done.err
    assert done.out.endswith("\n")
    assert ESCAPE not in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_faults_go_to_standard_error_a_line_each(advisor: Run, bad: Path) -> None:
    for name in ("assess", "why"):
        finding = ["dates-late"] if name == "why" else []
        done = advisor(name, bad, *finding, *OF_SMALL)
        assert done.code == Exit.CANNOT
        assert not done.out
        assert done.err.splitlines() == [
            f'{bad}:2: "kind": "clutser" is not known here; did you mean "cluster"?',
            f'{bad}:6: dates-fixed: there is no level "one-by-oen"; did you mean "one-by-one"?',
        ]


@pytest.mark.parametrize("band", BANDS)
def test_require_tells_the_shell_whether_the_band_is_reached(
    advisor: Run, ready: Path, band: str
) -> None:
    refused = READY.replace("set-aside", "refused").encode()
    done = advisor("assess", "-", "--require", band, *OF_SMALL, given=refused)
    assert done.out == advisor("assess", "-", *OF_SMALL, given=refused).out
    assert done.err == ""
    assert done.code == (Exit.DONE if band == "not-ready" else Exit.NO)
    assert advisor("assess", ready, "--require", band, *OF_SMALL).code == Exit.DONE


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["asess"], "No such command 'asess'. Did you mean 'assess'?"),
        (["rules", "lst"], "No such command 'lst'. Did you mean 'list'?"),
        (["assess"], "Missing argument 'FILE'."),
        (["check"], "Missing argument 'PATHS...'."),
        (["rules", "show"], "Missing argument 'ID'."),
        (["assess", "x", "--frmat", "json"], "No such option '--frmat'. Did you mean '--format'"),
        (["assess", "x", "--format", "pdf"], "'pdf' is not one of"),
        (["assess", "x", "--require", "redy"], "'redy' is not one of 'not-ready'"),
        (["assess", "x", "--width", "59"], "59 is not in the range 60<=x<=200."),
        (["assess", "x", "--width", "201"], "201 is not in the range 60<=x<=200."),
        (["assess", "x", "--color", "blue"], "'blue' is not one of 'auto', 'always', 'never'."),
        (["assess", "x", "y"], "Got unexpected extra argument"),
        (["rules", "show", "driver-missin"], 'there is no rule "driver-missin"; did you mean "dri'),
        (["questions", "show", "dates-fixd"], 'there is no question "dates-fixd"; did you mean "d'),
        (["why", "x", "driver-missin"], 'there is no finding "driver-missin"; did you mean "dri'),
        (["rules", "show", "\x1b[2Jx"], 'there is no rule "[2Jx"'),
        (["check", "--rules"], "Option '--rules' requires an argument."),
    ],
)  # fmt: skip
def test_bad_use_is_told_with_the_nearest_word(
    advisor: Run, arguments: list[str], expected: str
) -> None:
    done = advisor(*arguments)
    assert done.code == Exit.CANNOT
    assert not done.out
    assert expected in done.err
    assert ESCAPE not in done.err


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "dangling", "pipe", "empty", "a" * 300])
def test_a_file_that_is_none_is_one_line(advisor: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    done = advisor("assess", tmp_path / name)
    assert done.code == Exit.CANNOT
    (line,) = done.err.splitlines()
    assert line.startswith(f"{tmp_path / name}:")


def test_a_fault_of_the_program_is_one_line_without_answers(
    advisor: Run, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "The deputy drinks"  # noqa: S105
    with mock.patch("advisor.report.formats.render", side_effect=RuntimeError(secret)):
        done = advisor("assess", ready, *OF_SMALL)
        assert done.code == Exit.BUG
        assert not done.out
        (line,) = done.err.splitlines()
        assert "a fault of the program itself: RuntimeError" in line
        assert secret not in line
        monkeypatch.setenv("ADVISOR_TRACEBACK", "1")
        with pytest.raises(RuntimeError, match=secret):
            advisor("assess", ready, *OF_SMALL)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
def test_an_interruption_says_nothing(
    advisor: Run, ready: Path, interruption: type[BaseException]
) -> None:
    with mock.patch("advisor.report.formats.render", side_effect=interruption):
        done = advisor("assess", ready, *OF_SMALL)
    assert (done.code, done.out, done.err.strip()) == (Exit.INTERRUPTED, "", "")


def test_an_interruption_by_the_keyboard_ends_the_process() -> None:
    process = spawn("assess", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(b"kind")
    process.stdin.flush()
    deadline = time.monotonic() + 30
    unread = 4
    while unread and time.monotonic() < deadline:  # until the command waits for more
        time.sleep(0.02)
        (unread,) = struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.strip()) == (130, b"")


@pytest.mark.parametrize("arguments", [["rules", "list"], ["rules", "list", "--json"]])
def test_a_reader_who_stops_reading_gets_no_complaint(arguments: list[str]) -> None:
    process = spawn(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        process = spawn("rules", "list", stdout=full, stderr=subprocess.PIPE)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, b"No space left on device" in err) == (2, True)


@pytest.mark.parametrize("arguments", ["assess - 0<&-", "rules list 1>&-"])
def test_a_closed_stream_is_one_line(arguments: str) -> None:
    program = ["bash", "-c", f'exec "$0" -m advisor {arguments}', sys.executable]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


# Standard input, and files to write.


def test_a_hyphen_reads_standard_input(advisor: Run, bad: Path, small: Path) -> None:
    given = small.read_bytes()
    assert advisor("assess", "-", *OF_SMALL, given=given) == advisor("assess", small, *OF_SMALL)
    done = advisor("assess", "-", *OF_SMALL, given=bad.read_bytes())
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == ["-:2", "-:6"]
    assert advisor("check", "-", *OF_SMALL, given=given).code == Exit.DONE
    why = advisor("why", "-", "dates-late", *OF_SMALL, given=given)
    assert why == advisor("why", small, "dates-late", *OF_SMALL)
    assert advisor("assess", "-").err == "-:1: is empty; a partnership is expected\n"
    assert advisor("assess", "-", given=b"\xff").code == Exit.CANNOT


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_gets_the_same_bytes_as_a_pipe(
    advisor: Run, ready: Path, tmp_path: Path, form: str
) -> None:
    arguments = ("assess", ready, "--format", form, *OF_SMALL)
    piped = advisor(*arguments)
    assert piped.code == Exit.DONE
    assert piped.out.endswith("\n")
    path = tmp_path / "advice"
    path.write_text("what was there before")
    assert advisor(*arguments, "--output", path) == Done(Exit.DONE, "", "")
    assert path.read_bytes() == piped.out.encode()
    assert [other.name for other in tmp_path.iterdir()] == ["advice"]
    assert advisor(*arguments, "--output", "-") == piped


def test_what_is_asked_for_is_written_even_if_the_band_is_not_reached(
    advisor: Run, small: Path, tmp_path: Path
) -> None:
    path = tmp_path / "advice"
    done = advisor("assess", small, "--require", "ready", "--output", path, *OF_SMALL)
    assert done == Done(Exit.NO, "", "")
    assert path.read_text()


@pytest.mark.parametrize("name", ["missing/advice", "file/advice", ".", "pipe"])
def test_where_one_cannot_write_nothing_is_lost(
    advisor: Run, ready: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("old")
    os.mkfifo(tmp_path / "pipe")
    done = advisor("assess", ready, "--output", tmp_path / name, *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert not done.out
    (line,) = done.err.splitlines()
    assert line.startswith(f"{tmp_path / name}: cannot be written: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pipe"]
    assert (tmp_path / "file").read_text() == "old"


def test_a_folder_one_may_not_write_to_keeps_its_file(
    advisor: Run, ready: Path, tmp_path: Path
) -> None:
    path = tmp_path / "advice"
    path.write_text("old")
    with mock.patch("tempfile.mkstemp", side_effect=PermissionError(13, "Permission denied")):
        done = advisor("assess", ready, "--output", path, *OF_SMALL)
    assert done == Done(Exit.CANNOT, "", f"{path}: cannot be written: Permission denied\n")
    assert path.read_text() == "old"


def test_a_fault_leaves_the_old_file(advisor: Run, ready: Path, tmp_path: Path, bad: Path) -> None:
    path = tmp_path / "advice"
    path.write_text("old")
    assert advisor("assess", bad, "--output", path, *OF_SMALL).code == Exit.CANNOT
    with mock.patch("advisor.report.formats.render", side_effect=RuntimeError):
        assert advisor("assess", ready, "--output", path, *OF_SMALL).code == Exit.BUG
    assert path.read_text() == "old"


# Colour and width.


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("asked", "environment", "terminal", "to_file", "expected"),
    [
        ("auto", {}, True, False, True),
        ("auto", {}, False, False, False),
        ("auto", {}, True, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False, False),
        ("auto", {"NO_COLOR": ""}, True, False, True),
        ("auto", {"TERM": "dumb"}, True, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True, True),
        ("never", {}, True, False, False),
    ],
)
def test_what_is_coloured(
    monkeypatch: pytest.MonkeyPatch,
    asked: Any,
    environment: dict[str, str],
    terminal: bool,
    to_file: bool,
    expected: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(sys, "stdout", _Terminal() if terminal else io.StringIO())
    assert wants_colour(asked, to_file=to_file) is expected


COLOURED = (
    ["assess", "-"],
    ["why", "-", "dates-late"],
    ["rules", "list"],
    ["rules", "show", "dates-late"],
    ["questions", "list"],
    ["questions", "show", "dates-fixed"],
)


@pytest.mark.parametrize("arguments", COLOURED)
def test_a_pipe_is_coloured_only_if_asked(advisor: Run, arguments: list[str]) -> None:
    def out(*options: str) -> str:
        done = advisor(*arguments, *options, *OF_SMALL, given=SMALL.encode())
        assert done.code == Exit.DONE
        return done.out

    assert ESCAPE not in out()
    assert out("--color", "never") == out()
    assert ESCAPE in out("--color", "always")
    assert out("--colour", "always") == out("--color", "always")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "rich"])
def test_what_others_read_is_never_coloured(advisor: Run, ready: Path, form: str) -> None:
    done = advisor("assess", ready, "--format", form, "--color", "always", *OF_SMALL)
    assert done.code == Exit.DONE
    assert ESCAPE not in done.out


@pytest.mark.parametrize("arguments", COLOURED)
@pytest.mark.parametrize("width", [60, 200])
def test_the_width_is_kept(advisor: Run, arguments: list[str], width: int) -> None:
    done = advisor(*arguments, "--width", str(width), *OF_SMALL, given=SMALL.encode())
    assert done.code == Exit.DONE
    assert max(map(len, done.out.splitlines())) <= width


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_is_coloured_unless_it_is_told_not_to(
    environment: dict[str, str], coloured: bool
) -> None:
    ours, theirs = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    env = kept | {"TERM": "xterm-256color"} | environment
    process = spawn("rules", "show", "driver-missing", stdout=theirs, env=env)
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 4096):
            seen += part
    except OSError:  # how a terminal tells that nobody is left
        pass
    os.close(ours)
    assert process.wait(30) == 0
    assert (b"\x1b[" in seen) is coloured


# The catalogue, and other rulebooks.


@pytest.mark.parametrize("rules", [[], ["--rules", str(SMALL_RULES)]])
def test_rules_as_json(advisor: Run, rules: list[str]) -> None:
    found = json.loads(advisor("rules", "list", "--json", *rules).out)
    assert isinstance(found, list)
    for rule in found:
        assert {"id", "title", "topic", "kind", "severity", "holds_at", "cites"} <= rule.keys()
        assert rule["kind"] in {"risk", "strength"}
        assert (rule["severity"] is None) == (rule["kind"] == "strength")
        holds = rule["holds_at"]
        bands = list(holds.values()) if isinstance(holds, dict) else [holds]
        assert set(bands) <= {None, *BANDS}
        assert rule["cites"]
        for cited in rule["cites"]:
            assert cited.keys() == {"source", "locator", "supports"}
    if rules:
        assert [rule["id"] for rule in found] == list(small_rulebook().rules)
        (one,) = json.loads(advisor("rules", "show", "dates-late", "--json", *rules).out)
        assert one == found[0]
        assert one["holds_at"] == {"starting": "pilot", "running": "pilot"}
        assert one["cites"][0]["source"] == "handbook"


@pytest.mark.parametrize("rules", [[], ["--rules", str(SMALL_RULES)]])
def test_questions_as_json(advisor: Run, rules: list[str]) -> None:
    found = json.loads(advisor("questions", "list", "--json", *rules).out)
    assert isinstance(found, list)
    keys = {"id", "topic", "asks", "of", "levels", "number", "kinds", "stages", "essential"}
    for question in found:
        assert keys | {"may_not_apply"} <= question.keys()
        assert question["of"] == "once" or set(question["of"]) <= set(vocabulary.ROLES)
        assert 2 <= len(question["levels"]) <= 6
        assert all(level.keys() >= {"id", "label", "says"} for level in question["levels"])
        assert set(question["kinds"]) <= set(vocabulary.KINDS)
        assert set(question["stages"]) <= set(vocabulary.STAGES)
        assert isinstance(question["essential"], list)
        assert isinstance(question["may_not_apply"], list)
    if rules:
        assert [question["id"] for question in found] == list(small_rulebook().questions)
        (one,) = json.loads(advisor("questions", "show", "months-funded", "--json", *rules).out)
        assert one in found
        assert one["number"] == {"unit": "months", "least": 0, "most": 60}
        (one,) = json.loads(advisor("questions", "show", "senior-team", "--json", *rules).out)
        assert one["of"] == ["member", "lead"]
        assert one["may_not_apply"] == ["the head is the whole senior team"]


@pytest.mark.parametrize("sort", ["rules", "questions"])
def test_everything_that_is_listed_can_be_shown(advisor: Run, sort: str) -> None:
    listed = advisor(sort, "list", *OF_SMALL, "--width", "200").out
    ids = getattr(small_rulebook(), sort)
    for name in ids:
        assert name in listed
        done = advisor(sort, "show", name, *OF_SMALL)
        assert done.code == Exit.DONE
        assert name in done.out


def test_why_tells_of_every_finding(advisor: Run, small: Path) -> None:
    for rule in small_rulebook().rules.values():
        done = advisor("why", small, rule.id, *OF_SMALL)
        assert done.code == Exit.DONE
        assert rule.title.split()[0] in done.out
        assert not done.err


TAKING_RULES = (
    ["assess", "{file}"],
    ["why", "{file}", "dates-late"],
    ["check", "{file}"],
    ["rules", "list"],
    ["rules", "show", "dates-late"],
    ["questions", "list"],
    ["questions", "show", "dates-fixed"],
)


@pytest.mark.parametrize("arguments", TAKING_RULES)
def test_every_command_takes_another_rulebook(
    advisor: Run, small: Path, tmp_path: Path, arguments: list[str]
) -> None:
    arguments = [argument.format(file=small) for argument in arguments]
    assert advisor(*arguments, *OF_SMALL).code == Exit.DONE
    done = advisor(*arguments, "--rules", tmp_path / "missing")
    assert done.code == Exit.CANNOT
    assert done.err == f"{tmp_path}/missing: is no rulebook folder: it holds no rulebook.yaml\n"
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "[one-by-one", "[one-by-oen")
    spoil(folder, "steps/all.yaml", "when: half-term", "when: half-tem")
    done = advisor(*arguments, "--rules", folder)
    assert done.code == Exit.CANNOT
    assert len(done.err.splitlines()) == 2
    assert not done.out


# Check.


def test_what_is_shipped_has_no_faults(advisor: Run) -> None:
    done = advisor("check", ROOT / "rules", ROOT / "scenarios")
    assert done == Done(Exit.DONE, "", "no faults\n")


def test_check_lists_every_fault_of_every_file_as_data(
    advisor: Run, tmp_path: Path, small: Path, bad: Path
) -> None:
    shutil.copy(bad, tmp_path / "also bad.yaml")
    done = advisor("check", tmp_path, small, *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert done.err == "4 found\n"
    places = [line.partition(": ")[0] for line in done.out.splitlines()]
    also = tmp_path / "also bad.yaml"
    assert places == [f"{also}:2", f"{also}:6", f"{bad}:2", f"{bad}:6"]


def test_check_tells_what_is_only_worth_mending(advisor: Run, tmp_path: Path, small: Path) -> None:
    small.write_text(SMALL.replace("cluster", "independent-state"))
    done = advisor("check", small, *OF_SMALL)
    assert done.code == Exit.NO
    assert done.out.startswith(f"{small}: the kind is independent-state, but the partners are no")
    assert done.err == "1 found\n"

    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "expect: stands", "expect: silent")
    spoil(folder, "calendar/dates-late.yaml", "until: the dates", f"until: {'x' * 60} the dates")
    done = advisor("check", folder)
    assert done.code == Exit.NO
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        f"{folder}/calendar/dates-late.yaml:{line}" for line in (9, 14, 15)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("dates-fixed: [one", "dates-fixd: [one"), ("{dates-fixed: before-some}", "{dates-fixd: x}")],
)
def test_check_of_rules_that_do_not_load(advisor: Run, tmp_path: Path, old: str, new: str) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", old, new)
    done = advisor("check", folder)
    assert done.code == Exit.CANNOT
    (line,) = done.out.splitlines()
    assert 'there is no question "dates-fixd"; did you mean "dates-fixed"?' in line
    assert done.err == "1 found\n"


def test_check_of_a_name_that_no_file_can_have(advisor: Run) -> None:
    assert advisor("check", "a" * 300).code == Exit.CANNOT


def test_check_passes_over_what_other_programs_leave(
    advisor: Run, tmp_path: Path, small: Path
) -> None:
    (tmp_path / "._small.yaml").write_bytes(b"\0")
    (tmp_path / ".#small.yaml").symlink_to("nowhere")
    assert small.exists()
    assert advisor("check", tmp_path, *OF_SMALL).code == Exit.DONE


def test_check_finds_rule_folders_in_a_folder(advisor: Run, tmp_path: Path, small: Path) -> None:
    copied_to(tmp_path)
    assert small.exists()
    assert advisor("check", tmp_path, *OF_SMALL).code == Exit.DONE


def test_check_of_an_example_with_odd_partners(advisor: Run, tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "{dates-fixed: before-some}", "{partners: 5}")
    assert advisor("check", folder).code == Exit.CANNOT


def test_check_of_a_folder_with_nothing_in_it(advisor: Run, tmp_path: Path) -> None:
    done = advisor("check", tmp_path)
    assert done.code == Exit.CANNOT
    assert done.out == f"{tmp_path}: holds neither a rulebook.yaml nor any partnership file\n"


# Help, version, and what they cost.


def test_the_version_is_one_line(advisor: Run) -> None:
    done = advisor("--version")
    assert done == Done(Exit.DONE, done.out, "")
    assert done.out.startswith("advisor ")
    assert len(done.out.splitlines()) == 1


def commands(
    found: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, found
    if isinstance(found, click.Group):
        for name, below in found.commands.items():
            yield from commands(below, (*path, name))


PATHS = dict(commands(command))


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_and_option_has_help(advisor: Run, path: tuple[str, ...]) -> None:
    found = PATHS[path]
    assert found.help
    assert not path or found.get_short_help_str()
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith("."), parameter.name
    for flag in ("--help", "-h"):
        done = advisor(*path, flag)
        assert (done.code, done.err) == (Exit.DONE, "")
        assert done.out.startswith(f"Usage: {' '.join(('advisor', *path))} ")


def test_help_and_version_load_nothing_heavy() -> None:
    program = """
import sys
from advisor.__main__ import run
for arguments in {arguments!r}:
    assert run(arguments) == 0, arguments
    heavy = {{"rich", "pydantic", "experta", "numpy", "textual", "yaml"}} & set(sys.modules)
    assert not heavy, (arguments, heavy)
"""
    arguments = [["--version"], *([*path, "--help"] for path in PATHS)]
    done = subprocess.run(
        [sys.executable, "-c", program.format(arguments=arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_lists_that_help_repeats_are_the_true_ones() -> None:
    assert FORMATS == RENDERED
    assert BANDS == vocabulary.BANDS
