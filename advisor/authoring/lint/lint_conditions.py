"""Complaints about conditions that tell nothing: in frameworks, in contradictions, in any leaf."""

from collections.abc import Iterator

from advisor.authoring.satisfiable import outcomes
from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.rulebook.condition import Condition, OfPartners, parts, questions_in, questions_read
from advisor.rulebook.framework import Element
from advisor.rulebook.references import Complaint
from advisor.rulebook.rulebook import Contradiction, Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES


def contradiction_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    for contradiction in rulebook.contradictions:
        for place, message in _of_one(contradiction, rulebook):
            yield Complaint(("contradiction", contradiction.id), place, message)


def _of_one(contradiction: Contradiction, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    yield from _never_met(contradiction, rulebook)
    yield from leaf_complaints(contradiction.when, ("when",), rulebook)
    if not contradiction.ask.endswith("?"):
        yield ("ask",), "ask ends without a question mark; ask which of the answers is right"


def _never_met(contradiction: Contradiction, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    # Only where all of its questions are asked: elsewhere nobody could correct an answer, and the
    # contradiction is not looked for.
    read = [rulebook.questions[name] for name in sorted(questions_in(contradiction.when))]
    kinds = tuple(kind for kind in KINDS if all(kind in question.kinds for question in read))
    stages = tuple(stage for stage in STAGES if all(stage in question.stages for question in read))
    if not read:
        yield ("when",), "reads no answer; facts alone contradict nothing that anybody said"
        return
    if not (kinds and stages):
        yield ("when",), "can never be met: its questions are asked at no kind and stage together"
        return
    try:
        found = outcomes((contradiction.when,), kinds, stages, rulebook)
    except ValueError as error:
        yield ("when",), str(error)
        return
    if found == {(False,)}:
        yield ("when",), "can never be met: its answers exclude one another"
    for place, part in parts(contradiction.when, ("when",)):
        if isinstance(part, OfPartners):
            asked = [rulebook.questions[name] for name in part.answers]
            if not any(all(one.is_asked_of(role) for one in asked) for role in ROLES):
                names = ", ".join(quoted(one.id) for one in asked)
                yield place, f"can never be met: no role is asked all of {names}"


def framework_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    for framework in rulebook.frameworks.values():
        about = ("framework", framework.id)
        for number, part in enumerate(framework.parts):
            if not framework.of_part(part.id):
                message = f"no element belongs to the part {quoted(part.id)}"
                yield Complaint(about, ("parts", number), message)
        for number, element in enumerate(framework.elements):
            for place, message in _of_element(element, rulebook):
                yield Complaint(about, ("elements", number, *place), message)


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


def leaf_complaints(
    condition: Condition, within: Place, rulebook: Rulebook
) -> Iterator[tuple[Place, str]]:
    """Yield each leaf that names every level of a question, or one of them twice."""
    for place, part in parts(condition, within):
        for question, levels, _, way in questions_read(part):
            at = (*place, *way)
            if levels is not None and set(levels) == set(rulebook.questions[question].order):
                yield at, f"names every level of {quoted(question)}, so it tells nothing"
            if levels is not None and len(set(levels)) < len(levels):
                yield at, f"names a level of {quoted(question)} twice"
