"""The benchmark: small, it runs; engines that disagree are not timed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmark.contest import Reading
from tests.benchmark.memory import Watched, python, watched
from tests.benchmark.peers import ours_and_theirs
from tests.benchmark.peers_rulebook import expected, plain_rules
from tests.benchmark.workers import Disagreement, contest
from tests.strategies import is_deep

_ROOT = Path(__file__).parents[2]


def benchmark(*arguments: str) -> list[list[str]]:
    command = [sys.executable, "-m", "tests.benchmark", *arguments]
    ran = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    table = ran.stdout.split("\n\n", 1)[1].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


@pytest.mark.skipif(not is_deep(), reason="the deep run measures; every day they need not")
def test_the_engines_agree_and_have_a_line_each() -> None:
    headings, _, *lines = benchmark("--only", "peers", "--rows", "1000")
    assert len({len(line) for line in lines} | {len(headings)}) == 1
    named = " ".join(line[0] for line in lines)
    for name in ours_and_theirs(1000):
        assert f"100 rules: {name}" in named
    measured = [line for line in lines if "not measured" not in line[5]]
    assert len(measured) >= 2
    assert all(float(line[2]) > 0 and int(line[4]) > 0 for line in measured)


def test_an_engine_that_finds_something_else_is_not_timed() -> None:
    said = expected(20, seed=1)
    said[7] = Reading(said[7].stands ^ {plain_rules()[3].id})
    evaluator = {"our evaluator": ours_and_theirs(1000)["our evaluator"]}
    with pytest.raises(Disagreement, match=f"partnership 7 differs in {plain_rules()[3].id}$"):
        contest(evaluator, said, runs=1, seed=1)


def test_the_memory_of_a_command_is_that_of_all_its_processes(tmp_path: Path) -> None:
    def of_held(size: int, name: str, starts: str) -> Watched:
        """Watch what holds memory until that much was seen, or for two minutes."""
        seen = tmp_path / name
        waits = (
            "import os, time; start = time.monotonic(); held = bytearray(150_000_000)\n"
            f"while not os.path.exists({str(seen)!r}) and time.monotonic() < start + 120: "
            "time.sleep(0.01)\n"
            "print(time.monotonic() - start)"
        )
        command = python("-c", starts.format(child=["-c", waits]) if starts else waits)

        def look(now: int) -> None:
            if now > size:
                seen.touch()

        return watched(command, look)

    in_turn = (
        "import subprocess, sys; held = bytearray(150_000_000)\n"
        "subprocess.run([sys.executable, *{child}], check=True)"
    )
    alone = of_held(150_000_000, "alone", "")
    both = of_held(300_000_000, "both", in_turn)
    assert alone.code == both.code == 0
    assert 150_000_000 < alone.peak < 250_000_000
    assert 300_000_000 < both.peak < 450_000_000
    assert alone.seconds >= float(alone.said)
