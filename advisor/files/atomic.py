"""Writes a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


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

    The new content is written beside the old, flushed to disk and moved over it, so a reader sees
    the old file or the new one, never a part; after any exception the old one stands and nothing
    lies beside it. A link is followed and the file it names replaced. What is there and no file,
    such as a pipe or a terminal, is written to instead.

    Args:
        path: The file to replace or make.
        mode: Its permissions; those of the old file, or the usual ones, if none are given.

    Raises:
        OSError: The folder is missing or not writable, or the disk is full; the old file stands.
            Or it is a folder, or a pipe that nobody reads.
    """
    if path.exists() and not path.is_file():
        with _straight_to(path) as file:
            yield file
        return
    target = path.resolve()
    if mode is None:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _straight_to(path: Path) -> BinaryIO:
    """Open a pipe or a device, without waiting for whoever might one day read it."""
    at_once: int = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_WRONLY | at_once)
    if at_once:
        os.set_blocking(handle, True)
    return os.fdopen(handle, "wb")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
