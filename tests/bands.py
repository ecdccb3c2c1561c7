"""Prints the band of every shipped partnership, by stage, and how often each band occurs.

Run as ``python -m tests.bands``.
"""

from collections import Counter

from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.vocabulary import BANDS, STAGES
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario


def main() -> None:
    """Print the table."""
    reasoner = Reasoner(shipped_rulebook())
    scenarios = {name: shipped_scenario(name) for name in SCENARIO_NAMES}
    for stage in STAGES:
        names = [name for name, scenario in scenarios.items() if scenario.judged_at == stage]
        verdicts = {name: reasoner.assess(scenarios[name]).verdict for name in names}
        counts = Counter(verdict.band for verdict in verdicts.values())
        print(f"{stage}: " + ", ".join(f"{band} {counts[band]}" for band in reversed(BANDS)))
        for name, verdict in sorted(verdicts.items(), key=lambda item: BANDS.index(item[1].band)):
            print(f"  {verdict.band:18} {scenarios[name].kind:18} {name}")


if __name__ == "__main__":
    main()
