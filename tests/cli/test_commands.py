"""Every command ends with an honest exit code, and tells each fault in a line."""

import errno
import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from unittest import mock

import click
import pytest

from advisor.cli.exits import Exit
from advisor.rulebook.vocabulary import BANDS
from tests.cli.shell import ESCAPE, OF_SMALL, READY, ROOT, SHIPPED, Run, spawn


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
        (["asess"], ["asess"]),
        (["rules", "lst"], ["lst"]),
        (["assess"], ["FILE"]),
        (["check"], ["PATHS"]),
        (["rules", "show"], ["ID"]),
        (["assess", "x", "--frmat", "json"], ["--frmat", "--format"]),
        (["assess", "x", "--format", "odt"], ["odt", "rich", "svg"]),
        (["assess", "x", "--require", "redy"], ["redy", "not-ready"]),
        (["assess", "x", "--width", "59"], ["59", "60", "200"]),
        (["assess", "x", "--width", "201"], ["201", "60", "200"]),
        (["assess", "x", "--color", "blue"], ["blue", "auto", "always", "never"]),
        (["assess", "x", "\u202ey\u200b\x07"], ["<U+202E>y<U+200B><U+0007>"]),
        (["rules", "show", "driver-missin"], ['there is no rule "driver-missin"; did you mean "d']),
        (["questions", "show", "dates-fixd"], ['there is no question "dates-fixd"; did you mean']),
        (["why", "x", "driver-missin"], ['no risk, strength or concern "driver-missin"; did you']),
        (["rules", "show", "\x1b[2Jx"], ['there is no rule "<U+001B>[2Jx"']),
        (["check", "--rules"], ["--rules"]),
    ],
)  # fmt: skip
def test_bad_use_is_told_with_the_nearest_word(
    advisor: Run, arguments: list[str], expected: list[str]
) -> None:
    """In whatever words: click's own differ from one release to the next."""
    done = advisor(*arguments)
    assert done.code == Exit.CANNOT
    assert not done.out
    assert all(word in done.err.splitlines()[-1] for word in expected)
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
    with mock.patch("advisor.cli.assess_command.Advice", side_effect=RuntimeError(secret)):
        done = advisor("assess", ready, *OF_SMALL)
        assert done.code == Exit.BUG
        assert not done.out
        (line,) = done.err.splitlines()
        assert "this is a bug: RuntimeError" in line
        assert secret not in line
        monkeypatch.setenv("ADVISOR_TRACEBACK", "1")
        with pytest.raises(RuntimeError, match=secret):
            advisor("assess", ready, *OF_SMALL)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
def test_an_interruption_says_nothing(
    advisor: Run, ready: Path, interruption: type[BaseException]
) -> None:
    with mock.patch("advisor.cli.assess_command.Advice", side_effect=interruption):
        done = advisor("assess", ready, *OF_SMALL)
    assert (done.code, done.out, done.err.strip()) == (Exit.INTERRUPTED, "", "")


def test_an_interruption_by_the_keyboard_ends_the_process() -> None:
    process = spawn("assess", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(b"kind")
    process.stdin.flush()
    deadline = time.monotonic() + 120
    unread = 4
    while unread and time.monotonic() < deadline:  # until the command waits for more
        time.sleep(0.02)
        (unread,) = struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err.strip()) == (130, b"")


@pytest.mark.parametrize("arguments", [["rules", "list"], ["rules", "list", "--json"]])
def test_a_reader_who_stops_reading_gets_no_complaint(arguments: list[str]) -> None:
    process = spawn(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (141, b"")


def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        process = spawn("rules", "list", stdout=full, stderr=subprocess.PIPE)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, os.strerror(errno.ENOSPC).encode() in err) == (2, True)


@pytest.mark.parametrize("arguments", ["assess - 0<&-", "rules list 1>&-"])
def test_a_closed_stream_is_one_line(arguments: str) -> None:
    program = ["bash", "-c", f'exec "$0" -m advisor {arguments}', sys.executable]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
