"""Every step that changes the disk: nothing else in the program creates, replaces or deletes.

Reading a journal is a step as well, since one that cannot be read must not be lost.

The callers decide what each step may replace, and they are few:

====================  ============================================================================
``create``            a temporary file next to its target, never a name that is taken
``write``, ``sync``   into such a file, or into a pipe or a device
``read``              the journals, and the file of an interview
``sync_folder``       the folder of a file that was saved, before its journal goes
``keep_owner``        of a temporary file, before it takes the place of the old one
``set_mode``          of a temporary file; a folder of the user keeps its own
``replace``           the target of ``atomic.replacing`` only: a complete file, in one step
``delete``            a temporary file whose process has ended; a journal whose answers are in a
                      file or were discarded; a mark that a journal was read to its end; what
                      ``advisor forget`` has listed
``make_folder``       the state folder and its parts, a temporary folder (XlsxWriter writes there),
                      the folder ``build`` of a checkout
``delete_folder``     a temporary folder whose process has ended
``lock``              an empty file next to a journal or in the state folder; the process that has
                      locked it deletes it
====================  ============================================================================

Tests let each of them fail, and end the process before and after each, so callers use them through
this module: ``disk.replace(…)``.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EINVAL, ENOTSUP
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from filelock import FileLock

STEPS = (
    *("read", "create", "write", "sync", "keep_owner", "set_mode", "replace", "sync_folder"),
    *("delete", "make_folder", "delete_folder", "lock"),
)
"""The functions that change something, or read what must not be lost, by name."""

# A write of less than this is gathered with the next one. The tables are written in larger parts.
_BUFFER = 1 << 16


def read(path: Path, most: int = -1) -> bytes:
    """Return what a file holds, or the first ``most`` bytes of it."""
    with path.open("rb") as stream:
        return stream.read(most)


def read_or_none(path: Path) -> bytes | None:
    """Return what a file holds, or None if there is none."""
    try:
        return read(path)
    except FileNotFoundError:
        return None


def create(path: Path, mode: int = 0o600) -> int:
    """Create a file that is not there yet, and return its descriptor.

    Raises:
        FileExistsError: There is something of this name.
        OSError: It cannot be created.
    """
    # Without O_BINARY, which only Windows has, it would change the line ends there.
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def write(descriptor: int, data: bytes | memoryview) -> int:
    """Write some of the data, and return how much of it."""
    return os.write(descriptor, data)


def sync(descriptor: int) -> None:
    """Return once the disk holds what was written."""
    os.fsync(descriptor)


def keep_owner(descriptor: int, before: os.stat_result) -> None:
    """Give a file the owner and group that another one had, where that is allowed."""
    own = os.fstat(descriptor)
    # Only root may give files away, so for most people this fails, and the file is theirs.
    if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, before.st_uid, before.st_gid)


def set_mode(path: Path, mode: int) -> None:
    """Set the permissions of a file that nobody reads yet."""
    path.chmod(mode)


def replace(path: Path, target: Path) -> None:
    """Move a complete file over another one, in one step."""
    path.replace(target)


def sync_folder(folder: Path) -> None:
    """Return once the disk holds the names of the files in a folder.

    Raises:
        OSError: It may not hold them. (A system that has no such step, or a folder that cannot be
            opened for it, is no fault.)
    """
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    # A folder may allow new files and yet not be readable; then there is nothing to sync through.
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {EINVAL, ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def delete(path: Path) -> None:
    """Delete a file; one that is not there is no fault."""
    path.unlink(missing_ok=True)


def make_folder(path: Path, *, parents: bool = False, mode: int = 0o700) -> None:
    """Make a folder, which only its owner can enter unless the mode says otherwise.

    Raises:
        FileExistsError: There is one already, or something else of this name.
    """
    path.mkdir(mode=mode, parents=parents)


def delete_folder(path: Path) -> None:
    """Delete a folder and everything in it."""
    shutil.rmtree(path)


@dataclass(frozen=True)
class Lock:
    """An empty file whose lock stands for a lock on something else."""

    path: Path
    _lock: FileLock

    def release(self) -> None:
        """Delete the file and unlock it, unless that is done.

        In this order: a file that is deleted after it is unlocked may be another window's by then,
        and a third window would make a new one. Whoever has opened it, and waits, finds that it has
        no name any more (filelock looks) and has not got it.
        """
        if not self._lock.is_locked:
            return
        # Windows deletes no open file; there filelock does it.
        with contextlib.suppress(OSError):
            delete(self.path)
        self._lock.release()


def lock(path: Path) -> Lock | None:
    """Lock a file, or return None where another process has locked it.

    Raises:
        OSError: The lock file cannot be made.
    """
    # filelock takes 34 ms of CPU time to import, and most commands lock nothing.
    from filelock import FileLock, Timeout

    found = FileLock(path, timeout=0)
    try:
        found.acquire()
    except Timeout:
        return None
    return Lock(path, found)


class _Raw(io.FileIO):
    """A file whose every write goes through ``write`` above."""

    def write(self, data: Any, /) -> int:
        return write(self.fileno(), data)


def opened(descriptor: int) -> BinaryIO:
    """Return a buffered file for a descriptor, which it closes."""
    # Not os.fdopen: its writes would go past the function that tests let fail.
    return io.BufferedWriter(_Raw(descriptor, "wb"), _BUFFER)


def claim(descriptor: int) -> bool:
    """Mark a temporary file or folder as in use until this process ends, however it ends.

    Returns:
        Whether it is ours; otherwise another process is about to delete it as a leftover.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # This file system has no locks, so nobody can sweep here either.
        return True
    # We can lock a file that was deleted a moment before; then it has no name any more.
    return os.fstat(descriptor).st_nlink > 0


@contextlib.contextmanager
def left_over(path: Path) -> Iterator[bool]:
    """Give whether the process that made a temporary file or folder has ended.

    Until the end of the block nobody can ``claim`` it, so that it can be deleted in there.
    """
    if sys.platform == "win32":
        # Without locks of this kind there is no telling; a leftover stays.
        yield False
        return
    import fcntl

    try:
        # NFS locks only what is open for writing; a folder cannot be.
        way = os.O_RDONLY if path.is_dir() else os.O_RDWR
        descriptor = os.open(path, way | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
