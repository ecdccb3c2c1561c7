"""Writes a file whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes, mode: int | None = None) -> None:
    """Replace the file at ``path`` by ``data`` in one step, keeping its mode if none is given.

    The new content is written beside the old, flushed to disk and moved over it, so a reader sees
    the old file or the new one, never a part. A link is followed and the file it names replaced.
    What is there and no file, such as a pipe or a terminal, is written to instead.

    Raises:
        OSError: The folder is missing or not writable, or the disk is full; the old file stands.
            Or it is a folder, or a pipe that nobody reads.
    """
    if path.exists() and not path.is_file():
        _write_to(path, data)
        return
    target = path.resolve()
    if mode is None:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write_to(path: Path, data: bytes) -> None:
    """Write to a pipe or a device, without waiting for whoever might one day read it."""
    at_once: int = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_WRONLY | at_once)
    if at_once:
        os.set_blocking(handle, True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
