"""Complaints about frameworks: elements whose status cannot vary, and parts without elements."""

from collections.abc import Iterator

from advisor.authoring.lint.lint_leaves import leaf_complaints
from advisor.authoring.satisfiable import outcomes
from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.rulebook.framework import Element
from advisor.rulebook.references import Complaint
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES


def framework_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield everything worth mending in the frameworks."""
    for framework in rulebook.frameworks.values():
        about = ("framework", framework.id)
        for number, part in enumerate(framework.parts):
            if not framework.of_part(part.id):
                says = f"no element belongs to the part {quoted(part.id)}"
                yield Complaint(about, ("parts", number), says)
        for number, element in enumerate(framework.elements):
            for place, says in _of_element(element, rulebook):
                yield Complaint(about, ("elements", number, *place), says)


def _of_element(element: Element, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    conditions = element.conditions
    try:
        # A framework can be asked for at every kind and stage.
        found = outcomes(tuple(condition for _, condition in conditions), KINDS, STAGES, rulebook)
    except ValueError as error:
        yield ("in_place",), str(error)
        return
    for key, condition in conditions:
        yield from leaf_complaints(condition, (key,), rulebook)
    if element.in_place is None:
        return
    values = {value[0] for value in found}
    if values == {False}:
        yield ("in_place",), "can never be in place: its conditions exclude one another"
    elif values == {True}:
        yield ("in_place",), "is always in place: no answer takes it away"
    elif element.partly is not None and (False, True) not in found:
        yield ("partly",), "can never be partly there: in_place is true wherever this is"
