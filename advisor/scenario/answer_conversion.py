"""Convert the answer to an old question to answers to current ones, or say to ask again."""

from typing import Any

from advisor.rulebook.changes import ASK_AGAIN, FormerQuestion
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN

Full = dict[str, Any]
"""An answer with what goes with it, as a file writes it in full."""

# Far above what any question has asked for. int() reads no more than 4,300 digits, so a number of
# 5,000 could be kept under "earlier", but its file could not be saved.
_MAX_NUMBER = 1_000_000


def converted(name: str, full: Full, rulebook: Rulebook) -> dict[str, Full] | None:
    """Return what an answer becomes, by question: nothing if it is to be asked again.

    None says that it stays as it is, also where it was no answer to its question then either.
    """
    change, value = rulebook.changes.questions.get(name), value_of(full)
    # With both keys it is no answer; the model says so.
    if change is None or full.keys() >= {"answer", "every"}:
        return None
    is_there = name in rulebook.questions
    if value == NOT_APPLICABLE:
        return _of_reason(change, full.get("reason"), rulebook, is_there=is_there)
    if value == UNKNOWN:
        heir = _heir(change)
        # Unknown stays unknown whatever the levels are now.
        return None if is_there else {heir: {"answer": UNKNOWN}} if heir else {}
    if isinstance(value, str):
        return _of_level(change, value, rulebook)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not abs(value) <= _MAX_NUMBER
    ):
        return None
    return _of_number(change, value, rulebook, is_there=is_there)


def _heir(change: FormerQuestion) -> str | None:
    """Return the one question that asks the same under another name, if there is one."""
    if change.becomes or change.number is None or change.number.becomes == ASK_AGAIN:
        return change.becomes
    others = {target for level in change.levels.values() for target in level.targets}
    return change.number.becomes if others <= {change.number.becomes} else None


def _of_reason(
    change: FormerQuestion, reason: object, rulebook: Rulebook, *, is_there: bool
) -> dict[str, Full] | None:
    if isinstance(reason, str) and reason in change.reasons:
        reason = change.reasons[reason]
    elif is_there:
        return None
    heir = change.question if is_there else _heir(change)
    if heir and reason in rulebook.questions[heir].order:
        # A reason not to answer became a level of its own; None takes the old reason away.
        return {heir: {"answer": reason, "reason": None}}
    if heir and reason in rulebook.questions[heir].may_not_apply:
        return {heir: {"answer": NOT_APPLICABLE, "reason": reason}}
    return {}


def _of_level(change: FormerQuestion, value: str, rulebook: Rulebook) -> dict[str, Full] | None:
    level = change.levels.get(value)
    if level is not None and level.becomes is not None:
        return {target: {"answer": said} for target, said in level.targets.items()}
    if change.becomes and value in rulebook.questions[change.becomes].order:
        return {change.becomes: {"answer": value}}
    return None


def _of_number(
    change: FormerQuestion, value: float, rulebook: Rulebook, *, is_there: bool
) -> dict[str, Full] | None:
    heir = change.becomes
    if change.number:
        is_to_ask = value in change.number.ask_again or change.number.becomes == ASK_AGAIN
        heir = None if is_to_ask else change.number.becomes
    elif is_there or heir is None:
        return None
    number = rulebook.questions[heir].number if heir else None
    if heir is None or number is None or not number.least <= value <= number.most:
        return {}
    return None if heir == change.question else {heir: {"answer": value}}


def leads(name: str, raw: object, rulebook: Rulebook) -> frozenset[str]:
    """Return the questions that an answer answers now."""
    found = converted(name, in_full(raw), rulebook)
    return frozenset({name} if found is None else found)


def in_full(raw: object) -> Full:
    """Return an answer as a file writes it in full."""
    return raw if isinstance(raw, dict) else {"answer": raw}


def value_of(full: Full) -> Any:
    """Return the level, number or word that an answer is."""
    return full.get("every", full.get("answer"))
