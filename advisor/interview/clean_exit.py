"""An app that ends in order: on a signal, on a fault of its own, on what it cannot do."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from advisor.files.clean_text import clean_text
from advisor.files.ending_signals import ENDING

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path
    from typing import Any

    from advisor.files.faults import Faults

BUG = 70  # EX_SOFTWARE in sysexits.h, as for the commands
CANNOT = 2
# Turns of the event loop that a key gets before the next one is let through. A key may open a
# dialog, and the next key is meant for that dialog. With 5 turns or fewer test_screen_bursts fails,
# with 6 it passes (Textual 8.2.8); 40 leaves room for slower screens.
_TURNS_PER_KEY = 40
# In seconds, a choice. What a key waits for ends in several places, so this asks again and again.
_A_MOMENT = 0.005


class CleanExitApp(App[None]):
    """Leaves with an honest exit code, and lets no escape in that somebody pastes.

    Attributes:
        faults: What to tell after the app has gone, where it could not do what it was asked.
        crash: Where the report of a fault of the program was written.
    """

    faults: Faults | None = None
    crash: Path | None = None

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._keys: deque[events.Key] = deque()
        self._let_through: events.Key | None = None

    async def on_event(self, event: events.Event) -> None:
        """Clean what is pasted before anything shows it; let a key do its work before the next.

        A key may open a dialog some turns of the loop later, and the key behind it is meant for
        that dialog; so keys are let through one by one.
        """
        if isinstance(event, events.Paste):
            event.text = self._pasted(event.text)
        elif self._has_to_wait(event):
            return
        await super().on_event(event)

    def _pasted(self, text: str) -> str:
        """Return a text that is pasted without what could act on the screen.

        A field of one line would take the first line only: it gets all of them on one.
        """
        from textual.widgets import Input

        cleaned = clean_text(text)
        is_line = bool(self.screen_stack) and isinstance(self.focused, Input)
        return " ".join(cleaned.splitlines()) if is_line else cleaned

    def _has_to_wait(self, event: events.Event) -> bool:
        # Textual sends a key down to what is focused, from where it comes up here a second time.
        if not isinstance(event, events.Key) or event.is_forwarded:
            return False
        if event is self._let_through:
            self._let_through = None
            return False
        self._keys.append(event)
        if len(self._keys) == 1:
            self.run_worker(self._let_keys_through(), group="keys")
        return True

    @property
    def holds_keys(self) -> bool:
        """Whether what the next key is meant for is on its way to the screen."""
        return False

    async def _let_keys_through(self) -> None:
        while self._keys:
            while self.holds_keys:
                await asyncio.sleep(_A_MOMENT)
            # It leaves the queue only after its turns: keys that come meanwhile must find it there,
            # or each would start a worker of its own.
            self._let_through = self._keys[0]
            self.post_message(self._let_through)
            # On a busy machine the app may take it later than its turns: a key that was let
            # through meanwhile would overtake it. An app that is closing takes none.
            while self._let_through is not None and self.is_running and not self.is_leaving:
                await asyncio.sleep(0)
            for _ in range(_TURNS_PER_KEY):
                await asyncio.sleep(0)
            self._keys.popleft()

    def flow(self, steps: Coroutine[Any, Any, object], sort: str = "flow") -> None:
        """Run steps that ask the room something on the way, one of a sort at a time."""
        if self.is_under_way(sort):
            # A second press of a key. Python warns of a coroutine that nobody awaits or closes.
            steps.close()
            return
        self.run_worker(steps, group=sort)

    def is_under_way(self, sort: str) -> bool:
        """Return whether steps of a sort are not finished."""
        return any(worker.group == sort and not worker.is_finished for worker in self.workers)

    def give_up(self, faults: Faults) -> None:
        """Leave with faults to tell once the screen has gone."""
        self.faults = faults
        self.exit(return_code=CANNOT)

    def take_signals(self) -> None:
        """End in order on SIGINT, SIGTERM and SIGHUP; the journal has what was said."""
        # Event loops have no signal handlers on Windows. Elsewhere these replace Python's own, so
        # that no KeyboardInterrupt comes in the middle of a write.
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self._end_on, number)

    def _end_on(self, number: int) -> None:
        # As a shell reports a process that the signal ended.
        self.exit(return_code=128 + number)

    @property
    def is_leaving(self) -> bool:
        """Whether the app is on its way out."""
        return self.return_code is not None

    def _handle_exception(self, error: Exception) -> None:
        """Leave on a fault of our own, with a report that has no answers and no notes.

        Of Textual's own only this method is overridden and these two attributes are set:

        - ``_handle_exception``, since it prints a traceback with the values of every variable,
          answers among them, and nothing public comes before that;
        - ``_exception`` and ``_exception_event``, by which ``run_test`` raises the error again: a
          test would pass over it otherwise.
        """
        from advisor.interview.crash_report import write_report

        if self.is_leaving:
            # What fails while everything is taken down was on its way out.
            return
        self._exception = error
        self._exception_event.set()
        self.crash = write_report(error)
        self.exit(return_code=BUG)
