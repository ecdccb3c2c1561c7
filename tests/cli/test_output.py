"""What is written goes where one asked, whole, in colour only where that is wanted."""

import io
import os
import pty
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from advisor.cli.exits import Exit
from advisor.cli.output import wants_colour
from tests.cli.shell import ESCAPE, OF_SMALL, SMALL, Done, Run, spawn
from tests.formats import FORMATS


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
    with mock.patch(
        "advisor.files.disk.create", side_effect=PermissionError(13, "Permission denied")
    ):
        done = advisor("assess", ready, "--output", path, *OF_SMALL)
    assert done == Done(Exit.CANNOT, "", f"{path}: cannot be written: Permission denied\n")
    assert path.read_text() == "old"


def test_a_fault_leaves_the_old_file(advisor: Run, ready: Path, tmp_path: Path, bad: Path) -> None:
    path = tmp_path / "advice"
    path.write_text("old")
    assert advisor("assess", bad, "--output", path, *OF_SMALL).code == Exit.CANNOT
    with mock.patch("advisor.report.page_formats.Advice.page", side_effect=RuntimeError):
        assert advisor("assess", ready, "--output", path, *OF_SMALL).code == Exit.BUG
    assert path.read_text() == "old"


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
