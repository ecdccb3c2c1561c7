"""A file is written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from advisor.files import disk
from advisor.files.atomic import temporary_files, write_atomically


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A path to write to; afterwards nothing else may lie beside it."""
    found = tmp_path / "advice.txt"
    yield found
    assert {other.name for other in tmp_path.iterdir()} <= {"advice.txt", "link"}


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_the_usual_mode(path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(path, b"new")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"new"
    assert mode_of(path) == 0o640


def test_an_old_file_is_replaced_and_keeps_its_mode(path: Path) -> None:
    path.write_bytes(b"a much longer text than the new one")
    path.chmod(0o604)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode_of(path) == 0o604


def test_a_link_stays_and_what_it_names_is_replaced(path: Path) -> None:
    path.write_bytes(b"old")
    link = path.with_name("link")
    link.symlink_to(path.name)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["create", "write", "sync", "set_mode", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_step_that_fails_leaves_the_old_file(
    path: Path, step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"old")
    monkeypatch.setattr(disk, step, mock.Mock(side_effect=error))
    with pytest.raises(type(error)):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


KILLED = """
import os, sys
from pathlib import Path
from advisor.files import atomic
with atomic.temporary_folder(Path(sys.argv[1]).parent) as folder:
    (folder / "part").write_bytes(b"")
    with atomic.replacing(Path(sys.argv[1])) as file:
        print("ready", flush=True)
        sys.stdin.readline()
        os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_left_is_swept_and_what_a_live_one_holds_is_not(path: Path) -> None:
    other = path.with_name("another.txt")
    mine = path.with_name("mine.advisor-tmp.txt")
    mine.write_bytes(b"not ours")
    program = [sys.executable, "-c", KILLED, str(other)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        write_atomically(path, b"first")
        assert len(temporary_files(path.parent)) == 2
        process.stdin.write(b"now\n")
        process.stdin.flush()
        assert process.wait() == -9
    assert len(temporary_files(path.parent)) == 2
    write_atomically(path, b"second")
    assert temporary_files(path.parent) == []
    assert path.read_bytes() == b"second"
    mine.unlink()


@pytest.mark.parametrize("error", [None, PermissionError(1, "Operation not permitted")])
def test_the_owner_of_a_file_stays_where_that_is_allowed(
    error: OSError | None, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"old")
    ours, theirs = os.getuid(), os.getuid() + 1
    given = mock.Mock(side_effect=error)
    monkeypatch.setattr(os, "fchown", given)
    write_atomically(path, b"new")
    assert given.call_count == 0
    before = path.stat()
    as_theirs = os.stat_result([*before[:4], theirs, *before[5:]])
    assert ours == before.st_uid
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda *_, **__: as_theirs)
        write_atomically(path, b"newer")
    assert [call.args[1:] for call in given.call_args_list] == [(theirs, before.st_gid)]
    assert path.read_bytes() == b"newer"


def test_a_reader_of_the_old_file_goes_on_reading_it(path: Path) -> None:
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == b"old"


@pytest.mark.parametrize("name", ["missing/advice.txt", "advice.txt/inside"])
def test_a_folder_that_is_not_there_is_an_error(path: Path, name: str) -> None:
    path.write_bytes(b"old")
    with pytest.raises((FileNotFoundError, NotADirectoryError)):
        write_atomically(path.parent / name, b"new")
    assert path.read_bytes() == b"old"


def test_a_device_is_written_to_and_not_replaced(path: Path) -> None:
    before = Path(os.devnull).stat()
    link = path.with_name("link")
    link.symlink_to(os.devnull)
    # A copy of the device would be safer to try this on, but takes a superuser to make.
    with mock.patch.object(disk, "create", side_effect=AssertionError):
        write_atomically(Path(os.devnull), b"new")
        write_atomically(link, b"new")
    after = Path(os.devnull).stat()
    assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)


def test_a_pipe_is_written_to(path: Path) -> None:
    """As in ``advisor assess … --output >(some command)``."""
    reader, writer = os.pipe()
    write_atomically(Path(f"/dev/fd/{writer}"), b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        write_atomically(Path(f"/dev/fd/{writer}"), b"new")
    os.close(writer)
    path.touch()


def test_a_pipe_that_nobody_reads_is_an_error_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=f"Errno {errno.ENXIO}"):
        write_atomically(tmp_path / "pipe", b"new")
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"new")
    assert tmp_path.is_dir()
