"""Complaints about contradictions that no answers can meet, and about their wording."""

from collections.abc import Iterator

from advisor.authoring.lint.lint_leaves import leaf_complaints
from advisor.authoring.satisfiable import outcomes
from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.rulebook.condition import OfPartners, parts, questions_in
from advisor.rulebook.references import Complaint
from advisor.rulebook.rulebook import Contradiction, Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES

MOST_ASK = 200
"""Characters; the brief has two or three lines for it."""


def contradiction_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield every complaint about contradictions."""
    for contradiction in rulebook.contradictions:
        for place, says in _of_one(contradiction, rulebook):
            yield Complaint(("contradiction", contradiction.id), place, says)


def _of_one(contradiction: Contradiction, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    yield from _never_met(contradiction, rulebook)
    yield from leaf_complaints(contradiction.when, ("when",), rulebook)
    if not contradiction.ask.endswith("?"):
        yield ("ask",), "ask ends without a question mark; ask which of the answers is right"
    if (length := len(contradiction.ask)) > MOST_ASK:
        yield ("ask",), f"ask has {length} characters; {MOST_ASK} fit"


def _never_met(contradiction: Contradiction, rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
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
