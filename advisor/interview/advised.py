"""An app that has scenarios assessed in a thread, and gives the advice to its screens."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING

from advisor.interview.looks import LooksApp

if TYPE_CHECKING:
    from asyncio import Future

    from advisor.interview.adviser import Adviser
    from advisor.interview.messages import Advised, NotAdvised
    from advisor.interview.session import Session
    from advisor.reasoning.assessment import Assessment


class AdvisedApp(LooksApp):
    """Asks its adviser; what comes back goes to every screen that takes advice."""

    def __init__(self) -> None:
        super().__init__()
        self.adviser: Adviser | None = None
        self._awaits_advice: Future[Assessment] | None = None

    @property
    @abstractmethod
    def current(self) -> Session:
        """What is to be assessed."""

    def on_unmount(self) -> None:
        if self.adviser is not None:
            self.adviser.stop()

    def ask_adviser(self) -> None:
        """Have the current scenario assessed; the answer comes to the screen as a message."""
        assert self.adviser is not None
        self.adviser.ask(self.current.scenario)

    async def advice(self) -> Assessment:
        """Return the assessment of the current scenario."""
        self._awaits_advice = asyncio.get_running_loop().create_future()
        self.ask_adviser()
        return await self._awaits_advice

    def on_advised(self, message: Advised) -> None:
        awaited = self._awaits_advice
        if awaited and not awaited.done() and message.scenario == self.current.scenario:
            awaited.set_result(message.assessment)
        for screen in self.screen_stack:
            if (take := getattr(screen, "take_advice", None)) is not None:
                take(message)

    def on_not_advised(self, message: NotAdvised) -> None:
        self._handle_exception(message.error)
