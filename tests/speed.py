"""Prints how long commands, assessments and the interview's screen take, as ratios and in ms.

Run as ``python tests/speed.py``. It exits 1 where a figure is over its limit by more than the
allowance, which is 1.5 unless given as the first argument; shared machines are noisy.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from advisor.scenario.scenario import Scenario
from tests.speed_screen import on_screen

REPOSITORY = Path(__file__).resolve().parent.parent
SCENARIO = REPOSITORY / "scenarios" / "forty-schools.yaml"
RUNS = 9
EMPTY = """\
partnership: Four schools
kind: cluster
stage: agreeing
partners:
""" + "".join(f"  - {{name: School {n}, sector: state, role: member}}\n" for n in range(1, 5))
"""A file in which nothing is answered yet."""


def seconds(action: Callable[[], object]) -> float:
    """Return how long the action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(compiled: Path, *arguments: str) -> Callable[[], object]:
    """Return an action that runs this Python with the arguments in a process of its own.

    Its modules are compiled once, like those that pip installs, even if nothing may be written
    beside them.
    """
    command = [sys.executable, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)


def in_turn(actions: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Return the seconds of each action, all actions taken in turn after one run not counted."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for run in range(runs + 1):
        for name, action in actions.items():
            spent = seconds(action)
            if run:
                taken[name].append(spent)
    return taken


def commands() -> dict[str, tuple[float, float]]:
    """Return each figure about whole commands with its limit."""
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.yaml"
        empty.write_text(EMPTY, encoding="utf-8")
        run = partial(process, Path(folder))
        taken = in_turn(
            {
                "bare": run("-c", "pass"),
                "version": run("-m", "advisor", "--version"),
                "assess": run("-m", "advisor", "assess", str(SCENARIO)),
                "empty": run("-m", "advisor", "assess", str(empty)),
            },
            RUNS,
        )

    def ratio(name: str) -> float:
        pairs = zip(taken[name], taken["bare"], strict=True)
        return median(one / other for one, other in pairs)

    return {
        "advisor --version / python -c pass": (ratio("version"), 6),
        "advisor assess FILE / python -c pass": (ratio("assess"), 38),
        "advisor assess, nothing answered / python -c pass": (ratio("empty"), 38),
        "advisor assess FILE, seconds": (median(taken["assess"]), 1.3),
    }


def answered_in_part(scenario: Scenario, known: float) -> Scenario:
    """Return a partnership of whose questions only a first part is answered."""
    answered = {*scenario.answers}.union(*(partner.answers for partner in scenario.partners))
    for question in sorted(answered)[int(known * len(answered)) :]:
        for partner in (None, *(partner.name for partner in scenario.partners)):
            scenario = scenario.with_answer(question, None, partner)
    return scenario


def loaded() -> dict[str, tuple[float, float]]:
    """Return each figure about a loaded process with its limit."""
    from advisor.files.folders import shipped
    from advisor.reasoning.evaluator import evaluate
    from advisor.reasoning.reasoner import Reasoner
    from advisor.reasoning.what_decides import weigh_open_questions
    from advisor.rulebook.loading import load_rulebook
    from advisor.scenario.load_scenario import load_scenario

    rulebook = load_rulebook(shipped("rules"))
    reasoner = Reasoner(rulebook)
    scenarios = [load_scenario(path, rulebook) for path in sorted(SCENARIO.parent.glob("*.yaml"))]
    assessed, evaluated, ordered = [], [], []
    for scenario in scenarios:
        taken = in_turn(
            {
                "assess": partial(reasoner.assess, scenario),
                "evaluate": partial(evaluate, rulebook, scenario),
            },
            RUNS,
        )
        assessed.append(median(taken["assess"]) * 1000)
        evaluated.append(median(taken["evaluate"]) * 1000)
        for known in (0, 1 / 2, 9 / 10):
            begun = answered_in_part(scenario, known)
            taken = in_turn({"order": partial(weigh_open_questions, rulebook, begun)}, 3)
            ordered.append(median(taken["order"]) * 1000)
    return {
        "one experta assessment, ms (median of the scenarios)": (median(assessed), 40),
        "one experta assessment, ms (slowest scenario)": (max(assessed), 40),
        "one evaluator pass, ms (median of the scenarios)": (median(evaluated), 4),
        "one evaluator pass, ms (slowest scenario)": (max(evaluated), 4),
        "which question comes next, ms (slowest of any stage)": (max(ordered), 300),
    }


def main() -> int:
    """Print the table; return 1 if a figure is over its limit times the allowance."""
    allowance = float(sys.argv[1]) if len(sys.argv) > 1 else 1.5
    over = 0
    for name, (figure, limit) in (commands() | loaded() | on_screen()).items():
        over += figure > limit * allowance
        print(f"{name:55} {figure:8.2f}   limit {limit:g}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
