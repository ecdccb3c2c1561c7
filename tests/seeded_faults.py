"""Plants known faults in the program, one at a time, and counts which of them the tests catch.

Run as ``python -m tests.seeded_faults``. For each fault the checkout is copied, one text in it is
replaced, and the test that caught it last is run, then the test folders of that layer until a test
fails. Exits 1 if any fault is not caught, or if the text that a fault replaces is no longer there
once: then move the fault along with the code. ``--only evaluator`` tries one layer, and
``--named alias`` those in whose name this is, ``--jobs 2`` two faults at a time.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.seeded_fault_table import FAULTS, TESTS, SeededFault

ROOT = Path(__file__).resolve().parent.parent
_FOLDERS = (".ci", "advisor", "docs", "rules", "scenarios", "tests")
_PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
COPIED = (*_FOLDERS, *_PAGES, "pyproject.toml", "hatch_build.py")


class Outcome(NamedTuple):
    """What became of one fault.

    Attributes:
        caught_by: The first test that failed; empty if none did.
    """

    fault: SeededFault
    caught_by: str
    seconds: float


def misplaced() -> list[str]:
    """Return the faults whose text is not in its file exactly once."""
    return [
        f"{fault.file}: {fault.before!r} is there {count} times"
        for fault in FAULTS
        if (count := (ROOT / fault.file).read_text(encoding="utf-8").count(fault.before)) != 1
    ]


def try_fault(fault: SeededFault) -> Outcome:
    """Run the tests of a fault's layer against a copy that has it."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        file = copy / fault.file
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(fault.before, fault.after), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider"]
        environment = {**os.environ, "PYTHONPATH": str(copy), "ADVISOR_STATE": str(copy / "state")}
        # Two runs, since pytest takes a file and its folder together in the folder's order.
        for tests in ([fault.tried_first], TESTS[fault.layer]):
            ended = subprocess.run(
                [*command, *tests],
                cwd=copy,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if ended.returncode:
                break
    caught_by = ""
    if ended.returncode == 1:
        failed = [line for line in ended.stdout.splitlines() if line.startswith("FAILED ")]
        caught_by = failed[0].removeprefix("FAILED ").split(" - ")[0] if failed else "?"
    elif ended.returncode > 1:
        caught_by = "the tests do not even start"
    return Outcome(fault, caught_by, time.monotonic() - start)


def main() -> int:
    """Try every fault, and print which test caught it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted(TESTS), help="try the faults of one layer")
    parser.add_argument("--named", default="", help="try those in whose name this stands")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if lost := misplaced():
        print("\n".join(lost))
        return 1
    faults = [
        fault for fault in FAULTS if given.only in {None, fault.layer} and given.named in fault.name
    ]
    missed = 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for outcome in pool.map(try_fault, faults):
            missed += not outcome.caught_by
            caught = outcome.caught_by or "NOT CAUGHT"
            fault = outcome.fault
            print(f"{outcome.seconds:4.0f} s  {fault.layer:9} {fault.name}: {caught}", flush=True)
    print(f"{len(faults)} faults, {missed} not caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
