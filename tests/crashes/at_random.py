"""The real command in a terminal window, killed at random moments, one start after another."""

from __future__ import annotations

import random
import re
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from advisor.interview.plain.line_input import PROMPT
from advisor.scenario.scenario import Scenario
from tests.crashes.dialogue import ANSWER, Item, answered, confirmed, offered
from tests.crashes.every_step import PARTNERSHIP, ROOM
from tests.interview.terminal import Terminal, told

UNSAVED = "An interview was left unsaved"
_PLACE = re.compile(r"(further )?(\d+) of \d+ ")
"""How far the meeting has come, at the right of the top line."""
_SHARE_OF_STARTS = 0.3

_LONGEST = 0.8
"""Seconds from the first prompt to the kill, at most."""
_START = 1.5
"""Likewise from the start of the process, where the start itself is to be killed."""
_STARTS_OF_ONE = 8
"""So many starts continue one interview; then its questions would run out."""


def killed_at_random(kills: int, seed: int, say: Callable[[str], None] = print) -> int:
    """Kill so many starts, say what was lost, and return how many of them lost something."""
    chance = random.Random(seed)  # noqa: S311
    losses = answers = on_screen = 0
    left = kills
    while left > 0:
        with tempfile.TemporaryDirectory(dir=ROOM) as name:
            home = Path(name)
            (home / "ours.yaml").write_text(PARTNERSHIP, encoding="utf-8")
            kept = Kept()
            for _ in range(min(left, _STARTS_OF_ONE)):
                left -= 1
                way = chance.choice([_killed_by_line, _killed_by_line, _killed_on_screen])
                on_screen += way is _killed_on_screen
                kept = kept.with_more(way(home, chance))
                with mock.patch.dict("os.environ", ADVISOR_STATE=str(home / "state")):
                    offers = offered(home / "ours.yaml")
                if not any(kept.is_in(offer) for offer in offers):
                    losses += 1
                    say(f"confirmed: {kept}; the next start offers {offers}")
                    break
            answers += max(len(kept.items), kept.known)
    say(
        f"at random moments: {kills} kills, {on_screen} of them on the screen, "
        f"{answers} answers confirmed, {losses} lost"
    )
    return losses


class Kept(NamedTuple):
    """What was confirmed: the questions answered line by line, and how many the screen counts."""

    items: frozenset[Item] = frozenset()
    known: int = 0

    def with_more(self, other: Kept) -> Kept:
        """Return what both confirm."""
        return Kept(self.items | other.items, max(self.known, other.known))

    def is_in(self, offer: Scenario) -> bool:
        """Return whether an offer holds all of it."""
        answers = answered(offer)
        return self.items <= answers and self.known <= len({item[0] for item in answers})


def _killed_by_line(home: Path, chance: random.Random) -> Kept:
    """Answer line by line until a kill at a random moment."""
    lines: list[str] = []
    with _started(home, "--plain") as window:
        kills_start = _kills_start(window, chance)
        for number in count(1):
            if not _comes(window, partial(_has_asked, window, number)):
                break
            if number == 1 and not kills_start:
                _kill_after(window, chance.random() * _LONGEST)
            is_asked = "Go on with it?" in told(window.written).split(PROMPT)[-2]
            lines.append("y" if is_asked else chance.choice([ANSWER] * 6 + ["save"]))
            if not _pressed(window, f"{lines[-1]}\n"):
                break
        window.ends()
        return Kept(confirmed(told(window.written), lines))


def _killed_on_screen(home: Path, chance: random.Random) -> Kept:
    """Answer on the screen until a kill at a random moment."""
    known = 0
    with _started(home) as window:
        kills_start = _kills_start(window, chance)
        if not _comes(window, lambda: UNSAVED in window.shown or _known(window) is not None):
            return Kept()
        if UNSAVED in window.shown:
            _pressed(window, "y")
            window.settle()
            _pressed(window, "\r")
            if not _comes(window, lambda: _known(window) is not None):
                return Kept()
        if not kills_start:
            _kill_after(window, chance.random() * _LONGEST)
        for key in cycle(["2", "\r"]):
            if not _pressed(window, key):
                break
            window.settle()
            known = max(known, _known(window) or 0)
            if window.process.poll() is not None:
                break
        window.ends()
        return Kept(known=max(known, _known(window) or 0))


def _started(home: Path, *options: str) -> Terminal:
    return Terminal("interview", "ours.yaml", *options, state=home / "state", folder=home)


def _kills_start(window: Terminal, chance: random.Random) -> bool:
    if chance.random() >= _SHARE_OF_STARTS:
        return False
    _kill_after(window, chance.random() * _START)
    return True


def _comes(window: Terminal, holds: Callable[[], bool]) -> bool:
    """Wait for something to be shown; return whether it came before the kill."""
    try:
        window.until_so(holds, "for what comes next")
    except AssertionError:
        if window.process.poll() is None:
            raise
        return False
    return True


def _pressed(window: Terminal, keys: str) -> bool:
    try:
        window.press(keys)
    except OSError:
        return False
    return True


def _known(window: Terminal) -> int | None:
    """Return how many questions the screen counts as dealt with; none of them is parked here."""
    found = _PLACE.search(window.shown.partition("\n")[0])
    if found is None:
        return None
    return 0 if found[1] else int(found[2]) - 1


def _has_asked(window: Terminal, times: int) -> bool:
    return window.written.count(PROMPT.encode()) >= times


def _kill_after(window: Terminal, seconds: float) -> None:
    threading.Timer(seconds, window.process.kill).start()
