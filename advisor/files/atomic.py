"""Write a file whole or not at all, and delete what a killed process left of one."""

import contextlib
import errno
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from advisor.files import disk

TEMPORARY = ".advisor-tmp"
"""How the names of our temporary files and folders end."""
# A sweep in another process can delete a new file before it is marked as in use.
_TRIES = 5


def write_atomically(path: Path, data: bytes, mode: int | None = None) -> None:
    """Replace the file at ``path`` by ``data`` in one step, keeping its mode if none is given.

    Raises:
        OSError: As in ``replacing``.
    """
    with replacing(path, mode) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Give a file to write, which takes the place of the one at ``path`` in one step at the end.

    The new content is written to a temporary file, flushed to disk and moved over the old one. So a
    reader sees the old file or the new one, never a part. After an exception only the old one is
    there. A link is followed, and its target replaced. The owner stays where the system allows it.
    A pipe, a terminal or another device is written to directly.

    Args:
        path: The file to replace or make.
        mode: Its permissions; those of the old file, or the usual ones, if none are given.

    Raises:
        OSError: The folder is missing or not writable, or the disk is full; the old file is still
            there. Or it is a folder, or a pipe without a reader.
    """
    if path.exists() and not path.is_file():
        with _straight_to(path) as file:
            yield file
        return
    target = real_path(path)
    before = target.stat() if target.exists() else None
    if mode is None:
        mode = before.st_mode & 0o777 if before else 0o666 & ~_umask()
    # The only time at which leftovers of a killed process go: nothing of ours runs between two
    # commands.
    sweep(target.parent)
    # Named before it is created: an interrupt right after that must find what to delete.
    # In the folder of the target, since only within one file system is a move one step. Forty
    # letters are up to 160 bytes in UTF-8; most systems take 255 for a name.
    temporary = target.parent / f".{target.name[:40]}.{uuid.uuid4().hex[:12]}{TEMPORARY}"
    try:
        # Open until the file has its name: what nobody holds is swept.
        with disk.opened(_created(temporary)) as file:
            yield file
            file.flush()
            # Before the move: after a power cut, some file systems know the new name but have lost
            # the content.
            disk.sync(file.fileno())
            if before:
                disk.keep_owner(file.fileno(), before)
            # At the end: until then it is 0600, so that nobody else reads a private file half
            # written.
            disk.set_mode(temporary, mode)
            if os.name == "nt":
                file.close()
            disk.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.delete(temporary)
        raise


def real_path(path: Path) -> Path:
    """Return the whole path of a file, all links followed.

    A link that leads in a circle is left as it is, where ``Path.resolve`` would fail.
    """
    return Path(os.path.realpath(path))


@contextmanager
def temporary_folder(beside: Path) -> Iterator[Path]:
    """Create a private folder in ``beside``; it is deleted at the end, or at the next write."""
    sweep(beside)
    folder = beside / f".{uuid.uuid4().hex}{TEMPORARY}"
    descriptor = None
    try:
        disk.make_folder(folder)
        if os.name != "nt":
            descriptor = os.open(folder, os.O_RDONLY)
            disk.claim(descriptor)
        yield folder
    finally:
        if descriptor is not None:
            os.close(descriptor)
        with contextlib.suppress(OSError):
            disk.delete_folder(folder)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, all of them or none.

    Raises:
        OSError: It cannot be made, or something of its name is there.
    """
    beside = real_path(folder).parent
    with temporary_folder(beside) as made:
        whole = made / "whole"
        disk.make_folder(whole, mode=0o777 & ~_umask())
        for name, data in files.items():
            write_atomically(whole / name, data)
        if folder.exists():
            raise FileExistsError(errno.EEXIST, "it is there already")
        disk.replace(whole, folder)


def sweep(folder: Path) -> None:
    """Delete the temporary files and folders in a folder whose process has ended."""
    for path in temporary_files(folder):
        with contextlib.suppress(OSError), disk.left_over(path) as is_left:
            if is_left and path.is_dir():
                disk.delete_folder(path)
            elif is_left:
                disk.delete(path)


def temporary_files(folder: Path) -> list[Path]:
    """Return our temporary files and folders in a folder, in use or left over."""
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.name.endswith(TEMPORARY)]
    except OSError:
        return []


def _created(path: Path) -> int:
    """Return a new file, marked as in use."""
    for _ in range(_TRIES):
        descriptor = disk.create(path)
        if disk.claim(descriptor):
            return descriptor
        # Somebody who sweeps came between the two steps, and has deleted it.
        os.close(descriptor)
    raise OSError(f"no temporary file stays in {path.parent}")


def _straight_to(path: Path) -> BinaryIO:
    """Open a pipe or a device without waiting for a reader."""
    # Opening a pipe that nobody reads waits for ever without O_NONBLOCK, and fails with it (ENXIO).
    # Writing may wait again, for a reader that is only slow.
    at_once: int = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_WRONLY | at_once)
    if at_once:
        os.set_blocking(handle, True)
    return disk.opened(handle)


def _umask() -> int:
    # The mask can be read only by setting it. A file that another thread creates in between has no
    # mask.
    current = os.umask(0)
    os.umask(current)
    return current
