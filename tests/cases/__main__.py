"""Runs the advice over partnerships from public knowledge, beside what advisers expect of it.

``python -m tests.cases`` takes the cases in sight. It exits 1 where a recorded figure fell, or a
file set aside is not the one whose sum was written down; ``--record`` writes the figures down.
``--set-aside`` takes the cases set aside in their place. Nobody reads these while rules are
written, so that they show what the rules make of a partnership for which none was written.
"""

import argparse
import sys
from pathlib import Path

from advisor.files.faults import Fault, Faults
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook
from tests.cases.case import SET_ASIDE, case_folders, load_case
from tests.cases.outcome import Outcome, outcome, total
from tests.cases.record import fallen, record, recorded, sum_faults
from tests.shipped import shipped_rulebook

CASES = Path(__file__).parent


def outcomes_in(folder: Path, rulebook: Rulebook) -> list[Outcome]:
    """Return the advice on every case in a folder, by name.

    Raises:
        Faults: Everything that keeps a case from loading.
    """
    reasoner = Reasoner(rulebook)
    found, faults = list[Outcome](), list[Fault]()
    for path in case_folders(folder):
        try:
            found.append(outcome(load_case(path, rulebook), reasoner))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    return found


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("--set-aside", action="store_true", help="run the cases set aside")
    parser.add_argument("--record", action="store_true", help="write the figures down")
    return parser.parse_args(arguments)


def main(arguments: list[str], folder: Path = CASES, rulebook: Rulebook | None = None) -> int:
    """Print what the advice comes to; return what the program exits with."""
    given = _arguments(arguments)
    rulebook = rulebook or shipped_rulebook()
    part = "set aside" if given.set_aside else "in sight"
    try:
        found = outcomes_in(folder / SET_ASIDE if given.set_aside else folder, rulebook)
    except Faults as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return 2
    for one in found:
        print(*one.lines(), sep="\n", end="\n\n")
    figures, possible = total(one.figures for one in found), total(one.possible for one in found)
    print(f"{len(found)} cases {part}, by the rulebook {rulebook.content_hash}")
    for name, number in figures.items():
        print(f"  {name.replace('_', ' ')}: {number} of {possible[name]}")
    wrong = list(sum_faults(folder / SET_ASIDE))
    if given.record:
        record(folder, part, figures)
    else:
        wrong += fallen(recorded(folder).get(part, {}), figures)
    for says in wrong:
        print(says, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
