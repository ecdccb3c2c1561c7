"""``python -m tests.crashes``: exits with 1 if anything that was confirmed is lost."""

import argparse
import sys

from tests.crashes.at_random import killed_at_random
from tests.crashes.every_step import counted


def main() -> int:
    """Fail and kill at each step, then kill the real command at random moments."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes", description=__doc__)
    parser.add_argument("--kills", type=int, default=10, help="at random moments (default: 10)")
    parser.add_argument("--every", type=int, default=1, help="try every so manieth step only")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    given = parser.parse_args()
    lost = counted(given.every)
    if given.kills:
        lost += killed_at_random(given.kills, given.seed)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
