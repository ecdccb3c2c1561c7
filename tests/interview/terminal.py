"""Runs the real command on a real pseudo-terminal: keys go in, and what it draws is read."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from rich.cells import cell_len

PATIENCE = 120.0
ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
HIDE_CURSOR, SHOW_CURSOR = b"\x1b[?25l", b"\x1b[?25h"

ADVISOR = (sys.executable, "-m", "advisor")
# Makes the terminal the one that controls the program, as a terminal window does.
_LAUNCH = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)
_PASSED_ON = ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_PART = re.compile(
    "\x1b\\[(?P<given>[0-?]*)[ -/]*(?P<final>[@-~])|\x1b[\\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\\\)"
    "|\x1b[ -/]*[0-~]|(?P<text>[^\x00-\x1f\x7f]+)|(?P<control>[\x00-\x1f\x7f])"
)


def environment(state: Path, **more: str) -> dict[str, str]:
    """Return what the program gets of the environment; nothing that changes what it draws."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    own = {"ADVISOR_STATE": str(state), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return kept | own | more


def told(written: bytes) -> str:
    """Return the text of what was written, without escapes."""
    parts = _PART.finditer(written.decode("utf-8", "replace"))
    return "".join(part["text"] or ("\n" if part["control"] == "\n" else "") for part in parts)


class Page:
    """What stands on a screen after everything that was written to it so far."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = [[" "] * width for _ in range(height)]
        self.row = self.column = 0
        self._rest = ""

    def write(self, text: str) -> None:
        """Draw; an escape whose end has not come yet waits for it."""
        text = self._rest + text
        cut = text.rfind("\x1b")
        is_whole = cut < 0 or (
            (part := _PART.match(text, cut)) is not None and part.end() - cut > 2
        )
        self._rest = "" if is_whole else text[cut:]
        for part in _PART.finditer(text if is_whole else text[:cut]):
            if part["text"]:
                self._put(part["text"])
            elif part["control"] == "\n":
                self.row = min(self.row + 1, len(self.cells) - 1)
            elif part["control"] == "\r":
                self.column = 0
            elif part["final"] == "H":
                row, column = ([*part["given"].split(";"), "", ""])[:2]
                self.row = min(int(row or 1), len(self.cells)) - 1
                self.column = int(column or 1) - 1
            elif part["final"] == "J" or part["given"] in {"?1049h", "?1049l"}:
                self.cells = [[" "] * len(line) for line in self.cells]

    def _put(self, text: str) -> None:
        line = self.cells[self.row]
        for letter in text:
            if self.column < len(line):
                line[self.column] = letter
            width = cell_len(letter)
            for beside in range(self.column + 1, min(self.column + width, len(line))):
                line[beside] = ""
            self.column += width

    @property
    def text(self) -> str:
        """The lines of the page."""
        return "\n".join("".join(line).rstrip() for line in self.cells)


class Terminal:
    """A terminal window in which the program runs."""

    def __init__(
        self,
        *arguments: str,
        state: Path,
        folder: Path,
        program: tuple[str, ...] = ADVISOR,
        size: tuple[int, int] = (80, 24),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._master, slave = pty.openpty()
        self._is_open = True
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.page = Page(*size)
        self.written = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.modes_before = termios.tcgetattr(slave)
        self._slave = slave
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCH, *program, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=environment(state, **(variables or {})),
            start_new_session=True,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self.close()

    def close(self) -> None:
        """Close the window; the program is hung up, as by closing a real one."""
        if self._is_open:
            self._is_open = False
            os.close(self._slave)
            os.close(self._master)

    def press(self, keys: str) -> None:
        """Send what a keyboard would send."""
        os.write(self._master, keys.encode())

    def paste(self, text: str) -> None:
        """Paste a text as a terminal with bracketed paste does."""
        self.press(f"\x1b[200~{text}\x1b[201~")

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    @property
    def shown(self) -> str:
        """What stands on the screen."""
        return self.page.text

    @property
    def says_at_last(self) -> str:
        """What was written after the program gave the screen back."""
        _, left, after = self.written.rpartition(LEAVE_SCREEN)
        return told(after).strip() if left else ""

    @property
    def is_in_order(self) -> bool:
        """Whether the screen is given back, the cursor shown, and lines are read as before."""
        for begin, end in ((ENTER_SCREEN, LEAVE_SCREEN), (HIDE_CURSOR, SHOW_CURSOR)):
            if self.written.rfind(end) <= self.written.rfind(begin):
                return False
        reports = (b"1000", b"1003", b"1006", b"1004", b"2004")
        on = [mode for mode in reports if self._is_on(mode)]
        return not on and termios.tcgetattr(self._slave) == self.modes_before

    def _is_on(self, mode: bytes) -> bool:
        return self.written.rfind(b"\x1b[?%sh" % mode) > self.written.rfind(b"\x1b[?%sl" % mode)

    def until(self, *texts: str) -> None:
        """Read until all of these stand on the screen together."""
        self.until_so(lambda: all(text in self.shown for text in texts), f"for {texts}")

    def until_so(self, holds: Callable[[], bool], what: str) -> None:
        """Read until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            left = end - time.monotonic()
            is_over = self.process.poll() is not None and not self._read(0)
            if (left < 0 or is_over) and not holds():
                state = f"exit code {self.process.poll()}"
                raise AssertionError(f"waited in vain {what}; {state}; shown:\n{self.shown}")
            self._read(0.05)

    def settle(self) -> None:
        """Read until nothing more comes for a moment."""
        while self._read(0.1):
            pass

    def ends(self) -> int:
        """Read until the program has ended, and return its exit code as a shell shows it."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"it does not end; shown:\n{self.shown}")
            if self._is_open:
                self._read(0.02)
            else:
                self.process.wait(PATIENCE)
        while self._is_open and self._read(0):
            pass
        code = self.process.returncode
        return 128 - code if code < 0 else code

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.written += data
        self.page.write(self._decoder.decode(data))
        return bool(data)
