"""What a line-by-line interview had confirmed when it ended, read from what it wrote."""

import re
from pathlib import Path

from advisor.interview.plain.line_input import PROMPT
from advisor.interview.state.unsaved import UnsavedInterview, journals, unsaved_interviews
from advisor.reasoning.asked_questions import everything_asked
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook

Item = tuple[str, str | None]

ANSWER = "u"
SET_UP = ("P", "Oak", "1", "1", "y", "y", "", "", "n", "n", "n", "n", "y", "1", "1", *[""] * 9)
"""A partnership of one school, line by line."""
SET_UP_FACTS = {"partnership": 1, "partners": 7, "kinds": 13, "stage": 14, "room": 15}
"""How many of these lines each fact needs."""
NOTE = "note so they say"
_PARTNER = re.compile(r"^For (.+):$", re.MULTILINE)
NOWHERE = "have not been saved anywhere"


def confirmed(shown: str, lines: list[str]) -> frozenset[Item]:
    """Return what was answered and then left standing without a word that it is saved nowhere.

    Args:
        shown: All that the interview wrote.
        lines: What it was given, a line for each prompt.
    """
    parts = shown.split(PROMPT)
    by_words = {question.asks: question.id for question in shipped_rulebook().questions.values()}
    waiting: set[Item] = set()
    found: set[Item] = set()
    item: Item | None = None
    # The part behind the last line that was given may be cut off: it confirms nothing.
    for line, before, after in zip(lines, parts, parts[1:-1], strict=False):
        if questions := [by_words[line] for line in before.splitlines() if line in by_words]:
            partners = _PARTNER.findall(before)
            item = (questions[-1], partners[-1] if partners else None)
        if line == ANSWER and item is not None:
            waiting.add(item)
        if NOWHERE not in after:
            found |= waiting
            waiting.clear()
    return frozenset(found)


def note_is_confirmed(shown: str, lines: list[str]) -> bool:
    """Return whether it was said that the note is kept, and never that it is not."""
    parts = shown.split(PROMPT)
    says = [after for line, after in zip(lines, parts[1:-1], strict=False) if line == NOTE]
    return any("Kept for the next answer." in after for after in says) and NOWHERE not in shown


def note_is_kept(file: Path) -> bool:
    """Return whether the note is in the file, or in a journal that the next start offers."""
    text = NOTE.partition(" ")[2]
    in_journal = any(text in f"{one.draft} {one.text!r}" for one in _left())
    return in_journal or (file.exists() and text in file.read_text(encoding="utf-8"))


def lost_facts(shown: str) -> set[str]:
    """Return the facts of a set-up that were taken and are in no journal and no file."""
    taken = shown.count(PROMPT) - 1
    given = {fact for fact, lines in SET_UP_FACTS.items() if lines <= taken}
    if NOWHERE in shown:
        return set()
    kept = [one.set_up.facts if one.set_up else SET_UP_FACTS for one in _left()]
    # A name alone is offered nowhere, and stays in its journal.
    if not kept and given == {"partnership"}:
        return set() if any("partnership" in one.read_text() for one in journals()) else given
    return given if not kept else given - {*kept[0]}


def _left() -> tuple[UnsavedInterview, ...]:
    return unsaved_interviews(shipped_rulebook())


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
    ours = (one for one in _left() if one.file in {None, file.resolve()} and not one.set_up)
    return [*found, *(one.scenario or one.opened_with(rulebook).scenario for one in ours)]
