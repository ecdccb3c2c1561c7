"""How long the rest of a meeting takes: our estimate at first, then this room's own pace."""

import time
from collections.abc import Callable
from math import ceil
from statistics import median

# Our estimate. Nobody has timed a meeting yet, so it gives way to this one's own pace.
_SECONDS_AN_ANSWER = 60.0
# Choices. Until so many are timed our estimate counts too, less with each: a few quick answers, or
# one long story, must not set the pace. And nobody reads a question out and answers it faster.
_ANSWERS_TO_LEARN = 20
_LEAST_SECONDS_A_QUESTION = 20.0
# Somebody who is away that long is not answering: a break, or a talk about the advice.
_LONGEST_GAP = 300.0


class Pace:
    """Learns how long an answer takes in this meeting.

    Args:
        clock: Returns seconds that only ever increase.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None
        self._gaps: list[float] = []

    def answered(self, count: int = 1) -> None:
        """Take in that open answers were given just now; a corrected answer is none."""
        if count < 1:
            return
        now, before = self._clock(), self._last
        self._last = now
        if before is not None and now - before <= _LONGEST_GAP:
            # One answer for four schools alike is four that took a quarter each.
            self._gaps += [(now - before) / count] * count

    def minutes_for(self, answers: int, questions: int = 0) -> int:
        """Return about how many minutes so many open answers take, to so many questions."""
        learned = min(1.0, len(self._gaps) / _ANSWERS_TO_LEARN)
        own = median(self._gaps) if self._gaps else 0.0
        seconds = learned * own + (1 - learned) * _SECONDS_AN_ANSWER
        minutes = ceil(max(answers * seconds, questions * _LEAST_SECONDS_A_QUESTION) / 60)
        # More exact than it can be known, a large number would also change at every answer.
        return minutes if minutes <= 20 else 5 * ceil(minutes / 5)
