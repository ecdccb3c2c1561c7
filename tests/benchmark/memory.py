"""How much memory processes took at most, read from ``/proc``.

``ru_maxrss`` would not do: a process that is started inherits it from the one that starts it.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.02
"""How often a tree of processes is looked at, in seconds."""


class Watched(NamedTuple):
    """A command that ran to its end.

    Attributes:
        seconds: From before it started until it ended.
        peak: The most that all its processes held at one moment, in bytes; what two of them share
            counts twice.
    """

    seconds: float
    peak: int
    code: int
    said: str


def own_peak() -> int:
    """Return the most that this process held."""
    return _bytes("self", "VmHWM:")


def watched(command: Sequence[str], look: Callable[[int], object] = lambda _: None) -> Watched:
    """Run a command and watch all processes that it starts.

    Args:
        command: The program and its arguments.
        look: Called with each sum of memory that was seen.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peaks: list[int] = [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks, look))
        watcher.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - start
        ended.set()
        watcher.join()
    return Watched(seconds, max(peaks), process.returncode, said)


def python(*arguments: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *arguments]


def _watch(
    root: int, ended: threading.Event, peaks: list[int], look: Callable[[int], object]
) -> None:
    while not ended.wait(_EVERY):
        tree = _tree(root)
        # One process alone has its own high-water mark, which no moment between two looks escapes.
        now = sum(_bytes(str(pid), "VmRSS:") for pid in tree)
        peaks.append(max(now, *(_bytes(str(pid), "VmHWM:") for pid in tree)))
        look(peaks[-1])


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        # A process may end between two looks.
        with suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="ascii").split())
    return found


def _bytes(pid: str, what: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith(what)), "x 0 kB")
    return int(line.split()[1]) * 1024
