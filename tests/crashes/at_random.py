"""The real command in a terminal window, killed at random moments, one start after another."""

import random
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from unittest import mock

from tests.crashes.dialogue import ANSWER, PROMPT, Item, best_offer, confirmed
from tests.crashes.every_step import PARTNERSHIP, ROOM
from tests.interview.terminal import Terminal, told

_LONGEST = 0.8
"""Seconds from the first prompt to the kill, at most."""
_START = 1.5
"""Likewise from the start of the process, where the start itself is to be killed."""
_STARTS_OF_ONE = 8
"""So many starts continue one interview; then its questions would run out."""


def killed_at_random(kills: int, seed: int, say: Callable[[str], None] = print) -> int:
    """Kill so many starts, say what was lost, and return how many of them lost something."""
    chance = random.Random(seed)  # noqa: S311
    losses = answers = 0
    left = kills
    while left > 0:
        with tempfile.TemporaryDirectory(dir=ROOM) as name:
            home = Path(name)
            (home / "ours.yaml").write_text(PARTNERSHIP, encoding="utf-8")
            said: frozenset[Item] = frozenset()
            for _ in range(min(left, _STARTS_OF_ONE)):
                left -= 1
                said |= _killed_once(home, chance)
                with mock.patch.dict("os.environ", ADVISOR_STATE=str(home / "state")):
                    offers = best_offer(home / "ours.yaml")
                if not any(said <= offer for offer in offers):
                    losses += 1
                    say(f"{len(said)} answers were confirmed; the next start offers {offers}")
                    break
            answers += len(said)
    say(f"at random moments: {kills} kills, {answers} answers confirmed, {losses} lost")
    return losses


def _killed_once(home: Path, chance: random.Random) -> frozenset[Item]:
    """Answer until a kill at a random moment, and return what was confirmed by then."""
    lines: list[str] = []
    kills_start = chance.random() < 0.3
    with Terminal("interview", "ours.yaml", "--plain", state=home / "state", folder=home) as window:
        if kills_start:
            _kill_after(window, chance.random() * _START)
        for number in count(1):
            try:
                window.until_so(partial(_has_asked, window, number), "for a prompt")
            except AssertionError:
                break
            if number == 1 and not kills_start:
                _kill_after(window, chance.random() * _LONGEST)
            is_asked = "Go on with it?" in told(window.written).split(PROMPT)[-2]
            lines.append("y" if is_asked else chance.choice([ANSWER] * 6 + ["save"]))
            try:
                window.press(f"{lines[-1]}\n")
            except OSError:
                break
        window.ends()
        return confirmed(told(window.written), lines)


def _has_asked(window: Terminal, times: int) -> bool:
    return window.written.count(PROMPT.encode()) >= times


def _kill_after(window: Terminal, seconds: float) -> None:
    threading.Timer(seconds, window.process.kill).start()
