"""Runs each engine in a process of its own, on one core, and times them in turn."""

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from statistics import median
from typing import Any, NamedTuple

from tests.benchmark.contest import Contestant, NotHere, Reading
from tests.benchmark.memory import own_peak

Making = Callable[[], Contestant]
"""Makes an engine with its rules loaded; named by a module, so that a process can be handed it."""


class Entered(NamedTuple):
    """An engine in the contest, and how many partnerships it is handed a run."""

    making: Making
    number: int


class Timed(NamedTuple):
    """What became of an engine: why it could not run, or its median time and its memory."""

    version: str
    number: int
    seconds: float
    peak: int
    missing: str = ""


class Disagreement(Exception):
    """Two engines found different things in the same partnership."""


def contest(
    entered: Mapping[str, Entered], expected: list[Reading], runs: int, seed: int
) -> dict[str, Timed]:
    """Return what became of each engine, once all agree on the first partnerships.

    Raises:
        Disagreement: An engine found something else than what was expected.
    """
    workers = {name: _Worker(one) for name, one in entered.items()}
    try:
        here = {name: worker for name, worker in workers.items() if not worker.missing}
        for name, worker in here.items():
            _hold_equal(name, worker.ask(("read", len(expected), seed)), expected)
        for name, worker in here.items():
            worker.ask(("carry", entered[name].number, seed + 1))
        seconds: dict[str, list[float]] = {name: [] for name in here}
        # The first run of each is not counted.
        for run in range(runs + 1):
            for name, worker in here.items():
                spent = worker.ask(("run",))
                if run:
                    seconds[name].append(spent)
        return {
            name: Timed(worker.version, 0, 0, 0, worker.missing)
            if worker.missing
            else Timed(
                worker.version, entered[name].number, median(seconds[name]), worker.ask(("peak",))
            )
            for name, worker in workers.items()
        }
    finally:
        for worker in workers.values():
            worker.end()


def _hold_equal(name: str, found: list[Reading], expected: list[Reading]) -> None:
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        if one != other:
            differ = sorted((one.stands ^ other.stands) | (one.undecided ^ other.undecided))
            raise Disagreement(f"{name}: partnership {number} differs in {', '.join(differ)}")


class _Worker:
    """The other end of a process in which one engine runs."""

    def __init__(self, entered: Entered) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._pipe, other = spawning.Pipe()
        self._process = spawning.Process(target=_serve, args=(other, entered.making), daemon=True)
        self._process.start()
        other.close()
        self.version, self.missing = self._pipe.recv()

    def ask(self, question: tuple[Any, ...]) -> Any:
        self._pipe.send(question)
        return self._pipe.recv()

    def end(self) -> None:
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()


def _serve(pipe: Connection, making: Making) -> None:
    """Answer what is asked until the pipe is closed."""
    # Every engine has the same core, and Polars no more threads than that.
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        engine = making()
    except NotHere as error:
        pipe.send(("", str(error)))
        return
    pipe.send((engine.version, ""))
    carried: Any = None
    while True:
        try:
            question, *rest = pipe.recv()
        except EOFError:
            return
        match question:
            case "read":
                pipe.send(engine.readings(engine.run(engine.carry(*rest))))
            case "carry":
                carried = engine.carry(*rest)
                pipe.send(None)
            case "run":
                # As timeit does: what one engine keeps in memory would else slow it down.
                gc.collect()
                gc.disable()
                start = time.perf_counter()
                found = engine.run(carried)
                spent = time.perf_counter() - start
                gc.enable()
                del found
                pipe.send(spent)
            case _:
                pipe.send(own_peak())
