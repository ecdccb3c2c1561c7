"""Complaints about the list of gates that rest on several answers together."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.rulebook.preconditions import joins_answers
from advisor.rulebook.references import PRECONDITIONS, Complaint
from advisor.rulebook.rulebook import Rulebook


def combination_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each such gate that is not listed once, and each rule listed that is none."""
    file = PRECONDITIONS[1]
    listed = [combination.rule for combination in rulebook.preconditions.combinations]
    for rule in rulebook.rules.values():
        if rule.is_gate and joins_answers(rule) and rule.id not in listed:
            says = "holds below pilot on several answers together; list it with the reason under"
            yield Complaint(("rule", rule.id), ("when",), f"{says} combinations in {file}")
    for number, name in enumerate(listed):
        rule, place = rulebook.rules[name], ("combinations", number, "rule")
        if name in listed[:number]:
            yield Complaint(PRECONDITIONS, place, f"{quoted(name)} is listed twice")
        elif not (rule.is_gate and joins_answers(rule)):
            says = f"{quoted(name)} holds nothing below pilot, or rests on one answer; take it off"
            yield Complaint(PRECONDITIONS, place, says)
