"""One thread that owns the engine, and takes only the newest request."""

from collections.abc import Callable
from threading import Condition, Thread

from advisor.interview.messages import Advised, NotAdvised
from advisor.reasoning.assess import Reasoner
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario


class Adviser:
    """Assesses scenarios one after the other, away from the screen.

    Args:
        rulebook: The one to assess with.
        tell: Called in the thread with what came out.
    """

    def __init__(self, rulebook: Rulebook, tell: Callable[[Advised | NotAdvised], object]) -> None:
        self._rulebook = rulebook
        self._tell = tell
        self._newest: Scenario | None = None
        self._stopped = False
        self._asked = Condition()
        self._thread = Thread(target=self._work, name="adviser", daemon=True)
        self._thread.start()

    def ask(self, scenario: Scenario) -> None:
        """Ask for advice; a request that waits behind another replaces it."""
        with self._asked:
            self._newest = scenario
            self._asked.notify()

    def stop(self) -> None:
        """End the thread once it has finished what it is at."""
        with self._asked:
            self._stopped = True
            self._asked.notify()
        self._thread.join(timeout=5)

    def _next(self) -> Scenario | None:
        with self._asked:
            self._asked.wait_for(lambda: self._stopped or self._newest is not None)
            scenario, self._newest = self._newest, None
            return None if self._stopped else scenario

    def _work(self) -> None:
        reasoner = Reasoner(self._rulebook)
        while (scenario := self._next()) is not None:
            try:
                self._tell(Advised(scenario, reasoner.assess(scenario)))
            except Exception as error:
                self._tell(NotAdvised(error))
                # An engine that failed is not used again.
                reasoner = Reasoner(self._rulebook)
