"""Measures the interview on a real terminal: first paint, and from a key to the updated screen."""

import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path
from statistics import median

from textual.app import App, ComposeResult
from textual.widgets import Static

REPOSITORY = Path(__file__).resolve().parent.parent
SCENARIO = REPOSITORY / "scenarios" / "trustees-not-told.yaml"
KEYS = 60
KEYS_A_SECOND = 20
RUNS = 7
PATIENCE = 20.0
FIRST_ANSWER = """\
  values-compared:
    answer: written-words
    note: Half a page. All three use the same one.
"""
"""The answer to the second question of the short form; without it, that is what opens."""
ANSWERS = (
    ("1", "Kept: yes, and they clash"),
    ("3", "Kept: agree in general"),
    ("4", "Kept: yes, aloud"),
    ("u", "Kept: nobody"),
)
NOTHING_LEFT = "There is nothing to undo"
OURS = ["-m", "advisor", "interview"]
EMPTY = ["-m", "tests.speed_screen"]


class Empty(App[None]):
    """A Textual app with one line in it."""

    def compose(self) -> ComposeResult:
        yield Static("Partnership advisor")


class Terminal:
    """A Python that runs on a pseudo-terminal of its own.

    Args:
        arguments: What to run.
        state: The state folder to give it.
    """

    def __init__(self, arguments: list[str], state: str) -> None:
        self.started = time.perf_counter()
        self.seen = ""
        self.process, self.handle = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", ADVISOR_STATE=state)
            os.chdir(REPOSITORY)
            os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606
        # Wide enough for the map of questions beside the question.
        ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read(self, seconds: float) -> None:
        """Take in what is painted within so many seconds."""
        if select.select([self.handle], [], [], seconds)[0]:
            self.seen += os.read(self.handle, 65536).decode("utf-8", "replace")

    def until(self, text: str, since: int = 0) -> float:
        """Return when a text stood on the screen; what was painted before ``since`` counts not."""
        end = time.perf_counter() + PATIENCE
        while text not in self.seen[since:]:
            if time.perf_counter() > end:
                raise TimeoutError(f"{text!r} was never painted")
            self.read(0.5)
        return time.perf_counter()

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self.handle, keys.encode())

    def end(self) -> None:
        """End it, whatever it is at."""
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self.handle)


def first_paint(arguments: list[str]) -> float:
    """Return the seconds from the start of the process to its first line on the screen."""
    with tempfile.TemporaryDirectory() as state:
        terminal = Terminal(arguments, state)
        painted = terminal.until("Partnership advisor") - terminal.started
        terminal.end()
    return painted


def key_to_screen() -> list[float]:
    """Return the seconds from each key to a screen that shows its effect, at a steady rate.

    Raises:
        TimeoutError: A key had no effect.
    """
    with tempfile.TemporaryDirectory() as state:
        file = Path(state, SCENARIO.name)
        text = SCENARIO.read_text(encoding="utf-8")
        assert FIRST_ANSWER in text
        file.write_text(text.replace(FIRST_ANSWER, ""), encoding="utf-8")
        terminal = Terminal([*OURS, str(file)], state)
        # Words of the question. On the first screen, what is typed waits until the file is open:
        # that is the time to open it, not the time a key takes.
        terminal.until("Have the heads compared")
        sent, shown = _typed(terminal)
        _taken_back(terminal)
        terminal.end()
    return [after - before for before, after in zip(sent, shown, strict=True)]


def _typed(terminal: Terminal) -> tuple[list[float], list[float]]:
    """Answer again and again; return when each key was sent and when its effect was seen."""
    sent: list[float] = []
    shown: list[float] = []
    since = len(terminal.seen)
    start = time.perf_counter()
    while len(shown) < KEYS:
        now = time.perf_counter()
        if now > start + PATIENCE:
            raise TimeoutError(f"only {len(shown)} of {len(sent)} keys had an effect")
        if len(sent) < KEYS and now >= start + len(sent) / KEYS_A_SECOND:
            sent.append(now)
            terminal.press(ANSWERS[len(sent) % len(ANSWERS)][0])
        terminal.read(0.002)
        # A screen that shows a later key shows those before it too.
        for later in range(min(len(sent) - len(shown), len(ANSWERS))):
            effect = ANSWERS[(len(shown) + later + 1) % len(ANSWERS)][1]
            at = terminal.seen.find(effect, since)
            if at >= 0:
                shown += [time.perf_counter()] * (later + 1)
                since = at + len(effect)
                break
    return sent, shown


def _taken_back(terminal: Terminal) -> None:
    """Take every answer back; that there are exactly so many proves that no key was dropped."""
    terminal.press("\x1a" * (KEYS - 1) + "f")
    terminal.until("What have the schools agreed")
    if NOTHING_LEFT in terminal.seen:
        raise TimeoutError("a key was dropped")
    since = len(terminal.seen)
    terminal.press("\x1a\x1a")
    terminal.until(NOTHING_LEFT, since)


def on_screen() -> dict[str, tuple[float, float]]:
    """Return each figure about the interview's screen with its limit."""
    ratios = [first_paint(OURS) / first_paint(EMPTY) for _ in range(RUNS)]
    taken = sorted(key_to_screen())
    return {
        "interview, first paint / empty Textual app": (median(ratios), 1.4),
        f"key to screen at {KEYS_A_SECOND} keys/s, ms (median)": (median(taken) * 1000, 50),
        f"key to screen at {KEYS_A_SECOND} keys/s, ms (slowest of {KEYS})": (taken[-1] * 1000, 150),
    }


if __name__ == "__main__":
    Empty().run()
