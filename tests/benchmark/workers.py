"""Runs each engine in a process of its own, on one core, and times them in turn."""

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from multiprocessing.connection import Connection
from statistics import median
from typing import Any, NamedTuple

from tests.benchmark.contest import Contestant, Reading
from tests.benchmark.memory import own_peak

Making = Callable[[], Contestant]
"""Makes an engine with its rules loaded; named by a module, so that a process can be handed it."""


class Entered(NamedTuple):
    """An engine in the contest, how many partnerships it is handed a run, and what it needs.

    Attributes:
        needs: A package without which it does not take part.
    """

    making: Making
    number: int
    needs: str = ""


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
    missing = {name for name, one in entered.items() if not _is_installed(one.needs)}
    here = {name: _Worker(one) for name, one in entered.items() if name not in missing}
    try:
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
            name: Timed("", 0, 0, 0, f"{one.needs} is not installed; pip install -e '.[bench]'")
            if name in missing
            else Timed(
                here[name].version, one.number, median(seconds[name]), here[name].ask(("peak",))
            )
            for name, one in entered.items()
        }
    finally:
        for worker in here.values():
            worker.end()


def _is_installed(package: str) -> bool:
    try:
        return not package or bool(distribution(package))
    except PackageNotFoundError:
        return False


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
        self.version = self._pipe.recv()

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
    engine = making()
    pipe.send(engine.version)
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
