"""The engine of an interview: made once, asked by one at a time."""

import asyncio
import datetime as dt
from threading import Lock

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario


class Adviser:
    """Assesses scenarios with one engine, in threads that wait for one another."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._lock = Lock()
        self._reasoner: Reasoner | None = None

    def prepare(self) -> None:
        """Make the engine, which takes a moment, before anybody asks for advice."""
        with self._lock:
            self._reasoner = self._reasoner or Reasoner(self._rulebook)

    def assess(self, scenario: Scenario) -> Assessment:
        """Return the advice."""
        self.prepare()
        with self._lock:
            assert self._reasoner is not None
            return self._reasoner.assess(scenario, on=day_of(scenario))

    async def advise(self, scenario: Scenario) -> Assessment:
        """Return the advice without holding up the event loop."""
        return await asyncio.to_thread(self.assess, scenario)


def day_of(scenario: Scenario) -> dt.date:
    """Return the day from which the days of steps are counted: that of the answers, or today."""
    return scenario.as_of or dt.datetime.now().astimezone().date()
