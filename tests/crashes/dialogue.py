"""What a line-by-line interview had confirmed when it ended, read from what it wrote."""

import re
from pathlib import Path

from advisor.interview.state.unsaved import unsaved_interviews
from advisor.reasoning.asked import everything_asked
from advisor.scenario.loading import load_scenario
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook

Item = tuple[str, str | None]

PROMPT = "> "
ANSWER = "u"
_QUESTION = re.compile(r"^([a-z0-9-]+) \((?:\d+ of \d+|not asked here).*\)$", re.MULTILINE)
_PARTNER = re.compile(r"^For (.+):$", re.MULTILINE)
NOWHERE = "have not been saved anywhere"


def confirmed(shown: str, lines: list[str]) -> frozenset[Item]:
    """Return what was answered and then left standing without a word that it is saved nowhere.

    Args:
        shown: All that the interview wrote.
        lines: What it was given, a line for each prompt.
    """
    parts = shown.split(PROMPT)
    waiting: set[Item] = set()
    found: set[Item] = set()
    item: Item | None = None
    # The part behind the last line that was given may be cut off: it confirms nothing.
    for line, before, after in zip(lines, parts, parts[1:-1], strict=False):
        if questions := _QUESTION.findall(before):
            partners = _PARTNER.findall(before)
            item = (questions[-1], partners[-1] if partners else None)
        if line == ANSWER and item is not None:
            waiting.add(item)
        if NOWHERE not in after:
            found |= waiting
            waiting.clear()
    return frozenset(found)


def answered(scenario: Scenario) -> frozenset[Item]:
    """Return what has an answer."""
    asked = everything_asked(shipped_rulebook(), scenario)
    return frozenset(
        (one.question.id, one.partner.name if one.partner else None)
        for one in asked
        if one.answer is not None
    )


def offered(file: Path) -> list[Scenario]:
    """Return what the next start offers for a file: what it says, and each unsaved interview.

    Raises:
        Faults: The file is not whole.
    """
    rulebook = shipped_rulebook()
    found = [load_scenario(file, rulebook)] if file.exists() else []
    ours = (one for one in unsaved_interviews(rulebook) if one.file in {None, file.resolve()})
    return [*found, *(one.scenario or one.scenario_for(rulebook) for one in ours)]
