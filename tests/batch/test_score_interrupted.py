"""Ctrl+C and a lost terminal: what is written is whole, and no process stays behind."""

import csv
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from advisor.batch.output.score_lines import COLUMNS
from tests.batch.scoring import SHIPPED, started
from tests.generated import write
from tests.generated_cells import Shape

PARTNERSHIPS = 150_000
FILES = 4_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that takes some seconds."""
    file = tmp_path_factory.mktemp("big") / "table.parquet"
    write(Shape(0, is_by_partner=False, is_csv=False), PARTNERSHIPS, 1, 0.0, file)
    return file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that takes some seconds."""
    found = tmp_path_factory.mktemp("many")
    data = (SHIPPED / "strong-start.yaml").read_bytes()
    for number in range(FILES):
        (found / f"{number:05}.yaml").write_bytes(data)
    return found


def seconds_of(process: subprocess.Popen[bytes]) -> float:
    """Return how long its processes have computed, which no other work on the machine changes."""
    ticks = 0
    for number in group_of(process):
        with suppress(OSError):
            fields = Path("/proc", number, "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def seconds_of_ended() -> float:
    """Return how long all the processes that were started here and have ended have computed."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.fixture(scope="module")
def of_one_file(folder: Path) -> float:
    """How long the program computes for one file, most of it to get ready."""
    before = seconds_of_ended()
    started(folder / "00000.yaml", stdout=subprocess.PIPE).communicate(timeout=120)
    return seconds_of_ended() - before


def wait_until_it_computed(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until its processes have computed for so long."""
    until = time.monotonic() + 120
    while seconds_of(process) < seconds and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.01)


def group_of(process: subprocess.Popen[bytes]) -> list[str]:
    """Return the processes of its group that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[2]) == process.pid and fields[0] != "Z":
                found.append(status.parent.name)
    return found


def is_gone(process: subprocess.Popen[bytes]) -> bool:
    """Return whether all of its processes end within some seconds."""
    until = time.monotonic() + 60
    while group_of(process) and time.monotonic() < until:
        time.sleep(0.05)
    return not group_of(process)


def interrupted_after_some(
    process: subprocess.Popen[bytes],
    beside: Path,
    size: int,
    number: signal.Signals = signal.SIGINT,
) -> str:
    """Interrupt it once so much lies beside the file that it writes; return what it tells."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if any(_size(file) > size for file in beside.rglob("*")):
            break
        time.sleep(0.01)
    os.killpg(process.pid, number)
    _, told = process.communicate(timeout=120)
    return told.decode()


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size if path.is_file() else 0
    return 0


def number_told(told: str) -> int:
    (line,) = (line for line in told.splitlines() if line.startswith("interrupted"))
    assert line.endswith(" written, each of them whole")
    return int(line.split()[1].replace(",", ""))


@pytest.mark.parametrize(("form", "number"), [("csv", signal.SIGTERM), ("parquet", signal.SIGINT)])
def test_of_a_table_what_is_written_is_whole(
    form: str, number: signal.Signals, table: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"scores.{form}"
    process = started(table, "--output", output, stderr=subprocess.PIPE)
    told = interrupted_after_some(process, tmp_path, 1_000, number)
    assert process.returncode == 128 + number
    assert told.splitlines()[:-1] == ["scored by columns; none verified"]
    if form == "parquet":
        assert pl.read_parquet(output).height == number_told(told) < PARTNERSHIPS
    else:
        assert output.read_bytes().endswith(b"\n")
        with output.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert {len(row) for row in rows} == {len(COLUMNS)}
        assert len(rows) - 1 == number_told(told) < PARTNERSHIPS
    assert list(tmp_path.iterdir()) == [output]
    assert is_gone(process)


def test_a_table_for_the_terminal_is_shown_whole_or_not_at_all(
    folder: Path, of_one_file: float, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    before = seconds_of_ended()
    process = started(folder, "--portfolio", page, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_it_computed(process, 3 * of_one_file)
    computed = seconds_of(process)
    os.killpg(process.pid, signal.SIGINT)
    out, told = process.communicate(timeout=120)
    # One that does not stop computes eight times as long as for one file; one that does, twice.
    assert seconds_of_ended() - before - computed < 5 * of_one_file
    assert (process.returncode, out) == (130, b"")
    assert told.decode().splitlines()[-2:] == [
        "interrupted: none written",
        "no picture: it would leave out what was not read",
    ]
    assert page.read_text() == "old"


def test_a_signal_leaves_no_temporary_file_and_no_process(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "scores.xlsx"
    process = started(folder, "--output", output, stderr=subprocess.PIPE)
    interrupted_after_some(process, tmp_path, 0, signal.SIGHUP)
    assert process.returncode == 128 + signal.SIGHUP
    assert {path.name for path in tmp_path.iterdir()} <= {"scores.xlsx"}
    assert is_gone(process)


def test_of_many_files_what_is_written_is_whole(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "scores.jsonl"
    process = started(folder, "--output", output, stderr=subprocess.PIPE)
    told = interrupted_after_some(process, tmp_path, 1_000)
    assert process.returncode == 130
    assert 0 < number_told(told) < FILES
    assert output.read_text(encoding="utf-8").count("\n") == number_told(told)
    assert len(told.splitlines()) == 2
    assert is_gone(process)


@pytest.mark.parametrize("after", [0.75, 1.0, 1.3, 1.7])
def test_at_no_moment_does_an_interrupt_leave_a_process_or_a_trace(
    after: float, folder: Path, of_one_file: float, tmp_path: Path
) -> None:
    """As it gets ready, and once it scores: in parts of what one file takes."""
    output = tmp_path / "scores.csv"
    output.write_text("old")
    process = started(folder, "--output", output, stderr=subprocess.PIPE)
    wait_until_it_computed(process, after * of_one_file)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in told
    if b"each of them whole" not in told:
        assert output.read_text() == "old"
    assert list(tmp_path.iterdir()) == [output]
    assert is_gone(process)


def test_the_processes_that_read_files_end_with_the_one_that_began_them(
    folder: Path, tmp_path: Path
) -> None:
    process = started(folder, "--output", tmp_path / "scores.csv", stderr=subprocess.PIPE)
    until = time.monotonic() + 120
    while len(group_of(process)) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=120)
    assert is_gone(process)


def test_progress_is_shown_on_the_terminal_and_is_gone_at_the_end(tmp_path: Path) -> None:
    table = tmp_path / "table.parquet"
    write(Shape(0, is_by_partner=False, is_csv=False), 60_000, 1, 0.0, table)
    reader, writer = pty.openpty()
    output = tmp_path / "scores.parquet"
    command = [sys.executable, "-m", "advisor", "score", str(table), "--output", str(output)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=writer, env=environment
    ) as process:
        os.close(writer)
        shown = b""
        with suppress(OSError):
            while part := os.read(reader, 4_096):
                shown += part
        os.close(reader)
        assert process.stdout
        assert process.stdout.read() == b""
    assert process.returncode == 0
    text = shown.decode()
    assert "% of rows" in text
    assert " partnerships, " in text
    line, _, after = text.rpartition("\x1b[2K")
    assert "of rows" in line
    verified = "scored by columns; experta read 25 of them again and agrees"
    assert " ".join(after.split()) == verified
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")


def test_workers_are_begun_with_ctrl_c_blocked() -> None:
    """Python's resource tracker unblocks it when it starts, with the first worker."""
    program = """
import signal
from multiprocessing import resource_tracker
from advisor.batch.scoring import workers

workers.Processes(None, None, False)
with workers._unreached():
    resource_tracker.getfd()
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"True\n", b"")
