"""An app that has scenarios assessed in a thread, and gives the advice to its screens."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from textual import work

from advisor.interview.looks import LooksApp
from advisor.interview.state.input_checks import day_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from advisor.interview.state.session import Session
    from advisor.reasoning.assessment import Assessment
    from advisor.reasoning.reasoner import Reasoner
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.scenario import Scenario


class AdvisedApp(LooksApp):
    """Has one thread that owns the engine; what it finds goes to every screen that takes advice."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = ThreadPoolExecutor(1, "adviser")
        self._reasoner: Future[Reasoner] | None = None

    @property
    @abstractmethod
    def current(self) -> Session:
        """What is to be assessed."""

    def on_unmount(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def prepare_adviser(self, rulebook: Rulebook) -> None:
        """Have the engine made, which takes a moment, before anybody asks for advice."""
        from advisor.reasoning.reasoner import Reasoner

        self._reasoner = self._thread.submit(Reasoner, rulebook)

    @work(group="advice", exclusive=True)
    async def ask_adviser(self) -> None:
        """Have the current scenario assessed for the screens; nobody waits for an older one."""
        scenario = self.current.scenario
        assessment = await self.advice()
        for screen in self.screen_stack:
            take = getattr(screen, "take_advice", None)
            if take is not None and scenario == self.current.scenario:
                take(assessment)

    async def advice(self) -> Assessment:
        """Return the assessment of the current scenario."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._assessed, self.current.scenario)

    def _assessed(self, scenario: Scenario) -> Assessment:
        assert self._reasoner is not None
        return self._reasoner.result().assess(scenario, on=day_of(scenario))
