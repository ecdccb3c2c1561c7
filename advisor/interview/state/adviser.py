"""The reasoner of an interview: made once, asked by one at a time."""

import asyncio
import datetime as dt
from threading import Lock

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario


class Adviser:
    """Assesses scenarios with one reasoner, in threads that wait for one another."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._lock = Lock()
        # It builds an engine for a kind and stage when it first needs one: the first advice takes
        # 77 ms of CPU time, and the next 12.
        self._reasoner = Reasoner(rulebook)

    def assess(self, scenario: Scenario) -> Assessment:
        """Return the advice."""
        # A newer request cannot stop a thread that is assessing, so it waits here: experta's
        # engine can be used by one thread at a time.
        with self._lock:
            return self._reasoner.assess(scenario, on=day_of(scenario))

    async def advise(self, scenario: Scenario) -> Assessment:
        """Return the advice without holding up the event loop."""
        return await asyncio.to_thread(self.assess, scenario)


def day_of(scenario: Scenario) -> dt.date:
    """Return the day from which the days of steps are counted: that of the answers, or today."""
    return scenario.as_of or dt.datetime.now().astimezone().date()
